// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_grouping.h"

#include "core/compare/run_filter.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

namespace cpw::ui {
namespace {

constexpr const char* kAuc = "test/auc";
constexpr const char* kLogLoss = "test/log_loss";
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

struct RunTreeModel {
    Q_DECLARE_TR_FUNCTIONS(cpw::ui::RunTreeModel)
};

compare::Summary summaryOfMetric(const GroupingQuestion& question, const std::vector<int>& rows, const char* metric) {
    std::vector<double> values;
    values.reserve(rows.size());
    for (const int row : rows)
        if (question.run(row).state == api::RunState::Finished)
            if (const auto value = compare::metricOf(question.run(row), metric))
                values.push_back(*value);
    return compare::summarize(values);
}

QString nameOf(const RunGroup& group, const GroupingQuestion& question) {
    const auto& first = question.run(group.rows.front());
    if (!question.keys.empty() && !question.isByRun)
        return qstr(group.key);
    const bool isOneName = std::all_of(group.rows.begin(), group.rows.end(), [&](int row) { return question.run(row).name == first.name; });
    if (isOneName && !first.name.empty())
        return qstr(first.name);
    return RunTreeModel::tr("%1, %2", "backbone, stages").arg(backboneTitle(first.backbone), stagesText(first.stages));
}

/// Groups of all settings have the color that the file has for their runs.
RunLook lookOf(const RunGroup& group, const GroupingQuestion& question, std::map<std::string, int>& colors) {
    const int recorded = question.run(group.rows.front()).color;
    if (question.keys.empty() && recorded >= 0)
        return runLook(recorded);
    return runLook(colors.emplace(group.key, static_cast<int>(colors.size()) % api::kRunColors).first->second);
}

/// Against every run of the baseline group, whether it fits the filter or not.
void measureDifferences(Grouping& grouping, const GroupingQuestion& question) {
    if (question.baseline.empty())
        return;
    std::vector<const api::RunSummary*> baseline;
    for (const auto& run : question.runs)
        if (question.keyOf(run->summary) == question.baseline)
            baseline.push_back(&run->summary);
    for (auto& group : grouping.groups) {
        if (baseline.empty() || group.key == question.baseline)
            continue;
        std::vector<const api::RunSummary*> runs;
        for (const int row : group.rows)
            runs.push_back(&question.run(row));
        group.differences = compare::differencesBySeed(runs, baseline, kAuc);
        for (const auto& difference : group.differences) {
            grouping.lowDifference = std::min(grouping.lowDifference, difference.value);
            grouping.highDifference = std::max(grouping.highDifference, difference.value);
        }
    }
}

RunSortKey sortKeyOfRun(const RunGroup& group, int row, const GroupingQuestion& question) {
    const auto& run = question.run(row);
    if (question.sortColumn == RunColumns::Created)
        return {static_cast<double>(run.id.value), {}};
    if (question.sortColumn == RunColumns::Settings)
        return {0, question.settingsText(run)};
    if (question.sortColumn != RunColumns::Difference)
        return runSortKey(run, question.sortColumn);
    const auto found = std::find_if(group.differences.begin(), group.differences.end(), [&](const auto& one) { return one.run == run.id; });
    return {found != group.differences.end() ? found->value : group.key == question.baseline ? 0 : kMissing, {}};
}

RunSortKey sortKeyOfGroup(const RunGroup& group, const GroupingQuestion& question) {
    if (question.sortColumn == RunColumns::Name)
        return {0, group.name.toLower()};
    if (group.rows.size() < 2)
        return sortKeyOfRun(group, group.rows.front(), question);
    switch (question.sortColumn) {
    case RunColumns::Difference:
        return {!group.differences.empty() ? compare::summaryOf(group.differences).mean : group.key == question.baseline ? 0 : kMissing, {}};
    case RunColumns::TestAuc: return {group.auc.count > 0 ? group.auc.mean : kMissing, {}};
    case RunColumns::LogLoss: return {group.logLoss.count > 0 ? group.logLoss.mean : kMissing, {}};
    case RunColumns::Created: // a group is as new as its newest run
        return {static_cast<double>(question.run(*std::max_element(group.rows.begin(), group.rows.end())).id.value), {}};
    default: return sortKeyOfRun(group, group.rows.front(), question);
    }
}

bool isLess(const RunSortKey& a, const RunSortKey& b, Qt::SortOrder order) {
    const bool isALost = std::isnan(a.number), isBLost = std::isnan(b.number);
    if (isALost || isBLost)
        return !isALost && isBLost; // missing values last, either way
    const bool isRising = order == Qt::AscendingOrder;
    if (a.number != b.number)
        return isRising ? a.number < b.number : b.number < a.number;
    return isRising ? a.text < b.text : b.text < a.text;
}

template <class Items, class KeyOf>
void sortByKeys(Items& items, Qt::SortOrder order, KeyOf keyOf) {
    std::vector<std::pair<RunSortKey, std::size_t>> keys;
    keys.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        keys.emplace_back(keyOf(items[i]), i);
    std::stable_sort(keys.begin(), keys.end(), [order](const auto& a, const auto& b) { return isLess(a.first, b.first, order); });
    Items moved;
    moved.reserve(items.size());
    for (const auto& [key, place] : keys)
        moved.push_back(std::move(items[place]));
    items = std::move(moved);
}

} // namespace

const compare::Settings* GroupingQuestion::settingsOf(const api::RunSummary& run) const {
    if (!settings || run.settingsHash.empty())
        return nullptr;
    const auto found = settings->find(run.settingsHash);
    return found == settings->end() ? nullptr : found->second.get();
}

std::string GroupingQuestion::keyOf(const api::RunSummary& run) const {
    if (isByRun || run.groupHash.empty())
        return api::toText(run.id);
    if (keys.empty())
        return run.groupHash;
    const auto* known = settingsOf(run);
    return known ? compare::groupText(*known, keys) : api::toText(run.id);
}

QString GroupingQuestion::settingsText(const api::RunSummary& run) const {
    const auto* known = settingsOf(run);
    if (!known)
        return {};
    QStringList parts;
    for (const auto& key : differing)
        if (const auto found = known->find(key); found != known->end() && found->second != "none")
            parts << qstr(key.substr(key.rfind('.') + 1)) + QLatin1Char(' ') + qstr(found->second);
    return parts.join(QStringLiteral(", "));
}

void measureGroup(RunGroup& group, const GroupingQuestion& question) {
    group.name = nameOf(group, question);
    group.auc = summaryOfMetric(question, group.rows, kAuc);
    group.logLoss = summaryOfMetric(question, group.rows, kLogLoss);
}

Grouping groupRuns(const GroupingQuestion& question) {
    Grouping grouping;
    grouping.colors = question.colors;
    std::unordered_map<std::string, std::size_t> places;
    places.reserve(question.runs.size());
    for (std::size_t row = 0; row < question.runs.size(); ++row) {
        const auto& known = *question.runs[row];
        if (question.fits && !question.fits(known, question.settingsOf(known.summary)))
            continue;
        ++grouping.shownRuns;
        auto key = question.keyOf(known.summary);
        const auto [place, isNew] = places.try_emplace(key, grouping.groups.size());
        if (isNew) {
            grouping.groups.emplace_back();
            grouping.groups.back().key = std::move(key);
        }
        grouping.groups[place->second].rows.push_back(static_cast<int>(row));
    }
    for (auto& group : grouping.groups) {
        measureGroup(group, question);
        group.look = lookOf(group, question, grouping.colors);
    }
    measureDifferences(grouping, question);
    sortGroups(grouping, question);
    return grouping;
}

void sortGroups(Grouping& grouping, const GroupingQuestion& question) {
    for (auto& group : grouping.groups) {
        if (group.rows.size() < 2)
            continue;
        std::sort(group.rows.begin(), group.rows.end());
        if (question.sortColumn != RunColumns::Created)
            sortByKeys(group.rows, question.order, [&](int row) { return sortKeyOfRun(group, row, question); });
    }
    sortByKeys(grouping.groups, question.order, [&](const RunGroup& group) { return sortKeyOfGroup(group, question); });
}

} // namespace cpw::ui
