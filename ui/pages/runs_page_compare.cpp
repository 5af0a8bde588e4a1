// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs_page.h"

#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs/compared_curves.h"
#include "ui/pages/runs/filter_line.h"
#include "ui/text/format.h"
#include "ui/widgets/choice_button.h"
#include "ui/widgets/elided_box.h"
#include "ui/widgets/labels.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

// RunsPage: filter, groups and baseline; what is compared below the table.
namespace cpw::ui {
namespace {

constexpr std::size_t kSettingsAtOnce = 512; // another question waits some milliseconds for them
constexpr std::size_t kSparkPoints = 64;
constexpr std::size_t kOfferedBaselines = 40;
constexpr const char* kSparkMetric = "valid/auc";

} // namespace

QWidget* RunsPage::makeFilterBar(QWidget* parent) {
    auto* whole = new QWidget(parent);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_filter = new FilterLine(m_theme, whole);
    m_matches = makeLabel("help", {}, whole);
    m_groupChoice = new ChoiceButton(m_theme, ChoiceButton::Mode::Many, tr("Group by"), whole);
    m_baselineBox = new ElidedBox(whole);
    m_baselineBox->setAccessibleName(tr("Baseline"));
    m_baselineBox->setMinimumWidth(scaled(150));
    m_baselineBox->setMaximumWidth(scaled(180));
    auto* columns = makeButton(m_theme, tr("Columns..."), "", "", whole);
    makeColumnMenu(*columns);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_matches);
    bar->addWidget(makeLabel("help", tr("Group by"), whole));
    bar->addWidget(m_groupChoice);
    bar->addWidget(makeLabel("help", tr("Baseline"), whole));
    bar->addWidget(m_baselineBox);
    bar->addWidget(columns);
    column->addLayout(bar);
    m_faultText = makeLabel("help", {}, whole);
    m_faultText->setWordWrap(true);
    m_faultText->hide();
    column->addWidget(m_faultText);
    return whole;
}

void RunsPage::makeColumnMenu(QPushButton& button) {
    auto* menu = new QMenu(&button);
    button.setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        for (int column = 1; column < RunTreeModel::ColumnCount; ++column) {
            QAction* action = menu->addAction(m_tree.headerData(column, Qt::Horizontal).toString());
            action->setCheckable(true);
            action->setChecked(!m_table->isColumnHidden(column));
            connect(action, &QAction::toggled, this, [this, column](bool isShown) { m_table->setColumnHidden(column, !isShown); });
        }
    });
}

void RunsPage::connectFilter() {
    connect(m_filter, &FilterLine::filterChanged, this, [this] {
        if (const auto& filter = m_filter->filter()) {
            m_tree.setFilter(*filter);
        } else if (const auto words = m_filter->words(); !words.empty()) {
            m_tree.setFilter(words);
        } else {
            m_tree.setFilter(RunTreeModel::FitsRun());
        }
        updateCounts();
    });
    connect(m_filter, &FilterLine::faultChanged, this, [this](const QString& reason) {
        m_faultText->setText(reason);
        m_faultText->setVisible(!reason.isEmpty());
        setStyleProperty(m_filter, "state", reason.isEmpty() ? QString() : QStringLiteral("error"));
    });
    connect(m_groupChoice, &ChoiceButton::picked, this, [this] {
        auto keys = m_groupChoice->chosen();
        std::erase(keys, std::string());
        m_tree.setGroupKeys(std::move(keys));
        updateCounts();
    });
    connect(m_baselineBox, &QComboBox::activated, this, [this] { chooseBaseline(m_baselineBox->currentData().toString().toStdString()); });
    updateGroupChoice();
    updateBaselineBox();
}

/// One run of each set of settings that was not asked for, the newest last: it is taken first.
void RunsPage::collectUnknownSettings() {
    for (const auto& run : m_model.runs())
        if (const auto& hash = run->summary.settingsHash; !hash.empty() && m_hashesAsked.insert(hash).second)
            m_unknownSettings.emplace_back(hash, run->summary.id);
}

