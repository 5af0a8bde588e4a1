// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stage_estimate.h"

#include "core/api/spec_json.h"
#include "core/base/file_io.h"
#include "core/base/process_memory.h"
#include "core/base/processor_time.h"
#include "core/data/row_pages.h"
#include "core/engine/catalog_builder.h"
#include "core/engine/memory_tuning.h"
#include "core/engine/run_assembly.h"
#include "core/train/stage_trial.h"


#include <algorithm>
#include <chrono>
#include <future>
#include <new>

namespace cpw::engine {
namespace {

constexpr std::uint64_t kProbeBytes = 16 << 20;
constexpr double kSafeShare = 0.9; // of the memory that the machine could give

/// Bytes in a second of a checkpoint's way to the disk; 0 when it was not tried.
double writeSpeed(const std::filesystem::path& folder) {
    std::error_code code;
    if (folder.empty() || !std::filesystem::is_directory(folder, code))
        return 0;
    const auto file = folder / "write_speed.probe";
    const std::string content(kProbeBytes, 'x');
    const auto start = std::chrono::steady_clock::now();
    const bool isWritten = writeTextAtomically(file, content).has_value();
    const auto seconds = secondsSince(start);
    std::filesystem::remove(file, code);
    return isWritten && seconds > 0 ? static_cast<double>(kProbeBytes) / seconds : 0;
}

/// The stage's end copies the weights (or maps those of the best checkpoint) beside what the last step holds; gradients and
/// optimiser are there still, activations are not.
std::uint64_t endCopyBytes(const train::StepMemory& memory, spec::StageKind kind) {
    if (kind != spec::StageKind::PaMlm)
        return static_cast<std::uint64_t>(memory.weights);
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, memory.weights - memory.activations));
}

void addMemory(const train::StepMemory& step, std::uint64_t before, bool isCpu, api::StageEstimate& estimate) {
    const auto add = [&](const char* name, std::uint64_t bytes) {
        estimate.memory.emplace_back(name, bytes);
        estimate.peakBytes += bytes;
    };
    add("weights", static_cast<std::uint64_t>(step.weights));
    add("gradients", static_cast<std::uint64_t>(step.gradients));
    add("optimizer", static_cast<std::uint64_t>(step.moments));
    add("activations", static_cast<std::uint64_t>(step.activations));
    add("masked-language logits", static_cast<std::uint64_t>(step.logits));
    if (!isCpu)
        return;
    add("copy at the end", endCopyBytes(step, estimate.kind));
    add("libraries", static_cast<std::uint64_t>(step.libraries));
    add("program and data", before);
}

class Estimator {
public:
    Estimator(const train::TrainSetup& setup, const EstimateOptions& options, api::RunEstimate& run)
        : m_setup(setup), m_options(options), m_run(run), m_resident(residentBytes()), m_speed(writeSpeed(options.probeFolder)) {}

    Result<void> addStage(int index) {
        api::StageEstimate estimate;
        estimate.kind = m_setup.stages[static_cast<std::size_t>(index)].kind;
        CPW_TRY(trial, train::StageTrial::make(m_setup, index));
        const auto sizes = trial->sizes();
        estimate.parameters = sizes.parameters;
        estimate.trained = sizes.trained;
        estimate.rows = sizes.rows;
        estimate.stepsPerEpoch = sizes.stepsPerEpoch;
        estimate.steps = sizes.steps;
        estimate.validations = sizes.validations;
        estimate.isKept = isKept(index, estimate.kind);
        auto memory = trial->memory();
        m_libraries = memory.libraries = std::max(m_libraries, memory.libraries); // the first trial pays for them
        addMemory(memory, m_resident, m_setup.device.is_cpu(), estimate);
        addFitting(index, memory, estimate);
        if (fits(index, estimate)) {
            addTimes(trial->times(m_options.mostSteps, m_options.seconds), sizes, memory, estimate);
            addGaps(memory, estimate);
        }
        m_run.stages.push_back(std::move(estimate));
        return {};
    }

private:
    /// All stages up to it are PA-MLM and were finished by an earlier run.
    bool isKept(int index, spec::StageKind kind) {
        std::error_code code;
        m_areAllKept = m_areAllKept && kind == spec::StageKind::PaMlm && !m_options.stagesFolder.empty() &&
                       std::filesystem::is_directory(m_options.stagesFolder / m_setup.stageHashes[static_cast<std::size_t>(index)], code);
        return m_areAllKept;
    }

    /// Activations and logits grow with the rows of a part, all else does not.
    void addFitting(int index, const train::StepMemory& memory, api::StageEstimate& estimate) const {
        const auto& stage = m_setup.stages[static_cast<std::size_t>(index)];
        estimate.microBatch = (stage.batch + stage.accumulation - 1) / stage.accumulation;
        const auto growing = static_cast<double>(memory.activations + memory.logits);
        if (!m_setup.device.is_cpu() || m_run.availableBytes == 0 || growing <= 0)
            return;
        const double room = limit() - (static_cast<double>(estimate.peakBytes) - growing);
        estimate.fittingMicroBatch = std::max<std::int64_t>(0, static_cast<std::int64_t>(room / growing * static_cast<double>(estimate.microBatch)));
    }

    [[nodiscard]] double limit() const { return static_cast<double>(m_run.availableBytes + m_resident) * kSafeShare; }

