// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inspected_model.h"

#include "core/nn/init.h"
#include "core/train/checkpoint.h"
#include "core/train/scoring.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <span>
#include <thread>

namespace cpw::engine {
namespace {

constexpr std::size_t kAverageRows = 512; // of the training part, for the mean prompts
constexpr std::size_t kPromptBatch = 256;
constexpr std::size_t kTextRows = 32; // scored before short questions are let in; a second or two of a base-sized model
constexpr std::size_t kFieldRows = 8192;

/// Puts `source` [L, 1, K, width] in the place of what a change names.
void replace(const at::Tensor& target, const at::Tensor& source, const api::PromptChange& change) {
    if (!target.defined())
        return;
    const auto narrowed = [&change](at::Tensor tensor) {
        if (change.layer && tensor.size(0) > 1)
            tensor = tensor.narrow(0, *change.layer, 1);
        return change.prompt ? tensor.narrow(2, *change.prompt, 1) : tensor;
    };
    narrowed(target).copy_(narrowed(source));
}

plm::SoftPrompts withReplaced(const plm::SoftPrompts& own, const std::vector<std::pair<api::PromptChange, PromptTensors>>& replaced) {
    auto changed = PromptTensors::of(own);
    changed.keys = changed.keys.clone();
    changed.values = changed.values.defined() ? changed.values.clone() : changed.values;
    for (const auto& [change, source] : replaced) {
        replace(changed.keys, source.keys, change);
        replace(changed.values, source.values, change);
    }
    return changed.toPrompts();
}

} // namespace

void useFewThreads() {
    at::set_num_threads(static_cast<int>(std::clamp(std::thread::hardware_concurrency() / 4U, 1U, 4U)));
}

InspectedModel::InspectedModel(std::shared_ptr<const InspectedData> data, const Weights& weights, clickprompt::ClickPromptModel model)
    : m_data(std::move(data)), m_stamp(weights.stamp), m_kind(weights.kind), m_model(std::move(model)) {
    m_stamp.hasLearntClicks = m_kind != spec::StageKind::PaMlm;
    m_model->eval();
}

Result<std::shared_ptr<InspectedModel>> InspectedModel::make(std::shared_ptr<const InspectedData> data, Weights weights) {
    const nn::NoDraws noDraws;
    const auto& options = data->setup().model;
    const bool usesText = weights.kind != spec::StageKind::FinetuneCtr;
    clickprompt::ClickPromptModel model(usesText ? options : options.ctrSide());
    const auto report = train::loadParameters(model, weights.tensors);
    if (!report.isExact())
        return badInput("{} does not fit the model of its spec: {}; the data set has changed since, or the checkpoint is damaged", weights.origin,
                        report.firstFault());
    return std::shared_ptr<InspectedModel>(new InspectedModel(std::move(data), weights, std::move(model)));
}

Result<void> InspectedModel::needsText(const char* what) const {
    if (!usesText())
        return badInput("{} is of the language model, which takes no part in this stage; look at a stage with text", what);
    return {};
}

Result<void> InspectedModel::needsClicks() const {
    if (m_kind == spec::StageKind::PaMlm)
        return badInput("step {} is of a PA-MLM stage, which has not learnt clicks yet; choose a step of a finetune stage", m_stamp.step);
    return {};
}

clickprompt::Activations InspectedModel::observe(const clickprompt::ModelBatch& batch, clickprompt::Inspection inspection) {
    const at::NoGradGuard noGrad;
    inspection.usesText = usesText();
    return m_model->observe(batch, inspection);
}

PromptTensors InspectedModel::promptsOf(const std::vector<std::uint32_t>& rows) {
    const at::NoGradGuard noGrad;
    std::vector<at::Tensor> keys, values;
    PromptTensors all;
    for (std::size_t begin = 0; begin < rows.size(); begin += kPromptBatch) {
        mutex.giveWay();
        const auto end = std::min(rows.size(), begin + kPromptBatch);
        const auto batch = m_data->batchOf({rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(end)}, false);
        all = PromptTensors::of(m_model->observe(batch, {}));
        if (all.isEmpty())
            return all;
        keys.push_back(all.keys);
        if (all.values.defined())
            values.push_back(all.values);
    }
    all.keys = at::cat(keys, 1); // [L, N, K, hidden]
    if (!values.empty())
        all.values = at::cat(values, 1);
    return all;
}

const PromptTensors& InspectedModel::meanPrompts() {
    if (!m_mean) {
        m_mean = meanOver(promptsOf(train::evenlySpread(m_data->dataset().split.train, kAverageRows)));
    }
    return *m_mean;
}

Result<void> InspectedModel::checkChange(const api::PromptChange& change) const {
    if (prompts() == 0)
        return badInput("the model has no soft prompts that {} could change", "a question");
    if (change.layer && (*change.layer < 0 || *change.layer >= layers()))
        return badInput("layer {} is not there; the language model has the layers 0 to {}", *change.layer, layers() - 1);
    if (change.prompt && (*change.prompt < 0 || *change.prompt >= prompts()))
        return badInput("prompt {} is not there; the model has the prompts 0 to {}", *change.prompt, prompts() - 1);
    const bool isInput = m_model->options().prompts.form == spec::PromptForm::Input;
    if (isInput && change.layer.value_or(0) > 0 && change.kind != api::PromptChange::Kind::LeaveOut)
        return badInput("prompts of the form input enter at layer 0, layer {} has none of its own; change layer 0 or leave it out there", *change.layer);
    return {};
}

Result<PromptTensors> InspectedModel::sourceOf(const api::PromptChange& change) {
    if (change.kind == api::PromptChange::Kind::Average)
        return meanPrompts();
    const auto rows = m_data->dataset().rows();
    if (change.row >= rows)
        return badInput("row {}, whose prompts were asked for, is not there; the table has {} rows, numbered from 0", change.row, rows);
    return promptsOf({static_cast<std::uint32_t>(change.row)});
}

Result<at::Tensor> InspectedModel::headGates(const std::vector<api::HeadMask>& masks) const {
    if (masks.empty())
        return at::Tensor();
    auto gates = at::ones({layers(), heads()});
    for (const auto& mask : masks) {
        if (mask.layer < 0 || mask.layer >= layers() || mask.head < 0 || mask.head >= heads())
            return badInput("head {} of layer {} is not there; the language model has the layers 0 to {} with the heads 0 to {}", mask.head, mask.layer,
                            layers() - 1, heads() - 1);
        gates[mask.layer][mask.head] = 0;
    }
    return gates;
}

Result<clickprompt::Intervention> InspectedModel::intervention(const api::RowQuestion& question) {
    clickprompt::Intervention made;
    if (!question.prompts.empty() || !question.maskedHeads.empty())
        CPW_TRY_VOID(needsText("a change of prompts or heads"));
    CPW_TRY(gates, headGates(question.maskedHeads));
    made.headGates = std::move(gates);
    std::vector<std::pair<api::PromptChange, PromptTensors>> replaced;
    for (const auto& change : question.prompts) {
        CPW_TRY_VOID(checkChange(change));
        if (change.kind != api::PromptChange::Kind::LeaveOut) {
            CPW_TRY(source, sourceOf(change));
            replaced.emplace_back(change, std::move(source));
            continue;
        }
        if (!made.hiddenPrompts.defined())
            made.hiddenPrompts = at::zeros({layers(), prompts()}, at::kBool);
        auto hidden = change.layer ? made.hiddenPrompts.narrow(0, *change.layer, 1) : made.hiddenPrompts;
        (change.prompt ? hidden.narrow(1, *change.prompt, 1) : hidden).fill_(true);
    }
    if (!replaced.empty())
        made.prompts = [replaced](const plm::SoftPrompts& own) { return withReplaced(own, replaced); };
    return made;
}

Result<std::vector<float>> InspectedModel::scoreRows(const std::vector<std::uint32_t>& rows, const api::ScoringProgress& onScored, const std::stop_token& stop) {
    std::vector<float> all;
    CPW_TRY_VOID(scoreOn(all, rows, onScored, stop));
    return all;
}

/// The rows after those that are scored. Whoever is let in between two batches may have scored some of them as well.
Result<void> InspectedModel::scoreOn(std::vector<float>& scored, const std::vector<std::uint32_t>& rows, const api::ScoringProgress& onScored,
                                     const std::stop_token& stop) {
    const auto together = usesText() ? kTextRows : kFieldRows;
    scored.reserve(rows.size());
    while (scored.size() < rows.size()) {
        mutex.giveWay();
        if (scored.size() == rows.size())
            break;
        const auto next = std::span(rows).subspan(scored.size()).first(std::min(together, rows.size() - scored.size()));
        const auto logits = train::scoreRows(m_model, m_data->setup(), usesText(), next, [&stop](double) { return stop.stop_requested(); });
        if (!logits)
            return fail(ErrorCode::Stopped, "scoring was stopped");
        scored.insert(scored.end(), logits->begin(), logits->end());
        if (onScored)
            onScored(scored.size(), rows.size());
    }
    return {};
}

Result<const std::vector<float>*> InspectedModel::scores(const std::string& part, const api::ScoringProgress& onScored, const std::stop_token& stop) {
    if (const auto* known = knownScores(part))
        return known;
    CPW_TRY_VOID(needsClicks());
    CPW_TRY(rows, m_data->partRows(part));
    auto& scored = m_scores[part];
    CPW_TRY_VOID(scoreOn(scored, *rows, onScored, stop));
    return &scored;
}

const std::vector<float>* InspectedModel::knownScores(const std::string& part) const {
    const auto known = m_scores.find(part);
    const auto rows = m_data->partRows(part);
    return known != m_scores.end() && rows && known->second.size() == (*rows)->size() ? &known->second : nullptr;
}

} // namespace cpw::engine
