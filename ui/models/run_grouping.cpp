// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_grouping.h"

#include "core/compare/run_filter.h"
#include "ui/models/run_order.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cpw::ui {
namespace {

constexpr const char* kAuc = "test/auc";
constexpr const char* kLogLoss = "test/log_loss";
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

struct GroupTexts {
    Q_DECLARE_TR_FUNCTIONS(cpw::ui::GroupTexts)
};

/// NaN: not finished, or without.
double resultOf(const api::RunSummary& run, const char* metric) {
    return run.state == api::RunState::Finished ? compare::metricOf(run, metric).value_or(kMissing) : kMissing;
}

/// Of what `valueAt` knows of the rows.
template <class ValueAt>
compare::Summary summaryOf(const std::vector<int>& rows, const ValueAt& valueAt) {
    std::vector<double> values;
    values.reserve(rows.size());
    for (const int row : rows)
        if (const double value = valueAt(row); !std::isnan(value))
            values.push_back(value);
    return compare::summarize(values);
}

bool haveOneName(const RunGroup& group, const GroupingQuestion& question) {
    const auto& first = question.run(group.rows.front());
    return !first.name.empty() && std::all_of(group.rows.begin(), group.rows.end(), [&](int row) { return question.run(row).name == first.name; });
}

QString nameOf(const RunGroup& group, const GroupingQuestion& question) {
    const auto& first = question.run(group.rows.front());
    if (!question.keys.empty() && !question.isByRun)
        return qstr(group.key);
    if (haveOneName(group, question))
        return qstr(first.name);
    return GroupTexts::tr("%1, %2", "backbone, stages").arg(backboneTitle(first.backbone), stagesText(first.stages));
}

/// Groups of all settings have the color that the file has for their runs.
RunLook lookOf(const RunGroup& group, const GroupingQuestion& question, std::map<std::string, int>& colors) {
    const int recorded = question.run(group.rows.front()).color;
    if (question.keys.empty() && recorded >= 0)
        return runLook(recorded);
    return runLook(colors.emplace(group.key, static_cast<int>(colors.size()) % api::kRunColors).first->second);
}

/// Any part of the group would be called the same.
bool isNameFixed(const RunGroup& group, const GroupingQuestion& question) {
    return (!question.keys.empty() && !question.isByRun) || haveOneName(group, question);
}

compare::Summary summaryOf(const std::vector<double>& column, const std::vector<int>& rows) {
    return summaryOf(rows, [&](int row) { return column[static_cast<std::size_t>(row)]; });
}

AllGroups allGroups(const GroupingQuestion& question) {
    AllGroups all;
    const auto count = question.runs.size();
    all.groupOf.reserve(count);
    all.auc.reserve(count);
    all.logLoss.reserve(count);
    std::unordered_map<std::string, std::uint32_t> places;
    places.reserve(count);
    for (std::size_t row = 0; row < count; ++row) {
        const auto& run = question.runs[row]->summary;
        all.auc.push_back(resultOf(run, kAuc));
        all.logLoss.push_back(resultOf(run, kLogLoss));
        auto key = question.keyOf(run);
        const auto [place, isNew] = places.try_emplace(key, static_cast<std::uint32_t>(all.groups.size()));
        if (isNew) {
            all.groups.emplace_back();
            all.groups.back().key = std::move(key);
        }
        all.groups[place->second].rows.push_back(static_cast<int>(row));
        all.groupOf.push_back(place->second);
    }
    all.areNamesFixed.reserve(all.groups.size());
    for (auto& group : all.groups) {
        group.name = nameOf(group, question);
        group.auc = summaryOf(all.auc, group.rows);
        group.logLoss = summaryOf(all.logLoss, group.rows);
        all.areNamesFixed.push_back(isNameFixed(group, question));
    }
    return all;
}

/// By row; null: all. What is typed grows word by word, so that most rows need no second look.
std::shared_ptr<const std::vector<char>> fitting(const GroupingQuestion& question) {
    if (question.fits)
        return std::make_shared<const std::vector<char>>(question.fits(question));
    if (question.words.empty())
        return nullptr;
    auto fits = std::make_shared<std::vector<char>>(question.runs.size(), 0);
    for (std::size_t row = 0; row < fits->size(); ++row)
        if (!question.within || (*question.within)[row])
            (*fits)[row] = std::all_of(question.words.begin(), question.words.end(), [&](const std::string& word) { return question.runs[row]->words.find(word) != std::string::npos; }) ? 1 : 0;
    return fits;
}

/// Of each group what fits, in the order of the first of them.
std::vector<RunGroup> partsOf(const AllGroups& all, const std::vector<char>& fits, const GroupingQuestion& question) {
    constexpr int kNone = -1;
    std::vector<RunGroup> parts;
    std::vector<int> partOf(all.groups.size(), kNone);
    for (std::size_t row = 0; row < fits.size(); ++row) {
        if (!fits[row])
            continue;
        auto& part = partOf[all.groupOf[row]];
        if (part == kNone) {
            part = static_cast<int>(parts.size());
            parts.emplace_back();
            parts.back().rows.reserve(all.groups[all.groupOf[row]].rows.size());
        }
        parts[static_cast<std::size_t>(part)].rows.push_back(static_cast<int>(row));
    }
    for (auto& part : parts) {
        const auto place = all.groupOf[static_cast<std::size_t>(part.rows.front())];
        const auto& whole = all.groups[place];
        const bool isWhole = part.rows.size() == whole.rows.size();
        part.key = whole.key;
        part.name = isWhole || all.areNamesFixed[place] ? whole.name : nameOf(part, question);
        part.auc = isWhole ? whole.auc : summaryOf(all.auc, part.rows);
        part.logLoss = isWhole ? whole.logLoss : summaryOf(all.logLoss, part.rows);
    }
    return parts;
}

/// Against every run of the baseline group, whether it fits the filter or not.
void measureDifferences(Grouping& grouping, const GroupingQuestion& question) {
    const auto& all = grouping.allGroups->groups;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& group) { return group.key == question.baseline; });
    if (question.baseline.empty() || found == all.end())
        return;
    const auto runsOf = [&](const RunGroup& group) {
        std::vector<const api::RunSummary*> runs;
        for (const int row : group.rows)
            runs.push_back(&question.run(row));
        return runs;
    };
    const auto baseline = runsOf(*found);
    for (auto& group : grouping.groups) {
        if (group.key == question.baseline)
            continue;
        group.differences = compare::differencesBySeed(runsOf(group), baseline, kAuc);
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

std::shared_ptr<const compare::RunValues> valuesOf(const RunList& runs) {
    return std::make_shared<const compare::RunValues>(runs.size(), [runs](std::size_t row) -> const api::RunSummary& { return runs[row]->summary; });
}

void measureGroup(RunGroup& group, const GroupingQuestion& question) {
    group.name = nameOf(group, question);
    group.auc = summaryOf(group.rows, [&](int row) { return resultOf(question.run(row), kAuc); });
    group.logLoss = summaryOf(group.rows, [&](int row) { return resultOf(question.run(row), kLogLoss); });
}

Grouping groupRuns(const GroupingQuestion& question) {
    Grouping grouping;
    grouping.colors = question.colors;
    grouping.allGroups = question.allGroups ? question.allGroups : std::make_shared<const AllGroups>(allGroups(question));
    grouping.fits = fitting(question);
    if (!question.fits)
        grouping.words = question.words;
    grouping.groups = grouping.fits ? partsOf(*grouping.allGroups, *grouping.fits, question) : grouping.allGroups->groups;
    for (auto& group : grouping.groups) {
        group.look = lookOf(group, question, grouping.colors);
        grouping.shownRuns += static_cast<int>(group.rows.size());
    }
    measureDifferences(grouping, question);
    grouping.orderKeys = question.orderKeys ? question.orderKeys : std::make_shared<const OrderKeys>(orderKeys(question));
    sortGroups(grouping, question, *grouping.orderKeys);
    return grouping;
}

} // namespace cpw::ui
