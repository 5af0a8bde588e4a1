// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_tree_model.h"

#include "ui/text/format.h"

#include <QVariantList>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace cpw::ui {
namespace {

constexpr const char* kAuc = "test/auc";
constexpr const char* kLogLoss = "test/log_loss";
constexpr int kBaselineColor = 6; // the seventh of the palette
constexpr int kColors = 8;

/// Settings of the place and not of the experiment.
bool isOfTheHost(const std::string& key) {
    return key == "name" || key == "seed" || key == "device" || key == "threads" || key == "data.path";
}

/// Column of the RunsModel with the same content; -1: none.
int sourceColumn(int column) {
    switch (column) {
    case RunTreeModel::State: return RunsModel::State;
    case RunTreeModel::Data: return RunsModel::Data;
    case RunTreeModel::Backbone: return RunsModel::Backbone;
    case RunTreeModel::Stages: return RunsModel::Stages;
    case RunTreeModel::Seed: return RunsModel::Seed;
    case RunTreeModel::TestAuc: return RunsModel::TestAuc;
    case RunTreeModel::LogLoss: return RunsModel::LogLoss;
    case RunTreeModel::Steps: return RunsModel::Steps;
    case RunTreeModel::Time: return RunsModel::Time;
    case RunTreeModel::Created: return RunsModel::Created;
    case RunTreeModel::Note: return RunsModel::Note;
    default: return -1;
    }
}

QString joined(const std::vector<std::string>& tags) {
    QStringList list;
    for (const auto& tag : tags)
        list << qstr(tag);
    return list.join(QStringLiteral(", "));
}

compare::Summary summaryOfMetric(const RunsModel& runs, const std::vector<int>& rows, const char* metric) {
    std::vector<double> values;
    for (const int row : rows)
        if (runs.runAt(row).state == api::RunState::Finished)
            if (const auto value = compare::metricOf(runs.runAt(row), metric))
                values.push_back(*value);
    return compare::summarize(values);
}

} // namespace

RunTreeModel::RunTreeModel(RunsModel& runs, QObject* parent) : QAbstractItemModel(parent), m_runs(runs) {
    connect(&runs, &QAbstractItemModel::modelReset, this, &RunTreeModel::rebuild);
    connect(&runs, &QAbstractItemModel::rowsInserted, this, &RunTreeModel::rebuild);
    connect(&runs, &QAbstractItemModel::rowsRemoved, this, &RunTreeModel::rebuild);
    connect(&runs, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& first) { changeRun(first.row(), first.column()); });
}

void RunTreeModel::setFilter(Fits fits) {
    m_fits = std::move(fits);
    rebuild();
}

void RunTreeModel::setGroupKey(const std::string& key) {
    if (key == m_groupKey)
        return;
    m_groupKey = key;
    m_baseline.clear();
    rebuild();
}

void RunTreeModel::setBaseline(const std::string& key) {
    m_baseline = key;
    measureDifferences();
    if (!m_groups.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void RunTreeModel::addDetails(const std::vector<RunDetails>& details) {
    std::set<std::string> keys(m_differing.begin(), m_differing.end());
    for (auto one : details) {
        const auto place = [&](const char* key) { return '|' + (one.settings->contains(key) ? one.settings->at(key) : std::string()); };
        const auto [known, isNew] = m_distinct.emplace(one.groupHash + place("device") + place("threads"), one.settings);
        if (!m_firstSettings)
            m_firstSettings = one.settings;
        if (isNew)
            for (const auto& [key, value] : *one.settings) {
                m_settingNames.insert(key);
                const auto first = m_firstSettings->find(key);
                if (!isOfTheHost(key) && (first == m_firstSettings->end() || first->second != value))
                    keys.insert(key);
            }
        one.settings = known->second; // seeds share one copy
        m_details[one.run.value] = std::move(one);
    }
    m_differing.assign(keys.begin(), keys.end());
    rebuild();
}

void RunTreeModel::setSpark(api::RunId run, std::vector<float> values) {
    m_sparks[run.value] = std::move(values);
}

void RunTreeModel::setPlotted(std::set<std::string> keys) {
    if (keys == m_plotted)
        return;
    m_plotted = std::move(keys);
    if (!m_groups.empty())
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name));
}