    bool fits(int index, api::StageEstimate& estimate) {
        if (!m_setup.device.is_cpu() || m_run.availableBytes == 0 || static_cast<double>(estimate.peakBytes) <= limit())
            return true;
        estimate.note = "time not measured: the memory may not suffice";
        m_run.problems.push_back({fmt::format("stages.{}", index),
                                  fmt::format("needs about {:.1f} GB of memory, this machine could give {:.1f} GB", 1e-9 * static_cast<double>(estimate.peakBytes),
                                              1e-9 * static_cast<double>(m_run.availableBytes + m_resident)),
                                  estimate.fittingMicroBatch > 0
                                      ? fmt::format("At most {} rows fit at once: a batch of {} needs an accumulation of {}.", estimate.fittingMicroBatch,
                                                    m_setup.stages[static_cast<std::size_t>(index)].batch, api::fittingAccumulation(estimate, m_setup.stages[static_cast<std::size_t>(index)].batch))
                                      : std::string("Use a smaller language model or a smaller embedding."),
                                  false});
        return false;
    }

    void addTimes(const train::StepTimes& times, const train::StageSizes& sizes, const train::StepMemory& memory, api::StageEstimate& estimate) const {
        estimate.measuredSteps = times.steps;
        estimate.secondsPerStep = times.secondsPerStep;
        estimate.secondsPerValidation = times.secondsPerValidation;
        const double checkpoint = m_speed > 0 ? static_cast<double>(memory.weights + memory.moments) / m_speed : 0;
        estimate.seconds = times.secondsPerStep * static_cast<double>(sizes.steps) +
                           times.secondsPerValidation * static_cast<double>(sizes.validations) +
                           checkpoint * static_cast<double>(sizes.checkpoints) + times.testSeconds;
    }

    /// Whole steps were done: what the process holds now beyond the sum are gaps between its blocks.
    void addGaps(const train::StepMemory& memory, api::StageEstimate& estimate) const {
        const auto held = residentBytes() + endCopyBytes(memory, estimate.kind);
        if (!m_setup.device.is_cpu() || held <= estimate.peakBytes)
            return;
        for (auto& [name, bytes] : estimate.memory)
            if (name == "libraries")
                bytes += held - estimate.peakBytes;
        estimate.peakBytes = held;
    }

    const train::TrainSetup& m_setup;
    const EstimateOptions& m_options;
    api::RunEstimate& m_run;
    std::uint64_t m_resident;
    double m_speed;
    std::int64_t m_libraries = 0;
    bool m_areAllKept = true;
};

void addFacts(const train::TrainSetup& setup, api::RunEstimate& run) {
    const auto& dataset = *setup.dataset;
    run.dataset = dataset.table->title;
    run.trainRows = dataset.split.train.size();
    run.validRows = dataset.split.valid.size();
    run.testRows = dataset.split.test.size();
    run.fields = dataset.fieldCount();
    run.features = dataset.featureCount();
    if (!setup.tokens)
        return;
    run.vocabulary = static_cast<std::uint64_t>(setup.tokens->tokenizer().vocabularySize());
    run.shortestText = dataset.rows() > 0 ? setup.tokens->length(0) : 0;
    data::RowPages pages(dataset, data::RowPages::Order::Ascending);
    for (std::uint32_t row = 0; row < dataset.rows(); ++row) {
        const std::uint64_t length = setup.tokens->length(row);
        pages.read(row);
        run.shortestText = std::min(run.shortestText, length);
        run.longestText = std::max(run.longestText, length);
    }
}

Result<api::RunEstimate> estimateChecked(const api::RunSpec& spec, const EstimateOptions& options, api::RunEstimate run) {
    keepLargeBlocks(); // as a run does
    applyComputing(spec.threads, spec.allowsTf32);
    const auto& watch = options.watch;
    const auto onPreparing = watch.onPreparing ? watch.onPreparing : [](const std::string&, double) {};
    CPW_TRY(setup, assembleRun(spec, {{}, {}, options.cacheFolder}, onPreparing, watch.stop));
    run.availableBytes = availableBytes();
    addFacts(setup, run);
    Estimator estimator(setup, options, run);
    const auto stages = static_cast<int>(setup.stages.size());
    for (int stage = 0; stage < stages; ++stage) {
        if (watch.stop.stop_requested())
            return fail(ErrorCode::Stopped, "the estimate was stopped");
        onPreparing("Trying some steps of " + std::string(enumId(setup.stages[static_cast<std::size_t>(stage)].kind)),
                    static_cast<double>(stage) / stages);
        CPW_TRY_VOID(estimator.addStage(stage));
    }
    return run;
}

} // namespace

Result<api::RunEstimate> estimateRun(const api::RunSpec& wanted, const EstimateOptions& options) {
    const auto spec = withSourceDefaults(wanted);
    api::RunEstimate run;
    run.problems = checkSpec(spec);
    if (api::hasErrors(run.problems))
        return tl::unexpected(api::problemsError(run.problems));
    try {
        // On a thread of its own, as a run: the allocator keeps more for those than for the main thread.
        return std::async(std::launch::async, [&] { return estimateChecked(spec, options, std::move(run)); }).get();
    } catch (const c10::Error& error) {
        return fail(ErrorCode::RunFailed, "a trial step failed: {}; the run would fail the same way", error.what_without_backtrace());
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::RunFailed, "the memory does not suffice for a trial step; use a smaller batch or a smaller language model");
    }
}

} // namespace cpw::engine
