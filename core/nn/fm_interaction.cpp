// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/fm_interaction.h"

namespace cpw::nn {

at::Tensor fmInteraction(const at::Tensor& embeddings) {
    const auto squareOfSum = embeddings.sum(1).square();    // [B, D]
    const auto sumOfSquares = embeddings.square().sum(1);   // [B, D]
    return (squareOfSum - sumOfSquares).sum(1, true) * 0.5; // [B, 1]
}

} // namespace cpw::nn
