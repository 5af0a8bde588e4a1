// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/dry_run.h"

#include "app/cli/table_printer.h"
#include "core/base/text_format.h"
#include "core/engine/stage_estimate.h"

#include <algorithm>

namespace cpw::cli {
namespace {

using nlohmann::json;

struct ArmEstimate {
    std::string arm;
    int seeds = 1;
    api::RunEstimate run;
};

/// Megabytes down a whole column, so that its parts can be added up by eye.
std::string memoryText(std::uint64_t bytes) {
    constexpr std::uint64_t kMega = 1'000'000;
    return bytes >= 10'000 * kMega ? fmt::format("{:.1f} GB", 1e-9 * static_cast<double>(bytes))
                                   : fmt::format("{:.1f} MB", 1e-6 * static_cast<double>(bytes));
}

json stageJson(const api::StageEstimate& stage) {
    auto parameters = json::object(), memory = json::object();
    for (const auto& [part, numbers] : stage.parameters)
        parameters[part] = numbers;
    for (const auto& [part, bytes] : stage.memory)
        memory[part] = bytes;
    const bool isMeasured = stage.measuredSteps > 0;
    return {{"kind", enumId(stage.kind)},
            {"parameters", std::move(parameters)},
            {"trained_parameters", stage.trained},
            {"rows", stage.rows},
            {"steps_per_epoch", stage.stepsPerEpoch},
            {"steps", stage.steps},
            {"validations", stage.validations},
            {"memory_bytes", std::move(memory)},
            {"peak_bytes", stage.peakBytes},
            {"micro_batch", stage.microBatch},
            {"largest_micro_batch", stage.fittingMicroBatch > 0 ? json(stage.fittingMicroBatch) : json()},
            {"measured_steps", stage.measuredSteps},
            {"seconds_per_step", isMeasured ? json(stage.secondsPerStep) : json()},
            {"seconds_per_validation", isMeasured ? json(stage.secondsPerValidation) : json()},
            {"seconds", isMeasured ? json(stage.seconds) : json()},
            {"is_kept", stage.isKept},
            {"note", stage.note}};
}

json armJson(const ArmEstimate& estimate) {
    const auto& run = estimate.run;
    auto stages = json::array(), problems = json::array();
    for (const auto& stage : run.stages)
        stages.push_back(stageJson(stage));
    for (const auto& problem : run.problems)
        problems.push_back({{"path", problem.path}, {"message", problem.message}, {"fix", problem.fix}});
    return {{"arm", estimate.arm},
            {"seeds", estimate.seeds},
            {"data",
             {{"title", run.dataset},
              {"train_rows", run.trainRows},
              {"valid_rows", run.validRows},
              {"test_rows", run.testRows},
              {"fields", run.fields},
              {"ids", run.features},
              {"vocabulary", run.vocabulary},
              {"shortest_text", run.shortestText},
              {"longest_text", run.longestText}}},
            {"available_bytes", run.availableBytes},
            {"problems", std::move(problems)},
            {"stages", std::move(stages)}};
}

std::string factsText(const api::RunEstimate& run) {
    auto text = fmt::format("{}: {} training, {} validation and {} test rows, {} fields, {} ids", run.dataset,
                            withThousands(static_cast<std::int64_t>(run.trainRows)), withThousands(static_cast<std::int64_t>(run.validRows)),
                            withThousands(static_cast<std::int64_t>(run.testRows)), run.fields, withThousands(run.features));
    if (run.vocabulary > 0)
        text += fmt::format("\ntexts of {} to {} tokens, {} pieces", run.shortestText, run.longestText,
                            withThousands(static_cast<std::int64_t>(run.vocabulary)));
    return text + '\n';
}

std::string stageTitle(std::size_t index, const api::StageEstimate& stage) {
    return fmt::format("{} {}", index + 1, enumId(stage.kind));
}

std::string stageTimeText(const api::StageEstimate& stage) {
    return stage.measuredSteps > 0 ? durationText(stage.seconds) : "not measured";
}

std::string stagesText(const api::RunEstimate& run) {
    TextTable table({{"stage"}, {"parameters", Align::Right}, {"trained", Align::Right}, {"steps", Align::Right}, {"memory", Align::Right},
                     {"step", Align::Right}, {"validation", Align::Right}, {"time", Align::Right}});
    for (std::size_t i = 0; i < run.stages.size(); ++i) {
        const auto& stage = run.stages[i];
        std::int64_t numbers = 0;
        for (const auto& [part, count] : stage.parameters)
            numbers += count;
        const bool isMeasured = stage.measuredSteps > 0;
        table.add({stageTitle(i, stage), withThousands(numbers), withThousands(stage.trained), withThousands(stage.steps),
                   memoryText(stage.peakBytes), isMeasured ? fmt::format("{:.3f} s", stage.secondsPerStep) : "",
                   isMeasured ? fmt::format("{:.1f} s", stage.secondsPerValidation) : "",
                   stage.isKept ? "kept from an earlier run" : stageTimeText(stage)});
    }
    return table.text();
}

std::string memoryTable(const api::RunEstimate& run) {
    std::vector<TableColumn> columns{{"memory"}};
    for (std::size_t i = 0; i < run.stages.size(); ++i)
        columns.push_back({stageTitle(i, run.stages[i]), Align::Right});
    TextTable table(columns);
    for (std::size_t part = 0; !run.stages.empty() && part < run.stages.front().memory.size(); ++part) {
        std::vector<std::string> cells{run.stages.front().memory[part].first};
        for (const auto& stage : run.stages)
            cells.push_back(memoryText(stage.memory[part].second));
        table.add(std::move(cells));
    }
    return table.text();
}

std::string armText(const ArmEstimate& estimate) {
    auto text = fmt::format("{}\n{}\n{}\n{}", estimate.arm, factsText(estimate.run), stagesText(estimate.run), memoryTable(estimate.run));
    double seconds = 0;
    bool isMeasured = true;
    for (const auto& stage : estimate.run.stages) {
        isMeasured = isMeasured && stage.measuredSteps > 0;
        seconds += stage.isKept ? 0 : stage.seconds;
    }
    if (isMeasured)
        text += fmt::format("\nabout {} for a run{}; early stopping makes it shorter\n", durationText(seconds),
                            estimate.seeds > 1 ? fmt::format(", {} for {} seeds", durationText(seconds * estimate.seeds), estimate.seeds) : "");
    return text;
}

Result<engine::EstimateOptions> optionsFor(CommandContext& context) {
    engine::EstimateOptions options;
    std::error_code code;
    const auto& project = context.common.project;
    options.probeFolder = project.has_parent_path() ? project.parent_path() : std::filesystem::path(".");
    options.watch.onPreparing = [&context](const std::string& what, double) { context.log().debug("{}", what); };
    if (!std::filesystem::exists(project, code))
        return options;
    CPW_TRY(store, context.openForReading());
    options.cacheFolder = store->cacheFolder();
    options.stagesFolder = store->stagesFolder();
    return options;
}

} // namespace

Result<void> estimateAndReport(const std::vector<PlannedRun>& runs, CommandContext& context) {
    CPW_TRY(options, optionsFor(context));
    std::vector<ArmEstimate> estimates;
    for (const auto& planned : runs) {
        const auto known = std::find_if(estimates.begin(), estimates.end(), [&](const ArmEstimate& e) { return e.arm == planned.arm; });
        if (known != estimates.end()) {
            ++known->seeds;
            continue;
        }
        auto run = engine::estimateRun(planned.spec, options);
        if (!run)
            return withContext(run.error(), planned.arm);
        for (const auto& problem : run->problems)
            context.log().warn("{}: {}: {} {}", planned.arm, problem.path, problem.message, problem.fix);
        estimates.push_back({planned.arm, 1, std::move(*run)});
    }
    auto arms = json::array();
    std::string text;
    for (const auto& estimate : estimates) {
        arms.push_back(armJson(estimate));
        text += (text.empty() ? "" : "\n") + armText(estimate);
    }
    return context.print({{"arms", std::move(arms)}}, [&] { return text; });
}

} // namespace cpw::cli
