// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/stage_trial.h"

#include "core/base/process_memory.h"
#include "core/base/processor_time.h"
#include "core/plm/masked_cross_entropy.h"
#include "core/train/lr_schedule.h"
#include "core/train/memory_trace.h"
#include "core/train/pa_mlm.h"
#include "core/train/scoring.h"
#include "core/train/stage_batches.h"
#include "core/train/stage_chain.h"
#include "core/train/step_runner.h"

#include <algorithm>
#include <chrono>

namespace cpw::train {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Rows = std::vector<std::uint32_t>;

constexpr std::size_t kTextRows = 32;     // of the larger small step: enough for the kernels of full ones
constexpr std::size_t kClickRows = 1024;  // the same without text, where a row needs little
constexpr std::size_t kScoredText = 256;  // validation rows that are timed
constexpr std::size_t kScoredClicks = 8192;

std::int64_t bytesOf(const plm::NamedTensors& tensors) {
    std::int64_t bytes = 0;
    for (const auto& [name, tensor] : tensors)
        bytes += static_cast<std::int64_t>(tensor.nbytes());
    return bytes;
}

class Trial final : public StageTrial {
public:
    Trial(const TrainSetup& setup, int stage)
        : m_setup(setup), m_stageIndex(stage), m_stage(setup.stages[static_cast<std::size_t>(stage)]),
          m_residentBefore(static_cast<std::int64_t>(residentBytes())), m_trace(setup.device.type()) {}

    Result<void> build() {
        CPW_TRY(model, makeStageModel(m_setup, m_stage.kind));
        m_model = model;
        setStageDropout(m_model, m_stage);
        m_task = makeStageTask(m_setup, m_stage, m_model);
        m_optimizer = std::make_unique<Optimizer>(m_model, m_stage.optimizer);
        m_freezing = Freezing(m_model, m_stage.freeze);
        m_live = liveValues(m_stage.optimizer);
        m_freezing.begin(m_live);
        applyFreezing(m_freezing, m_live, *m_optimizer);
        m_runner = std::make_unique<StepRunner>(m_setup, *m_task, *m_optimizer, [](const std::string&) {});
        m_collator = std::make_unique<Collator>(makeStageCollator(m_setup, m_stageIndex, *m_task, *m_optimizer));
        const auto sampler = makeStageSampler(m_setup, m_stageIndex, *m_task);
        m_plan = sampler.epoch(0);
        return {};
    }

    StageSizes sizes() const override;
    StepMemory memory() override;
    StepTimes times(int mostSteps, double seconds) override;

private:
    /// Of the micro-batch that needs most: its rows, its longest text and how many tokens of it are masked.
    struct Largest {
        Rows rows;
        std::int64_t tokens = 0;
        std::int64_t masked = 0;
    };
    [[nodiscard]] Largest largestBatch();
    [[nodiscard]] std::int64_t tokensOf(std::span<const std::uint32_t> rows) const;
    /// Rows of one length, as many as a small step needs.
    [[nodiscard]] Rows smallBatch(const Largest& largest) const;
    void step(HostStep step);
    void stepOf(const Rows& rows) { step(m_collator->step({rows}, 0, 0)); }
    [[nodiscard]] std::int64_t gradientBytes() const;
    [[nodiscard]] double secondsToScore(const Rows& all, std::size_t most);
    void timeValidation(StepTimes& times);

