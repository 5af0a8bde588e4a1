// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer.h"

#include "core/nn/module_state.h"

#include <algorithm>
#include <utility>

namespace cpw::train {

using clickprompt::ClickPromptModelImpl;
using clickprompt::Part;

namespace {

using Tensors = std::vector<at::Tensor>;

void fusedAdamW(const Tensors& parameters, const Tensors& gradients, const Tensors& first, const Tensors& second, const Tensors& steps,
                double rate, double weightDecay, const spec::OptimizerSpec& spec) {
    at::_fused_adamw_(parameters, gradients, first, second, {}, steps, rate, spec.beta1, spec.beta2, weightDecay, spec.epsilon,
                      /*amsgrad=*/false, /*maximize=*/false);
}

/// The decay joins the gradient.
void fusedAdam(const Tensors& parameters, const Tensors& gradients, const Tensors& first, const Tensors& second, const Tensors& steps,
               double rate, double weightDecay, const spec::OptimizerSpec& spec) {
    at::_fused_adam_(parameters, gradients, first, second, {}, steps, rate, spec.beta1, spec.beta2, weightDecay, spec.epsilon,
                     /*amsgrad=*/false, /*maximize=*/false);
}

} // namespace

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

Optimizer::Group Optimizer::groupOf(const std::string& name, bool isCtrTable) {
    if (isCtrTable)
        return Group::CtrEmbeddings;
    if (ClickPromptModelImpl::partOf(name) == Part::Fusion)
        return Group::Fusion;
    switch (sideOf(name)) {
    case Side::Plm: return Group::LanguageModel;
    case Side::Ctr: return Group::Ctr;
    case Side::Heads: return Group::Heads;
    }
    return Group::Heads;
}

const char* Optimizer::nameOf(Group group) {
    switch (group) {
    case Group::LanguageModel: return "language_model";
    case Group::Ctr: return "ctr";
    case Group::CtrEmbeddings: return "ctr_embeddings";
    case Group::Heads: return "heads";
    case Group::Fusion: return "fusion";
    }
    return "";
}

double Optimizer::rateOf(Group group, const StepRates& rates) const {
    switch (group) {
    case Group::LanguageModel: return rates.plm;
    case Group::Ctr: return rates.ctr;
    case Group::CtrEmbeddings: return rates.ctr * m_spec.embeddingRateFactor;
    case Group::Heads:
    case Group::Fusion: return rates.heads;
    }
    return rates.heads;
}

double Optimizer::decayOf(Group group, bool isDecayed, double weightDecay) const {
    if (group == Group::CtrEmbeddings)
        return m_spec.embeddingWeightDecay;
    return isDecayed ? weightDecay : 0.0;
}

Optimizer::Optimizer(clickprompt::ClickPromptModel model, const spec::OptimizerSpec& spec) : m_model(std::move(model)), m_spec(spec) {
    const auto tables = m_model->embeddingTables();
    for (const auto& item : m_model->named_parameters()) {
        const auto table = std::find_if(tables.begin(), tables.end(), [&](const nn::EmbeddingTable& t) { return t->table.is_same(item.value()); });
        const bool isCtrTable = table != tables.end();
        if (isCtrTable && usesRows()) {
            (*table)->table.set_requires_grad(false);
            m_rows.push_back({item.key(), RowOptimizer(*table, spec)});
            continue;
        }
        item.value().set_requires_grad(true);
        m_entries.push_back({item.key(), sideOf(item.key()), groupOf(item.key(), isCtrTable), isDecayed(item.key(), item.value()),
                             item.value(), {}, {}, {}});
    }
}

void Optimizer::beginStep(const at::Tensor& uniqueIds) {
    abandonStep();
    m_stepIds = uniqueIds;
    for (auto& entry : m_rows)
        if (uniqueIds.defined() && !entry.isFrozen)
            entry.rows.catchUp(uniqueIds);
}

void Optimizer::abandonStep() {
    for (auto& entry : m_entries)
        entry.parameter.mutable_grad() = at::Tensor();
    for (auto& entry : m_rows)
        entry.rows.abandonStep();
}

bool Optimizer::hasDenseL2(const Entry& entry) const {
    const bool isCtrHead = ClickPromptModelImpl::partOf(entry.name) == Part::CtrHead;
    return entry.isDecayed && (entry.group == Group::Ctr || isCtrHead) && entry.parameter.grad().defined();
}

at::Tensor Optimizer::addPenalties() {
    std::vector<at::Tensor> parts; // each []
    const auto penalise = [&parts](double lambda, const at::Tensor& weights) { parts.push_back(weights.square().sum() * (0.5 * lambda)); };
    for (auto& entry : m_rows) {
        if (m_spec.embeddingL2 == 0 || !entry.rows.gradient().defined())
            continue;
        const auto rows = entry.rows.stepRows().detach(); // [U, width]
        entry.rows.gradient().add_(rows, m_spec.embeddingL2);
        penalise(m_spec.embeddingL2, rows);
    }
    for (auto& entry : m_entries) {
        if (entry.group == Group::CtrEmbeddings && m_spec.embeddingL2 > 0 && m_stepIds.defined() && entry.parameter.grad().defined()) {
            const auto rows = entry.parameter.detach().index_select(0, m_stepIds); // [U, width]
            entry.parameter.mutable_grad().index_add_(0, m_stepIds, rows, m_spec.embeddingL2);
            penalise(m_spec.embeddingL2, rows);
        } else if (m_spec.denseL2 > 0 && hasDenseL2(entry)) {
            entry.parameter.mutable_grad().add_(entry.parameter.detach(), m_spec.denseL2);
            penalise(m_spec.denseL2, entry.parameter.detach());
        }
    }
    return parts.empty() ? at::Tensor() : at::stack(parts).sum();
}

std::vector<at::Tensor> Optimizer::gradients() const {
    std::vector<at::Tensor> gradients;
    for (const auto& entry : m_entries)
        if (entry.parameter.grad().defined())
            gradients.push_back(entry.parameter.grad());
    for (const auto& entry : m_rows)
        if (entry.rows.gradient().defined())
            gradients.push_back(entry.rows.gradient());
    return gradients;
}

bool Optimizer::unscale(double scale) {
    const at::NoGradGuard noGrad;
    auto scaled = gradients();
    if (scaled.empty())
        return true;
    const auto options = scaled.front().options().dtype(at::kFloat);
    auto isAnyBad = at::zeros({}, options);
    at::_amp_foreach_non_finite_check_and_unscale_(scaled, isAnyBad, at::full({}, 1.0 / scale, options));
    return isAnyBad.item<float>() == 0;
}

at::Tensor Optimizer::gradientNorm() const {
    const auto all = gradients();
    return all.empty() ? at::Tensor() : at::stack(at::_foreach_norm(all)).norm();
}

void Optimizer::scaleGradients(const at::Tensor& scale) {
    for (auto& entry : m_entries)
        if (entry.parameter.grad().defined())
            entry.parameter.mutable_grad().mul_(scale);
}

StepMeasures Optimizer::step(const LiveValues& values, const StepRates& rates, bool wantsNorm) {
    const at::NoGradGuard noGrad;
    StepMeasures measures;
    measures.penalty = addPenalties();
    if (wantsNorm || values.clipNorm > 0)
        measures.gradientNorm = gradientNorm();
    at::Tensor scale; // [] float64, of gradients above the clip
    if (values.clipNorm > 0 && measures.gradientNorm.defined()) {
        const auto norm = measures.gradientNorm.to(at::kDouble);
        scale = at::full_like(norm, values.clipNorm).div(norm + 1e-6).clamp_max(1.0);
        scaleGradients(scale);
    }
    for (const auto group : {Group::LanguageModel, Group::Ctr, Group::CtrEmbeddings, Group::Heads, Group::Fusion})
        for (const bool decayed : {false, true})
            stepGroup(group, decayed, rateOf(group, rates), decayOf(group, decayed, values.weightDecay));
    for (auto& entry : m_rows)
        if (!entry.isFrozen)
            entry.rows.step(rateOf(Group::CtrEmbeddings, rates), scale);
    return measures;
}

void Optimizer::ensureState(Entry& entry) const {
    if (entry.first.defined())
        return;
    entry.first = at::zeros_like(entry.parameter.detach(), at::MemoryFormat::Preserve);
    if (m_spec.kind == spec::OptimizerKind::Sgd)
        return;
    entry.second = at::zeros_like(entry.first, at::MemoryFormat::Preserve);
    entry.steps = at::zeros({}, entry.first.options().dtype(at::kFloat));
}

void Optimizer::stepGroup(Group group, bool decayed, double rate, double weightDecay) {
    const bool isSgd = m_spec.kind == spec::OptimizerKind::Sgd;
    const bool hasState = !isSgd || m_spec.momentum > 0;
    std::vector<at::Tensor> parameters, gradients, first, second, steps;
    for (auto& entry : m_entries) {
        if (entry.group != group || entry.isDecayed != decayed || !entry.parameter.grad().defined())
            continue;
        parameters.push_back(entry.parameter.detach());
        gradients.push_back(entry.parameter.grad());
        if (!hasState)
            continue;
        ensureState(entry);
        first.push_back(entry.first);
        if (isSgd)
            continue;
        second.push_back(entry.second);
        steps.push_back(entry.steps);
    }
    if (parameters.empty())
        return;
    if (isSgd) // a buffer of zeros makes the first step like every other
        return at::_fused_sgd_(parameters, gradients, first, weightDecay, m_spec.momentum, rate, /*dampening=*/0.0, /*nesterov=*/false,
                               /*maximize=*/false, /*is_first_step=*/false);
    at::_foreach_add_(steps, 1);
    const auto update = m_spec.kind == spec::OptimizerKind::Adam ? fusedAdam : fusedAdamW;
    update(parameters, gradients, first, second, steps, rate, weightDecay, m_spec);
}

std::vector<ParameterGroup> Optimizer::groups(const LiveValues& values) const {
    std::vector<ParameterGroup> groups;
    const auto add = [&](Group group, bool decayed, std::int64_t numbers) {
        const bool isPlain = decayed || group == Group::CtrEmbeddings || group == Group::Fusion;
        const auto name = std::string(nameOf(group)) + (isPlain ? "" : ".no_decay");
        auto found = std::find_if(groups.begin(), groups.end(), [&](const ParameterGroup& g) { return g.name == name; });
        if (found == groups.end())
            found = groups.insert(found, {name, rateOf(group, {values.ratePlm, values.rateCtr, values.rateHeads}),
                                          decayOf(group, decayed, values.weightDecay), 0, 0});
        ++found->parameters;
        found->numbers += numbers;
    };
    for (const auto& entry : m_entries)
        add(entry.group, entry.isDecayed, entry.parameter.numel());
    for (const auto& entry : m_rows)
        add(Group::CtrEmbeddings, false, entry.rows.numbers());
    return groups;
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
        if (m_spec.kind == spec::OptimizerKind::Sgd) {
            state[entry.name + ".momentum_buffer"] = entry.first;
            continue;
        }
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
    const bool isSgd = m_spec.kind == spec::OptimizerKind::Sgd;
    for (auto& entry : m_entries) {
        const auto first = state.find(entry.name + (isSgd ? ".momentum_buffer" : ".exp_avg"));
        if (first == state.end())
            continue;
        if (first->second.sizes() != entry.parameter.sizes())
            return badInput("optimizer state of {} does not have the shape of the parameter; the checkpoint belongs to another spec", entry.name);
        entry.first = first->second.to(entry.parameter.device()).clone();
        if (isSgd)
            continue;
        entry.second = state.at(entry.name + ".exp_avg_sq").to(entry.parameter.device()).clone();
        entry.steps = state.at(entry.name + ".step").to(entry.parameter.device()).clone();
    }
    for (auto& entry : m_rows)
        entry.rows.loadFrom(state, entry.name);
    return {};
}

} // namespace cpw::train
