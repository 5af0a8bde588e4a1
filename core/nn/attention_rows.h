// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

/// What is added to the attention before the relu.
enum class AttentionResidual { None, Input, Mapped };

/// Where the scores of a head come from.
enum class AttentionKeys {
    Mapped, ///< query . key, both mapped from the input
    Input   ///< the same as x^T M x' with M = Wq^T Wk: the query x^T M meets the input itself, which saves the map of the keys
};

/// Sizes of an interacting layer. Its maps stand side by side in one matrix: query, key if mapped, value and, if it has one, the
/// residual map.
struct AttentionShape {
    std::int64_t fields = 0;    ///< F
    std::int64_t inputSize = 0; ///< in
    std::int64_t heads = 1;
    std::int64_t headSize = 0;
    AttentionResidual residual = AttentionResidual::Input;
    AttentionKeys keys = AttentionKeys::Mapped;
    float scale = 1; ///< of the scores

    [[nodiscard]] std::int64_t size() const { return heads * headSize; }                                         // S
    [[nodiscard]] std::int64_t keySize() const { return keys == AttentionKeys::Input ? inputSize : headSize; }   // of a head
    [[nodiscard]] std::int64_t valueAt() const { return heads * (keys == AttentionKeys::Input ? inputSize : 2 * headSize); }
    [[nodiscard]] std::int64_t residualAt() const { return valueAt() + size(); }
    [[nodiscard]] std::int64_t width() const { return residualAt() + (residual == AttentionResidual::Mapped ? size() : 0); } // W
    [[nodiscard]] std::int64_t paddedFields() const;                                                              // F'
    [[nodiscard]] std::int64_t weightCount() const { return heads * fields * paddedFields(); }                    // of a row
    /// Rows that are worked on together: their numbers stay in the caches.
    [[nodiscard]] std::int64_t blockRows() const { return fields < 64 ? 64 / fields : 1; }
};

/// The layer of some rows B, from the input to the relu. in and headSize are multiples of eight.
struct AttentionForward {
    const float* input;         ///< [B, F, in]
    const float* mapTransposed; ///< [in, W]
    float* projected;           ///< [B, F, W]
    float* weights;             ///< [B, heads, F, F'] softmax of the scores, 0 beyond F
    float* output;              ///< [B, F, S]
};

/// Back through the same rows.
struct AttentionBackward {
    const float* input;
    const float* map; ///< [W, in]
    const float* projected;
    const float* weights;
    const float* output;
    const float* gradient; ///< [B, F * S] with rows gradientStride apart
    std::int64_t gradientStride;
    float* ofInput;         ///< [B, F, in]
    float* ofMapTransposed; ///< [in, W], added to
};

/// Numbers that the functions below want for themselves; zeros before the first call, then left as they are.
[[nodiscard]] std::int64_t forwardScratch(const AttentionShape& shape);
[[nodiscard]] std::int64_t backwardScratch(const AttentionShape& shape);

/// At most blockRows rows.
void attendForward(const AttentionShape& shape, const AttentionForward& at, std::int64_t rows, float* scratch);
void attendBackward(const AttentionShape& shape, const AttentionBackward& at, std::int64_t rows, float* scratch);

} // namespace cpw::nn
