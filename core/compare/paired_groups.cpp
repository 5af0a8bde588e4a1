// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/paired_groups.h"

#include "core/data/ranking_metrics.h"

#include <cmath>
#include <map>
#include <set>

namespace cpw::compare {
namespace {

using RunsBySeed = std::map<std::uint64_t, api::RunSummary>;

/// The finished runs of a group by seed; the others are noted in `unfinished`.
Result<RunsBySeed> runsBySeed(const std::vector<api::RunSummary>& runs, const char* option, std::vector<api::RunId>& unfinished) {
    RunsBySeed bySeed;
    if (runs.empty())
        return badInput("{}: no run fits; look at \"clickprompt runs list --filter ...\"", option);
    for (const auto& run : runs) {
        if (run.state != api::RunState::Finished) {
            unfinished.push_back(run.id);
            continue;
        }
        const auto [place, isNew] = bySeed.emplace(run.seed, run);
        if (!isNew)
            return badInput("{}: {} and {} both have seed {}, expected one run for each seed; narrow the filter", option,
                            api::toText(place->second.id), api::toText(run.id), run.seed);
    }
    return bySeed;
}

bool isArea(const std::string& metric) {
    return metric.ends_with("auc");
}

/// Finished runs with the metric whose seed no other of them has.
std::map<std::uint64_t, const api::RunSummary*> uniqueSeeds(const std::vector<const api::RunSummary*>& runs, const std::string& metric) {
    std::map<std::uint64_t, const api::RunSummary*> bySeed;
    std::set<std::uint64_t> repeated;
    for (const auto* run : runs)
        if (run->state == api::RunState::Finished && metricOf(*run, metric) && !bySeed.emplace(run->seed, run).second)
            repeated.insert(run->seed);
    for (const auto seed : repeated)
        bySeed.erase(seed);
    return bySeed;
}

} // namespace

std::optional<double> metricOf(const api::RunSummary& run, const std::string& metric) {
    const auto found = run.results.find(metric);
    return found == run.results.end() || std::isnan(found->second) ? std::nullopt : std::optional(found->second);
}

Result<PairedGroups> pairGroups(const std::vector<api::RunSummary>& first, const std::vector<api::RunSummary>& second) {
    PairedGroups groups;
    CPW_TRY(firstBySeed, runsBySeed(first, "--group", groups.unfinished));
    CPW_TRY(secondBySeed, runsBySeed(second, "--against", groups.unfinished));
    for (const auto& a : first)
        for (const auto& b : second)
            if (a.id == b.id)
                return badInput("{} is in both groups, expected different runs; narrow one of the filters", api::toText(a.id));
    for (const auto& [seed, run] : firstBySeed) {
        const auto partner = secondBySeed.find(seed);
        if (partner == secondBySeed.end())
            groups.unpaired.push_back(run.id);
        else
            groups.pairs.push_back({seed, run, partner->second});
    }
    for (const auto& [seed, run] : secondBySeed)
        if (!firstBySeed.contains(seed))
            groups.unpaired.push_back(run.id);
    if (groups.pairs.empty())
        return badInput(
            "the groups have no seed in common among their finished runs, expected pairs of runs with the same seed; train "
            "both with the same --seeds");
    return groups;
}

Result<MetricComparison> compareMetric(const PairedGroups& groups, const std::string& metric) {
    std::vector<double> first, second, differences;
    std::set<std::string> known;
    for (const auto& pair : groups.pairs) {
        const auto a = metricOf(pair.first, metric), b = metricOf(pair.second, metric);
        for (const auto& [name, value] : pair.first.results)
            known.insert(name);
        if (!a || !b)
            continue;
        first.push_back(*a);
        second.push_back(*b);
        differences.push_back(*a - *b);
    }
    if (differences.empty()) {
        std::string names;
        for (const auto& name : known)
            names += (names.empty() ? "" : ", ") + name;
        return badInput("--metric {}: no pair of runs has it on both sides; known: {}", metric, names);
    }
    MetricComparison comparison{metric, summarize(first), summarize(second), summarize(differences), std::nullopt, std::nullopt};
    comparison.test = testMean(comparison.difference);
    const double improvement = data::relativeImprovement(comparison.first.mean, comparison.second.mean);
    if (isArea(metric) && !std::isnan(improvement))
        comparison.relativeImprovement = improvement;
    return comparison;
}

std::vector<SeedDifference> differencesBySeed(const std::vector<const api::RunSummary*>& group,
                                              const std::vector<const api::RunSummary*>& baseline, const std::string& metric) {
    std::vector<SeedDifference> differences;
    const auto others = uniqueSeeds(baseline, metric);
    for (const auto& [seed, run] : uniqueSeeds(group, metric))
        if (const auto other = others.find(seed); other != others.end())
            differences.push_back({run->id, seed, *metricOf(*run, metric) - *metricOf(*other->second, metric)});
    return differences;
}

Summary summaryOf(const std::vector<SeedDifference>& differences) {
    std::vector<double> values;
    for (const auto& difference : differences)
        values.push_back(difference.value);
    return summarize(values);
}

} // namespace cpw::compare