/// In portions: the answer to another question need not wait for all of them.
void RunsPage::readSettings() {
    if (m_isReadingSettings || m_unknownSettings.empty())
        return;
    const auto count = std::min(m_unknownSettings.size(), kSettingsAtOnce);
    std::vector<std::pair<std::string, api::RunId>> portion(m_unknownSettings.end() - static_cast<std::ptrdiff_t>(count), m_unknownSettings.end());
    m_unknownSettings.resize(m_unknownSettings.size() - count);
    m_isReadingSettings = true;
    m_session.readSettings(this, std::move(portion), [this](const std::vector<KnownSettings>& settings) {
        m_isReadingSettings = false;
        takeSettings(settings);
        readSettings();
    });
}

void RunsPage::takeSettings(const std::vector<KnownSettings>& settings) {
    const auto differing = m_tree.differingSettings().size();
    const auto names = m_tree.settingNames().size();
    m_tree.addSettings(settings);
    if (m_tree.differingSettings().size() != differing)
        updateGroupChoice();
    if (m_compare->needsRuns() && m_tree.differingSettings().size() != differing)
        m_compare->showRuns(m_tree.question(), m_tree.groups());
    if (m_tree.settingNames().size() != names)
        updateWords();
    if (m_compare->lacksSettings())
        updateComparison();
}

void RunsPage::updateWords() {
    std::set<std::string> values;
    for (const auto& run : m_model.runs()) {
        values.insert(run->summary.dataset);
        values.insert(run->summary.backbone);
    }
    std::map<std::string, std::string> titles;
    for (const auto& value : values)
        if (const auto title = sourceTitle(value).toStdString(); title != value)
            titles[value] = title;
    m_filter->setWords(m_tree.settingNames(), std::move(values), std::move(titles));
}

/// A group all of whose runs are chosen is chosen itself.
QItemSelection RunsPage::selectionOf(const std::set<std::int64_t>& runs) const {
    QItemSelection chosen;
    const auto choose = [&](const QModelIndex& index) { chosen.select(index, index.siblingAtColumn(RunTreeModel::ColumnCount - 1)); };
    const auto& groups = m_tree.groups();
    for (std::size_t row = 0; row < groups.size() && !runs.empty(); ++row) {
        const auto& rows = groups[row].rows;
        const auto isChosen = [&](int one) { return runs.contains(m_tree.run(one).id.value); };
        const QModelIndex top = m_tree.index(static_cast<int>(row), 0);
        if (std::all_of(rows.begin(), rows.end(), isChosen)) {
            choose(top);
            continue;
        }
        for (std::size_t child = 0; child < rows.size(); ++child)
            if (isChosen(rows[child]))
                choose(m_tree.index(static_cast<int>(child), 0, top));
    }
    return chosen;
}

/// What is chosen and open is kept by its run or group, also while a filter hides it.
void RunsPage::restorePlaces() {
    m_isRestoring = true;
    const auto& groups = m_tree.groups();
    for (std::size_t row = 0; row < groups.size() && !m_expanded.empty(); ++row)
        if (m_expanded.contains(groups[row].key))
            m_table->setExpanded(m_tree.index(static_cast<int>(row), 0), true);
    if (!m_chosen.empty())
        m_table->selectionModel()->select(selectionOf(m_chosen), QItemSelectionModel::ClearAndSelect);
    m_isRestoring = false;
    updateCounts();
    updateBaselineBox();
    m_compare->showRuns(m_tree.question(), m_tree.groups());
    updateSelection();
    m_sparkTimer.start();
}

void RunsPage::updateGroupChoice() {
    std::vector<Choice> choices = {{tr("all settings but seed"), "", true}, {tr("nothing"), "run", true}};
    for (const auto& key : m_tree.differingSettings())
        choices.push_back({qstr(key), key});
    m_groupChoice->setChoices(std::move(choices));
}

