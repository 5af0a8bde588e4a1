// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/stage_loop.h"

#include "core/base/expects.h"
#include "core/base/processor_time.h"
#include "core/train/load_report.h"
#include "core/train/lr_schedule.h"
#include "core/train/stage_batches.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

namespace cpw::train {
namespace {

constexpr std::int64_t kRateEverySteps = 10;    // learning rates as metric points
constexpr double kSecondsPerRatePoint = 0.5;    // throughput as metric points
constexpr int kToldBadLosses = 10;              // warnings; later ones are seen in the metric alone
constexpr std::size_t kToldRows = 8;

using SteadyClock = std::chrono::steady_clock;

ModelChoice checkedChoice(const spec::StageSpec& stage) {
    auto choice = ModelChoice::make(stage);
    expects(choice.has_value(), "a stage with an unchecked metric: {}", choice ? "" : choice.error().text());
    return *choice;
}

/// "rows 4, 17, 21 and 61 others".
std::string rowsText(const std::vector<std::uint32_t>& rows) {
    const auto told = std::min(rows.size(), kToldRows);
    auto text = fmt::format("rows {}", fmt::join(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(told), ", "));
    if (rows.size() > told)
        text += fmt::format(" and {} others", rows.size() - told);
    return text;
}

} // namespace

StageLoop::StageLoop(const TrainSetup& setup, int stage, clickprompt::ClickPromptModel model, TrainObserver& observer)
    : m_setup(setup), m_stage(setup.stages[static_cast<std::size_t>(stage)]), m_model(std::move(model)), m_observer(observer),
      m_task(makeStageTask(setup, m_stage, m_model)), m_optimizer(m_model, m_stage.optimizer), m_freezing(m_model, m_stage.freeze),
      m_runner(setup, *m_task, m_optimizer, [this](const std::string& text) { m_observer.onNote(position(), NoteLevel::Warning, text); }),
      m_choice(checkedChoice(m_stage)), m_live(liveValues(m_stage.optimizer)) {
    m_freezing.begin(m_live);
    setStageDropout(m_model, m_stage);
    m_state.specJson = setup.specJson;
    m_state.stageHash = setup.stageHashes[static_cast<std::size_t>(stage)];
    m_state.stage = stage;
    m_state.kind = m_stage.kind;
    m_state.live = m_live;
    if (m_task->usesText() && setup.model.plm)
        m_state.plmConfig = setup.model.plm->toJson();
    m_stepsPerEpoch = makeSampler().stepsPerEpoch();
    m_stageSteps = stageSteps(m_stage, m_stepsPerEpoch);
}

void StageLoop::startAt(std::int64_t runStep, bool isSteered) {
    m_state.runStep = runStep;
    m_state.isSteered = isSteered;
}

Result<void> StageLoop::restore(const Checkpoint& checkpoint) {
    const auto report = loadParameters(m_model, checkpoint.model);
    if (!report.isExact())
        return badInput("the checkpoint does not fit the model: {}; it belongs to another spec", report.firstFault());
    m_observer.onNote(position(), NoteLevel::Info, "resumed: " + summaryOf(report));
    if (!checkpoint.manifest.isOptimizerFresh)
        CPW_TRY_VOID(m_optimizer.load(checkpoint.optimizer));
    const auto stageHash = m_state.stageHash;
    m_state = checkpoint.manifest;
    if (m_state.stageHash != stageHash)
        return badInput("the checkpoint is of stage hash {}, this spec's stage has {}; it belongs to another spec", m_state.stageHash, stageHash);
    m_state.isOptimizerFresh = false;
    alignCursor();
    m_live = m_state.live;
    applyFreezing(m_freezing, m_live, m_optimizer);
    m_task->restore(m_state.taskState);
    m_runner.memory().restore(m_state.microBatchHalvings);
    m_runner.scaler().restore(m_state.lossScale);
    return {};
}

/// A fork may have other steps in an epoch than its parent: its cursor counts in its own.
void StageLoop::alignCursor() {
    if (m_state.nextStepInEpoch >= m_stepsPerEpoch) {
        ++m_state.nextEpoch;
        m_state.nextStepInEpoch = 0;
    }
    m_state.stageStep = m_state.nextEpoch * m_stepsPerEpoch + m_state.nextStepInEpoch;
}

Position StageLoop::position() const {
    return {m_state.stage, m_state.runStep, m_state.stageStep, m_stageSteps,
            static_cast<double>(m_state.stageStep) / static_cast<double>(std::max<std::int64_t>(1, m_stepsPerEpoch))};
}

BatchSampler StageLoop::makeSampler() const {
    return makeStageSampler(m_setup, m_state.stage, *m_task);
}

std::unique_ptr<BatchPrefetcher> StageLoop::makePrefetcher() const {
    return std::make_unique<BatchPrefetcher>(makeSampler(), makeStageCollator(m_setup, m_state.stage, *m_task, m_optimizer),
                                             BatchPrefetcher::Position{m_state.nextEpoch, m_state.nextStepInEpoch}, m_stage.epochs);
}

WeightsCopy StageLoop::copyWeights() const {
    WeightsCopy copy{m_state.stage, m_stage.kind, m_state.runStep, m_optimizer.modelTensors()};
    const at::NoGradGuard noGrad;
    for (auto& [name, tensor] : copy.weights)
        tensor = tensor.detach().to(at::kCPU, tensor.scalar_type(), /*non_blocking=*/false, /*copy=*/true);
    return copy;
}

Result<StageEnd> StageLoop::run() {
    m_started = m_lastRate = SteadyClock::now();
    m_observer.onWeightsSource([this] { return copyWeights(); });
    auto end = runSteps();
    m_observer.onWeightsSource({});
    return end;
}

Result<StageEnd> StageLoop::runSteps() {
    applyFreezing(m_freezing, m_live, m_optimizer);
    reportGroups();
    const auto prefetcher = makePrefetcher();
    while (!isOver()) {
        const auto before = m_live;
        const auto requests = m_observer.beforeStep(position(), m_live);
        if (!(m_live == before)) {
            applyFreezing(m_freezing, m_live, m_optimizer);
            m_state.isSteered = true;
        }
        m_state.live = m_live;
        CPW_TRY(end, obey(requests));
        if (end)
            return *end;
        if (requests.isPaused)
            continue;
        if (!m_state.isValidationDue) {
            auto item = prefetcher->next();
            expects(item.has_value(), "the batches of the stage ended at step {} of {}", m_state.stageStep, m_stageSteps);
            const auto stepStart = SteadyClock::now();
            CPW_TRY_VOID(trainStep(std::move(item->step)));
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
    if (isEpochEnd)
        reportEpoch();
    const auto every = m_stage.stopping.everySteps;
    m_state.isValidationDue = isEpochEnd || m_state.stageStep == m_stageSteps || (every > 0 && m_state.stageStep % every == 0);
}

bool StageLoop::isOver() const {
    return !m_state.isValidationDue && (m_state.stageStep >= m_stageSteps || m_choice.isEarlyEnd(choiceState()));
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
        CPW_TRY_VOID(save(false, Keep::Always));
    return std::optional<StageEnd>();
}

Result<void> StageLoop::trainStep(HostStep step) {
    const bool wantsNorm = m_state.stageStep % kRateEverySteps == 0;
    const auto rates = scheduledRates(m_stage.schedule, m_live, m_state.plateau, m_state.stageStep, m_stageSteps);
    const auto outcome = m_runner.run(std::move(step), {m_state.runStep, m_live, rates, wantsNorm});
    ++m_state.runStep;
    ++m_state.stageStep;
    if (outcome.count > 0)
        reportStep(outcome, wantsNorm);
    if (wantsNorm)
        reportRates(rates);
    return outcome.isBad() ? answerBadLoss(outcome) : Result<void>();
}

Result<void> StageLoop::answerBadLoss(const StepOutcome& outcome) {
    const auto loss = outcome.sums.loss;
    if (m_stage.onBadLoss != spec::OnBadLoss::Continue || ++m_badLosses <= kToldBadLosses) {
        auto text = outcome.areGradientsBad
                        ? fmt::format("the gradients of step {} are not finite at any scale of the loss; the step changes no weight", m_state.runStep)
                        : fmt::format("the loss of step {} is {} in the micro-batch of {}; the step changes no weight", m_state.runStep, loss,
                                      rowsText(outcome.badRows));
        if (m_badLosses == kToldBadLosses)
            text += "; further ones are not told here, see train/loss";
        if (!m_observer.onBadLoss(position(), m_stage.onBadLoss, text))
            return fail(ErrorCode::RunFailed, "the loss of step {} is {}; lower the learning rates or set optimizer.clip_norm, then resume from the "
                                              "last checkpoint or start again",
                        m_state.runStep, loss);
    }
    return {};
}

void StageLoop::reportGroups() {
    for (const auto& group : m_optimizer.groups(m_live))
        m_observer.onNote(position(), NoteLevel::Debug,
                          fmt::format("parameters {}: {} tensors, {} numbers, rate {:g}, decay {:g}", group.name, group.parameters, group.numbers,
                                      group.rate, group.weightDecay));
}

void StageLoop::reportRates(const StepRates& rates) {
    m_observer.onMetric(position(), "rate/ctr", rates.ctr);
    m_observer.onMetric(position(), "rate/heads", rates.heads);
    if (m_task->usesText())
        m_observer.onMetric(position(), "rate/plm", rates.plm);
}

void StageLoop::reportEpoch() {
    const auto& sums = m_state.epochSums;
    if (sums.count > 0)
        for (const auto& metric : m_task->epochMetrics(sums.loss, sums.correct, sums.count))
            m_observer.onMetric(position(), metric.name.c_str(), metric.value);
    m_state.epochSums = {};
}

void StageLoop::reportStep(const StepOutcome& outcome, bool wantsNorm) {
    for (const auto& metric : m_task->stepMetrics(outcome.sums, outcome.count))
        m_observer.onMetric(position(), metric.name.c_str(), metric.value);
    if (outcome.gradientNorm > 0)
        m_observer.onMetric(position(), "train/grad_norm", outcome.gradientNorm);
    if (m_runner.scaler().isEnabled() && (wantsNorm || outcome.isOverflow))
        m_observer.onMetric(position(), "train/loss_scale", m_runner.scaler().scale());
    if (outcome.penalty > 0)
        m_observer.onMetric(position(), "train/penalty", outcome.penalty);
    if (!outcome.isBad()) {
        m_state.epochSums.loss += outcome.sums.loss;
        m_state.epochSums.correct += outcome.sums.correct;
        m_state.epochSums.count += static_cast<double>(outcome.count);
    }
    const auto rows = outcome.rows;
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
            m_observer.onMetric(position(), metric.name.c_str(), metric.value);
    m_lastRate = SteadyClock::now();
    m_rowsSinceRate = 0;
    return result;
}

Result<void> StageLoop::validateAndSave() {
    const auto result = validate();
    if (!result)
        return {}; // cut short by a stop: it stays due, now or after a resume
    m_state.isValidationDue = false;
    return save(noteChoice(*result));
}

bool StageLoop::noteChoice(const ValidationResult& result) {
    const auto value = m_choice.valueIn(result.metrics);
    m_state.metric = value.value_or(std::numeric_limits<double>::quiet_NaN());
    if (!value)
        return false;
    const auto verdict = m_choice.judge(choiceState(), *value);
    m_state.bestMetric = verdict.state.best;
    m_state.gainReference = verdict.state.reference;
    m_state.validationsWithoutGain = verdict.state.withoutGain;
    m_state.plateau = afterValidation(m_stage.schedule, m_state.plateau, verdict.isGain);
    return verdict.isBest;
}

Result<void> StageLoop::save(bool isBest, Keep keep) {
    const auto name = checkpointName(m_state.runStep);
    if (keep == Keep::Always)
        m_keptStep = m_state.runStep;
    m_state.isKept = m_keptStep == m_state.runStep; // written once more at the same step, it stays
    const auto checkpoints = m_setup.runFolder / "checkpoints";
    if (isBest)
        m_state.bestFolder = name;
    m_state.isStageComplete = isOver();
    m_state.taskState = m_task->state();
    m_state.microBatchHalvings = m_runner.memory().halvings();
    m_state.lossScale = m_runner.scaler().state();
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
