// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/layer_norm.h"
#include "core/nn/linear.h"

namespace cpw::nn {

struct TransformerLayerOptions {
    std::int64_t size = 0; ///< a multiple of the heads
    std::int64_t heads = 1;
    std::int64_t feedForward = 0;
    bool normsFirst = true; ///< before the two branches; otherwise after each sum
};

/// A transformer layer over the fields (Vaswani et al. 2017), relu inside the feed-forward part. Names: "attention.in.weight"
/// [3D, D] (query, key, value), "attention.in.bias", "attention.out.*", "norm1.*", "norm2.*", "feed_forward.0.*",
/// "feed_forward.1.*".
class TransformerLayerImpl : public torch::nn::Module {
public:
    explicit TransformerLayerImpl(const TransformerLayerOptions& options);

    /// [B, F, D] to [B, F, D].
    at::Tensor forward(const at::Tensor& input, double dropout);

private:
    [[nodiscard]] at::Tensor attend(const at::Tensor& input);

    TransformerLayerOptions m_options;
    Linear m_in;
    Linear m_out;
    LayerNorm m_norm1;
    LayerNorm m_norm2;
    Linear m_widen;
    Linear m_narrow;
};
TORCH_MODULE(TransformerLayer);

} // namespace cpw::nn
