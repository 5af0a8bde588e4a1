// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/evaluation_report.h"

#include "app/cli/table_printer.h"
#include "core/base/text_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cpw::cli {
namespace {

using nlohmann::json;

json number(double value) {
    return std::isfinite(value) ? json(value) : json();
}

json intervalJson(const data::Interval& interval) {
    return json::array({number(interval.low), number(interval.high)});
}

std::string cell(double value, int digits) {
    return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : "-";
}

std::string intervalCell(const data::Interval& interval) {
    return std::isfinite(interval.low) ? fmt::format("{:.5f} to {:.5f}", interval.low, interval.high) : "-";
}

std::string count(std::size_t value) {
    return withThousands(static_cast<std::int64_t>(value));
}

json sliceJson(const data::Slice& slice, const char* nameKey) {
    return {{nameKey, slice.name},
            {"rows", slice.rows},
            {"positives", slice.positives},
            {"auc", number(slice.auc)},
            {"log_loss", number(slice.logLoss)}};
}

json slicesTableJson(std::span<const data::Slice> slices, const char* nameKey) {
    auto list = json::array();
    for (const auto& slice : slices)
        list.push_back(sliceJson(slice, nameKey));
    return list;
}

json groupJson(const data::GroupedArea& area) {
    return {{"auc", number(area.value)},
            {"groups", area.groups},
            {"rows", area.rows},
            {"groups_left_out", area.groupsLeftOut},
            {"rows_left_out", area.rowsLeftOut}};
}

json tailJson(const engine::TailCells& tail) {
    const auto side = [](const std::string& field, const data::Tail& t) {
        return json{{"field", field}, {"values", t.values}, {"tail_values", t.tailValues}, {"largest_count", t.largestCount}};
    };
    return {{"users", side(tail.users, tail.userTail)},
            {"items", side(tail.items, tail.itemTail)},
            {"cells", slicesTableJson(tail.cells, "cell")}};
}

json binsJson(const data::Calibration& calibration) {
    auto bins = json::array();
    const auto width = 1 / static_cast<double>(calibration.bins.size());
    for (std::size_t i = 0; i < calibration.bins.size(); ++i) {
        const auto& bin = calibration.bins[i];
        bins.push_back({{"from", static_cast<double>(i) * width},
                        {"to", static_cast<double>(i + 1) * width},
                        {"rows", bin.rows},
                        {"mean_predicted", bin.rows > 0 ? json(bin.meanPredicted) : json()},
                        {"mean_observed", bin.rows > 0 ? json(bin.meanObserved) : json()}});
    }
    return bins;
}

std::string sliceTable(const std::string& title, std::span<const data::Slice> slices) {
    TextTable table(
        {{title}, {"rows", Align::Right}, {"positive rate", Align::Right}, {"AUC", Align::Right}, {"log loss", Align::Right}});
    for (const auto& slice : slices)
        table.add({slice.name.empty() ? "(empty)" : slice.name, count(slice.rows),
                   slice.rows > 0 ? cell(static_cast<double>(slice.positives) / static_cast<double>(slice.rows), 4) : "-",
                   cell(slice.auc, 5), cell(slice.logLoss, 5)});
    return table.text();
}

std::string fieldText(const engine::FieldSlices& field, std::size_t mostSlices) {
    const auto shown = std::min(field.slices.size(), mostSlices);
    auto text = "\n" + sliceTable(field.field, std::span(field.slices).first(shown));
    if (shown < field.slices.size())
        text += fmt::format("... and {} more with fewer rows; --json has all\n", count(field.slices.size() - shown));
    const auto& area = field.groupArea;
    return text +
           fmt::format("AUC within {} (gAUC): {} over {} values with {} rows; {} values with one class only, {} rows, left out\n",
                       field.field, cell(area.value, 5), count(area.groups), count(area.rows), count(area.groupsLeftOut),
                       count(area.rowsLeftOut));
}

std::string tailText(const engine::TailCells& tail) {
    auto text = "\n" + sliceTable("tail", tail.cells);
    for (const auto& [field, side] : {std::pair(&tail.users, &tail.userTail), std::pair(&tail.items, &tail.itemTail)})
        text += fmt::format(
            "Tail of {}: {} of {} values, those with at most {} training rows, and values that training does not know\n", *field,
            count(side->tailValues), count(side->values), count(side->largestCount));
    return text;
}

std::string calibrationText(const data::Calibration& calibration) {
    TextTable table({{"predicted"}, {"rows", Align::Right}, {"mean predicted", Align::Right}, {"mean observed", Align::Right}});
    const auto width = 1 / static_cast<double>(calibration.bins.size());
    for (std::size_t i = 0; i < calibration.bins.size(); ++i) {
        const auto& bin = calibration.bins[i];
        const bool isEmpty = bin.rows == 0;
        table.add({fmt::format("{:.3g} to {:.3g}", static_cast<double>(i) * width, static_cast<double>(i + 1) * width),
                   count(bin.rows), isEmpty ? "-" : cell(bin.meanPredicted, 4), isEmpty ? "-" : cell(bin.meanObserved, 4)});
    }
    return "\n" + table.text();
}

} // namespace

