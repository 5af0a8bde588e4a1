// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/scatter_panel.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {

ScatterPanel::ScatterPanel(const Theme& theme, QWidget* parent)
    : ComparePanel(parent), m_x(new ChoiceButton(theme, ChoiceButton::Mode::One, tr("Horizontal axis"), this)),
      m_y(new ChoiceButton(theme, ChoiceButton::Mode::One, tr("Vertical axis"), this)),
      m_color(new ChoiceButton(theme, ChoiceButton::Mode::One, tr("Colour by"), this)), m_facts(new ElidedLabel("help", this)),
      m_view(new RunScatter(theme, this)) {
    layOut({{tr("Up"), m_y}, {tr("Across"), m_x}, {tr("Colour"), m_color}}, *m_facts, *m_view);
    for (auto* choice : {m_y, m_x, m_color})
        connect(choice, &ChoiceButton::picked, this, &ScatterPanel::draw);
    connect(m_view, &RunScatter::runsPicked, this, &ScatterPanel::runsPicked);
}

void ScatterPanel::show(const std::vector<ComparedGroup>& groups, const QString&) {
    m_view->setChosen(runsOf(groups));
}

void ScatterPanel::showRuns(const ShownRuns& runs) {
    const bool isFirst = m_y->choices().empty();
    m_runs = runs;
    const auto choices = keyChoices(m_runs.keys);
    m_x->setChoices(choices);
    m_y->setChoices(choices);
    auto colors = choices;
    colors.insert(colors.begin(), {tr("none"), ""});
    m_color->setChoices(std::move(colors));
    const auto has = [&](const char* key) { return std::find(m_runs.keys.begin(), m_runs.keys.end(), key) != m_runs.keys.end(); };
    if (isFirst) {
        m_x->setChosen({"seconds"});
        m_y->setChosen({has("test/auc") ? "test/auc" : "step"});
        m_color->setChosen({"backbone"});
    }
    draw();
}

void ScatterPanel::draw() {
    ScatterContent content{m_runs.runs, compare::valueColumn(m_runs.compared, m_x->value()), compare::valueColumn(m_runs.compared, m_y->value()), std::nullopt};
    if (!m_color->value().empty())
        content.color = compare::valueColumn(m_runs.compared, m_color->value());
    m_view->setContent(std::move(content));
    const auto all = static_cast<std::int64_t>(m_runs.runs.size());
    const auto missing = static_cast<std::int64_t>(m_view->leftOut());
    m_facts->setFullText(missing == 0 ? tr("%1 runs").arg(countText(all)) : tr("%1 of %2 runs, the others lack a value").arg(countText(all - missing), countText(all)));
    Q_EMIT drawn();
}

TableContent ScatterPanel::table() const {
    const auto& content = m_view->content();
    TableContent table{{tr("Run"), tr("Name"), keyTitle(content.x.key), keyTitle(content.y.key)}, {}, static_cast<qsizetype>(content.runs.size())};
    const ValueAxis x(content.x), y(content.y), color(content.color.value_or(compare::ValueColumn()));
    if (content.color)
        table.heads << keyTitle(content.color->key);
    for (std::size_t i = 0; i < content.runs.size() && table.rows.size() < kTableRows; ++i) {
        const auto& summary = content.runs[i]->summary;
        table.rows.push_back({qstr(api::toText(summary.id)), qstr(summary.name), x.text(content.x.values[i]), y.text(content.y.values[i])});
        if (content.color)
            table.rows.back() << color.text(content.color->values[i]);
    }
    return table;
}

} // namespace cpw::ui