    const TrainSetup& m_setup;
    int m_stageIndex;
    const spec::StageSpec& m_stage;
    std::int64_t m_residentBefore;
    MemoryTrace m_trace; // before every tensor
    clickprompt::ClickPromptModel m_model{nullptr};
    std::unique_ptr<StageTask> m_task;
    std::unique_ptr<Optimizer> m_optimizer;
    Freezing m_freezing;
    LiveValues m_live;
    std::unique_ptr<StepRunner> m_runner;
    std::unique_ptr<Collator> m_collator;
    EpochPlan m_plan;
};

StageSizes Trial::sizes() const {
    StageSizes sizes;
    for (const auto& item : m_model->named_parameters()) {
        const auto part = item.key().substr(0, item.key().find('.'));
        const auto numbers = item.value().numel();
        const auto known = std::find_if(sizes.parameters.begin(), sizes.parameters.end(), [&](const auto& p) { return p.first == part; });
        if (known == sizes.parameters.end())
            sizes.parameters.emplace_back(part, numbers);
        else
            known->second += numbers;
        sizes.trained += m_freezing.isFrozen(item.key(), m_live) ? 0 : numbers;
    }
    sizes.rows = static_cast<std::int64_t>(m_task->trainingRows()->size());
    sizes.stepsPerEpoch = static_cast<std::int64_t>(m_plan.size());
    sizes.steps = stageSteps(m_stage, sizes.stepsPerEpoch);
    const auto each = [&](std::int64_t steps) { return steps > 0 ? sizes.steps / steps : 0; };
    const bool endsInside = sizes.stepsPerEpoch > 0 && sizes.steps % sizes.stepsPerEpoch != 0;
    sizes.validations = each(sizes.stepsPerEpoch) + (endsInside ? 1 : 0) + each(m_stage.stopping.everySteps);
    sizes.checkpoints = sizes.validations + each(m_stage.checkpointEverySteps);
    return sizes;
}

std::int64_t Trial::tokensOf(std::span<const std::uint32_t> rows) const {
    if (!m_task->usesText())
        return 1;
    std::int64_t longest = 1;
    for (const auto row : rows)
        longest = std::max(longest, static_cast<std::int64_t>(m_setup.tokens->length(row)));
    return longest;
}

Trial::Largest Trial::largestBatch() {
    Largest largest;
    std::int64_t most = -1;
    data::RowPages pages(*m_setup.dataset, data::RowPages::Order::Random);
    const auto& batches = m_plan.microBatches();
    for (std::size_t i = 0; i < batches.size(); ++i) {
        const auto rows = batches[i];
        const auto tokens = tokensOf(rows);
        std::ranges::for_each(rows, [&pages](std::uint32_t row) { pages.read(row); });
        if (const auto size = static_cast<std::int64_t>(rows.size()) * tokens; size > most) {
            most = size;
            largest = {{rows.begin(), rows.end()}, tokens, 0};
        }
    }
    largest.masked = m_collator->step({largest.rows}, 0, 0).maskedTokens();
    return largest;
}

Rows Trial::smallBatch(const Largest& largest) const {
    const auto count = std::min(m_task->usesText() ? kTextRows : kClickRows, largest.rows.size());
    auto rows = largest.rows;
    if (m_task->usesText())
        std::stable_sort(rows.begin(), rows.end(),
                         [this](auto a, auto b) { return m_setup.tokens->length(a) > m_setup.tokens->length(b); });
    rows.resize(count);
    return rows;
}

void Trial::step(HostStep step) {
    static_cast<void>(m_runner->run(std::move(step), {0, m_live, scheduledRates(m_stage.schedule, m_live, {}, 0, 1), false}));
}

std::int64_t Trial::gradientBytes() const {
    std::int64_t bytes = 0;
    for (const auto& parameter : m_model->parameters())
        if (parameter.grad().defined())
            bytes += static_cast<std::int64_t>(parameter.grad().nbytes());
    return bytes;
}

StepMemory Trial::memory() {
    const auto largest = largestBatch();
    const auto more = smallBatch(largest);
    const Rows few(more.begin(), more.begin() + static_cast<std::ptrdiff_t>((more.size() + 1) / 2));
    stepOf(more); // makes the optimiser's state and the kernels' work areas
    static_cast<void>(m_trace.takeEvents());
    stepOf(few);
    const auto fewEvents = m_trace.takeEvents();
    stepOf(more);
    const auto moreEvents = m_trace.takeEvents();

    StepMemory memory;
    memory.weights = bytesOf(m_optimizer->modelTensors());
    memory.moments = bytesOf(m_optimizer->state());
    memory.gradients = gradientBytes();
    const auto vocabulary = m_setup.model.plm ? m_setup.model.plm->vocabularySize : 0;
    const auto logitBytes = [&](std::int64_t masked) {
        return m_setup.device.is_cpu() ? std::min(masked, plm::kLogitRows) * vocabulary * static_cast<std::int64_t>(sizeof(float)) : 0;
    };
    memory.logits = logitBytes(largest.masked);
    // Longer texts count as more rows.
    const auto rows = static_cast<double>(largest.rows.size()) * static_cast<double>(largest.tokens) / static_cast<double>(tokensOf(more));
    const auto peak = peakAtRows(fewEvents, static_cast<double>(few.size()), moreEvents, static_cast<double>(more.size()), rows);
    const auto kept = memory.weights + memory.moments + memory.gradients + logitBytes(m_collator->step({more}, 0, 0).maskedTokens());
    memory.activations = std::max<std::int64_t>(0, peak - kept);
    m_setup.dataset->giveBackRows(); // the page cache's, not ours
    if (m_setup.device.is_cpu())
        memory.libraries =
            std::max<std::int64_t>(0, static_cast<std::int64_t>(residentBytes()) - m_residentBefore - m_trace.peakBytes());
    return memory;
}

StepTimes Trial::times(int mostSteps, double seconds) {
    StepTimes times;
    const auto count = std::max<std::size_t>(1, std::min<std::size_t>(static_cast<std::size_t>(std::max(1, mostSteps)), m_plan.size()));
    const auto start = SteadyClock::now();
    double warmUp = 0, sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        // Evenly spread over the epoch, whose batches are of all lengths in a random order.
        auto prepared = m_collator->step(m_plan[i * m_plan.size() / count], static_cast<std::int64_t>(i), 0);
        const auto stepStart = SteadyClock::now();
        step(std::move(prepared));
        (i == 0 ? warmUp : sum) += secondsSince(stepStart);
        times.steps = static_cast<int>(i) + 1;
        if (secondsSince(start) > seconds)
            break;
    }
    // The first step pays for fresh memory; it counts only where there is no other.
    times.secondsPerStep = times.steps > 1 ? sum / (times.steps - 1) : warmUp;
    timeValidation(times);
    return times;
}

