// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/compare_view.h"

#include "ui/text/format.h"
#include "ui/widgets/choice_button.h"
#include "ui/widgets/figure_dialog.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kWidestColumn = 260; // of the table

} // namespace

CompareView::CompareView(const Theme& theme, EngineSession& session, Selection& selection, InspectSession* inspect, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_selection(selection) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    m_differencePanel = new DifferencePanel(m_theme, this);
    layout->addWidget(makeCard(inspect), 1);
    layout->addWidget(m_differencePanel);
}

QWidget* CompareView::makeCard(InspectSession* inspect) {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeBar(card));
    m_chartOrTable = new QStackedWidget(card);
    m_stack = new QStackedWidget(m_chartOrTable);
    for (auto* stack : {m_chartOrTable, m_stack}) // on the ground of the card
        stack->setProperty("kind", QStringLiteral("plain"));
    m_curves = new CurvePanel(m_theme, m_session, m_selection, m_stack);
    m_scatter = new ScatterPanel(m_theme, m_stack);
    m_parallel = new ParallelPanel(m_theme, m_stack);
    m_scores = new ScorePanel(m_theme, inspect, m_stack);
    m_panels = {m_curves, m_scatter, m_parallel, m_scores};
    for (auto* one : m_panels) {
        m_stack->addWidget(one);
        connect(one, &ComparePanel::problemFound, this, &CompareView::problemFound);
        connect(one, &ComparePanel::runsPicked, this, &CompareView::runsPicked);
        connect(one, &ComparePanel::drawn, this, [this, one] {
            if (one == &panel())
                updateTable();
        });
    }
    auto* tablePage = new QWidget(m_chartOrTable);
    auto* tableLayout = new QVBoxLayout(tablePage);
    tableLayout->setContentsMargins(0, 0, 0, 0);
    m_table = new QTableView(tablePage);
    m_table->setModel(&m_tableModel);
    setUpPlainTable(*m_table, m_theme, tr("The numbers of the chart"));
    m_tableFacts = makeLabel("help", {}, tablePage);
    m_tableFacts->setContentsMargins(12, 2, 12, 4);
    tableLayout->addWidget(m_table, 1);
    tableLayout->addWidget(m_tableFacts);
    m_chartOrTable->addWidget(m_stack);
    m_chartOrTable->addWidget(tablePage);
    layout->addWidget(m_chartOrTable, 1);
    return card;
}

QWidget* CompareView::makeBar(QWidget* parent) {
    auto* bar = new QWidget(parent);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 0);
    row->setSpacing(metric::kGap);
    m_viewChoice = new ChoiceButton(m_theme, ChoiceButton::Mode::One, tr("Chart"), bar);
    m_viewChoice->setChoices({{tr("Curves"), std::to_string(Curves)},
                              {tr("Scatter"), std::to_string(Scatter)},
                              {tr("Parallel coordinates"), std::to_string(Parallel)},
                              {tr("Scores of the test rows"), std::to_string(Scores)}});
    m_tableButton = makeButton(m_theme, tr("Table"), "", "", bar);
    m_tableButton->setCheckable(true);
    m_tableButton->setToolTip(tr("The numbers of the chart as a table"));
    auto* save = makeButton(m_theme, {}, "save", "", bar);
    save->setAccessibleName(tr("Export figure"));
    save->setToolTip(tr("Export figure (Ctrl+E)"));
    row->addWidget(m_viewChoice);
    row->addStretch(1);
    row->addWidget(m_tableButton);
    row->addWidget(save);
    connect(m_viewChoice, &ChoiceButton::picked, this, [this] { setView(static_cast<View>(std::stoi(m_viewChoice->value()))); });
    connect(m_tableButton, &QPushButton::toggled, this, &CompareView::setTableShown);
    connect(save, &QPushButton::clicked, this, &CompareView::exportFigure);
    return bar;
}

void CompareView::show(std::vector<ComparedGroup> groups, const QString& baseline) {
    m_groups = std::move(groups);
    m_baseline = baseline;
    m_lacksSettings = std::any_of(m_groups.begin(), m_groups.end(), [](const auto& group) { return !group.settings; });
    m_differencePanel->show(m_groups, baseline);
    for (auto& group : m_groups)
        group.settings = nullptr; // borrowed for the call
    showPanel();
}

void CompareView::showPanel() {
    panel().show(m_groups, m_baseline);
    updateTable();
}

void CompareView::showRuns(const GroupingQuestion& runs, const std::vector<RunGroup>& groups) {
    if (needsRuns())
        panel().showRuns(shownRuns(runs, groups));
}

void CompareView::setView(View view) {
    m_stack->setCurrentIndex(view);
    m_viewChoice->setChosen({std::to_string(view)});
    if (needsRuns())
        Q_EMIT runsNeeded();
    showPanel();
}

void CompareView::setTableShown(bool isShown) {
    m_tableButton->setChecked(isShown);
    m_chartOrTable->setCurrentIndex(isShown ? 1 : 0);
    updateTable();
}

/// Made only where it is looked at.
void CompareView::updateTable() {
    if (m_chartOrTable->currentIndex() == 0)
        return;
    auto content = panel().table();
    const auto shown = static_cast<qsizetype>(content.rows.size());
    m_tableFacts->setText(shown < content.total ? tr("The first %1 of %2 lines; the CSV file has all of them").arg(countText(shown), countText(content.total))
                                                : tr("%n lines", nullptr, static_cast<int>(shown)));
    m_tableModel.setContent(std::move(content));
    fitColumns(*m_table, scaled(kWidestColumn));
}

void CompareView::refresh(api::RunId run) {
    for (auto* one : m_panels)
        one->refresh(run);
}

std::vector<Figure*> CompareView::figures() {
    auto all = panel().figures();
    all.push_back(&m_differencePanel->paired());
    return all;
}

void CompareView::exportFigure() {
    if (const QString problem = ui::exportFigure(*this, figures(), m_presets ? &*m_presets : nullptr); !problem.isEmpty())
        Q_EMIT problemFound(problem);
}

void CompareView::exportPoints(bool isVisibleOnly) {
    auto& chart = *figures().front();
    if (const QString problem = savePoints(*this, chart.title(), chart.csv(isVisibleOnly)); !problem.isEmpty())
        Q_EMIT problemFound(problem);
}

} // namespace cpw::ui
