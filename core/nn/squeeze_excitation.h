// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/linear.h"

namespace cpw::nn {

/// Importance of each field from the means of all fields: relu(W2 relu(W1 z)), no biases (Huang et al. 2019, equations 3 and 4).
/// Names: "0.weight" [r, F], "1.weight" [F, r] with r the fields divided by the ratio, at least 1.
class SqueezeExcitationImpl : public torch::nn::Module {
public:
    SqueezeExcitationImpl(std::int64_t fields, std::int64_t ratio)
        : m_squeeze(register_module("0", Linear(fields, std::max<std::int64_t>(1, fields / ratio), Bias::Without))),
          m_excite(register_module("1", Linear(std::max<std::int64_t>(1, fields / ratio), fields, Bias::Without))) {}

    /// [B, F, D] to [B, F].
    at::Tensor forward(const at::Tensor& embeddings) {
        return at::relu(m_excite->forward(at::relu(m_squeeze->forward(embeddings.mean(2)))));
    }

private:
    Linear m_squeeze;
    Linear m_excite;
};
TORCH_MODULE(SqueezeExcitation);

} // namespace cpw::nn
