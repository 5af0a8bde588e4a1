// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_tree_model.h"

#include "ui/models/run_order.h"
#include "ui/text/format.h"

#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <utility>

// RunTreeModel: what it groups, and the shape of the tree. Its cells are in run_tree_model_cells.cpp.
namespace cpw::ui {
namespace {

/// Settings of the place and not of the experiment.
bool isOfTheHost(const std::string& key) {
    return key == "device" || key == "threads" || key == "data.path";
}

/// What fits the words fits the others too.
bool areNarrower(const std::vector<std::string>& words, const std::vector<std::string>& others) {
    return !others.empty() && std::all_of(others.begin(), others.end(), [&](const std::string& other) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return word.find(other) != std::string::npos; });
    });
}

} // namespace

RunTreeModel::RunTreeModel(RunsModel& runs, QObject* parent) : QAbstractItemModel(parent), m_runs(runs) {
    m_question.settings = std::make_shared<const SettingsBook>();
    connect(&runs, &RunsModel::reset, this, &RunTreeModel::rebuild);
    connect(&runs, &RunsModel::changed, this, &RunTreeModel::changeRun);
}

void RunTreeModel::setFilter(std::vector<std::string> words) {
    m_filterReadsSettings = false;
    m_question.fits = {};
    m_question.within = areNarrower(words, m_grouping.words) ? m_grouping.fits : nullptr;
    m_question.words = std::move(words);
    rebuild();
}

void RunTreeModel::setFilter(compare::RunFilter filter) {
    m_filterReadsSettings = filter.readsSettings();
    m_question.words.clear();
    m_question.fits = [filter = std::move(filter)](const GroupingQuestion& question) {
        return filter.fitting(*question.values, [&question](std::size_t row) { return question.settingsOf(question.runs[row]->summary); });
    };
    rebuild();
}

void RunTreeModel::setFilter(FitsRun fits) {
    m_filterReadsSettings = false;
    m_question.words.clear();
    m_question.fits = {};
    if (fits)
        m_question.fits = [fits = std::move(fits)](const GroupingQuestion& question) {
            std::vector<char> fitting;
            fitting.reserve(question.runs.size());
            for (const auto& run : question.runs)
                fitting.push_back(fits(*run) ? 1 : 0);
            return fitting;
        };
    rebuild();
}

void RunTreeModel::setGroupKeys(std::vector<std::string> keys) {
    if (keys == m_keys)
        return;
    m_keys = std::move(keys);
    m_question.isByRun = m_keys == std::vector<std::string>{"run"};
    m_question.keys = m_question.isByRun ? std::vector<std::string>() : m_keys;
    m_question.baseline.clear();
    m_question.colors.clear();
    m_question.allGroups.reset();
    rebuild();
}

void RunTreeModel::setBaseline(const std::string& key) {
    m_question.baseline = key;
    rebuild();
}

/// Both are in the order of their keys.
void RunTreeModel::compareWithFirst(const compare::Settings& settings, std::set<std::string>& differing) {
    auto first = m_firstSettings->begin();
    for (const auto& [key, value] : settings) {
        while (first != m_firstSettings->end() && first->first < key)
            ++first;
        const bool isOfFirst = first != m_firstSettings->end() && first->first == key;
        if (!isOfFirst)
            m_settingNames.insert(key);
        if ((!isOfFirst || first->second != value) && !isOfTheHost(key))
            differing.insert(key);
    }
}

void RunTreeModel::addSettings(const std::vector<KnownSettings>& settings) {
    std::set<std::string> differing(m_question.differing.begin(), m_question.differing.end());
    auto book = std::make_shared<SettingsBook>(*m_question.settings);
    for (const auto& one : settings) {
        if (!m_firstSettings) {
            m_firstSettings = one.settings;
            for (const auto& [key, value] : *m_firstSettings)
                m_settingNames.insert(key);
        }
        if (!book->emplace(one.hash, one.settings).second)
            continue;
        compareWithFirst(*one.settings, differing);
    }
    m_question.settings = std::move(book);
    m_question.differing.assign(differing.begin(), differing.end());
    m_orderKeys[Settings].reset();
    if (!m_question.keys.empty())
        m_question.allGroups.reset();
    if (m_question.sortColumn == Settings)
        m_question.orderKeys.reset();
    if (m_filterReadsSettings || !m_question.keys.empty() || m_question.sortColumn == Settings)
        rebuild();
    else
        tellAll(Settings, Settings);
}

