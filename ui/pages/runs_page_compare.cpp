// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs_page.h"

#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs/filter_line.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

// RunsPage: filter, groups and baseline; what is compared below the table.
namespace cpw::ui {
namespace {

constexpr std::size_t kDetailsAtOnce = 256;
constexpr std::size_t kSparkPoints = 64;
constexpr const char* kSparkMetric = "valid/auc";

/// At most 64 values that keep lowest and highest of each stretch.
std::vector<float> sparkOf(const api::MetricSeries& series) {
    std::vector<float> values;
    const auto& points = series.points;
    const std::size_t stretch = std::max<std::size_t>(1, (points.size() + kSparkPoints / 2 - 1) / (kSparkPoints / 2));
    for (std::size_t begin = 0; begin < points.size(); begin += stretch) {
        const auto end = points.begin() + static_cast<std::ptrdiff_t>(std::min(points.size(), begin + stretch));
        const auto [low, high] = std::minmax_element(points.begin() + static_cast<std::ptrdiff_t>(begin), end,
                                                     [](const auto& a, const auto& b) { return a.value < b.value; });
        values.push_back(static_cast<float>(std::min(low, high)->value));
        if (low != high)
            values.push_back(static_cast<float>(std::max(low, high)->value));
    }
    return values;
}

} // namespace

QWidget* RunsPage::makeFilterBar(QWidget* parent) {
    auto* whole = new QWidget(parent);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_filter = new FilterLine(whole);
    m_matches = makeLabel("help", {}, whole);
    m_groupBox = new QComboBox(whole);
    m_groupBox->setAccessibleName(tr("Group by"));
    m_baselineBox = new QComboBox(whole);
    m_baselineBox->setAccessibleName(tr("Baseline"));
    m_baselineBox->setMinimumWidth(scaled(110));
    m_baselineBox->setMaximumWidth(scaled(180));
    auto* columns = makeButton(m_theme, tr("Columns..."), "", "", whole);
    makeColumnMenu(*columns);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_matches);
    bar->addWidget(makeLabel("help", tr("Group by"), whole));
    bar->addWidget(m_groupBox);
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
            m_tree.setFilter([filter = *filter](const api::RunSummary& run, const compare::Settings* settings) { return filter.fits(run, settings); });
        } else if (const QStringList words = m_filter->words().split(QLatin1Char(' '), Qt::SkipEmptyParts); !words.isEmpty()) {
            m_tree.setFilter([this, words](const api::RunSummary& run, const compare::Settings*) { return fitsWords(run, words); });
        } else {
            m_tree.setFilter({});
        }
        updateCounts();
    });
    connect(m_filter, &FilterLine::faultChanged, this, [this](const QString& reason) {
        m_faultText->setText(reason);
        m_faultText->setVisible(!reason.isEmpty());
        setStyleProperty(m_filter, "state", reason.isEmpty() ? QString() : QStringLiteral("error"));
    });
    connect(m_groupBox, &QComboBox::activated, this, [this] {
        m_hidden.clear();
        m_tree.setGroupKey(m_groupBox->currentData().toString().toStdString());
        updateCounts();
    });
    connect(m_baselineBox, &QComboBox::activated, this, [this] {
        m_tree.setBaseline(m_baselineBox->currentData().toString().toStdString());
        updateComparison();
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
        for (int row = first.row(); row <= last.row(); ++row)
            m_searchTexts.erase(m_model.runAt(row).id.value);
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { m_searchTexts.clear(); });
    updateGroupBox();
    updateBaselineBox();
}

bool RunsPage::fitsWords(const api::RunSummary& run, const QStringList& words) {
    auto& text = m_searchTexts[run.id.value];
    if (text.isEmpty()) {
        const int row = m_model.rowOf(run.id);
        for (int column = 0; column < RunsModel::ColumnCount; ++column)
            text += m_model.index(row, column).data().toString().toLower() + QLatin1Char('\n');
        for (const auto& tag : run.tags)
            text += qstr(tag).toLower() + QLatin1Char('\n');
    }
    return std::all_of(words.begin(), words.end(), [&](const QString& word) { return text.contains(word); });
}

