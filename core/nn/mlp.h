// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/activation.h"
#include "core/nn/batch_norm.h"
#include "core/nn/embedded_input.h"

#include <vector>

namespace cpw::nn {

struct MlpOptions {
    Activation activation = Activation::Relu;
    bool hasBatchNorm = false;
    double dropout = 0;
};

/// A tower: for each width Linear, batch norm when asked, activation, dropout; the last layer too. Its layers are numbered:
/// "0.weight", "0.bias", "1.weight" ..., their norms are "0.norm.weight" ...
class MlpImpl : public torch::nn::Module {
public:
    MlpImpl(std::int64_t inputSize, const std::vector<std::int64_t>& widths, const MlpOptions& options = {});

    /// [B, in] to [B, last width].
    at::Tensor forward(at::Tensor input);
    /// The same over the flattened embeddings.
    at::Tensor forward(EmbeddedInput& input);
    /// A probability above 0 takes the place of the options' dropout; 0 gives theirs back.
    void setDropout(double probability) { m_dropout = probability > 0 ? probability : m_options.dropout; }
    [[nodiscard]] std::int64_t outputSize() const { return m_outputSize; }

private:
    [[nodiscard]] bool hasFusedRelu() const { return !m_options.hasBatchNorm && m_options.activation == Activation::Relu; }
    /// What follows the product of a layer, which with a fused relu has it already.
    at::Tensor afterProduct(std::size_t layer, at::Tensor mapped);
    at::Tensor throughLayers(std::size_t first, at::Tensor input);

    MlpOptions m_options;
    std::vector<Linear> m_layers;
    std::vector<BatchNorm> m_norms; ///< one for each layer, or empty
    std::int64_t m_outputSize;
    double m_dropout;
};
TORCH_MODULE(Mlp);

} // namespace cpw::nn
