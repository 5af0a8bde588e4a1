// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Gated recurrent unit (Cho et al. 2014) with torch's gate order reset, update, new. Input and state have the same size D.
/// Names: "weight_ih" [3D, D], "weight_hh" [3D, D], "bias_ih" [3D], "bias_hh" [3D].
class GruCellImpl : public torch::nn::Module {
public:
    explicit GruCellImpl(std::int64_t size);

    /// [N, D] and [N, D] to the new state [N, D].
    at::Tensor forward(const at::Tensor& input, const at::Tensor& state);

private:
    at::Tensor m_inputWeight;
    at::Tensor m_stateWeight;
    at::Tensor m_inputBias;
    at::Tensor m_stateBias;
};
TORCH_MODULE(GruCell);

} // namespace cpw::nn
