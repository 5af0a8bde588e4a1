// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/embedded_input.h"

#include "core/nn/distinct_linear.h"
#include "core/nn/dropout.h"
#include "core/nn/eight_lanes.h"
#include "core/nn/float_on_processor.h"

#include <utility>

namespace cpw::nn {

EmbeddedInput::EmbeddedInput(EmbeddingTable table, const FieldBatch& batch, double dropout, bool isTraining)
    : m_table(std::move(table)), m_batch(batch), m_dropout(dropout), m_isTraining(isTraining) {}

const at::Tensor& EmbeddedInput::fields() {
    if (!m_fields.defined())
        m_fields = nn::dropout(m_table->lookup(m_batch), m_dropout, m_isTraining);
    return m_fields;
}

const IdGroups* EmbeddedInput::groups() {
    if (!std::exchange(m_areGroupsKnown, true) && m_table->takesStepRows(m_batch) && !m_batch.bags.fields.defined() &&
        (m_dropout == 0 || !m_isTraining)) {
        const auto& rows = m_table->stepRowsOf(m_batch); // [U, D]
        if (isPlainFloat(rows) && rows.size(1) % kLanes == 0 &&
            isDistinctWorthwhile(rows.size(0), m_batch.ids.size(0), m_batch.ids.size(1), rows.size(1)))
            m_groups = groupIds(m_batch.inverse, rows.size(0));
    }
    return m_groups ? &*m_groups : nullptr;
}

bool EmbeddedInput::isByDistinctIds(const Linear& layer) {
    const auto& weight = layer->weight;
    return !isAutocastOnProcessor() && isPlainFloat(weight) && weight.size(0) % kLanes == 0 && groups();
}

at::Tensor EmbeddedInput::linear(const Linear& layer) {
    if (!isByDistinctIds(layer))
        return layer->forward(flat());
    return distinctLinear(m_table->stepRowsOf(m_batch), *groups(), layer->weight, layer->bias, /*isRelu=*/false);
}

at::Tensor EmbeddedInput::linearRelu(const Linear& layer) {
    if (!isByDistinctIds(layer))
        return nn::linearRelu(flat(), layer->weight, layer->bias);
    return distinctLinear(m_table->stepRowsOf(m_batch), *groups(), layer->weight, layer->bias, /*isRelu=*/true);
}

} // namespace cpw::nn
