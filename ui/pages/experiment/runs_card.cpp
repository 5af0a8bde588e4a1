// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/runs_card.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <algorithm>
#include <QToolButton>
#include <QVBoxLayout>

namespace cpw::ui {
namespace {

constexpr int kAxesPlace = 2; // below title and seeds

QString joined(const std::vector<std::string>& values) {
    QStringList texts;
    for (const auto& value : values)
        texts << qstr(value);
    return texts.join(QStringLiteral(", "));
}

} // namespace

RunsCard::RunsCard(const Theme& theme, ExperimentDraft& draft, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_draft(draft), m_seeds(new QLineEdit(this)), m_layout(new QVBoxLayout(this)), m_state(makeLabel("help", {}, this)) {
    setProperty("kind", QStringLiteral("card"));
    m_layout->setContentsMargins(12, 10, 12, 10);
    m_layout->setSpacing(6);
    m_layout->addWidget(makeLabel("section", tr("Runs"), this));
    auto* row = new QHBoxLayout;
    auto* label = makeLabel("help", tr("Seeds"), this);
    label->setFixedWidth(scaled(72));
    label->setBuddy(m_seeds);
    m_seeds->setAccessibleName(tr("Seeds"));
    m_seeds->setToolTip(tr("Such as 1-5 or 1,3,7; a run for each."));
    row->addWidget(label);
    row->addWidget(m_seeds);
    m_layout->addLayout(row);
    m_state->setWordWrap(true);
    m_layout->addWidget(m_state);
    connect(m_seeds, &QLineEdit::textEdited, this, [this](const QString& text) { m_draft.setSeeds(text); });
    connect(&m_draft, &ExperimentDraft::changed, this, &RunsCard::showState);
    showState();
}

void RunsCard::showState() {
    const auto& state = m_draft.state();
    if (m_seeds->text() != state.seeds)
        m_seeds->setText(state.seeds);
    std::vector<std::string> paths;
    for (const auto& axis : state.axes)
        paths.push_back(axis.path);
    if (paths != m_shownAxes || !m_axes)
        buildAxes();
    const auto& runs = m_draft.runs();
    m_problemText = !m_axisProblem.isEmpty() ? m_axisProblem : runs ? QString() : sentenceText(errorText(runs.error()));
    setStyleProperty(m_state, "tone", m_problemText.isEmpty() ? QString() : QStringLiteral("err"));
    m_state->setText(!m_problemText.isEmpty() ? m_problemText : runs->size() == 1 ? tr("One run.") : tr("%1 runs.").arg(runs->size()));
}

void RunsCard::buildAxes() {
    m_shownAxes.clear();
    m_editors.clear();
    m_axisProblem.clear();
    if (m_axes)
        m_axes->deleteLater();
    m_axes = new QWidget(this);
    auto* layout = new QVBoxLayout(m_axes);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (const auto& axis : m_draft.state().axes) {
        const auto path = axis.path;
        m_shownAxes.push_back(path);
        auto* name = new ElidedLabel("help", m_axes);
        name->setFullText(qstr(path));
        layout->addWidget(name);
        auto* row = new QHBoxLayout;
        auto* values = new QLineEdit(joined(axis.values), m_axes);
        values->setAccessibleName(tr("Values of %1").arg(qstr(path)));
        values->setToolTip(tr("Such as 1e-4, 3e-4 or 1..5 or 1e-5..1e-3 x5."));
        auto* remove = new QToolButton(m_axes);
        remove->setIcon(m_theme.icon("trash"));
        remove->setToolTip(tr("Try one value only"));
        remove->setAccessibleName(tr("Remove the values of %1").arg(qstr(path)));
        row->addWidget(values);
        row->addWidget(remove);
        layout->addLayout(row);
        m_editors.push_back(values);
        connect(values, &QLineEdit::textEdited, this, &RunsCard::readAxes);
        connect(remove, &QToolButton::clicked, this, [this, path] {
            auto axes = m_draft.state().axes;
            std::erase_if(axes, [&](const api::SweepAxis& other) { return other.path == path; });
            m_draft.setAxes(std::move(axes));
        });
    }
    m_layout->insertWidget(kAxesPlace, m_axes);
}

void RunsCard::readAxes() {
    std::vector<api::SweepAxis> axes;
    m_axisProblem.clear();
    for (std::size_t i = 0; i < m_editors.size(); ++i) {
        const auto values = api::parseSweepValues(m_editors[i]->text().toStdString());
        setStyleProperty(m_editors[i], "state", values ? QString() : QStringLiteral("error"));
        if (!values)
            m_axisProblem = sentenceText(errorText(values.error()));
        else
            axes.push_back({m_shownAxes[i], *values});
    }
    if (m_axisProblem.isEmpty())
        m_draft.setAxes(std::move(axes));
    else
        showState();
}

void RunsCard::addAxis(const std::string& path, const QString& value) {
    auto axes = m_draft.state().axes;
    const bool isKnown = std::any_of(axes.begin(), axes.end(), [&](const api::SweepAxis& axis) { return axis.path == path; });
    if (!isKnown) {
        axes.push_back({path, {value.toStdString()}});
        m_draft.setAxes(std::move(axes));
    }
    for (std::size_t i = 0; i < m_shownAxes.size(); ++i)
        if (m_shownAxes[i] == path) {
            m_editors[i]->setFocus(Qt::OtherFocusReason);
            m_editors[i]->selectAll();
        }
}

} // namespace cpw::ui
