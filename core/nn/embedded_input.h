// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/field_embedding.h"
#include "core/nn/id_groups.h"
#include "core/nn/linear.h"

#include <optional>

namespace cpw::nn {

/// The embeddings of a batch as the input of layers. They are looked up when somebody asks for them; linear layers over all of
/// them go by distinct ids instead (distinct_linear.h) while a step trains rows of the table and nothing is dropped. For one
/// forward pass.
class EmbeddedInput {
public:
    /// Dropout as nn::dropout.
    EmbeddedInput(EmbeddingTable table, const FieldBatch& batch, double dropout, bool isTraining);

    /// [B, F, D]
    const at::Tensor& fields();
    /// [B, F * D]
    [[nodiscard]] at::Tensor flat() { return fields().flatten(1); }

    /// Whether `linear` of this layer goes by distinct ids.
    [[nodiscard]] bool isByDistinctIds(const Linear& layer);
    /// The layer over `flat`, [B, out].
    [[nodiscard]] at::Tensor linear(const Linear& layer);
    /// relu of the same.
    [[nodiscard]] at::Tensor linearRelu(const Linear& layer);

private:
    /// Null where the batch, the table or the settings want the embeddings themselves.
    const IdGroups* groups();

    EmbeddingTable m_table;
    FieldBatch m_batch;
    double m_dropout;
    bool m_isTraining;
    at::Tensor m_fields;
    std::optional<IdGroups> m_groups;
    bool m_areGroupsKnown = false;
};

} // namespace cpw::nn
