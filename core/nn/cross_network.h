// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/embedded_input.h"

#include <vector>

namespace cpw::nn {

/// The cross layers of DCN-V2 with full-rank weights: x' = x + x0 * (W x + b), elementwise product (Wang et al. 2021, equation
/// 1). Layers are numbered: "0.weight" [size, size], "0.bias" [size] ...
class CrossNetworkImpl : public torch::nn::Module {
public:
    CrossNetworkImpl(std::int64_t size, std::int64_t layers);

    /// [B, size] to [B, size].
    at::Tensor forward(const at::Tensor& input);
    /// The same over the flattened embeddings.
    at::Tensor forward(EmbeddedInput& input);
    /// The same by LibTorch's operations alone: what `forward` does for small or other inputs, and what it is tested against.
    [[nodiscard]] at::Tensor forwardByLayers(const at::Tensor& input) const;

private:
    /// Layers from `first` on, of what the ones before gave.
    at::Tensor throughLayers(std::size_t first, at::Tensor crossed, const at::Tensor& input) const;

    std::vector<Linear> m_layers;
};
TORCH_MODULE(CrossNetwork);

} // namespace cpw::nn
