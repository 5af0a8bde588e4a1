// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clickprompt/click_prompt_model.h"

#include "core/base/expects.h"
#include "core/clickprompt/ctr_head.h"
#include "core/clickprompt/fusion.h"
#include "core/clickprompt/prompt_projector.h"
#include "core/plm/mlm_head.h"
#include "core/plm/plm_head.h"
#include "core/plm/pooler.h"

namespace cpw::clickprompt {
namespace {

using Last = plm::EncoderWanted::Last;

/// Evaluation mode and no gradients for as long as it lives; every module gets its own mode back.
class EvaluationScope {
public:
    explicit EvaluationScope(torch::nn::Module& model) {
        for (const auto& module : model.modules())
            m_modes.emplace_back(module, module->is_training());
        model.eval();
    }
    ~EvaluationScope() {
        for (const auto& [module, wasTraining] : m_modes) // parents come first, so children overrule them
            module->train(wasTraining);
    }
    EvaluationScope(const EvaluationScope&) = delete;
    EvaluationScope& operator=(const EvaluationScope&) = delete;

private:
    std::vector<std::pair<std::shared_ptr<torch::nn::Module>, bool>> m_modes;
    at::NoGradGuard m_noGrad;
};

std::int64_t positionShift(const ClickPromptOptions& options) {
    return options.prompts.positions == spec::PromptPositions::ShiftedByPrompts ? options.prompts.count : 0;
}

ctr::BackbonePtr makeBackbone(const ClickPromptOptions& options) {
    const auto entry = ctr::findBackbone(options.backbone.id);
    expects(entry.has_value(), "a model is made from unchecked options: {}", entry ? "" : entry.error().text());
    return (*entry)->make(options.shape, options.backbone.options);
}

} // namespace

struct ClickPromptModelImpl::Heads {
    CtrHead ctr{nullptr};
    PromptProjector projector{nullptr};
    plm::MlmHead mlm{nullptr};
    plm::PlmHead plm{nullptr};
    Fusion fusion{nullptr};
};

ClickPromptModelImpl::ClickPromptModelImpl(const ClickPromptOptions& options)
    : m_options(options), m_backbone(makeBackbone(options)), m_heads(std::make_unique<Heads>()) {
    register_module("backbone", m_backbone);
    m_heads->ctr = register_module("ctr_head", CtrHead(m_backbone->headInputSize()));
    if (!options.plm)
        return;
    if (options.prompts.count > 0)
        m_heads->projector =
            register_module("projector", PromptProjector(m_backbone->representationSize(), options.prompts.count, *options.plm));
    m_encoder = register_module("encoder", plm::BertEncoder(*options.plm, positionShift(options)));
    m_heads->mlm = register_module("mlm_head", plm::MlmHead(*options.plm));
    m_heads->plm = register_module("plm_head", plm::PlmHead(options.plm->hidden));
    m_heads->fusion = register_module("fusion", Fusion(options.fusion));
}

ClickPromptModelImpl::~ClickPromptModelImpl() = default;

plm::PromptPrefix ClickPromptModelImpl::project(const at::Tensor& representation) {
    return m_heads->projector ? m_heads->projector->forward(representation) : plm::PromptPrefix();
}

Logits ClickPromptModelImpl::forwardCtr(const ModelBatch& batch) {
    const auto logit = m_heads->ctr->forward(m_backbone->forward(batch.fields)); // [B]
    return {logit, {}, logit};
}

Logits ClickPromptModelImpl::forwardJoint(const ModelBatch& batch) {
    expects(static_cast<bool>(m_encoder), "a joint pass through a model without {}", "a text side");
    const auto trunk = m_backbone->forward(batch.fields);
    const auto ctrLogit = m_heads->ctr->forward(trunk); // [B]
    const bool isCls = m_options.pooler == spec::Pooler::Cls;
    const auto encoded = m_encoder->forward(batch.tokens, project(trunk.representation),
                                            {.last = isCls ? Last::First : Last::All, .positions = {}});
    const auto pooled = isCls ? encoded.last : plm::poolMean(encoded.last, batch.tokens.mask); // [B, hidden]
    const auto plmLogit = m_heads->plm->forward(pooled);                                       // [B]
    return {ctrLogit, plmLogit, m_heads->fusion->forward(ctrLogit, plmLogit)};
}

MaskedLoss ClickPromptModelImpl::forwardMasked(const ModelBatch& batch, bool wantsCorrect, PromptUse use) {
    expects(static_cast<bool>(m_encoder), "a masked-language pass through a model without {}", "a text side");
    // Without prompts nothing of the CTR side reaches the text.
    const bool isPrompted = m_heads->projector && use == PromptUse::Used;
    const auto prefix = isPrompted ? project(m_backbone->forward(batch.fields).representation) : plm::PromptPrefix();
    const auto table = m_encoder->wordEmbeddings();
    const auto encoded = m_encoder->forward(
        batch.tokens, prefix,
        {.last = Last::Positions, .positions = batch.maskedPositions, .sparseWordGradient = table.requires_grad()});
    auto result = m_heads->mlm->loss(encoded.last, table, batch.maskedTargets, wantsCorrect);
    return {result.lossSum, result.correct};
}

Activations ClickPromptModelImpl::inspect(const ModelBatch& batch, bool usesText, bool wantsAttention) {
    const EvaluationScope evaluation(*this);
    const auto trunk = m_backbone->forward(batch.fields);
    Activations result;
    result.representation = trunk.representation;
    result.logits.ctr = m_heads->ctr->forward(trunk);
    result.logits.joint = result.logits.ctr;
    if (!usesText)
        return result;
    expects(static_cast<bool>(m_encoder), "inspection of the text side of a model without {}", "one");
    const auto prefix = project(trunk.representation);
    if (!prefix.isEmpty()) {
        result.promptKeys = prefix.allKeys();
        result.promptValues = prefix.allValues();
    }
    const auto encoded =
        m_encoder->forward(batch.tokens, prefix, {.positions = {}, .hiddenStates = true, .attention = wantsAttention});
    result.hiddenStates = at::stack(encoded.hiddenStates); // [L + 1, B, T, hidden]
    if (wantsAttention)
        result.attention = at::stack(encoded.attention); // [L, B, H, T, K + T]
    const auto pooled =
        m_options.pooler == spec::Pooler::Cls ? encoded.last.select(1, 0) : plm::poolMean(encoded.last, batch.tokens.mask);
    result.logits.plm = m_heads->plm->forward(pooled);
    result.logits.joint = m_heads->fusion->forward(result.logits.ctr, result.logits.plm);
    return result;
}

Result<plm::WeightReport> ClickPromptModelImpl::loadPretrained(const std::filesystem::path& folder) {
    return plm::loadHuggingFaceFolder(folder, m_encoder, m_heads->mlm);
}

void ClickPromptModelImpl::resetHeads() {
    m_heads->ctr->reset();
    if (m_heads->plm)
        m_heads->plm->reset();
    if (m_heads->fusion)
        m_heads->fusion->reset();
}

Part ClickPromptModelImpl::partOf(const std::string& parameterName) {
    static const std::vector<std::pair<std::string, Part>> kParts = {
        {"backbone.", Part::Backbone}, {"ctr_head.", Part::CtrHead}, {"projector.", Part::Projector}, {"encoder.", Part::Encoder},
        {"mlm_head.", Part::MlmHead},  {"plm_head.", Part::PlmHead}, {"fusion.", Part::Fusion}};
    for (const auto& [prefix, part] : kParts)
        if (parameterName.starts_with(prefix))
            return part;
    expects(false, "parameter \"{}\" belongs to no part of the model", parameterName);
    return Part::Backbone;
}

} // namespace cpw::clickprompt