std::string RunTreeModel::keyOf(const api::RunSummary& run) const {
    const auto details = m_details.find(run.id.value);
    if (m_groupKey == "run" || details == m_details.end())
        return api::toText(run.id);
    if (m_groupKey.empty())
        return details->second.groupHash;
    return compare::groupText(*details->second.settings, {m_groupKey});
}

int RunTreeModel::colorOf(const std::string& key) {
    const auto known = m_colors.find(key);
    if (known != m_colors.end())
        return known->second;
    int color = static_cast<int>(m_colors.size()) % (kColors - 1); // the baseline's is not given away
    color += color >= kBaselineColor ? 1 : 0;
    return m_colors.emplace(key, color).first->second;
}

void RunTreeModel::rebuild() {
    beginResetModel();
    collectGroups();
    sortGroups();
    endResetModel();
}

void RunTreeModel::collectGroups() {
    m_groups.clear();
    std::unordered_map<std::string, std::size_t> places;
    for (int row = 0; row < m_runs.rowCount(); ++row) {
        const auto& run = m_runs.runAt(row);
        if (m_fits && !m_fits(run, settings(run.id)))
            continue;
        const auto key = keyOf(run);
        const auto [place, isNew] = places.emplace(key, m_groups.size());
        if (isNew) {
            m_groups.emplace_back();
            m_groups.back().key = key;
            m_groups.back().color = colorOf(key);
        }
        m_groups[place->second].rows.push_back(row);
    }
    for (auto& group : m_groups)
        measure(group);
    measureDifferences();
}

void RunTreeModel::measure(RunGroup& group) {
    group.name = nameOf(group);
    group.auc = summaryOfMetric(m_runs, group.rows, kAuc);
    group.logLoss = summaryOfMetric(m_runs, group.rows, kLogLoss);
}

/// Against every run of the baseline group, whether it fits the filter or not.
void RunTreeModel::measureDifferences() {
    m_lowDifference = m_highDifference = 0;
    std::vector<const api::RunSummary*> baseline;
    if (!m_baseline.empty())
        for (int row = 0; row < m_runs.rowCount(); ++row)
            if (keyOf(m_runs.runAt(row)) == m_baseline)
                baseline.push_back(&m_runs.runAt(row));
    for (auto& group : m_groups) {
        group.differences.clear();
        if (baseline.empty() || group.key == m_baseline)
            continue;
        std::vector<const api::RunSummary*> runs;
        for (const int row : group.rows)
            runs.push_back(&m_runs.runAt(row));
        group.differences = compare::differencesBySeed(runs, baseline, kAuc);
        for (const auto& difference : group.differences) {
            m_lowDifference = std::min(m_lowDifference, difference.value);
            m_highDifference = std::max(m_highDifference, difference.value);
        }
    }
}

QString RunTreeModel::nameOf(const RunGroup& group) const {
    const auto& first = m_runs.runAt(group.rows.front());
    const bool isOneName = std::all_of(group.rows.begin(), group.rows.end(), [&](int row) { return m_runs.runAt(row).name == first.name; });
    if (!m_groupKey.empty() && m_groupKey != "run")
        return qstr(group.key);
    if (isOneName && !first.name.empty())
        return qstr(first.name);
    return tr("%1, %2", "backbone, stages").arg(backboneTitle(first.backbone), stagesText(first.stages));
}

int RunTreeModel::shownRuns() const {
    return std::accumulate(m_groups.begin(), m_groups.end(), 0,
                           [](int sum, const auto& group) { return sum + static_cast<int>(group.rows.size()); });
}

const compare::Settings* RunTreeModel::settings(api::RunId run) const {
    const auto found = m_details.find(run.value);
    return found == m_details.end() ? nullptr : found->second.settings.get();
}

/// A changed cell of the source changes the cell here and what its group says.
void RunTreeModel::changeRun(int row, int sourceColumnOfChange) {
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        auto& group = m_groups[i];
        const auto found = std::find(group.rows.begin(), group.rows.end(), row);
        if (found == group.rows.end())
            continue;
        measure(group);
        const QModelIndex top = index(static_cast<int>(i), Name);
        Q_EMIT dataChanged(top, top.siblingAtColumn(ColumnCount - 1));
        if (group.rows.size() < 2)
            return;
        const int child = static_cast<int>(found - group.rows.begin());
        for (int column = 0; column < ColumnCount; ++column)
            if (sourceColumn(column) == sourceColumnOfChange)
                Q_EMIT dataChanged(index(child, column, top), index(child, column, top));
        return;
    }
}

