// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_grouping.h"

#include "core/compare/run_filter.h"
#include "ui/models/run_order.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr const char* kAuc = "test/auc";
constexpr const char* kLogLoss = "test/log_loss";

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
    grouping.orderKeys = question.orderKeys ? question.orderKeys : std::make_shared<const OrderKeys>(orderKeys(question));
    sortGroups(grouping, question, *grouping.orderKeys);
    return grouping;
}

} // namespace cpw::ui
