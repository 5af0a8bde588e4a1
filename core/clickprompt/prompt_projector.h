// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/linear.h"
#include "core/plm/plm_config.h"
#include "core/plm/soft_prompts.h"
#include "core/spec/model_spec.h"

namespace cpw::clickprompt {

/// What prompts must know of the language model.
struct PromptSizes {
    std::int64_t layers = 0;
    std::int64_t hidden = 0;
    std::int64_t heads = 0;

    [[nodiscard]] static PromptSizes of(const plm::PlmConfig& plm) { return {plm.layers, plm.hidden, plm.heads}; }
    /// Vectors of the hidden size that a row's prompts consist of: K for the form input, K * L for layer_hidden, K * 2L for
    /// prefix.
    [[nodiscard]] std::int64_t unitCount(const spec::PromptSpec& prompts) const;
};

/// Prompts as the two sides read them.
struct ProjectedPrompts {
    plm::SoftPrompts prompts;
    at::Tensor
        units; ///< [B, M, hidden], index k * 2L + 2l + s (prefix), k * L + l or k; undefined unless prompts.ctr_logit reads them
};

/// A two-layer network of its own for each prompt of each layer, as the paper's text has it: index l * K + k, N of them. Batched
/// products, no loop. Names: "hidden_weight" [N, H, R], "hidden_bias" [N, H], "output_weight" [N, w, H], "output_bias" [N, w],
/// where w is the hidden size H, and 2H for the form prefix: H keys, then H values.
class SeparateNetworksImpl : public torch::nn::Module {
public:
    SeparateNetworksImpl(std::int64_t networks, std::int64_t inputSize, std::int64_t hiddenSize, std::int64_t outputSize);

    /// [B, R] to [N, B, w].
    at::Tensor forward(const at::Tensor& representation);

private:
    at::Tensor m_hiddenWeight, m_hiddenBias, m_outputWeight, m_outputBias;
};
TORCH_MODULE(SeparateNetworks);

/// Makes the soft prompts of a row from its CTR representation. H hidden size, D head size, heads h.
/// shared: Linear, tanh, and one wide Linear whose output index is k * 2LH + (2l + s) * H + h * D + j for the form prefix, with s
/// 0 for keys and 1 for values; k * LH + l * H + h for layer_hidden; k * H + h for input. Names: "hidden.*", "output.*".
/// separate: SeparateNetworks under the name "separate".
class PromptProjectorImpl : public torch::nn::Module {
public:
    PromptProjectorImpl(std::int64_t representationSize, const spec::PromptSpec& prompts, const PromptSizes& sizes);

    /// From [B, R].
    ProjectedPrompts forward(const at::Tensor& representation);

private:
    [[nodiscard]] plm::SoftPrompts arrange(const at::Tensor& made) const;
    [[nodiscard]] plm::SoftPrompts arrangeShared(const at::Tensor& made) const;
    [[nodiscard]] plm::SoftPrompts arrangeSeparate(const at::Tensor& made) const;
    [[nodiscard]] at::Tensor unitsOf(const at::Tensor& made) const;

    spec::PromptSpec m_prompts;
    PromptSizes m_sizes;
    nn::Linear m_hidden{nullptr};
    nn::Linear m_output{nullptr};
    SeparateNetworks m_separate{nullptr};
};
TORCH_MODULE(PromptProjector);

} // namespace cpw::clickprompt
