// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/step_runner.h"

#include "core/train/device_batch.h"
#include "core/train/device_settings.h"

#include <cmath>

namespace cpw::train {
namespace {

constexpr std::uint64_t kStepStream = 201; // dropout of a step

} // namespace

StepRunner::StepRunner(const TrainSetup& setup, StageTask& task, Optimizer& optimizer,
                       std::function<void(const std::string&)> onNote)
    : m_setup(setup), m_task(task), m_optimizer(optimizer),
      m_memory(setup.device, !setup.device.is_cpu() || setup.beforeMicroBatch, std::move(onNote)),
      m_scaler(setup.computeType == at::kHalf) {}

StepOutcome StepRunner::run(HostStep step, const StepPlan& plan) {
    StepOutcome whole;
    whole.count = m_task.lossCount(step);
    whole.rows = step.rows();
    const bool wantsIds = m_optimizer.wantsUniqueIds();
    const auto uniqueIds = wantsIds ? uniqueIdsToDevice(std::move(step.uniqueIds), m_setup.device) : at::Tensor();
    StepOutcome outcome;
    m_memory.run(std::move(step), [&](HostStep attempt) {
        outcome = whole;
        m_optimizer.beginStep(uniqueIds);
        accumulate(std::move(attempt), uniqueIds, plan, outcome);
    });
    if (outcome.isBad() || !unscale(outcome)) {
        m_optimizer.abandonStep();
        return outcome;
    }
    const auto measures = m_optimizer.step(plan.values, plan.rates, plan.wantsNorm);
    // Read on a card only where they are told: reading waits for everything before.
    if ((plan.wantsNorm || m_setup.device.is_cpu()) && measures.gradientNorm.defined())
        outcome.gradientNorm = measures.gradientNorm.item<double>();
    if (plan.wantsNorm && measures.penalty.defined())
        outcome.penalty = measures.penalty.item<double>();
    return outcome;
}

bool StepRunner::unscale(StepOutcome& outcome) {
    if (!m_scaler.isEnabled() || outcome.count == 0)
        return true;
    const bool areFinite = m_optimizer.unscale(m_scaler.scale());
    outcome.areGradientsBad = !areFinite && !m_scaler.canShrink();
    outcome.isOverflow = !areFinite && m_scaler.canShrink();
    m_scaler.note(areFinite);
    return areFinite;
}

void StepRunner::accumulate(HostStep step, const at::Tensor& uniqueIds, const StepPlan& plan, StepOutcome& outcome) {
    std::vector<Unread> unread;
    for (std::size_t i = 0; i < step.microBatches.size() && outcome.count > 0; ++i) {
        auto& host = step.microBatches[i];
        if (m_setup.beforeMicroBatch)
            m_setup.beforeMicroBatch(host);
        // Dropout of a micro-batch is a function of seed, step and place: a resumed run draws the same.
        seedTorch(m_setup.seed, kStepStream + static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(plan.runStep));
        unread.push_back({{}, std::move(host.maskedFields), std::move(host.rowNumbers)});
        const auto batch = toDevice(std::move(host), m_optimizer.trainsRows() ? uniqueIds : at::Tensor(), m_setup.device);
        MicroLoss loss;
        {
            const AutocastScope autocast(m_setup.device, m_setup.computeType);
            loss = m_task.forward(batch);
        }
        if (loss.sum.defined() && loss.sum.requires_grad()) // else everything that it depends on is frozen
            (loss.sum * (m_scaler.scale() / static_cast<double>(outcome.count))).backward();
        unread.back().loss = {loss.sum.defined() ? loss.sum.detach() : at::Tensor(), loss.isCorrect};
    }
    read(unread, outcome);
}

// When all is queued: on a card reading waits, and each backward pass would be queued only after the forward pass has ended.
void StepRunner::read(std::vector<Unread>& unread, StepOutcome& outcome) const {
    for (auto& micro : unread) {
        m_task.addSums(micro.loss, micro.maskedFields, outcome.sums);
        if (!std::isfinite(outcome.sums.loss)) {
            outcome.badRows = std::move(micro.rows);
            return;
        }
    }
}

} // namespace cpw::train
