// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/linear.h"

namespace cpw::nn {

/// Feature selection of FinalMLP (Mao et al. 2023, equations 5 and 6): twice the sigmoid of a small network over a context, one
/// factor for each number of the flat embeddings. The context is given, or a learnt vector where `contextSize` is 0.
/// Names: "0.weight" [hidden, context], "0.bias", "1.weight" [out, hidden], "1.bias", "context" [1, D] where learnt.
class FeatureGateImpl : public torch::nn::Module {
public:
    FeatureGateImpl(std::int64_t contextSize, std::int64_t learntSize, std::int64_t hidden, std::int64_t outputSize);

    /// Context [B, context], undefined where it is learnt, to [B, out] or [1, out].
    at::Tensor forward(const at::Tensor& context);

private:
    at::Tensor m_context; ///< undefined where the context is given
    Linear m_hidden;
    Linear m_output;
};
TORCH_MODULE(FeatureGate);

} // namespace cpw::nn
