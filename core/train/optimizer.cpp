// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer.h"

#include "core/nn/module_state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::train {

using clickprompt::ClickPromptModelImpl;
using clickprompt::Part;

LiveValues liveValues(const spec::OptimizerSpec& spec) {
    return {spec.learningRatePlm, spec.learningRateCtr, spec.learningRateHeads, spec.weightDecay, spec.clipNorm, false, false};
}

Optimizer::Side Optimizer::sideOf(const std::string& name) {
    switch (ClickPromptModelImpl::partOf(name)) {
    case Part::Encoder:
    case Part::MlmHead: return Side::Plm;
    case Part::Backbone: return Side::Ctr;
    case Part::Projector:
    case Part::CtrHead:
    case Part::PlmHead:
    case Part::Fusion: return Side::Heads;
    }
    return Side::Heads;
}

bool Optimizer::isDecayed(const std::string& name, const at::Tensor& parameter) {
    const bool isEmbedding = name.find("embeddings.") != std::string::npos || name.ends_with(".table");
    return parameter.dim() >= 2 && !isEmbedding && !name.ends_with("bias"); // batched networks have a bias of two dimensions
}

Optimizer::Optimizer(clickprompt::ClickPromptModel model, const spec::OptimizerSpec& spec) : m_model(std::move(model)), m_spec(spec) {
    const auto tables = m_model->embeddingTables();
    for (const auto& item : m_model->named_parameters()) {
        const auto table = std::find_if(tables.begin(), tables.end(), [&](const nn::EmbeddingTable& t) { return t->table.is_same(item.value()); });
        if (table != tables.end() && usesRows()) {
            (*table)->table.set_requires_grad(false);
            m_rows.push_back({item.key(), RowAdamW(*table, spec)});
            continue;
        }
        item.value().set_requires_grad(true);
        m_entries.push_back({item.key(), sideOf(item.key()), isDecayed(item.key(), item.value()), item.value(), {}, {}, {}});
    }
}

void Optimizer::beginStep(const at::Tensor& uniqueIds) {
    for (auto& entry : m_entries)
        entry.parameter.mutable_grad() = at::Tensor();
    for (auto& entry : m_rows)
        if (uniqueIds.defined() && !entry.isFrozen)
            entry.rows.catchUp(uniqueIds);
}

double Optimizer::gradientNorm() const {
    const at::NoGradGuard noGrad;
    std::vector<at::Tensor> gradients;
    for (const auto& entry : m_entries)
        if (entry.parameter.grad().defined())
            gradients.push_back(entry.parameter.grad());
    for (const auto& entry : m_rows)
        if (entry.rows.gradient().defined())
            gradients.push_back(entry.rows.gradient());
    if (gradients.empty())
        return 0;
    return at::stack(at::_foreach_norm(gradients)).norm().item<double>();
}

void Optimizer::scaleGradients(double factor) {
    for (auto& entry : m_entries)
        if (entry.parameter.grad().defined())
            entry.parameter.mutable_grad().mul_(factor);
}

double Optimizer::step(const LiveValues& values, double scheduleFactor, bool wantsNorm) {
    const at::NoGradGuard noGrad;
    const double norm = wantsNorm || values.clipNorm > 0 ? gradientNorm() : 0.0;
    const double scale = values.clipNorm > 0 ? std::min(1.0, values.clipNorm / (norm + 1e-6)) : 1.0;
    if (scale < 1.0)
        scaleGradients(scale);
    for (const bool decayed : {false, true}) {
        stepGroup(Side::Plm, decayed, values.ratePlm * scheduleFactor, values.weightDecay);
        stepGroup(Side::Ctr, decayed, values.rateCtr * scheduleFactor, values.weightDecay);
        stepGroup(Side::Heads, decayed, values.rateHeads * scheduleFactor, values.weightDecay);
    }
    for (auto& entry : m_rows)
        if (!entry.isFrozen)
            entry.rows.step(values.rateCtr * scheduleFactor, scale);
    return norm;
}

void Optimizer::stepGroup(Side side, bool decayed, double rate, double weightDecay) {
    std::vector<at::Tensor> parameters, gradients, first, second, steps;
    for (auto& entry : m_entries) {
        if (entry.side != side || entry.isDecayed != decayed || !entry.parameter.grad().defined())
            continue;
        if (!entry.first.defined()) {
            entry.first = at::zeros_like(entry.parameter.detach(), at::MemoryFormat::Preserve);
            entry.second = at::zeros_like(entry.first, at::MemoryFormat::Preserve);
            entry.steps = at::zeros({}, entry.first.options().dtype(at::kFloat));
        }
        parameters.push_back(entry.parameter.detach());
        gradients.push_back(entry.parameter.grad());
        first.push_back(entry.first);
        second.push_back(entry.second);
        steps.push_back(entry.steps);
    }
    if (parameters.empty())
        return;
    at::_foreach_add_(steps, 1);
    at::_fused_adamw_(parameters, gradients, first, second, {}, steps, rate, m_spec.beta1, m_spec.beta2, decayed ? weightDecay : 0.0,
                      m_spec.epsilon, /*amsgrad=*/false, /*maximize=*/false);
}

void Optimizer::applyFreezing(const std::function<bool(const std::string& parameter)>& isFrozen) {
    for (auto& entry : m_rows) {
        const bool wasFrozen = std::exchange(entry.isFrozen, isFrozen(entry.name));
        if (entry.isFrozen && !wasFrozen)
            entry.rows.settle(); // frozen rows are read without being caught up
    }
    for (auto& entry : m_entries)
        entry.parameter.set_requires_grad(!isFrozen(entry.name));
}

bool Optimizer::trainsRows() const {
    return std::any_of(m_rows.begin(), m_rows.end(), [](const RowEntry& entry) { return !entry.isFrozen; });
}

void Optimizer::settle() {
    for (auto& entry : m_rows)
        entry.rows.settle();
}

plm::NamedTensors Optimizer::modelTensors() const {
    auto tensors = nn::moduleState(*m_model);
    for (const auto& entry : m_rows)
        tensors[entry.name] = entry.rows.settledTable();
    return tensors;
}

plm::NamedTensors Optimizer::state() const {
    plm::NamedTensors state;
    for (const auto& entry : m_entries) {
        if (!entry.first.defined())
            continue;
        state[entry.name + ".exp_avg"] = entry.first;
        state[entry.name + ".exp_avg_sq"] = entry.second;
        state[entry.name + ".step"] = entry.steps;
    }
    for (const auto& entry : m_rows)
        entry.rows.saveTo(state, entry.name);
    return state;
}

Result<void> Optimizer::load(const plm::NamedTensors& state) {
    const at::NoGradGuard noGrad;
    for (auto& entry : m_entries) {
        const auto first = state.find(entry.name + ".exp_avg");
        if (first == state.end())
            continue;
        if (first->second.sizes() != entry.parameter.sizes())
            return badInput("optimizer state of {} does not have the shape of the parameter; the checkpoint belongs to another spec", entry.name);
        entry.first = first->second.to(entry.parameter.device()).clone();
        entry.second = state.at(entry.name + ".exp_avg_sq").to(entry.parameter.device()).clone();
        entry.steps = state.at(entry.name + ".step").to(entry.parameter.device()).clone();
    }
    for (auto& entry : m_rows)
        entry.rows.loadFrom(state, entry.name);
    return {};
}

} // namespace cpw::train
