// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// The lists of the multi-value fields of a batch. V such fields, B x V lists in row order, M ids in all of them.
struct FieldBags {
    at::Tensor fields;  ///< [V] int64, places among the F fields
    at::Tensor ids;     ///< [M] int64, global ids
    at::Tensor inverse; ///< [M] int64: ids = uniqueIds[inverse]; defined when uniqueIds is
    at::Tensor offsets; ///< [B * V] int64, where each list begins
    at::Tensor weights; ///< [M] float: 1 to sum a list, 1 / its length for the mean
};

/// The ids of a batch as the CTR side reads them. B batch, F fields, U distinct ids.
struct FieldBatch {
    at::Tensor ids;       ///< [B, F] int64, global ids
    at::Tensor uniqueIds; ///< [U] int64, ascending; undefined in evaluation and with dense updates
    at::Tensor inverse;   ///< [B, F] int64: ids = uniqueIds[inverse]; defined when uniqueIds is
    FieldBags bags = {};  ///< undefined without multi-value fields; these have their first id in `ids`
};

/// One table over all fields with row-wise training: a step touches the rows of its batch only, never the whole table.
/// beginStep gathers them into a small leaf; backward fills that leaf's gradient; the optimiser writes the rows back.
/// Owned by a backbone, used on the trainer thread. Checkpoint name: "table" [rows, width].
class EmbeddingTableImpl : public torch::nn::Module {
public:
    /// Normal with standard deviation `spread`; 0 leaves zeros.
    EmbeddingTableImpl(std::int64_t rows, std::int64_t width, double spread);

    /// [B, F, width]. With uniqueIds defined and gradients on: through the gathered rows of this step, which the first lookup
    /// of a step makes; otherwise straight from the table. A multi-value field has the weighted sum of its list's rows, zeros for
    /// an empty list.
    at::Tensor lookup(const FieldBatch& batch);
    /// Whether a lookup of this batch goes through the gathered rows of the step.
    [[nodiscard]] bool takesStepRows(const FieldBatch& batch) const;
    /// The leaf [U, width] of the step of such a batch; its gradient is filled by backward.
    const at::Tensor& stepRowsOf(const FieldBatch& batch);
    /// From now on lookups give this [B, F, width] whatever their ids; an undefined tensor ends it. For inspection only: it is how
    /// a gradient by the embeddings of a row is taken.
    void setGiven(at::Tensor embedded) { m_given = std::move(embedded); }
    /// Drops the gathered rows; call after each optimiser step (or before the first lookup of a step).
    void endStep();
    /// The leaf [U, width] of this step, or undefined.
    const at::Tensor& stepRows() const { return m_stepRows; }
    const at::Tensor& stepIds() const { return m_stepIds; }

    at::Tensor table; ///< [rows, width]; requires_grad only with dense updates

private:
    static at::Tensor gather(const at::Tensor& rows, const at::Tensor& ids, const FieldBags& bags, const at::Tensor& bagIds);

    at::Tensor m_given;
    at::Tensor m_stepRows;
    at::Tensor m_stepIds;
};
TORCH_MODULE(EmbeddingTable);

} // namespace cpw::nn
