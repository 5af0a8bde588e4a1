// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/fm_interaction.h"

namespace cpw::nn {

at::Tensor biInteraction(const at::Tensor& embeddings) {
    const auto squareOfSum = embeddings.sum(1).square();  // [B, D]
    const auto sumOfSquares = embeddings.square().sum(1); // [B, D]
    return (squareOfSum - sumOfSquares) * 0.5;            // [B, D]
}

at::Tensor fmInteraction(const at::Tensor& embeddings) {
    return biInteraction(embeddings).sum(1, true); // [B, 1]
}

} // namespace cpw::nn
