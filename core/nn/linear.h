// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/matrix_product.h"
#include "core/nn/torch_pch.h"

namespace cpw::nn {

enum class Bias { With, Without };

/// y = x W^T + b. A module of our own because torch/nn/modules triples the compile time of a unit.
/// Starts with Xavier-normal weights and a zero bias. Checkpoint names: "weight" [out, in], "bias" [out].
class LinearImpl : public torch::nn::Module {
public:
    LinearImpl(std::int64_t inputSize, std::int64_t outputSize, Bias biasKind = Bias::With);

    /// [..., in] to [..., out].
    at::Tensor forward(const at::Tensor& input) const { return nn::linear(input, weight, bias); }
    void reset();
    /// BERT's start: normal weights, zero bias.
    void reset(double spread);

    at::Tensor weight; ///< [out, in]
    at::Tensor bias;   ///< [out], undefined without bias
};
TORCH_MODULE(Linear);

} // namespace cpw::nn
