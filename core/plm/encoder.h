// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"
#include "core/plm/plm_config.h"
#include "core/plm/prompt_prefix.h"

namespace cpw::plm {

/// Tokens of a batch. T is the longest sentence of the batch.
struct TokenBatch {
    at::Tensor ids;  ///< [B, T] int64
    at::Tensor mask; ///< [B, T] bool, true = token, false = padding; undefined when no row is padded
};

/// What of the encoder's result is wanted. The last layer computes queries, feed-forward and norms for wanted positions only:
/// same numbers, less work.
struct EncoderWanted {
    enum class Last { All, First, Positions };
    Last last = Last::All;
    at::Tensor positions;      ///< [P] int64, flat b * T + t, for Last::Positions
    bool hiddenStates = false; ///< every layer's output for every position (implies Last::All)
    bool attention = false;    ///< weights of every layer (implies Last::All; slow path)
    /// The word embeddings' gradient as a sparse addend. Only where the tied masked-language head adds a dense gradient in the
    /// same backward pass: it saves a second gradient of the table's size.
    bool sparseWordGradient = false;
};

struct EncoderOutput {
    at::Tensor last;                      ///< All: [B, T, hidden]; First: [B, hidden]; Positions: [P, hidden]
    std::vector<at::Tensor> hiddenStates; ///< L + 1 of [B, T, hidden], embeddings first
    std::vector<at::Tensor> attention;    ///< L of [B, H, T, K + T], prompt columns first
};

/// BERT's post-norm encoder with soft prompts: text queries attend to [prompt keys; text keys] in every layer. Prompts get no
/// position and no embedding norm. Parameters carry Hugging Face names ("embeddings.word_embeddings.weight", ...).
class BertEncoderImpl : public torch::nn::Module {
public:
    /// positionShift is added to every text position (0, or K for the reference's behaviour).
    BertEncoderImpl(const PlmConfig& config, std::int64_t positionShift);
    ~BertEncoderImpl() override;

    EncoderOutput forward(const TokenBatch& tokens, const PromptPrefix& prefix, const EncoderWanted& wanted);
    /// Dropout of hidden states in training; the configuration's own until it is set.
    void setDropout(double probability);
    [[nodiscard]] const PlmConfig& config() const { return m_config; }
    /// [vocabulary, hidden], shared with the masked-language head.
    [[nodiscard]] at::Tensor wordEmbeddings() const;

private:
    struct Parts;
    void checkShapes(const TokenBatch& tokens, const PromptPrefix& prefix) const;
    [[nodiscard]] at::Tensor embed(const TokenBatch& tokens, bool sparseWordGradient);

    PlmConfig m_config;
    std::int64_t m_positionShift;
    std::unique_ptr<Parts> m_parts;
};
TORCH_MODULE(BertEncoder);

} // namespace cpw::plm
