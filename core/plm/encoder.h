// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"
#include "core/plm/plm_config.h"
#include "core/plm/soft_prompts.h"

namespace cpw::plm {

struct AttentionContext;

/// Tokens of a batch. T is the longest sentence of the batch.
struct TokenBatch {
    at::Tensor ids;  ///< [B, T] int64
    at::Tensor mask; ///< [B, T] bool, true = token, false = padding; undefined when no row is padded
    at::Tensor words = {}; ///< [B, T, hidden] in the place of the ids' word embeddings, or undefined; for inspection
};

/// What of the encoder's result is wanted. The last layer computes queries, feed-forward and norms for wanted positions only:
/// same numbers, less work.
struct EncoderWanted {
    enum class Last { All, First, Positions };
    Last last = Last::All;
    at::Tensor positions;                                 ///< [P] int64, flat b * T + t, for Last::Positions
    bool hiddenStates = false;                            ///< every layer's output for every position (implies Last::All)
    bool attention = false;                               ///< weights of every layer (implies Last::All; slow path)
    std::optional<std::int64_t> alsoLayer = std::nullopt; ///< for EncoderOutput::also; 0: the embeddings
    /// The word embeddings' gradient as a sparse addend. Only where the tied masked-language head adds a dense gradient in the
    /// same backward pass: it saves a second gradient of the table's size.
    bool sparseWordGradient = false;
    std::optional<std::int64_t> attentionLayer = std::nullopt; ///< weights of this layer alone (implies Last::All)
    at::Tensor hiddenPrompts = {}; ///< [L, K] bool or undefined: prompts that nothing attends to in a layer
    at::Tensor headGates = {};     ///< [L, H] or undefined: what each head's output is multiplied by

    [[nodiscard]] bool wantsAttentionOf(std::int64_t layer) const { return attention || attentionLayer == layer; }
    [[nodiscard]] bool isAllOfLast() const { return hiddenStates || attention || attentionLayer || last == Last::All; }
};

struct EncoderOutput {
    at::Tensor last;                      ///< All: [B, T, hidden]; First: [B, hidden]; Positions: [P, hidden]
    at::Tensor also;                      ///< [B, T, hidden]: output of the other layer asked for, or undefined
    std::vector<at::Tensor> hiddenStates; ///< L + 1 of [B, T, hidden], embeddings first
    std::vector<at::Tensor> attention;    ///< L (or the one asked for) of [B, H, T, K + T], prompt columns first
};

/// BERT's post-norm encoder with soft prompts, for every family of PlmConfig: text queries attend to [prompts; text] in every layer. Prompts of the forms prefix
/// and layer_hidden are new in each layer and get no position and no embedding norm. Prompts of the form input go through the
/// embedding layer and every layer like tokens, without a position when the text is not shifted. What comes out is of text
/// positions only, in every form. Parameters carry Hugging Face names ("embeddings.word_embeddings.weight", ...).
class BertEncoderImpl : public torch::nn::Module {
public:
    /// positionShift is added to every text position (0, or K for the reference's behaviour). RoBERTa numbers the tokens that are
    /// not padding, starting after the padding id; the others number all.
    BertEncoderImpl(const PlmConfig& config, std::int64_t positionShift);
    ~BertEncoderImpl() override;

    EncoderOutput forward(const TokenBatch& tokens, const SoftPrompts& prompts, const EncoderWanted& wanted);
    /// Dropout of hidden states in training; below 0, and until it is set, the configuration's own.
    void setDropout(double probability);
    [[nodiscard]] const PlmConfig& config() const { return m_config; }
    /// [vocabulary, hidden], shared with the masked-language head.
    [[nodiscard]] at::Tensor wordEmbeddings() const;
    /// States [.., hidden] through a layer's key (value) map.
    [[nodiscard]] at::Tensor keysOf(std::int64_t layer, const at::Tensor& states) const;
    [[nodiscard]] at::Tensor valuesOf(std::int64_t layer, const at::Tensor& states) const;

private:
    struct Parts;
    void checkShapes(const TokenBatch& tokens, const SoftPrompts& prompts) const;
    /// [B, T, hidden]; with input prompts [B, K + T, hidden].
    [[nodiscard]] at::Tensor embed(const TokenBatch& tokens, const at::Tensor& inputPrompts, bool sparseWordGradient);
    /// What is added to the words: [T, hidden], or [B, T, hidden] where the rule of positions reads the ids.
    [[nodiscard]] at::Tensor placesOf(const at::Tensor& ids) const;
    /// Adds token type 0 where the family has types.
    [[nodiscard]] at::Tensor withType(const at::Tensor& places) const;
    /// The last layer for what is wanted alone.
    [[nodiscard]] at::Tensor finish(const at::Tensor& hidden, const AttentionContext& context, const EncoderWanted& wanted);

    PlmConfig m_config;
    double m_hiddenDropout;
    std::int64_t m_positionShift;
    std::unique_ptr<Parts> m_parts;
};
TORCH_MODULE(BertEncoder);

} // namespace cpw::plm