/// In portions: the answer to another question need not wait for all of them.
void RunsPage::readDetails(const std::vector<api::RunId>& runs) {
    std::vector<api::RunId> unknown;
    for (const auto run : runs)
        if (!m_tree.settings(run))
            unknown.push_back(run);
    for (std::size_t begin = 0; begin < unknown.size(); begin += kDetailsAtOnce) {
        const auto end = std::min(unknown.size(), begin + kDetailsAtOnce);
        m_session.readDetails(this, {unknown.begin() + static_cast<std::ptrdiff_t>(begin), unknown.begin() + static_cast<std::ptrdiff_t>(end)},
                              [this](const std::vector<RunDetails>& details) {
                                  m_tree.addDetails(details);
                                  updateGroupBox();
                                  QStringList values;
                                  for (int row = 0; row < m_model.rowCount(); ++row)
                                      values << qstr(m_model.runAt(row).dataset) << qstr(m_model.runAt(row).backbone);
                                  values.removeDuplicates();
                                  m_filter->setWords(m_tree.settingNames(), values);
                              });
    }
}

void RunsPage::keepPlaces() {
    m_chosen.clear();
    for (const auto run : selectedRuns())
        m_chosen.insert(run.value);
    m_expanded.clear();
    for (int row = 0; row < m_tree.rowCount(); ++row)
        if (const QModelIndex index = m_tree.index(row, 0); m_table->isExpanded(index))
            m_expanded.insert(m_tree.group(index)->key);
}

void RunsPage::restorePlaces() {
    m_isRestoring = true;
    QItemSelection chosen;
    const auto isChosen = [this](const QModelIndex& index) {
        const auto runs = m_tree.runsOf(index);
        return std::all_of(runs.begin(), runs.end(), [this](api::RunId run) { return m_chosen.contains(run.value); });
    };
    const auto choose = [&](const QModelIndex& index) { chosen.select(index, index.siblingAtColumn(RunTreeModel::ColumnCount - 1)); };
    for (int row = 0; row < m_tree.rowCount() && !(m_chosen.empty() && m_expanded.empty()); ++row) {
        const QModelIndex top = m_tree.index(row, 0);
        if (m_expanded.contains(m_tree.group(top)->key))
            m_table->setExpanded(top, true);
        if (m_chosen.empty())
            continue;
        if (isChosen(top)) {
            choose(top);
            continue;
        }
        for (int child = 0; child < m_tree.rowCount(top); ++child)
            if (const QModelIndex index = m_tree.index(child, 0, top); isChosen(index))
                choose(index);
    }
    m_table->selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
    m_isRestoring = false;
    updateBaselineBox();
    updateSelection();
    m_sparkTimer.start();
}

void RunsPage::updateGroupBox() {
    const QString chosen = m_groupBox->currentData().toString();
    m_groupBox->clear();
    m_groupBox->addItem(tr("all settings but seed"), QString());
    m_groupBox->addItem(tr("nothing"), QStringLiteral("run"));
    for (const auto& key : m_tree.differingSettings())
        m_groupBox->addItem(qstr(key), qstr(key));
    m_groupBox->setCurrentIndex(std::max(0, m_groupBox->findData(chosen)));
}

void RunsPage::updateBaselineBox() {
    m_baselineBox->clear();
    m_baselineBox->addItem(tr("none"), QString());
    for (const auto& group : m_tree.groups())
        if (group.rows.size() > 1)
            m_baselineBox->addItem(group.name, qstr(group.key));
    m_baselineBox->setCurrentIndex(std::max(0, m_baselineBox->findData(qstr(m_tree.baseline()))));
}

