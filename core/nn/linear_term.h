// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/field_embedding.h"

namespace cpw::nn {

/// Logistic regression on ids: one weight for each id, summed over the fields, plus a bias. Starts at zero.
/// Deviation: the reference draws the weights; a linear term has no symmetry to break.
/// Checkpoint names: "table" [rows, 1], "bias" [1].
class LinearTermImpl : public EmbeddingTableImpl {
public:
    explicit LinearTermImpl(std::int64_t rows) : EmbeddingTableImpl(rows, 1, 0) {
        bias = register_parameter("bias", at::zeros({1}));
    }

    /// The weight of each field, [B, F].
    at::Tensor weights(const FieldBatch& batch) { return lookup(batch).squeeze(2); }
    /// [B, 1]
    at::Tensor forward(const FieldBatch& batch) { return lookup(batch).sum(1) + bias; }

    at::Tensor bias; ///< [1]
};
using LinearTerm = std::shared_ptr<LinearTermImpl>; // a holder would hide that it is an embedding table

[[nodiscard]] inline EmbeddingTable tableOf(const LinearTerm& term) {
    return EmbeddingTable(std::static_pointer_cast<EmbeddingTableImpl>(term));
}

} // namespace cpw::nn