double Trial::secondsToScore(const Rows& all, std::size_t most) {
    const auto chosen = evenlySpread(all, most);
    if (chosen.empty())
        return 0;
    m_optimizer->settle();
    const auto goOn = [](double) { return false; };
    const auto start = SteadyClock::now();
    if (m_stage.kind == spec::StageKind::PaMlm) {
        using clickprompt::PromptUse;
        static_cast<void>(scoreMasked(m_model, m_setup, m_stage.masking, chosen, PromptUse::Used, goOn));
        if (m_setup.model.prompts.count > 0)
            static_cast<void>(scoreMasked(m_model, m_setup, m_stage.masking, chosen, PromptUse::CutOff, goOn));
    } else {
        static_cast<void>(scoreRows(m_model, m_setup, m_task->usesText(), chosen, goOn));
    }
    return secondsSince(start) * static_cast<double>(all.size()) / static_cast<double>(chosen.size());
}

void Trial::timeValidation(StepTimes& times) {
    const auto most = m_task->usesText() ? kScoredText : kScoredClicks;
    const auto& split = m_setup.dataset->split;
    const bool isMasked = m_stage.kind == spec::StageKind::PaMlm;
    times.secondsPerValidation = secondsToScore(isMasked ? PaMlm::validationRowsOf(split.valid) : split.valid, most);
    if (!isMasked)
        times.testSeconds = secondsToScore(split.test, most);
}

} // namespace

Result<std::unique_ptr<StageTrial>> StageTrial::make(const TrainSetup& setup, int stage) {
    auto trial = std::make_unique<Trial>(setup, stage);
    CPW_TRY_VOID(trial->build());
    return trial;
}

} // namespace cpw::train