json evaluationJson(const engine::Evaluation& e) {
    json object = {{"rows", e.rows},
                   {"positive_rate", e.positiveRate},
                   {"auc", number(e.auc)},
                   {"auc_interval95", {number(e.aucLow), number(e.aucHigh)}},
                   {"pr_auc", number(e.averagePrecision)},
                   {"log_loss", number(e.logLoss)},
                   {"group_auc", number(e.groupAuc)},
                   {"calibration", number(e.calibration)},
                   {"expected_calibration_error", number(e.calibrationTable.expectedError)},
                   {"calibration_bins", binsJson(e.calibrationTable)},
                   {"seconds", e.seconds}};
    if (e.expectedAuc)
        object["expected_auc"] = number(*e.expectedAuc);
    if (e.bayesAuc)
        object["bayes_auc"] = number(*e.bayesAuc);
    if (e.bayesLogLoss)
        object["bayes_log_loss"] = number(*e.bayesLogLoss);
    if (e.bootstrap)
        object["bootstrap"] = {{"draws", e.bootstrap->draws},
                               {"auc_interval95", intervalJson(e.bootstrap->auc)},
                               {"log_loss_interval95", intervalJson(e.bootstrap->logLoss)},
                               {"pr_auc_interval95", intervalJson(e.bootstrap->averagePrecision)}};
    for (const auto& field : e.by)
        object["by"][field.field] = {{"group_auc", groupJson(field.groupArea)},
                                     {"values", slicesTableJson(field.slices, "value")}};
    if (e.tail)
        object["tail"] = tailJson(*e.tail);
    return object;
}

std::string evaluationText(const engine::Evaluation& e, std::size_t mostSlices) {
    TextTable table({{"measure"}, {"value", Align::Right}});
    table.add({"rows", count(e.rows)});
    table.add({"positive rate", cell(e.positiveRate, 4)});
    table.add({"AUC", cell(e.auc, 5)});
    table.add({"AUC, 95 % interval", intervalCell({e.aucLow, e.aucHigh})});
    if (e.bootstrap)
        table.add({fmt::format("AUC, 95 % bootstrap ({} draws)", e.bootstrap->draws), intervalCell(e.bootstrap->auc)});
    if (e.expectedAuc)
        table.add({"expected AUC", cell(*e.expectedAuc, 5)});
    if (e.bayesAuc)
        table.add({"AUC, best possible", cell(*e.bayesAuc, 5)});
    table.add({"PR-AUC (average precision)", cell(e.averagePrecision, 5)});
    if (e.bootstrap)
        table.add({"PR-AUC, 95 % bootstrap", intervalCell(e.bootstrap->averagePrecision)});
    table.add({"log loss", cell(e.logLoss, 5)});
    if (e.bootstrap)
        table.add({"log loss, 95 % bootstrap", intervalCell(e.bootstrap->logLoss)});
    if (e.bayesLogLoss)
        table.add({"log loss, best possible", cell(*e.bayesLogLoss, 5)});
    table.add({"AUC within the first field", cell(e.groupAuc, 5)});
    table.add({"mean prediction / mean label", cell(e.calibration, 4)});
    table.add({fmt::format("expected calibration error ({} equal bins)", e.calibrationTable.bins.size()),
               cell(e.calibrationTable.expectedError, 5)});
    table.add({"time", durationText(e.seconds)});
    auto text = table.text() + calibrationText(e.calibrationTable);
    for (const auto& field : e.by)
        text += fieldText(field, mostSlices);
    return e.tail ? text + tailText(*e.tail) : text;
}

json againstJson(const AgainstReport& against, const engine::Evaluation& evaluation) {
    const auto& areas = against.areas;
    return {{"run", against.run},
            {"auc", number(areas.second)},
            {"auc_difference", number(areas.difference)},
            {"auc_difference_interval95", intervalJson(areas.interval)},
            {"z", number(areas.z)},
            {"p_value", number(areas.pValue)},
            {"relative_improvement", number(data::relativeImprovement(areas.first, areas.second))},
            {"log_loss", number(against.logLoss)},
            {"log_loss_difference", number(evaluation.logLoss - against.logLoss)}};
}

std::string againstText(const AgainstReport& against, const engine::Evaluation& evaluation) {
    const auto& areas = against.areas;
    const double improvement = data::relativeImprovement(areas.first, areas.second);
    return fmt::format("\nAgainst {} on the same rows (DeLong's paired test)\n"
                       "  AUC {} - {} = {:+.5f}, 95 % interval {:+.5f} to {:+.5f}, p {:.4g}, RelaImpr {}\n"
                       "  log loss {} - {} = {:+.5f}\n",
                       against.run, cell(areas.first, 5), cell(areas.second, 5), areas.difference, areas.interval.low,
                       areas.interval.high, areas.pValue,
                       std::isfinite(improvement) ? fmt::format("{:+.2f} %", improvement * 100) : "-",
                       cell(evaluation.logLoss, 5), cell(against.logLoss, 5), evaluation.logLoss - against.logLoss);
}

} // namespace cpw::cli
