// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/group_comparison.h"

#include "app/cli/table_printer.h"

#include <fmt/format.h>

namespace cpw::cli {
namespace {

using nlohmann::json;

std::string idsText(const std::vector<api::RunId>& ids) {
    std::string text;
    for (const auto id : ids)
        text += (text.empty() ? "" : ", ") + api::toText(id);
    return text;
}

json idsJson(const std::vector<api::RunId>& ids) {
    auto list = json::array();
    for (const auto id : ids)
        list.push_back(api::toText(id));
    return list;
}

std::string pairTable(const PairedGroups& groups, const std::vector<MetricComparison>& comparisons) {
    std::vector<TableColumn> columns = {{"seed", Align::Right}, {"group"}, {"against"}};
    for (const auto& comparison : comparisons)
        columns.push_back({comparison.metric + " difference", Align::Right});
    TextTable table(std::move(columns));
    for (const auto& pair : groups.pairs) {
        std::vector<std::string> cells = {std::to_string(pair.seed), api::toText(pair.first.id), api::toText(pair.second.id)};
        for (const auto& comparison : comparisons) {
            const auto first = metricOf(pair.first, comparison.metric), second = metricOf(pair.second, comparison.metric);
            cells.push_back(first && second ? fmt::format("{:+.5f}", *first - *second) : "-");
        }
        table.add(std::move(cells));
    }
    return table.text();
}

std::string metricTable(const std::vector<MetricComparison>& comparisons) {
    TextTable table({{"metric"},
                     {"n", Align::Right},
                     {"group", Align::Right},
                     {"against", Align::Right},
                     {"difference", Align::Right},
                     {"95 % t interval", Align::Right},
                     {"p", Align::Right},
                     {"RelaImpr", Align::Right}});
    for (const auto& c : comparisons) {
        const auto& d = c.difference;
        table.add({c.metric, std::to_string(d.count), fmt::format("{:.5f}", c.first.mean), fmt::format("{:.5f}", c.second.mean),
                   fmt::format("{:+.5f}", d.mean),
                   d.halfInterval ? fmt::format("{:+.5f} to {:+.5f}", d.mean - *d.halfInterval, d.mean + *d.halfInterval) : "-",
                   c.test ? fmt::format("{:.4g}", c.test->pValue) : "-",
                   c.relativeImprovement ? fmt::format("{:+.2f} %", *c.relativeImprovement * 100) : "-"});
    }
    return table.text();
}

} // namespace

json summaryJson(const Summary& summary) {
    json object = {{"n", summary.count}, {"mean", summary.mean}, {"sd", summary.deviation}};
    if (summary.halfInterval)
        object["interval95"] = {summary.mean - *summary.halfInterval, summary.mean + *summary.halfInterval};
    return object;
}

json comparisonJson(const PairedGroups& groups, const std::vector<MetricComparison>& comparisons) {
    auto pairs = json::array();
    for (const auto& pair : groups.pairs)
        pairs.push_back({{"seed", pair.seed}, {"group", api::toText(pair.first.id)}, {"against", api::toText(pair.second.id)}});
    auto metrics = json::object();
    for (const auto& c : comparisons) {
        json entry = {
            {"group", summaryJson(c.first)}, {"against", summaryJson(c.second)}, {"difference", summaryJson(c.difference)}};
        if (c.test) {
            entry["difference"]["t"] = c.test->t;
            entry["difference"]["p_value"] = c.test->pValue;
        }
        if (c.relativeImprovement)
            entry["relative_improvement"] = *c.relativeImprovement;
        metrics[c.metric] = std::move(entry);
    }
    return {{"pairs", std::move(pairs)},
            {"metrics", std::move(metrics)},
            {"unpaired", idsJson(groups.unpaired)},
            {"unfinished", idsJson(groups.unfinished)}};
}

std::string comparisonText(const PairedGroups& groups, const std::vector<MetricComparison>& comparisons) {
    auto text = pairTable(groups, comparisons) +
                "\nPaired over the seeds, group - against [interval and p value from 3 pairs on]\n" + metricTable(comparisons);
    if (!groups.unpaired.empty())
        text += fmt::format("\nLeft out, the other group has no run with their seed: {}\n", idsText(groups.unpaired));
    if (!groups.unfinished.empty())
        text += fmt::format("\nLeft out, not finished: {}\n", idsText(groups.unfinished));
    return text;
}

} // namespace cpw::cli
