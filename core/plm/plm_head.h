// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/linear.h"

namespace cpw::plm {

/// Click logit from the pooled text: Linear, tanh, Linear. Names: "dense.weight", "dense.bias", "output.weight", "output.bias".
class PlmHeadImpl : public torch::nn::Module {
public:
    explicit PlmHeadImpl(std::int64_t hidden) : m_dense(hidden, hidden), m_output(hidden, 1) {
        register_module("dense", m_dense);
        register_module("output", m_output);
    }

    /// [B, hidden] to [B].
    at::Tensor forward(const at::Tensor& pooled) { return m_output->forward(at::tanh(m_dense->forward(pooled))).squeeze(1); }

private:
    nn::Linear m_dense;
    nn::Linear m_output;
};
TORCH_MODULE(PlmHead);

} // namespace cpw::plm
