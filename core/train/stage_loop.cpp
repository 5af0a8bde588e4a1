// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/stage_loop.h"

#include "core/base/expects.h"
#include "core/train/device_batch.h"
#include "core/train/device_settings.h"
#include "core/train/load_report.h"
#include "core/train/lr_schedule.h"
#include "core/train/scoring.h"

#include <algorithm>
#include <cmath>

namespace cpw::train {
namespace {

constexpr std::uint64_t kStepStream = 201;      // dropout of a step
constexpr std::int64_t kRateEverySteps = 10;    // learning rates as metric points
constexpr double kSecondsPerRatePoint = 0.5;    // throughput as metric points

using SteadyClock = std::chrono::steady_clock;

double secondsSince(SteadyClock::time_point start) {
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

SamplerOptions samplerOptions(const spec::StageSpec& stage, std::uint64_t seed, int stageIndex) {
    const auto accumulation = std::min<std::int64_t>(stage.accumulation, stage.batch);
    return {(stage.batch + accumulation - 1) / accumulation, accumulation, seed * 1000003 + static_cast<std::uint64_t>(stageIndex)};
}

} // namespace

StageLoop::StageLoop(const TrainSetup& setup, int stage, clickprompt::ClickPromptModel model, TrainObserver& observer)
    : m_setup(setup), m_stage(setup.stages[static_cast<std::size_t>(stage)]), m_model(std::move(model)), m_observer(observer),
      m_task(makeStageTask(setup, m_stage, m_model)), m_optimizer(m_model, m_stage.optimizer), m_freezing(m_model, m_stage.freeze),
      m_live(liveValues(m_stage.optimizer)) {
    m_freezing.begin(m_live);
    m_model->setCtrDropout(m_stage.ctrDropout);
    if (m_stage.plmDropout >= 0)
        m_model->setPlmDropout(m_stage.plmDropout);
    m_state.specJson = setup.specJson;
    m_state.stageHash = setup.stageHashes[static_cast<std::size_t>(stage)];
    m_state.stage = stage;
    m_state.kind = m_stage.kind;
    m_state.live = m_live;
    if (m_task->usesText() && setup.model.plm)
        m_state.plmConfig = setup.model.plm->toJson();
    m_stepsPerEpoch = makeSampler().stepsPerEpoch();
    m_stageSteps = m_stepsPerEpoch * m_stage.epochs;
    if (m_stage.maximumSteps > 0)
        m_stageSteps = std::min(m_stageSteps, m_stage.maximumSteps);
}

void StageLoop::startAt(std::int64_t runStep) {
    m_state.runStep = runStep;
}

Result<void> StageLoop::restore(const Checkpoint& checkpoint) {
    const auto report = loadParameters(m_model, checkpoint.model);
    if (!report.isExact())
        return badInput("the checkpoint does not fit the model: {}; it belongs to another spec", report.firstFault());
    m_observer.onNote(position(), NoteLevel::Info, "resumed: " + summaryOf(report));
    CPW_TRY_VOID(m_optimizer.load(checkpoint.optimizer));
    const auto stageHash = m_state.stageHash;
    m_state = checkpoint.manifest;
    if (m_state.stageHash != stageHash)
        return badInput("the checkpoint is of stage hash {}, this spec's stage has {}; it belongs to another spec", m_state.stageHash, stageHash);
    m_live = m_state.live;
    applyFreezing();
    return {};
}

void StageLoop::applyFreezing() {
    m_optimizer.applyFreezing([this](const std::string& parameter) { return m_freezing.isFrozen(parameter, m_live); });
    m_freezing.applyModes(m_live);
}

Position StageLoop::position() const {
    return {m_state.stage, m_state.runStep, m_state.stageStep, m_stageSteps,
            static_cast<double>(m_state.stageStep) / static_cast<double>(std::max<std::int64_t>(1, m_stepsPerEpoch))};
}

BatchSampler StageLoop::makeSampler() const {
    auto rows = m_task->trainingRows();
    auto lengths = m_task->usesText() ? tokenLengths(m_setup, rows) : std::vector<std::uint16_t>{};
    return {std::move(rows), std::move(lengths), samplerOptions(m_stage, m_setup.seed, m_state.stage)};
}

std::unique_ptr<BatchPrefetcher> StageLoop::makePrefetcher() const {
    Collator collator(m_setup.dataset, m_setup.tokens,
                      {.withTokens = m_task->usesText(), .withUniqueIds = m_optimizer.usesRows(), .masking = m_task->masking(), .seed = m_setup.seed});
    return std::make_unique<BatchPrefetcher>(makeSampler(), std::move(collator),
                                             BatchPrefetcher::Position{m_state.nextEpoch, m_state.nextStepInEpoch}, m_stage.epochs);
}

Result<StageEnd> StageLoop::run() {
    m_started = m_lastRate = SteadyClock::now();
    applyFreezing();
    const auto prefetcher = makePrefetcher();
    while (!isOver()) {
        const auto before = m_live;
        const auto requests = m_observer.beforeStep(position(), m_live);
        if (!(m_live == before))
            applyFreezing();
        m_state.live = m_live;
        CPW_TRY(end, obey(requests));
        if (end)
            return *end;
        if (!m_state.isValidationDue) {
            auto item = prefetcher->next();
            expects(item.has_value(), "the batches of the stage ended at step {} of {}", m_state.stageStep, m_stageSteps);
            const auto stepStart = SteadyClock::now();
            trainStep(std::move(item->step));
            m_trainSeconds += secondsSince(stepStart);
            advanceCursor(item->epoch);
        }
        if (m_state.isValidationDue)
            CPW_TRY_VOID(validateAndSave());
        else if (m_stage.checkpointEverySteps > 0 && m_state.stageStep % m_stage.checkpointEverySteps == 0)
            CPW_TRY_VOID(save(/*isBest=*/false));
    }
    const auto rate = m_trainSeconds > 0 ? static_cast<double>(m_rowsTrained) / m_trainSeconds : 0.0;
    m_observer.onStageFinished(position(), secondsSince(m_started), rate);
    return StageEnd::Finished;
}

void StageLoop::advanceCursor(std::int64_t epoch) {
    const bool isEpochEnd = m_state.nextStepInEpoch + 1 == m_stepsPerEpoch;
    m_state.nextEpoch = epoch + (isEpochEnd ? 1 : 0);
    m_state.nextStepInEpoch = isEpochEnd ? 0 : m_state.nextStepInEpoch + 1;
    const auto every = m_stage.stopping.everySteps;
    m_state.isValidationDue = isEpochEnd || m_state.stageStep == m_stageSteps || (every > 0 && m_state.stageStep % every == 0);
}

bool StageLoop::isEarlyEnd() const {
    return m_stage.stopping.patience > 0 && m_state.validationsWithoutGain >= m_stage.stopping.patience;
}

bool StageLoop::isOver() const {
    return !m_state.isValidationDue && (m_state.stageStep >= m_stageSteps || isEarlyEnd());
}

Result<std::optional<StageEnd>> StageLoop::obey(const StepRequests& requests) {
    if (requests.discard)
        return std::optional(StageEnd::Discarded);
    if (requests.stopAndSave) {
        CPW_TRY_VOID(save(false));
        return std::optional(StageEnd::StoppedAndSaved);
    }
    if (requests.evaluate)
        static_cast<void>(validate()); // shown, but the choice of the best checkpoint stays at its regular places
    if (requests.checkpoint)
        CPW_TRY_VOID(save(false));
    return std::optional<StageEnd>();
}

void StageLoop::trainStep(HostStep step) {
    const auto count = m_task->lossCount(step);
    const auto rows = step.rows();
    const auto uniqueIds = m_optimizer.trainsRows() ? uniqueIdsToDevice(std::move(step.uniqueIds), m_setup.device) : at::Tensor();
    m_optimizer.beginStep(uniqueIds);
    StepSums sums;
    for (std::size_t i = 0; i < step.microBatches.size() && count > 0; ++i) {
        // Dropout of a micro-batch is a function of seed, step and place: a resumed run draws the same.
        seedTorch(m_setup.seed, kStepStream + static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(m_state.runStep));
        const auto batch = toDevice(std::move(step.microBatches[i]), uniqueIds, m_setup.device);
        at::Tensor loss;
        {
            const AutocastScope autocast(m_setup.device, m_setup.usesBFloat16);
            loss = m_task->lossSum(batch, sums);
        }
        if (loss.defined() && loss.requires_grad()) // else everything that it depends on is frozen
            (loss / static_cast<double>(count)).backward();
    }
    const bool wantsNorm = m_state.stageStep % kRateEverySteps == 0;
    const auto factor = scheduleFactor(m_stage.schedule, m_state.stageStep, m_stageSteps);
    const auto norm = m_optimizer.step(m_live, factor, wantsNorm);
    ++m_state.runStep;
    ++m_state.stageStep;
    if (count > 0)
        reportStep(sums, count, rows, norm);
    if (wantsNorm) {
        m_observer.onMetric(position(), "rate/ctr", m_live.rateCtr * factor);
        m_observer.onMetric(position(), "rate/heads", m_live.rateHeads * factor);
        if (m_task->usesText())
            m_observer.onMetric(position(), "rate/plm", m_live.ratePlm * factor);
    }
}

void StageLoop::reportStep(const StepSums& sums, std::int64_t count, std::int64_t rows, double gradientNorm) {
    for (const auto& metric : m_task->stepMetrics(sums, count))
        m_observer.onMetric(position(), metric.name, metric.value);
    if (gradientNorm > 0)
        m_observer.onMetric(position(), "train/grad_norm", gradientNorm);
    m_rowsTrained += rows;
    m_rowsSinceRate += rows;
    const auto elapsed = secondsSince(m_lastRate);
    if (elapsed >= kSecondsPerRatePoint) {
        m_rowsPerSecond = static_cast<double>(m_rowsSinceRate) / elapsed;
        m_rowsSinceRate = 0;
        m_lastRate = SteadyClock::now();
        m_observer.onMetric(position(), "train/rows_per_second", m_rowsPerSecond);
    }
    m_observer.onProgress(position(), Phase::Train, static_cast<double>(m_state.stageStep) / static_cast<double>(m_stageSteps), m_rowsPerSecond);
}

std::optional<ValidationResult> StageLoop::validate() {
    m_optimizer.settle();
    auto result = m_task->validate([this](double share) {
        m_observer.onProgress(position(), Phase::Validate, share, m_rowsPerSecond);
        return m_observer.shouldStop();
    });
    if (result)
        for (const auto& metric : result->metrics)
            m_observer.onMetric(position(), metric.name, metric.value);
    m_lastRate = SteadyClock::now();
    m_rowsSinceRate = 0;
    return result;
}

Result<void> StageLoop::validateAndSave() {
    const auto result = validate();
    if (!result)
        return {}; // cut short by a stop: it stays due, now or after a resume
    m_state.isValidationDue = false;
    m_state.metric = result->choice.value_or(std::numeric_limits<double>::quiet_NaN());
    const bool isBest = result->choice && *result->choice > m_state.bestMetric;
    if (isBest)
        m_state.bestMetric = *result->choice;
    if (result->choice)
        m_state.validationsWithoutGain = isBest ? 0 : m_state.validationsWithoutGain + 1;
    return save(isBest);
}

Result<void> StageLoop::save(bool isBest) {
    const auto name = fmt::format("step-{:08}", m_state.runStep);
    const auto checkpoints = m_setup.runFolder / "checkpoints";
    if (isBest)
        m_state.bestFolder = name;
    m_state.isStageComplete = isOver();
    const auto state = m_optimizer.state();
    CPW_TRY_VOID(writeCheckpoint(checkpoints / name, m_state, m_optimizer.modelTensors(), &state));
    m_observer.beforeCheckpoint();
    CPW_TRY_VOID(writePointer(checkpoints, "last", name));
    if (isBest)
        CPW_TRY_VOID(writePointer(checkpoints, "best", name));
    removeOtherCheckpoints(checkpoints, {name, m_state.bestFolder});
    m_observer.onCheckpoint({position(), name, isBest, m_state.metric});
    m_lastRate = SteadyClock::now();
    m_rowsSinceRate = 0;
    return {};
}

Result<plm::NamedTensors> StageLoop::finalWeights() const {
    if (m_state.bestFolder.empty()) {
        auto tensors = m_optimizer.modelTensors();
        for (auto& [name, tensor] : tensors)
            tensor = tensor.to(at::kCPU).clone();
        return tensors;
    }
    CPW_TRY(best, readCheckpoint(m_setup.runFolder / "checkpoints" / m_state.bestFolder, /*withOptimizer=*/false));
    return std::move(best.model);
}

} // namespace cpw::train
