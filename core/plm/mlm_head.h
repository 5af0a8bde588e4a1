// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/layer_norm.h"
#include "core/nn/linear.h"
#include "core/plm/masked_cross_entropy.h"
#include "core/plm/plm_config.h"

namespace cpw::plm {

/// BERT's masked-language head: Linear, activation, layer norm, then a decoder that is the word-embedding table itself, plus a
/// bias. It sees the wanted positions only. Names: "dense.*", "layer_norm.*", "bias" [V]. Used on the trainer thread.
class MlmHeadImpl : public torch::nn::Module {
public:
    explicit MlmHeadImpl(const PlmConfig& config);

    /// Sum of the cross entropies. hidden [P, hidden], wordEmbeddings [V, hidden], targets [P].
    CrossEntropy loss(const at::Tensor& hidden, const at::Tensor& wordEmbeddings, const at::Tensor& targets, bool wantsCorrect);
    /// All logits [P, V], for showing predictions.
    at::Tensor logits(const at::Tensor& hidden, const at::Tensor& wordEmbeddings);

private:
    [[nodiscard]] at::Tensor transform(const at::Tensor& hidden);

    std::string m_activation;
    nn::Linear m_dense;
    nn::LayerNorm m_norm;
    at::Tensor m_bias; ///< [V]
    LogitBuffer m_buffer;
};
TORCH_MODULE(MlmHead);

} // namespace cpw::plm