void RunTreeModel::tellAll(int firstColumn, int lastColumn) {
    if (!m_grouping.groups.empty())
        Q_EMIT dataChanged(index(0, firstColumn), index(rowCount() - 1, lastColumn));
}

void RunTreeModel::setSpark(api::RunId run, std::vector<float> values) {
    m_sparks[run.value] = std::move(values);
}

void RunTreeModel::setPlotted(std::set<std::string> keys) {
    if (keys == m_plotted)
        return;
    m_plotted = std::move(keys);
    tellAll(Name, Name);
}

void RunTreeModel::rebuild() {
    if (m_runs.runs().size() > kRunsAtOnce) {
        ask();
        return;
    }
    ++m_ticket; // an answer on the way is of another question
    beginResetModel();
    if (m_question.runs != m_runs.runs()) {
        forgetWhatIsOfTheRuns();
        freeElsewhere(std::exchange(m_question.runs, m_runs.runs()));
    }
    if (!m_question.values)
        m_question.values = valuesOf(m_question.runs);
    auto grouping = groupRuns(m_question);
    take(grouping);
    endResetModel();
}

/// The rows on the screen stay with their own list of runs until the answer is here.
void RunTreeModel::ask() {
    auto question = std::make_shared<GroupingQuestion>(m_question);
    if (question->runs != m_runs.runs()) {
        question->runs = m_runs.runs();
        question->orderKeys.reset();
        question->allGroups.reset();
        question->values.reset();
        question->within.reset();
    }
    if (!question->values)
        question->values = valuesOf(question->runs);
    m_isGrouping = true;
    m_changedMeanwhile.clear();
    QThreadPool::globalInstance()->start([this, guard = QPointer<RunTreeModel>(this), ticket = ++m_ticket, question] {
        auto grouping = std::make_shared<Grouping>(groupRuns(*question));
        QMetaObject::invokeMethod(
            qApp,
            [this, guard, ticket, question, grouping] {
                if (!guard || ticket != m_ticket)
                    return;
                beginResetModel();
                if (m_question.runs != question->runs)
                    forgetWhatIsOfTheRuns();
                std::swap(m_question.runs, question->runs);
                m_question.values = question->values;
                take(*grouping);
                endResetModel();
                QThreadPool::globalInstance()->start([question, grouping] {}); // the old rows are freed there
                for (const auto run : std::exchange(m_changedMeanwhile, {}))
                    if (const int row = m_runs.rowOf(run); row >= 0)
                        changeRun(row);
            },
            Qt::QueuedConnection);
    });
}

/// Leaves what was shown before in its place.
void RunTreeModel::take(Grouping& grouping) {
    std::swap(m_grouping, grouping);
    m_question.colors = m_grouping.colors;
    m_question.allGroups = m_grouping.allGroups;
    m_question.orderKeys = m_orderKeys.at(static_cast<std::size_t>(m_question.sortColumn)) = m_grouping.orderKeys;
    m_isGrouping = m_isOrdering = false;
}

void RunTreeModel::forgetWhatIsOfTheRuns() {
    m_orderKeys.fill(nullptr);
    m_question.orderKeys.reset();
    m_question.allGroups.reset();
    m_question.values.reset();
    m_question.within.reset();
    m_grouping.fits.reset();
    m_grouping.words.clear();
}

/// The keys of a column, on a worker; the old order stays until they are here.
void RunTreeModel::askOrder() {
    auto question = std::make_shared<GroupingQuestion>(m_question);
    m_isOrdering = true;
    QThreadPool::globalInstance()->start([this, guard = QPointer<RunTreeModel>(this), ticket = ++m_ticket, question = std::move(question)]() mutable {
        auto keys = std::make_shared<const OrderKeys>(orderKeys(*question));
        question.reset(); // its runs are many
        QMetaObject::invokeMethod(
            qApp,
            [this, guard, ticket, keys] {
                if (!guard || ticket != m_ticket)
                    return;
                m_isOrdering = false;
                m_question.orderKeys = m_orderKeys.at(static_cast<std::size_t>(m_question.sortColumn)) = keys;
                applyOrder();
            },
            Qt::QueuedConnection);
    });
}

