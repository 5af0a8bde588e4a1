// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clickprompt/prompt_projector.h"
#include "core/ctr/backbone.h"
#include "core/nn/torch_pch.h"
#include "core/plm/encoder.h"
#include "core/plm/weight_loading.h"
#include "core/spec/model_spec.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cpw::clickprompt {

/// Everything that fixes the model's shape.
struct ClickPromptOptions {
    ctr::CtrShape shape;
    spec::EntrySpec backbone;
    std::optional<plm::PlmConfig> plm; ///< absent: CTR side only, no text side is built
    /// Of a language model that is not built here, for a CTR logit made from prompts. With one, its own sizes count.
    std::optional<PromptSizes> promptSizes;
    spec::PromptSpec prompts;
    spec::Pooler pooler = spec::Pooler::Cls;
    spec::FusionKind fusion = spec::FusionKind::Sum;

    /// The same model without the text side: what finetune_ctr trains.
    [[nodiscard]] ClickPromptOptions ctrSide() const;
};

/// One batch on the model's device. What a stage does not use is undefined.
struct ModelBatch {
    nn::FieldBatch fields;
    plm::TokenBatch tokens;
    at::Tensor labels;          ///< [B] float
    at::Tensor maskedPositions; ///< [P] int64, flat b * T + t
    at::Tensor maskedTargets;   ///< [P] int64, original ids
};

/// Logits, each [B]; `joint` is what is trained and scored.
struct Logits {
    at::Tensor ctr; ///< undefined where the fusion does not read it
    at::Tensor plm; ///< undefined without the text side and where the fusion does not read it
    at::Tensor joint;
};

/// Of PA-MLM: the loss is a sum over masked tokens, so that accumulation divides by the true count.
struct MaskedLoss {
    at::Tensor lossSum; ///< [] differentiable
    at::Tensor correct; ///< [P] bool: the head's first choice is the target; only when asked
};

/// CutOff: the text alone, at the positions that it has with prompts.
enum class PromptUse { Used, CutOff };

/// What `clickprompt forward` and inspection show. L layers, H heads, K prompts, D head size.
struct Activations {
    at::Tensor representation; ///< [B, R]
    Logits logits;
    at::Tensor promptKeys; ///< [L, B, H, K, D] or undefined
    at::Tensor promptValues;
    at::Tensor promptHidden; ///< [L, B, K, hidden] or undefined
    at::Tensor promptInput;  ///< [B, K, hidden] or undefined
    at::Tensor hiddenStates; ///< [L + 1, B, T, hidden] or undefined
    at::Tensor attention;    ///< [L, B, H, T, K + T] or undefined
};

/// What inspection makes different in the language model. The CTR logit is not touched, also where it reads prompts.
struct Intervention {
    std::function<plm::SoftPrompts(const plm::SoftPrompts&)> prompts = {}; ///< others, made of the batch's own
    at::Tensor hiddenPrompts = {};                                         ///< [L, K] bool: prompts that nothing attends to in a layer
    at::Tensor headGates = {};                                             ///< [L, H]: what each head's output is multiplied by
};

/// What of a batch is asked for.
struct Inspection {
    bool usesText = false;         ///< false: the CTR side alone
    bool wantsStates = false;      ///< hidden states of every layer
    bool wantsAttention = false;   ///< of every layer
    std::optional<std::int64_t> attentionLayer = std::nullopt; ///< of this one alone
    Intervention intervention = {};
};

/// A part of the model as learning rates, freezing and checkpoints know it.
enum class Part { Backbone, CtrHead, Projector, Encoder, MlmHead, PlmHead, Fusion };

/// CTR trunk, prompt projector, language model, heads and fusion. The trunk runs once in a step, and what the fusion does not
/// read does not run. Used on the trainer thread. Parameter names: backbone.*, ctr_head.*, projector.*, encoder.*, mlm_head.*,
/// plm_head.*, fusion.alpha_logit.
class ClickPromptModelImpl : public torch::nn::Module {
public:
    explicit ClickPromptModelImpl(const ClickPromptOptions& options);
    ~ClickPromptModelImpl() override;

    /// CTR side alone: the serving model.
    Logits forwardCtr(const ModelBatch& batch);
    /// Both sides fused; logits that the fusion does not read are not computed.
    Logits forwardJoint(const ModelBatch& batch);
    /// PA-MLM on the masked positions; gradients reach both sides.
    MaskedLoss forwardMasked(const ModelBatch& batch, bool wantsCorrect, PromptUse use = PromptUse::Used);
    /// With attention only when asked. `usesText` false gives the CTR side.
    Activations inspect(const ModelBatch& batch, bool usesText, bool wantsAttention);

    /// In the mode and with the gradients of the caller.
    Activations observe(const ModelBatch& batch, const Inspection& inspection);
    /// Of the masked-language head at the masked positions, [P, vocabulary]; likewise.
    at::Tensor maskedLogits(const ModelBatch& batch, const Intervention& intervention, PromptUse use);

    [[nodiscard]] const ClickPromptOptions& options() const { return m_options; }
    [[nodiscard]] std::vector<nn::EmbeddingTable> embeddingTables() { return m_backbone->embeddingTables(); }
    [[nodiscard]] plm::BertEncoder encoder() { return m_encoder; }
    /// Weights of a Hugging Face folder into the encoder and, where the folder has it, the masked-language head.
    [[nodiscard]] Result<plm::WeightReport> loadPretrained(const std::filesystem::path& folder);
    /// The encoder and its masked-language head as a Hugging Face folder; the model has a text side.
    [[nodiscard]] Result<void> savePretrained(const std::filesystem::path& folder, const std::map<std::string, std::string>& metadata);
    void setCtrDropout(double probability) { m_backbone->setDropout(probability); }
    /// Of the backbone's field embeddings; below 0: the backbone's own.
    void setEmbeddingDropout(double probability) { m_backbone->setEmbeddingDropout(probability); }
    /// Of the language model's hidden states; nothing without one. Below 0: the configuration's own.
    void setPlmDropout(double probability);
    [[nodiscard]] static Part partOf(const std::string& parameterName);
    /// The same for a name of a file, which may be of no part.
    [[nodiscard]] static std::optional<Part> findPart(const std::string& parameterName);

private:
    struct Heads;
    [[nodiscard]] ProjectedPrompts project(const at::Tensor& representation);
    [[nodiscard]] bool readsTrunk() const;
    void observeText(const ModelBatch& batch, const plm::SoftPrompts& prompts, const Inspection& inspection, Activations& result);

    ClickPromptOptions m_options;
    ctr::BackbonePtr m_backbone;
    plm::BertEncoder m_encoder{nullptr};
    std::unique_ptr<Heads> m_heads;
};
TORCH_MODULE(ClickPromptModel);

/// Every problem of the options against each other (hidden size not a multiple of heads, K above the limit, unknown backbone).
[[nodiscard]] std::vector<Problem> checkOptions(const ClickPromptOptions& options);

} // namespace cpw::clickprompt
