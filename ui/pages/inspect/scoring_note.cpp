// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/scoring_note.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>

#include <utility>

namespace cpw::ui {
namespace {

constexpr double kQuietSeconds = 1;

} // namespace

ScoringNote::ScoringNote(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_text(makeLabel("help", {}, this)), m_button(makeButton(theme, tr("Stop"), "", "link", this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    row->addWidget(m_button, 0, Qt::AlignTop);
    connect(m_button, &QPushButton::clicked, this, &ScoringNote::onClicked);
    hide();
}

void ScoringNote::start() {
    m_isStopped = false;
    m_pace.start();
    m_button->setText(tr("Stop"));
    m_button->setToolTip(tr("What is scored so far is kept"));
    hide();
}

void ScoringNote::finish() {
    m_isStopped = false;
    hide();
}

ScoringNote::Teller ScoringNote::teller(InspectSession& session) {
    return [this, &session, owner = QPointer<QObject>(this)](std::stop_token stop) {
        return scoringTeller(session, owner, std::move(stop),
                             [this](std::uint64_t scored, std::uint64_t rows) { tell(scored, rows, m_pace.seconds()); });
    };
}

void ScoringNote::tell(std::uint64_t scored, std::uint64_t rows, double seconds) {
    if (m_isStopped)
        return;
    m_pace.take(scored, rows, seconds);
    QString text = tr("%1 of %2 rows scored").arg(countText(static_cast<std::int64_t>(scored)), countText(static_cast<std::int64_t>(rows)));
    if (const QString left = m_pace.timeLeft(); !left.isEmpty())
        text += QStringLiteral(", ") + left;
    m_text->setText(text);
    setVisible(seconds >= kQuietSeconds && scored < rows);
}

void ScoringNote::onClicked() {
    if (m_isStopped)
        return Q_EMIT goOnAsked();
    m_isStopped = true;
    m_text->setText(tr("Stopped at %1 of %2 rows").arg(countText(static_cast<std::int64_t>(m_pace.scored())), countText(static_cast<std::int64_t>(m_pace.rows()))));
    m_button->setText(tr("Go on"));
    m_button->setToolTip({});
    show();
    Q_EMIT stopped();
}

} // namespace cpw::ui
