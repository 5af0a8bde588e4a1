// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/field_embedding.h"

#include "core/base/expects.h"
#include "core/nn/huge_pages.h"
#include "core/nn/init.h"
#include "core/nn/row_gather.h"

namespace cpw::nn {

EmbeddingTableImpl::EmbeddingTableImpl(std::int64_t rows, std::int64_t width, double spread) {
    table = register_parameter("table", at::empty({rows, width}), /*requires_grad=*/false);
    preferHugePages(table);
    initNormal(table, spread);
}

bool EmbeddingTableImpl::takesStepRows(const FieldBatch& batch) const {
    return !m_given.defined() && batch.uniqueIds.defined() && at::GradMode::is_enabled();
}

const at::Tensor& EmbeddingTableImpl::stepRowsOf(const FieldBatch& batch) {
    if (!m_stepRows.defined()) {
        m_stepIds = batch.uniqueIds;
        m_stepRows = table.detach().index_select(0, m_stepIds).set_requires_grad(true); // [U, width]
    }
    expects(m_stepIds.is_same(batch.uniqueIds) || at::equal(m_stepIds, batch.uniqueIds),
            "a lookup with {} distinct ids in a step that gathered {} others; endStep comes first", batch.uniqueIds.size(0),
            m_stepIds.size(0));
    return m_stepRows;
}

at::Tensor EmbeddingTableImpl::lookup(const FieldBatch& batch) {
    if (m_given.defined())
        return m_given;
    if (takesStepRows(batch))
        return gather(stepRowsOf(batch), batch.inverse, batch.bags, batch.bags.inverse);
    return gather(table, batch.ids, batch.bags, batch.bags.ids);
}

at::Tensor EmbeddingTableImpl::gather(const at::Tensor& rows, const at::Tensor& ids, const FieldBags& bags,
                                      const at::Tensor& bagIds) {
    auto embedded = gatherRows(rows, ids); // [B, F, width]
    if (!bags.fields.defined())
        return embedded;
    static constexpr std::int64_t kSum = 0; // a mode of embedding_bag, the one that takes weights
    const auto pooled =
        std::get<0>(at::embedding_bag(rows, bagIds, bags.offsets, /*scale_grad_by_freq=*/false, kSum, /*sparse=*/false,
                                      bags.weights.to(rows.scalar_type()))); // [B * V, width]
    // In place: nothing else holds the rows just gathered, and the first ids of the lists get a zero gradient by it.
    return embedded.index_copy_(1, bags.fields, pooled.view({ids.size(0), bags.fields.size(0), rows.size(1)})); // [B, F, width]
}

void EmbeddingTableImpl::endStep() {
    m_stepRows = at::Tensor();
    m_stepIds = at::Tensor();
}

} // namespace cpw::nn