/// A changed run changes its cells and what its group says.
void RunTreeModel::changeRun(int row) {
    const auto& changed = m_runs.runs()[static_cast<std::size_t>(row)];
    if (m_isGrouping)
        m_changedMeanwhile.push_back(changed->summary.id);
    const auto known = std::lower_bound(m_question.runs.begin(), m_question.runs.end(), changed->summary.id,
                                        [](const auto& run, api::RunId id) { return run->summary.id < id; });
    if (known == m_question.runs.end() || (*known)->summary.id != changed->summary.id)
        return;
    *known = changed;
    forgetWhatIsOfTheRuns(); // the rows stay where they are until somebody sorts
    m_grouping.areNamesRanked = false;
    if (m_isOrdering)
        askOrder();
    const int place = static_cast<int>(known - m_question.runs.begin());
    for (std::size_t i = 0; i < m_grouping.groups.size(); ++i) {
        auto& group = m_grouping.groups[i];
        const auto found = std::find(group.rows.begin(), group.rows.end(), place);
        if (found == group.rows.end())
            continue;
        measureGroup(group, m_question);
        const QModelIndex top = index(static_cast<int>(i), Name);
        Q_EMIT dataChanged(top, top.siblingAtColumn(ColumnCount - 1));
        if (group.rows.size() > 1) {
            const int child = static_cast<int>(found - group.rows.begin());
            Q_EMIT dataChanged(index(child, 0, top), index(child, ColumnCount - 1, top));
        }
        return;
    }
}

void RunTreeModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= ColumnCount)
        return;
    m_question.sortColumn = column;
    m_question.order = order;
    m_question.orderKeys = m_orderKeys.at(static_cast<std::size_t>(column));
    const bool areMany = m_question.runs.size() > kRunsAtOnce;
    if (m_isGrouping || (areMany && column == Name && !m_grouping.areNamesRanked))
        return ask();
    ++m_ticket; // of another order
    m_isOrdering = false;
    if (areMany && !m_question.orderKeys)
        return askOrder();
    if (!m_question.orderKeys)
        m_question.orderKeys = m_orderKeys.at(static_cast<std::size_t>(column)) = std::make_shared<const OrderKeys>(orderKeys(m_question));
    applyOrder();
}

void RunTreeModel::applyOrder() {
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const auto before = persistentIndexList();
    std::vector<std::size_t> sources;
    for (const auto& index : before)
        sources.push_back(static_cast<std::size_t>(group(index)->rows[index.internalId() ? static_cast<std::size_t>(index.row()) : 0]));
    sortGroups(m_grouping, m_question, *m_question.orderKeys);
    std::vector<std::pair<int, int>> places(before.isEmpty() ? 0 : m_question.runs.size()); // of each run: group, child
    if (!before.isEmpty())
        for (std::size_t i = 0; i < m_grouping.groups.size(); ++i)
            for (std::size_t j = 0; j < m_grouping.groups[i].rows.size(); ++j)
                places[static_cast<std::size_t>(m_grouping.groups[i].rows[j])] = {static_cast<int>(i), static_cast<int>(j)};
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const auto [group, child] = places[sources[static_cast<std::size_t>(i)]];
        const int wanted = before[i].column();
        after << (before[i].internalId() ? index(child, wanted, index(group, 0)) : index(group, wanted));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

QModelIndex RunTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row() + 1) : quintptr{0});
}

QModelIndex RunTreeModel::parent(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return createIndex(static_cast<int>(index.internalId()) - 1, 0, quintptr{0});
}

int RunTreeModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return static_cast<int>(m_grouping.groups.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    const auto size = m_grouping.groups[static_cast<std::size_t>(parent.row())].rows.size();
    return size < 2 ? 0 : static_cast<int>(size);
}

int RunTreeModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

bool RunTreeModel::hasChildren(const QModelIndex& parent) const {
    return rowCount(parent) > 0;
}

const RunGroup* RunTreeModel::group(const QModelIndex& index) const {
    if (!index.isValid())
        return nullptr;
    return &m_grouping.groups[index.internalId() == 0 ? static_cast<std::size_t>(index.row()) : static_cast<std::size_t>(index.internalId() - 1)];
}

int RunTreeModel::sourceRow(const QModelIndex& index) const {
    const RunGroup& of = *group(index);
    if (index.internalId() != 0)
        return of.rows[static_cast<std::size_t>(index.row())];
    return of.rows.size() == 1 ? of.rows.front() : -1;
}

const api::RunSummary& RunTreeModel::firstOf(const QModelIndex& index) const {
    const int row = sourceRow(index);
    return run(row >= 0 ? row : group(index)->rows.front());
}

std::vector<api::RunId> RunTreeModel::runsOf(const QModelIndex& index) const {
    const int row = sourceRow(index);
    if (row >= 0)
        return {run(row).id};
    std::vector<api::RunId> runs;
    for (const int one : group(index)->rows)
        runs.push_back(run(one).id);
    return runs;
}

} // namespace cpw::ui
