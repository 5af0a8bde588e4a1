// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/scoring_note.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>

#include <chrono>
#include <utility>

namespace cpw::ui {
namespace {

constexpr double kQuietSeconds = 1;
constexpr std::chrono::milliseconds kBetweenWords{100};

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
    m_scored = m_rows = m_first = 0;
    m_clock.start();
    m_button->setText(tr("Stop"));
    m_button->setToolTip(tr("What is scored so far is kept"));
    hide();
}

void ScoringNote::finish() {
    m_isStopped = false;
    hide();
}

ScoringNote::Teller ScoringNote::teller(InspectSession& session) {
    return [this, &session, owner = QPointer<QObject>(this)](std::stop_token stop) -> api::ScoringProgress {
        const auto show = [this](const std::pair<std::uint64_t, std::uint64_t>& told) {
            tell(told.first, told.second, static_cast<double>(m_clock.elapsed()) / 1000);
        };
        const auto post = InspectSlot::partial(session, owner, std::move(stop), show);
        return [post, last = std::chrono::steady_clock::time_point()](std::uint64_t scored, std::uint64_t rows) mutable {
            const auto now = std::chrono::steady_clock::now();
            if (now - last < kBetweenWords && scored < rows)
                return;
            last = now;
            post(std::pair(scored, rows));
        };
    };
}

void ScoringNote::tell(std::uint64_t scored, std::uint64_t rows, double seconds) {
    if (m_isStopped)
        return;
    if (m_first == 0) {
        m_first = scored;
        m_firstSeconds = seconds;
    }
    m_scored = scored;
    m_rows = rows;
    QString text = tr("%1 of %2 rows scored").arg(countText(static_cast<std::int64_t>(scored)), countText(static_cast<std::int64_t>(rows)));
    if (scored > m_first && seconds > m_firstSeconds)
        text += QStringLiteral(", ") + durationText((seconds - m_firstSeconds) * static_cast<double>(rows - scored) / static_cast<double>(scored - m_first));
    m_text->setText(text);
    setVisible(seconds >= kQuietSeconds && scored < rows);
}

void ScoringNote::onClicked() {
    if (m_isStopped)
        return Q_EMIT goOnAsked();
    m_isStopped = true;
    m_text->setText(tr("Stopped at %1 of %2 rows").arg(countText(static_cast<std::int64_t>(m_scored)), countText(static_cast<std::int64_t>(m_rows))));
    m_button->setText(tr("Go on"));
    m_button->setToolTip({});
    show();
    Q_EMIT stopped();
}

} // namespace cpw::ui