/// The first groups of the table; any other becomes the baseline by its row.
void RunsPage::updateBaselineBox() {
    m_baselineBox->clear();
    m_baselineBox->addItem(tr("none"), QString());
    std::size_t offered = 0;
    for (const auto& group : m_tree.groups()) {
        const bool isChosen = !m_tree.baseline().empty() && group.key == m_tree.baseline();
        if (isChosen || (group.rows.size() > 1 && offered < kOfferedBaselines))
            m_baselineBox->addItem(group.name, qstr(group.key));
        offered += group.rows.size() > 1 ? 1 : 0;
    }
    m_baselineBox->setCurrentIndex(std::max(0, m_baselineBox->findData(qstr(m_tree.baseline()))));
    m_baselineBox->setToolTip(offered > kOfferedBaselines ? tr("The first %1 groups of the table; press B to take the selected one").arg(kOfferedBaselines)
                                                          : tr("Press B to take the selected group"));
}

/// What is selected, in the order of the table: a group, or single runs of it as one.
void RunsPage::updateComparison() {
    std::map<int, std::set<int>> chosen; // rows of the list of runs, by row of the table
    for (const auto& index : m_table->selectionModel()->selectedRows()) {
        const RunGroup& group = *m_tree.group(index);
        auto& rows = chosen[index.parent().isValid() ? index.parent().row() : index.row()];
        if (index.parent().isValid())
            rows.insert(group.rows[static_cast<std::size_t>(index.row())]);
        else
            rows.insert(group.rows.begin(), group.rows.end());
    }
    std::vector<ComparedGroup> compared;
    std::set<std::string> plotted;
    QString baseline;
    for (const auto& group : m_tree.groups())
        if (!m_tree.baseline().empty() && group.key == m_tree.baseline())
            baseline = group.name;
    for (const auto& [row, rows] : chosen) {
        const QModelIndex top = m_tree.index(row, 0);
        const RunGroup& group = *m_tree.group(top);
        if (m_tree.run(*rows.begin()).isHidden)
            continue;
        plotted.insert(group.key);
        ComparedGroup one{group.key, group.name, top.data(RunTreeModel::LookRole).value<RunLook>(), {}, m_tree.settings(m_tree.run(*rows.begin())),
                          group.differences, group.key == m_tree.baseline()};
        for (const int place : rows)
            one.runs.push_back(m_tree.question().runs[static_cast<std::size_t>(place)]);
        compared.push_back(std::move(one));
    }
    m_tree.setPlotted(std::move(plotted));
    m_compare->show(std::move(compared), baseline);
}

/// Hides what is drawn, kept in the file; draws what is not.
void RunsPage::toggleCircle(const QModelIndex& index) {
    const QModelIndex top = index.parent().isValid() ? index.parent() : index.siblingAtColumn(0);
    const auto runs = m_tree.runsOf(top);
    const bool isPlotted = top.data(RunTreeModel::IsPlottedRole).toBool();
    if (isPlotted != m_tree.run(m_tree.group(top)->rows.front()).isHidden)
        setHidden(runs, isPlotted);
    if (!isPlotted)
        m_table->selectionModel()->select(top, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    updateComparison();
}

/// Small curves of the rows in sight, read once for each run and again when it has trained on.
void RunsPage::requestSparks() {
    for (QModelIndex index = m_table->indexAt({0, 0}); index.isValid(); index = m_table->indexBelow(index)) {
        if (m_table->visualRect(index).top() > m_table->viewport()->height())
            break;
        const auto& first = m_tree.firstOf(index);
        const auto run = first.id;
        if (const auto asked = m_sparksAsked.find(run.value); asked != m_sparksAsked.end() && asked->second == first.step)
            continue;
        m_sparksAsked[run.value] = first.step;
        m_session.askStore(
            this, [run](const api::RunStore& store) { return readSpark(store, run, kSparkMetric, kSparkPoints); },
            [this, run](std::vector<float> values) {
                m_tree.setSpark(run, std::move(values));
                m_table->viewport()->update();
            });
    }
}

} // namespace cpw::ui