void RunTreeModel::sort(int column, Qt::SortOrder order) {
    m_sortColumn = column;
    m_order = order;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const auto before = persistentIndexList();
    std::vector<int> sources;
    for (const auto& index : before)
        sources.push_back(m_groups[static_cast<std::size_t>(index.internalId() ? index.internalId() - 1 : static_cast<quintptr>(index.row()))]
                              .rows[index.internalId() ? static_cast<std::size_t>(index.row()) : 0]);
    sortGroups();
    std::unordered_map<int, std::pair<int, int>> places; // source row: group, child
    for (std::size_t i = 0; i < m_groups.size(); ++i)
        for (std::size_t j = 0; j < m_groups[i].rows.size(); ++j)
            places[m_groups[i].rows[j]] = {static_cast<int>(i), static_cast<int>(j)};
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const auto [group, child] = places.at(sources[static_cast<std::size_t>(i)]);
        const int wanted = before[i].column();
        after << (before[i].internalId() ? index(child, wanted, index(group, 0)) : index(group, wanted));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

bool RunTreeModel::isLess(const SortKey& a, const SortKey& b) const {
    const bool isALost = std::isnan(a.number), isBLost = std::isnan(b.number);
    if (isALost || isBLost)
        return !isALost && isBLost; // missing values last, either way
    const bool isRising = m_order == Qt::AscendingOrder;
    if (a.number != b.number)
        return isRising ? a.number < b.number : b.number < a.number;
    return isRising ? a.text < b.text : b.text < a.text;
}

RunTreeModel::SortKey RunTreeModel::sortKey(const RunGroup& group, int row) const {
    constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
    const int first = row < 0 ? group.rows.front() : row;
    const bool isGroup = row < 0 && group.rows.size() > 1;
    switch (m_sortColumn) {
    case Difference: {
        const auto cell = difference(group, isGroup ? -1 : first);
        return {cell.mean.value_or(cell.isBaseline ? 0 : kMissing), {}};
    }
    case TestAuc:
    case LogLoss:
        if (isGroup) {
            const auto& summary = m_sortColumn == TestAuc ? group.auc : group.logLoss;
            return {summary.count > 0 ? summary.mean : kMissing, {}};
        }
        break;
    case Created: // a group is as new as its newest run
        return {static_cast<double>(m_runs.runAt(row < 0 ? group.rows.back() : row).id.value), {}};
    case Name:
        return isGroup ? SortKey{0, group.name.toLower()} : SortKey{static_cast<double>(m_runs.runAt(first).id.value) * (row < 0 ? 0 : 1), group.name.toLower()};
    case Settings:
    case Tags:
    case Curve:
        return {0, runText(first, m_sortColumn, true)};
    default:
        break;
    }
    const QVariant key = m_runs.index(first, sourceColumn(m_sortColumn)).data(RunsModel::SortRole);
    if (key.userType() == QMetaType::QString)
        return {0, key.toString()};
    const double number = key.toDouble();
    return {std::isinf(number) ? kMissing : number, {}};
}

void RunTreeModel::sortGroups() {
    const auto sorted = [this](auto& items, auto keyOfItem) {
        std::vector<std::pair<SortKey, std::size_t>> keys;
        keys.reserve(items.size());
        for (std::size_t i = 0; i < items.size(); ++i)
            keys.emplace_back(keyOfItem(items[i]), i);
        std::stable_sort(keys.begin(), keys.end(), [this](const auto& a, const auto& b) { return isLess(a.first, b.first); });
        std::remove_reference_t<decltype(items)> moved;
        moved.reserve(items.size());
        for (const auto& [key, place] : keys)
            moved.push_back(std::move(items[place]));
        items = std::move(moved);
    };
    for (auto& group : m_groups) {
        std::sort(group.rows.begin(), group.rows.end());
        if (group.rows.size() > 1 && m_sortColumn != Created)
            sorted(group.rows, [&](int row) { return sortKey(group, row); });
    }
    sorted(m_groups, [this](const RunGroup& group) { return sortKey(group, -1); });
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
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    const auto size = m_groups[static_cast<std::size_t>(parent.row())].rows.size();
    return size < 2 ? 0 : static_cast<int>(size);
}

int RunTreeModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

const RunGroup* RunTreeModel::group(const QModelIndex& index) const {
    if (!index.isValid())
        return nullptr;
    return &m_groups[index.internalId() == 0 ? static_cast<std::size_t>(index.row()) : static_cast<std::size_t>(index.internalId() - 1)];
}

int RunTreeModel::sourceRow(const QModelIndex& index) const {
    const RunGroup& of = *group(index);
    if (index.internalId() != 0)
        return of.rows[static_cast<std::size_t>(index.row())];
    return of.rows.size() == 1 ? of.rows.front() : -1;
}

std::vector<api::RunId> RunTreeModel::runsOf(const QModelIndex& index) const {
    const int row = sourceRow(index);
    if (row >= 0)
        return {m_runs.runAt(row).id};
    std::vector<api::RunId> runs;
    for (const int one : group(index)->rows)
        runs.push_back(m_runs.runAt(one).id);
    return runs;
}

bool RunTreeModel::isNumber(int column) {
    return column == Seed || column == TestAuc || column == LogLoss || column == Steps || column == Time || column == Difference;
}

QString RunTreeModel::stateText(const RunGroup& group) const {
    std::array<int, 8> counts{};
    for (const int row : group.rows)
        ++counts.at(static_cast<std::size_t>(m_runs.runAt(row).state));
    const auto count = [&](api::RunState state) { return counts.at(static_cast<std::size_t>(state)); };
    for (const auto state : {api::RunState::Running, api::RunState::Failed, api::RunState::Paused, api::RunState::Waiting, api::RunState::Interrupted})
        if (count(state) > 0)
            return tr("%1 %2", "count, state").arg(QString::number(count(state)), stateTitle(state).toLower());
    const auto state = count(api::RunState::Finished) > 0 ? api::RunState::Finished : m_runs.runAt(group.rows.front()).state;
    return tr("%1 %2", "count, state").arg(QString::number(count(state)), stateTitle(state).toLower());
}

QString RunTreeModel::settingsText(api::RunId run) const {
    const auto* known = settings(run);
    if (!known)
        return {};
    QStringList parts;
    for (const auto& key : m_differing)
        if (const auto found = known->find(key); found != known->end() && found->second != "none")
            parts << qstr(key.substr(key.rfind('.') + 1)) + QLatin1Char(' ') + qstr(found->second);
    return parts.join(QStringLiteral(", "));
}

QString RunTreeModel::groupText(const RunGroup& group, int column) const {
    const auto meanText = [](const compare::Summary& summary, ValueStyle style) {
        if (summary.count == 0)
            return QString();
        const QString mean = valueText(summary.mean, style);
        return summary.count < 2 ? mean : mean + QStringLiteral(" ± ") + valueText(summary.deviation, style);
    };
    const auto& first = m_runs.runAt(group.rows.front());
    switch (column) {
    case Name:
        return group.name;
    case State:
        return stateText(group);
    case Seed: {
        std::set<std::uint64_t> seeds;
        for (const int row : group.rows)
            seeds.insert(m_runs.runAt(row).seed);
        if (seeds.size() == 1)
            return QString::number(*seeds.begin());
        const bool isRow = *seeds.rbegin() - *seeds.begin() + 1 == seeds.size();
        return isRow ? tr("%1-%2").arg(*seeds.begin()).arg(*seeds.rbegin()) : tr("%n seeds", nullptr, static_cast<int>(seeds.size()));
    }
    case TestAuc:
        return meanText(group.auc, ValueStyle::Auc);
    case LogLoss:
        return group.logLoss.count > 0 ? valueText(group.logLoss.mean, ValueStyle::Loss) : QString();
    case Time: {
        double seconds = 0;
        for (const int row : group.rows)
            seconds += m_runs.runAt(row).seconds;
        return seconds > 0 ? durationText(seconds / static_cast<double>(group.rows.size())) : QString();
    }
    case Settings:
        return settingsText(first.id);
    default: { // what all of them have in common
        const QString text = runText(group.rows.front(), column, true);
        const bool isCommon = std::all_of(group.rows.begin(), group.rows.end(), [&](int row) { return runText(row, column, true) == text; });
        return isCommon ? text : QString();
    }
    }
}

QString RunTreeModel::runText(int row, int column, bool isChild) const {
    const auto& run = m_runs.runAt(row);
    switch (column) {
    case Name: {
        const QString id = qstr(api::toText(run.id));
        return isChild || run.name.empty() ? id : tr("%1  %2", "run, name").arg(id, qstr(run.name));
    }
    case Settings:
        return isChild ? QString() : settingsText(run.id);
    case Tags:
        return joined(run.tags);
    default:
        return sourceColumn(column) < 0 ? QString() : m_runs.index(row, sourceColumn(column)).data().toString();
    }
}

DifferenceCell RunTreeModel::difference(const RunGroup& group, int row) const {
    DifferenceCell cell;
    cell.isBaseline = !m_baseline.empty() && group.key == m_baseline;
    cell.low = m_lowDifference;
    cell.high = m_highDifference;
    if (group.differences.empty())
        return cell;
    if (row < 0) {
        const auto summary = compare::summaryOf(group.differences);
        cell.mean = summary.mean;
        cell.half = summary.halfInterval;
        return cell;
    }
    for (const auto& one : group.differences)
        if (one.run == m_runs.runAt(row).id)
            cell.mean = one.value;
    return cell;
}

QVariant RunTreeModel::spark(const RunGroup& group, int row) const {
    QVariantList values;
    const auto found = m_sparks.find(m_runs.runAt(row < 0 ? group.rows.front() : row).id.value);
    if (found != m_sparks.end())
        for (const float value : found->second)
            values << value;
    return values;
}

QVariant RunTreeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunGroup& of = *group(index);
    const int row = sourceRow(index);
    const bool isChild = index.internalId() != 0;
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        if (column == Difference) {
            const auto cell = difference(of, row);
            return cell.isBaseline && !isChild ? tr("baseline") : cell.mean ? signedText(*cell.mean, 4) : QString();
        }
        return row < 0 ? groupText(of, column) : runText(row, column, isChild);
    case Qt::EditRole:
        if (row < 0)
            return {};
        return column == Name ? qstr(m_runs.runAt(row).name) : column == Tags || column == Note ? QVariant(runText(row, column, true)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::ToolTipRole:
        if (column == Difference && row < 0 && !of.differences.empty())
            return tr("Mean over %n pairs of runs with the same seed", nullptr, static_cast<int>(of.differences.size()));
        return row >= 0 && column == State ? m_runs.index(row, RunsModel::State).data(Qt::ToolTipRole) : data(index, Qt::DisplayRole);
    case RunIdRole:
        return row < 0 ? QVariant() : QVariant::fromValue<qlonglong>(m_runs.runAt(row).id.value);
    case StateRole:
        return row < 0 ? QVariant() : QVariant(static_cast<int>(m_runs.runAt(row).state));
    case ColorRole:
        return of.key == m_baseline ? kBaselineColor : of.color;
    case IsPlottedRole:
        return m_plotted.contains(of.key);
    case DifferenceRole:
        return QVariant::fromValue(difference(of, row));
    case SparkRole:
        return spark(of, row);
    case IsGroupRole:
        return !isChild;
    default:
        return {};
    }
}

