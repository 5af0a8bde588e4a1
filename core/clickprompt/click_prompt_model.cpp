// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clickprompt/click_prompt_model.h"

#include "core/base/expects.h"
#include "core/clickprompt/ctr_head.h"
#include "core/clickprompt/fusion.h"
#include "core/nn/evaluation_scope.h"
#include "core/plm/mlm_head.h"
#include "core/plm/plm_head.h"
#include "core/plm/pooler.h"
#include "core/plm/weight_saving.h"

namespace cpw::clickprompt {
namespace {

using Last = plm::EncoderWanted::Last;

std::int64_t positionShift(const ClickPromptOptions& options) {
    return options.prompts.positions == spec::PromptPositions::ShiftedByPrompts ? options.prompts.count : 0;
}

std::optional<PromptSizes> promptSizesOf(const ClickPromptOptions& options) {
    return options.plm ? PromptSizes::of(*options.plm) : options.promptSizes;
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
    const auto sizes = promptSizesOf(options);
    const auto representation = m_backbone->representationSize();
    const CtrHeadSizes headSizes{m_backbone->headInputSize(), representation, sizes ? sizes->unitCount(options.prompts) : 0,
                                 sizes ? sizes->hidden : 0};
    m_heads->ctr = register_module("ctr_head", CtrHead(options.prompts.ctrLogit, headSizes));
    if (options.prompts.count > 0 && (options.plm || options.prompts.ctrLogit != spec::CtrLogit::Trunk)) {
        expects(sizes.has_value(), "prompts of a model that does not know the {} of the language model", "sizes");
        m_heads->projector = register_module("projector", PromptProjector(representation, options.prompts, *sizes));
    }
    if (!options.plm)
        return;
    m_encoder = register_module("encoder", plm::BertEncoder(*options.plm, positionShift(options)));
    m_heads->mlm = register_module("mlm_head", plm::MlmHead(*options.plm));
    m_heads->plm = register_module("plm_head", plm::PlmHead(options.plm->hidden));
    m_heads->fusion = register_module("fusion", Fusion(options.fusion));
}

ClickPromptModelImpl::~ClickPromptModelImpl() = default;

ProjectedPrompts ClickPromptModelImpl::project(const at::Tensor& representation) {
    return m_heads->projector ? m_heads->projector->forward(representation) : ProjectedPrompts();
}

bool ClickPromptModelImpl::readsTrunk() const {
    return m_heads->fusion->readsCtr() || m_heads->projector;
}

Logits ClickPromptModelImpl::forwardCtr(const ModelBatch& batch) {
    const auto trunk = m_backbone->forward(batch.fields);
    const bool readsPrompts = m_options.prompts.ctrLogit != spec::CtrLogit::Trunk;
    const auto units = readsPrompts ? project(trunk.representation).units : at::Tensor(); // [B, M, hidden]
    const auto logit = m_heads->ctr->forward(trunk, units);                               // [B]
    return {logit, {}, logit};
}

Logits ClickPromptModelImpl::forwardJoint(const ModelBatch& batch) {
    expects(static_cast<bool>(m_encoder), "a joint pass through a model without {}", "a text side");
    if (!m_heads->fusion->readsPlm())
        return forwardCtr(batch);
    const auto trunk = readsTrunk() ? m_backbone->forward(batch.fields) : ctr::BackboneOutput();
    const auto projected = project(trunk.representation);
    const auto ctrLogit = m_heads->fusion->readsCtr() ? m_heads->ctr->forward(trunk, projected.units) : at::Tensor(); // [B]
    const auto encoded =
        m_encoder->forward(batch.tokens, projected.prompts, plm::wantedBy(m_options.pooler, m_options.plm->layers));
    const auto pooled = plm::pool(m_options.pooler, encoded, batch.tokens.mask); // [B, hidden]
    const auto plmLogit = m_heads->plm->forward(pooled);                         // [B]
    return {ctrLogit, plmLogit, m_heads->fusion->forward(ctrLogit, plmLogit)};
}

MaskedLoss ClickPromptModelImpl::forwardMasked(const ModelBatch& batch, bool wantsCorrect, PromptUse use) {
    expects(static_cast<bool>(m_encoder), "a masked-language pass through a model without {}", "a text side");
    // Without prompts nothing of the CTR side reaches the text.
    const bool isPrompted = m_heads->projector && use == PromptUse::Used;
    const auto prompts = isPrompted ? project(m_backbone->forward(batch.fields).representation).prompts : plm::SoftPrompts();
    const auto table = m_encoder->wordEmbeddings();
    const auto encoded = m_encoder->forward(
        batch.tokens, prompts,
        {.last = Last::Positions, .positions = batch.maskedPositions, .sparseWordGradient = table.requires_grad()});
    auto result = m_heads->mlm->loss(encoded.last, table, batch.maskedTargets, wantsCorrect);
    return {result.lossSum, result.correct};
}

at::Tensor ClickPromptModelImpl::maskedLogits(const ModelBatch& batch, const Intervention& intervention, PromptUse use) {
    expects(static_cast<bool>(m_encoder), "a masked-language pass through a model without {}", "a text side");
    const bool isPrompted = m_heads->projector && use == PromptUse::Used;
    auto prompts = isPrompted ? project(m_backbone->forward(batch.fields).representation).prompts : plm::SoftPrompts();
    if (isPrompted && intervention.prompts)
        prompts = intervention.prompts(prompts);
    const auto encoded = m_encoder->forward(batch.tokens, prompts,
                                            {.last = Last::Positions,
                                             .positions = batch.maskedPositions,
                                             .hiddenPrompts = intervention.hiddenPrompts,
                                             .headGates = intervention.headGates});
    return m_heads->mlm->logits(encoded.last, m_encoder->wordEmbeddings()); // [P, V]
}

Activations ClickPromptModelImpl::inspect(const ModelBatch& batch, bool usesText, bool wantsAttention) {
    const nn::EvaluationScope evaluation(*this);
    return observe(batch, {.usesText = usesText, .wantsStates = usesText, .wantsAttention = wantsAttention});
}

Activations ClickPromptModelImpl::observe(const ModelBatch& batch, const Inspection& inspection) {
    const auto trunk = m_backbone->forward(batch.fields);
    const auto projected = project(trunk.representation);
    Activations result;
    result.representation = trunk.representation;
    result.logits.ctr = m_heads->ctr->forward(trunk, projected.units);
    result.logits.joint = result.logits.ctr;
    const bool isChanged = inspection.intervention.prompts && projected.prompts.count() > 0;
    const auto prompts = isChanged ? inspection.intervention.prompts(projected.prompts) : projected.prompts;
    if (const auto& prefix = prompts.prefix(); !prefix.isEmpty()) {
        result.promptKeys = prefix.allKeys();
        result.promptValues = prefix.allValues();
    }
    result.promptHidden = prompts.allLayerHidden();
    result.promptInput = prompts.inputStates();
    if (inspection.usesText)
        observeText(batch, prompts, inspection, result);
    return result;
}

void ClickPromptModelImpl::observeText(const ModelBatch& batch, const plm::SoftPrompts& prompts, const Inspection& inspection,
                                       Activations& result) {
    expects(static_cast<bool>(m_encoder), "inspection of the text side of a model without {}", "one");
    auto wanted = plm::wantedBy(m_options.pooler, m_options.plm->layers);
    const bool wantsWeights = inspection.wantsAttention || inspection.attentionLayer;
    wanted.hiddenStates = inspection.wantsStates || wantsWeights;
    wanted.attention = inspection.wantsAttention;
    wanted.attentionLayer = inspection.attentionLayer;
    wanted.hiddenPrompts = inspection.intervention.hiddenPrompts;
    wanted.headGates = inspection.intervention.headGates;
    const auto encoded = m_encoder->forward(batch.tokens, prompts, wanted);
    if (inspection.wantsStates)
        result.hiddenStates = at::stack(encoded.hiddenStates); // [L + 1, B, T, hidden]
    if (wantsWeights)
        result.attention = at::stack(encoded.attention); // [L or 1, B, H, T, K + T]
    const auto pooled = wanted.hiddenStates ? plm::poolStates(m_options.pooler, encoded.hiddenStates, batch.tokens.mask)
                                            : plm::pool(m_options.pooler, encoded, batch.tokens.mask); // [B, hidden]
    result.logits.plm = m_heads->plm->forward(pooled);
    result.logits.joint = m_heads->fusion->forward(result.logits.ctr, result.logits.plm);
}

Result<plm::WeightReport> ClickPromptModelImpl::loadPretrained(const std::filesystem::path& folder) {
    return plm::loadHuggingFaceFolder(folder, m_encoder, m_heads->mlm);
}

Result<void> ClickPromptModelImpl::savePretrained(const std::filesystem::path& folder,
                                                  const std::map<std::string, std::string>& metadata) {
    expects(static_cast<bool>(m_encoder), "the language model of a model without {} is to be written", "a text side");
    return plm::saveHuggingFaceFolder(folder, m_encoder, m_heads->mlm, metadata);
}

void ClickPromptModelImpl::setPlmDropout(double probability) {
    if (m_encoder)
        m_encoder->setDropout(probability);
}

std::optional<Part> ClickPromptModelImpl::findPart(const std::string& parameterName) {
    static const std::vector<std::pair<std::string, Part>> kParts = {
        {"backbone.", Part::Backbone}, {"ctr_head.", Part::CtrHead}, {"projector.", Part::Projector}, {"encoder.", Part::Encoder},
        {"mlm_head.", Part::MlmHead},  {"plm_head.", Part::PlmHead}, {"fusion.", Part::Fusion}};
    for (const auto& [prefix, part] : kParts)
        if (parameterName.starts_with(prefix))
            return part;
    return std::nullopt;
}

Part ClickPromptModelImpl::partOf(const std::string& parameterName) {
    const auto part = findPart(parameterName);
    expects(part.has_value(), "parameter \"{}\" belongs to no part of the model", parameterName);
    return *part;
}

ClickPromptOptions ClickPromptOptions::ctrSide() const {
    auto options = *this;
    options.promptSizes = promptSizesOf(*this);
    options.plm.reset();
    return options;
}

} // namespace cpw::clickprompt
