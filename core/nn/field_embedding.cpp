// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/field_embedding.h"

#include "core/base/expects.h"
#include "core/nn/init.h"

namespace cpw::nn {

EmbeddingTableImpl::EmbeddingTableImpl(std::int64_t rows, std::int64_t width, double spread) {
    table = register_parameter("table", at::empty({rows, width}), /*requires_grad=*/false);
    initNormal(table, spread);
}

at::Tensor EmbeddingTableImpl::lookup(const FieldBatch& batch) {
    if (!batch.uniqueIds.defined() || !at::GradMode::is_enabled())
        return at::embedding(table, batch.ids); // [B, F, width]
    if (!m_stepRows.defined()) {
        m_stepIds = batch.uniqueIds;
        m_stepRows = table.detach().index_select(0, m_stepIds).set_requires_grad(true); // [U, width]
    }
    expects(m_stepIds.is_same(batch.uniqueIds) || at::equal(m_stepIds, batch.uniqueIds),
            "a lookup with {} distinct ids in a step that gathered {} others; endStep comes first", batch.uniqueIds.size(0),
            m_stepIds.size(0));
    return at::embedding(m_stepRows, batch.inverse); // [B, F, width]
}

void EmbeddingTableImpl::endStep() {
    m_stepRows = at::Tensor();
    m_stepIds = at::Tensor();
}

} // namespace cpw::nn
