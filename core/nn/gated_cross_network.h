// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/embedded_input.h"

#include <vector>

namespace cpw::nn {

/// The gated cross layers of GDCN: x' = x + x0 * (W x + b) * sigmoid(G x), elementwise products (Wang et al. 2023, equation 1).
/// Layers are numbered: "0.weight" [size, size], "0.bias" [size], "0.gate.weight" [size, size] ...
class GatedCrossNetworkImpl : public torch::nn::Module {
public:
    GatedCrossNetworkImpl(std::int64_t size, std::int64_t layers);

    /// [B, size] to [B, size].
    at::Tensor forward(EmbeddedInput& input);

private:
    std::vector<Linear> m_layers;
    std::vector<Linear> m_gates;
};
TORCH_MODULE(GatedCrossNetwork);

} // namespace cpw::nn
