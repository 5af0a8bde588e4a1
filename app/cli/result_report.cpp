// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/result_report.h"

#include "app/cli/group_comparison.h"
#include "app/cli/table_printer.h"
#include "core/base/text_format.h"
#include "core/compare/statistics.h"

#include <fmt/format.h>

#include <algorithm>

namespace cpw::cli {
using compare::summarize;
namespace {

using nlohmann::json;

struct ReportedMetric {
    const char* name;
    const char* title;
    int digits;
};
constexpr ReportedMetric kAuc{"test/auc", "test AUC", 5};
constexpr ReportedMetric kExpectedAuc{"test/expected_auc", "expected AUC", 5};
constexpr ReportedMetric kLogLoss{"test/log_loss", "log loss", 4};

/// Expected AUC only where a run has one.
std::vector<ReportedMetric> metricsOf(const std::vector<ArmResult>& results) {
    const bool isTruthKnown = std::any_of(results.begin(), results.end(), [](const ArmResult& r) { return r.metric(kExpectedAuc.name).has_value(); });
    return isTruthKnown ? std::vector{kAuc, kExpectedAuc, kLogLoss} : std::vector{kAuc, kLogLoss};
}

std::vector<std::string> armsOf(const std::vector<ArmResult>& results) {
    std::vector<std::string> arms;
    for (const auto& result : results)
        if (std::find(arms.begin(), arms.end(), result.arm) == arms.end())
            arms.push_back(result.arm);
    return arms;
}

std::vector<double> valuesOf(const std::vector<ArmResult>& results, const std::string& arm, const std::string& metric) {
    std::vector<double> values;
    for (const auto& result : results)
        if (const auto value = result.metric(metric); value && result.arm == arm)
            values.push_back(*value);
    return values;
}

/// `second` minus `first` for each seed that both have.
std::vector<double> pairedDifferences(const std::vector<ArmResult>& results, const std::string& first, const std::string& second,
                                      const std::string& metric) {
    std::vector<double> differences;
    for (const auto& a : results) {
        if (a.arm != first || !a.metric(metric))
            continue;
        for (const auto& b : results)
            if (b.arm == second && b.summary.seed == a.summary.seed && b.metric(metric))
                differences.push_back(*b.metric(metric) - *a.metric(metric));
    }
    return differences;
}

std::string runTable(const std::vector<ArmResult>& results, const std::vector<ReportedMetric>& metrics) {
    std::vector<TableColumn> columns = {{"run"}, {"arm"}, {"seed", Align::Right}};
    for (const auto& metric : metrics)
        columns.push_back({metric.title, Align::Right});
    columns.push_back({"time", Align::Right});
    TextTable table(std::move(columns));
    for (const auto& result : results) {
        std::vector<std::string> cells = {api::toText(result.summary.id), result.arm, std::to_string(result.summary.seed)};
        for (const auto& metric : metrics) {
            const auto value = result.metric(metric.name);
            cells.push_back(value ? fmt::format("{:.{}f}", *value, metric.digits) : "-");
        }
        cells.push_back(durationText(result.summary.seconds));
        table.add(std::move(cells));
    }
    return table.text();
}

std::string boundText(const BayesBound& bound) {
    return fmt::format("\nBest possible on these {} test rows (Bayes bound):\n"
                       "  AUC {:.5f}, expected AUC {:.5f}, log loss {:.4f}\n",
                       withThousands(static_cast<std::int64_t>(bound.rows)), bound.auc, bound.expectedAuc, bound.logLoss);
}

std::string summaryTable(const std::vector<ArmResult>& results, const std::vector<ReportedMetric>& metrics) {
    std::vector<TableColumn> columns = {{"arm"}, {"seeds", Align::Right}};
    for (const auto& metric : metrics)
        columns.push_back({metric.title, Align::Right});
    TextTable table(std::move(columns));
    for (const auto& arm : armsOf(results)) {
        std::vector<std::string> cells = {arm, std::to_string(valuesOf(results, arm, kAuc.name).size())};
        for (const auto& metric : metrics) {
            const auto summary = summarize(valuesOf(results, arm, metric.name));
            cells.push_back(summary.count == 0 ? "-" : fmt::format("{:.{}f} ± {:.{}f}", summary.mean, metric.digits, summary.deviation, metric.digits));
        }
        table.add(std::move(cells));
    }
    return "\nMean and standard deviation over the seeds\n" + table.text();
}

/// Calls `visit(first, second)` for each pair of arms in their order.
template <class Visit>
void forEachPair(const std::vector<std::string>& arms, Visit visit) {
    for (std::size_t i = 0; i < arms.size(); ++i)
        for (std::size_t j = i + 1; j < arms.size(); ++j)
            visit(arms[i], arms[j]);
}

std::string differenceTable(const std::vector<ArmResult>& results, const std::vector<ReportedMetric>& metrics) {
    std::vector<TableColumn> columns = {{"difference"}, {"n", Align::Right}};
    for (const auto& metric : metrics)
        columns.push_back({metric.title, Align::Right});
    TextTable table(std::move(columns));
    forEachPair(armsOf(results), [&](const std::string& first, const std::string& second) {
        std::vector<std::string> cells = {second + " - " + first, std::to_string(pairedDifferences(results, first, second, kAuc.name).size())};
        for (const auto& metric : metrics) {
            const auto summary = summarize(pairedDifferences(results, first, second, metric.name));
            auto cell = summary.count == 0 ? "-" : fmt::format("{:+.{}f}", summary.mean, metric.digits);
            if (summary.halfInterval)
                cell += fmt::format(" [{:+.{}f}, {:+.{}f}]", summary.mean - *summary.halfInterval, metric.digits,
                                    summary.mean + *summary.halfInterval, metric.digits);
            cells.push_back(std::move(cell));
        }
        table.add(std::move(cells));
    });
    if (table.isEmpty())
        return {};
    return "\nPaired differences over the seeds [95 % t interval; none below 3 pairs]\n" + table.text();
}

bool hasSeveralSeeds(const std::vector<ArmResult>& results) {
    return std::any_of(results.begin(), results.end(), [&](const ArmResult& r) { return r.summary.seed != results.front().summary.seed; });
}

} // namespace

std::optional<double> ArmResult::metric(const std::string& name) const {
    const auto found = summary.results.find(name);
    return found == summary.results.end() ? std::nullopt : std::optional(found->second);
}

std::string reportText(const std::vector<ArmResult>& results, const std::optional<BayesBound>& bound) {
    const auto metrics = metricsOf(results);
    auto text = runTable(results, metrics);
    if (bound)
        text += boundText(*bound);
    if (hasSeveralSeeds(results))
        text += summaryTable(results, metrics) + differenceTable(results, metrics);
    return text;
}

json reportJson(const std::vector<ArmResult>& results, const std::optional<BayesBound>& bound) {
    auto runs = json::array();
    for (const auto& result : results)
        runs.push_back({{"run", api::toText(result.summary.id)},
                        {"arm", result.arm},
                        {"seed", result.summary.seed},
                        {"state", api::toText(result.summary.state)},
                        {"spec_hash", result.summary.specHash},
                        {"step", result.summary.step},
                        {"seconds", result.summary.seconds},
                        {"results", result.summary.results}});
    json report = {{"runs", std::move(runs)}};
    if (bound)
        report["bayes"] = {{"auc", bound->auc}, {"expected_auc", bound->expectedAuc}, {"log_loss", bound->logLoss}, {"rows", bound->rows}};
    if (!hasSeveralSeeds(results))
        return report;
    auto arms = json::object();
    for (const auto& arm : armsOf(results))
        for (const auto& metric : metricsOf(results))
            arms[arm][metric.name] = summaryJson(summarize(valuesOf(results, arm, metric.name)));
    auto differences = json::array();
    forEachPair(armsOf(results), [&](const std::string& first, const std::string& second) {
        json line = {{"first", first}, {"second", second}};
        for (const auto& metric : metricsOf(results))
            line[metric.name] = summaryJson(summarize(pairedDifferences(results, first, second, metric.name)));
        differences.push_back(std::move(line));
    });
    report["arms"] = std::move(arms);
    report["differences"] = std::move(differences);
    return report;
}

} // namespace cpw::cli