/// What is selected, in the order of the table: a group, or single runs of it as one.
void RunsPage::updateComparison() {
    std::map<std::pair<int, std::string>, std::vector<api::RunId>> chosen; // by row and key of the group
    for (const auto& index : m_table->selectionModel()->selectedRows()) {
        const int row = index.parent().isValid() ? index.parent().row() : index.row();
        auto& runs = chosen[{row, m_tree.group(index)->key}];
        for (const auto run : m_tree.runsOf(index))
            if (std::find(runs.begin(), runs.end(), run) == runs.end())
                runs.push_back(run);
    }
    std::vector<ComparedGroup> compared;
    std::set<std::string> plotted;
    QString baseline;
    for (const auto& group : m_tree.groups())
        if (!m_tree.baseline().empty() && group.key == m_tree.baseline())
            baseline = group.name;
    for (const auto& [place, runs] : chosen) {
        const QModelIndex top = m_tree.index(place.first, 0);
        const RunGroup& group = *m_tree.group(top);
        if (m_hidden.contains(group.key))
            continue;
        plotted.insert(group.key);
        compared.push_back({group.key, group.name, top.data(RunTreeModel::ColorRole).toInt(), runs, m_tree.settings(runs.front()), group.differences,
                            group.key == m_tree.baseline()});
    }
    m_tree.setPlotted(std::move(plotted));
    m_compare->show(std::move(compared), baseline);
}

void RunsPage::toggleCircle(const QModelIndex& index) {
    const QModelIndex top = index.parent().isValid() ? index.parent() : index.siblingAtColumn(0);
    const std::string key = m_tree.group(top)->key;
    if (top.data(RunTreeModel::IsPlottedRole).toBool()) {
        m_hidden.insert(key);
        updateComparison();
        return;
    }
    m_hidden.erase(key);
    m_table->selectionModel()->select(top, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    updateComparison();
}

/// Small curves of the rows in sight, read once for each run that has ended.
void RunsPage::requestSparks() {
    for (QModelIndex index = m_table->indexAt({0, 0}); index.isValid(); index = m_table->indexBelow(index)) {
        if (m_table->visualRect(index).top() > m_table->viewport()->height())
            break;
        const auto run = m_tree.runsOf(index).front();
        if (m_tree.hasSpark(run) || !m_sparksAsked.insert(run.value).second)
            continue;
        m_session.readCurves(this, run, {kSparkMetric}, [this, run](const RunCurves& curves) {
            if (const auto found = curves.series.find(kSparkMetric); found != curves.series.end())
                m_tree.setSpark(run, sparkOf(found->second));
            m_table->viewport()->update();
        });
    }
}

void RunsPage::editCell(int column) {
    QModelIndex index = m_table->currentIndex();
    if (!index.isValid())
        return;
    index = index.siblingAtColumn(column);
    m_table->setColumnHidden(column, false);
    if (index.flags().testFlag(Qt::ItemIsEditable)) {
        m_table->setCurrentIndex(index);
        m_table->edit(index);
    }
}

void RunsPage::makeActions() {
    const auto add = [this](const char* id, const QString& text, const QKeySequence& keys, auto work) {
        auto* action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(id));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, work);
    };
    add("runs.rename", tr("Rename run"), QKeySequence(Qt::Key_F2), [this] { editCell(RunTreeModel::Name); });
    add("runs.tags", tr("Edit tags"), {}, [this] { editCell(RunTreeModel::Tags); });
    add("runs.note", tr("Edit note"), {}, [this] { editCell(RunTreeModel::Note); });
    add("runs.export_figure", tr("Export figure"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] { m_compare->exportFigure(); });
    add("runs.export_points", tr("Export all points as CSV"), {}, [this] { m_compare->exportPoints(false); });
    add("runs.export_visible", tr("Export visible points as CSV"), {}, [this] { m_compare->exportPoints(true); });
}

} // namespace cpw::ui
