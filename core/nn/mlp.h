// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/linear.h"

#include <vector>

namespace cpw::nn {

/// A tower: for each width Linear, relu, dropout; the last layer too. Its layers are numbered: "0.weight", "0.bias", "1.weight"
/// ...
class MlpImpl : public torch::nn::Module {
public:
    MlpImpl(std::int64_t inputSize, const std::vector<std::int64_t>& widths);

    /// [B, in] to [B, last width].
    at::Tensor forward(at::Tensor input);
    void setDropout(double probability) { m_dropout = probability; }
    [[nodiscard]] std::int64_t outputSize() const { return m_outputSize; }

private:
    std::vector<Linear> m_layers;
    std::int64_t m_outputSize;
    double m_dropout = 0;
};
TORCH_MODULE(Mlp);

} // namespace cpw::nn