QVariant RunTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft)));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Run or group");
    case Settings: return tr("Differs in");
    case TestAuc: return tr("Test AUC, mean ± sd");
    case Difference: return tr("Difference, 95 % interval");
    case Curve: return tr("Validation AUC");
    case Tags: return tr("Tags");
    default: return m_runs.headerData(sourceColumn(section), orientation, role);
    }
}

Qt::ItemFlags RunTreeModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid())
        return flags;
    const int column = index.column();
    if (sourceRow(index) >= 0 && (column == Name || column == Tags || column == Note))
        flags |= Qt::ItemIsEditable;
    if (rowCount(index.siblingAtColumn(0)) == 0)
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

bool RunTreeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const int row = sourceRow(index);
    if (index.column() == Note)
        return m_runs.setData(m_runs.index(row, RunsModel::Note), value, role);
    auto run = m_runs.runAt(row);
    if (index.column() == Name) {
        run.name = value.toString().trimmed().toStdString();
        Q_EMIT nameEdited(run.id, qstr(run.name));
    } else {
        run.tags.clear();
        for (const auto& tag : value.toString().split(QLatin1Char(','), Qt::SkipEmptyParts))
            if (!tag.trimmed().isEmpty())
                run.tags.push_back(tag.trimmed().toStdString());
        Q_EMIT tagsEdited(run.id, run.tags);
    }
    m_runs.putRun(run);
    m_runs.applyUpdates();
    Q_EMIT dataChanged(index, index);
    return true;
}

} // namespace cpw::ui
