// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/fixed_tensor.h"

namespace cpw::nn {

/// The pairs i < j of F fields in row-major order of the upper triangle: (0, 1), (0, 2) ... (F - 2, F - 1). P pairs.
class FieldPairs {
public:
    explicit FieldPairs(std::int64_t fields);

    [[nodiscard]] static std::int64_t count(std::int64_t fields) { return fields * (fields - 1) / 2; }
    [[nodiscard]] const at::Tensor& first(c10::Device device) { return m_first.on(device); }   // [P] int64, i
    [[nodiscard]] const at::Tensor& second(c10::Device device) { return m_second.on(device); } // [P] int64, j

    /// Inner product of each pair (Qu et al. 2016, equation 5). [B, F, D] to [B, P].
    [[nodiscard]] at::Tensor innerProducts(const at::Tensor& embeddings);
    /// [embeddings; inner products] of the parts [B, F', D] together, whose F' add up to F: [B, F * D + P].
    [[nodiscard]] at::Tensor withInnerProducts(at::TensorList parts);
    /// The same by LibTorch's operations: for other types and devices, and what it is tested against.
    [[nodiscard]] at::Tensor withInnerProductsByTensors(at::TensorList parts);

private:
    FixedTensor m_first;
    FixedTensor m_second;
    FixedTensor m_upper;    // [P] place of a pair in a flat [F, F]
    FixedTensor m_mirrored; // [F * F] number of the pair at a place, below the diagonal too; P on the diagonal
};

} // namespace cpw::nn
