// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/attention_rows.h"
#include "core/nn/linear.h"

namespace cpw::nn {

struct FieldAttentionOptions {
    std::int64_t inputSize = 0;
    std::int64_t heads = 1;
    std::int64_t headSize = 32;
    bool hasResidual = true;
    bool isScaled = false; ///< scores divided by the root of the head size
};

/// One interacting layer of AutoInt (Song et al. 2019, equations 5 to 8): self-attention over the fields, plus the input (through
/// its own map when the sizes differ), then relu. Names: "query.weight", "key.weight", "value.weight", "residual.weight".
class FieldAttentionImpl : public torch::nn::Module {
public:
    explicit FieldAttentionImpl(const FieldAttentionOptions& options);

    /// [B, F, in] to [B, F, heads * headSize].
    at::Tensor forward(const at::Tensor& input);
    /// The same by LibTorch's operations: what `forward` does for other types, devices and sizes, and what it is tested against.
    at::Tensor forwardByTensors(const at::Tensor& input);

private:
    [[nodiscard]] double scale() const;
    [[nodiscard]] at::Tensor joinedMaps(AttentionKeys keys) const;
    [[nodiscard]] at::Tensor splitHeads(const at::Tensor& projected) const;

    FieldAttentionOptions m_options;
    Linear m_query;
    Linear m_key;
    Linear m_value;
    Linear m_residual{nullptr};
};
TORCH_MODULE(FieldAttention);

} // namespace cpw::nn
