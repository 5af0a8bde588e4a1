// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_order.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <unordered_map>
#include <utility>

namespace cpw::ui {
namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

bool isText(int column) {
    switch (column) {
    case RunColumns::State:
    case RunColumns::Settings:
    case RunColumns::Data:
    case RunColumns::Backbone:
    case RunColumns::Stages:
    case RunColumns::Tags:
    case RunColumns::Note: return true;
    default: return false;
    }
}

/// Runs for which this is equal have equal texts.
std::string sourceOfText(const api::RunSummary& run, int column) {
    switch (column) {
    case RunColumns::State: return api::toText(run.state);
    case RunColumns::Settings: return run.settingsHash;
    case RunColumns::Data: return run.dataset;
    case RunColumns::Backbone: return run.backbone;
    case RunColumns::Stages: return run.stages;
    case RunColumns::Note: return run.note;
    default: break;
    }
    std::string tags;
    for (const auto& tag : run.tags)
        tags += tag + '\n';
    return tags;
}

/// Many runs share few texts: each is made once.
OrderKeys textKeys(const GroupingQuestion& question) {
    const int column = question.sortColumn;
    std::unordered_map<std::string, std::size_t> places;
    std::vector<QString> texts;
    std::vector<std::size_t> textOf;
    textOf.reserve(question.runs.size());
    for (const auto& known : question.runs) {
        const auto& run = known->summary;
        const auto [place, isNew] = places.try_emplace(sourceOfText(run, column), texts.size());
        if (isNew)
            texts.push_back(column == RunColumns::Settings ? question.settingsText(run) : runSortKey(run, column).text);
        textOf.push_back(place->second);
    }
    const auto ranks = textRanks(texts);
    OrderKeys keys;
    keys.reserve(textOf.size());
    for (const auto text : textOf)
        keys.push_back(ranks[text]);
    return keys;
}

/// Rising or falling; missing ones last.
bool isBefore(double a, double b, bool isRising) {
    if (std::isnan(a) || std::isnan(b))
        return !std::isnan(a) && std::isnan(b);
    return isRising ? a < b : b < a;
}

void sortRows(RunGroup& group, const GroupingQuestion& question, const OrderKeys& keys) {
    auto& rows = group.rows;
    std::sort(rows.begin(), rows.end());
    if (question.sortColumn == RunColumns::Created)
        return;
    const bool isRising = question.order == Qt::AscendingOrder;
    const auto sortBy = [&](auto keyOf) {
        std::sort(rows.begin(), rows.end(), [&](int a, int b) {
            const double x = keyOf(a), y = keyOf(b);
            return isBefore(x, y, isRising) || (!isBefore(y, x, isRising) && a < b);
        });
    };
    if (question.sortColumn != RunColumns::Difference)
        return sortBy([&](int row) { return keys[static_cast<std::size_t>(row)]; });
    if (group.differences.empty())
        return; // all of them missing, or the baseline
    sortBy([&](int row) {
        const auto& differences = group.differences;
        const auto found = std::find_if(differences.begin(), differences.end(), [&](const auto& one) { return one.run == question.run(row).id; });
        return found == differences.end() ? kNoNumber : found->value;
    });
}

double meanDifference(const RunGroup& group, const GroupingQuestion& question) {
    if (group.differences.empty())
        return !question.baseline.empty() && group.key == question.baseline ? 0 : kNoNumber;
    const double sum = std::accumulate(group.differences.begin(), group.differences.end(), 0.0, [](double all, const auto& one) { return all + one.value; });
    return sum / static_cast<double>(group.differences.size());
}

double keyOfGroup(const RunGroup& group, const GroupingQuestion& question, const OrderKeys& keys) {
    switch (question.sortColumn) {
    case RunColumns::Name: return group.nameRank;
    case RunColumns::Difference: return meanDifference(group, question);
    default: break;
    }
    if (group.rows.size() > 1)
        switch (question.sortColumn) {
        case RunColumns::TestAuc:
            return group.auc.count > 0 ? group.auc.mean : kNoNumber;
        case RunColumns::LogLoss:
            return group.logLoss.count > 0 ? group.logLoss.mean : kNoNumber;
        case RunColumns::Created: // a group is as new as its newest run
            return keys[static_cast<std::size_t>(*std::max_element(group.rows.begin(), group.rows.end()))];
        default: break;
        }
    return keys[static_cast<std::size_t>(group.rows.front())];
}

void rankNames(Grouping& grouping) {
    std::vector<QString> names;
    names.reserve(grouping.groups.size());
    for (const auto& group : grouping.groups)
        names.push_back(group.name.toLower());
    const auto ranks = textRanks(names);
    for (std::size_t i = 0; i < ranks.size(); ++i)
        grouping.groups[i].nameRank = ranks[i];
    grouping.areNamesRanked = true;
}

} // namespace

OrderKeys textRanks(const std::vector<QString>& texts) {
    std::vector<std::uint32_t> order(texts.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return texts[a] < texts[b]; });
    OrderKeys ranks(texts.size());
    double rank = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        rank += i > 0 && texts[order[i - 1]] != texts[order[i]] ? 1 : 0;
        ranks[order[i]] = rank;
    }
    return ranks;
}

OrderKeys orderKeys(const GroupingQuestion& question) {
    const int column = question.sortColumn;
    if (column == RunColumns::Difference)
        return {};
    if (isText(column))
        return textKeys(question);
    OrderKeys keys;
    keys.reserve(question.runs.size());
    for (const auto& known : question.runs) // numbers of runs rise with the time that they were made at
        keys.push_back(column == RunColumns::Created ? static_cast<double>(known->summary.id.value) : runSortKey(known->summary, column).number);
    return keys;
}

void sortGroups(Grouping& grouping, const GroupingQuestion& question, const OrderKeys& keys) {
    for (auto& group : grouping.groups)
        if (group.rows.size() > 1)
            sortRows(group, question, keys);
    if (question.sortColumn == RunColumns::Name && !grouping.areNamesRanked)
        rankNames(grouping);
    std::vector<std::pair<double, std::uint32_t>> order;
    order.reserve(grouping.groups.size());
    for (std::size_t i = 0; i < grouping.groups.size(); ++i)
        order.emplace_back(keyOfGroup(grouping.groups[i], question, keys), static_cast<std::uint32_t>(i));
    const bool isRising = question.order == Qt::AscendingOrder;
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) { return isBefore(a.first, b.first, isRising); });
    std::vector<RunGroup> sorted;
    sorted.reserve(order.size());
    for (const auto& [key, place] : order)
        sorted.push_back(std::move(grouping.groups[place]));
    grouping.groups = std::move(sorted);
}

} // namespace cpw::ui
