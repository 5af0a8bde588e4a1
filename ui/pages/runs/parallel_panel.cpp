// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/parallel_panel.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr std::size_t kFirstSettings = 4;

} // namespace

ParallelPanel::ParallelPanel(const Theme& theme, QWidget* parent)
    : ComparePanel(parent), m_axes(new ChoiceButton(theme, ChoiceButton::Mode::Many, tr("Axes"), this)), m_facts(new ElidedLabel("help", this)),
      m_view(new ParallelView(theme, this)) {
    layOut({{tr("Axes"), m_axes}}, *m_facts, *m_view);
    connect(m_axes, &ChoiceButton::picked, this, &ParallelPanel::draw);
    connect(m_view, &ParallelView::runsPicked, this, &ParallelPanel::runsPicked);
}

void ParallelPanel::show(const std::vector<ComparedGroup>& groups, const QString&) {
    m_view->setChosen(runsOf(groups));
}

void ParallelPanel::showRuns(const ShownRuns& runs) {
    const bool isFirst = m_axes->choices().empty();
    m_runs = runs;
    m_axes->setChoices(keyChoices(m_runs.keys));
    const auto settings = static_cast<std::size_t>(std::count_if(m_runs.keys.begin(), m_runs.keys.end(), [](const auto& key) { return key.find('.') != std::string::npos; }));
    if (isFirst || (m_axes->chosen().size() < 3 && settings > 0)) {
        std::vector<std::string> chosen = {"backbone"};
        for (const auto& key : m_runs.keys) // settings come last in the list
            if (key.find('.') != std::string::npos && key != "backbone.id" && chosen.size() <= kFirstSettings &&
                compare::valueColumn(m_runs.compared, key).missing() == 0)
                chosen.push_back(key);
        for (const char* key : {"test/log_loss", "test/auc"})
            if (std::find(m_runs.keys.begin(), m_runs.keys.end(), key) != m_runs.keys.end())
                chosen.emplace_back(key);
        m_axes->setChosen(std::move(chosen));
    }
    draw();
}

void ParallelPanel::draw() {
    std::vector<compare::ValueColumn> columns;
    for (const auto& key : m_axes->chosen())
        columns.push_back(compare::valueColumn(m_runs.compared, key));
    m_view->setContent(m_runs.runs, std::move(columns));
    m_facts->setFullText(tr("%1 runs; drag along an axis to choose").arg(countText(static_cast<std::int64_t>(m_runs.runs.size()))));
    Q_EMIT drawn();
}

TableContent ParallelPanel::table() const {
    TableContent table{{tr("Run"), tr("Name")}, {}, static_cast<qsizetype>(m_view->runs().size())};
    std::vector<ValueAxis> axes;
    for (const auto& column : m_view->columns()) {
        table.heads << keyTitle(column.key);
        axes.emplace_back(column);
    }
    for (std::size_t i = 0; i < m_view->runs().size() && table.rows.size() < kTableRows; ++i) {
        const auto& summary = m_view->runs()[i]->summary;
        table.rows.push_back({qstr(api::toText(summary.id)), qstr(summary.name)});
        for (std::size_t axis = 0; axis < axes.size(); ++axis)
            table.rows.back() << axes[axis].text(m_view->columns()[axis].values[i]);
    }
    return table;
}

} // namespace cpw::ui
