// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/encoded_dataset.h"
#include "core/data/row_pages.h"
#include "core/spec/stage_spec.h"
#include "core/text/token_store.h"
#include "core/train/host_batch.h"

#include <memory>
#include <optional>
#include <vector>

namespace cpw::train {

/// What a stage reads of a row.
struct CollatorOptions {
    bool withTokens = false;
    bool withUniqueIds = false;               ///< row-wise embedding updates
    std::optional<spec::MaskingSpec> masking = std::nullopt; ///< PA-MLM
    std::uint64_t seed = 1; ///< of the masks and of the order of fields
    bool shufflesFields = false; ///< a new order of the sentence's fields at each visit
};

/// Row numbers to micro-batches. Keeps scratch memory: one collator for each thread. Never calls torch.
class Collator {
public:
    Collator(std::shared_ptr<const data::EncodedDataset> dataset, std::shared_ptr<const text::TokenStore> tokens,
             const CollatorOptions& options);

    /// `visit` (the epoch) picks the masks and the order of fields.
    [[nodiscard]] HostStep step(const std::vector<std::vector<std::uint32_t>>& microBatches, std::int64_t index, std::int64_t visit);

private:
    [[nodiscard]] HostBatch batch(const std::vector<std::uint32_t>& rows, std::int64_t visit);
    void addFields(HostBatch& batch);
    void addBags(HostBatch& batch) const;
    void addTokens(HostBatch& batch, std::int64_t visit);
    void assembleTokens(std::uint32_t row, std::int64_t visit);
    void maskTokens(HostBatch& batch, std::uint32_t row, std::int64_t visit, std::int64_t firstPosition);
    void addUniqueIds(HostStep& step);

    std::shared_ptr<const data::EncodedDataset> m_dataset;
    std::shared_ptr<const text::TokenStore> m_tokens;
    CollatorOptions m_options;
    std::vector<std::int32_t> m_slotOfId; ///< [features], -1 = not in this step
    std::vector<double> m_fieldRates;     ///< of the masking, by field; empty when no field has its own
    data::RowPages m_pages;
    std::vector<std::int32_t> m_fieldIds; ///< scratch of one row
    std::vector<std::int32_t> m_rowIds;   ///< scratch of one row
    std::vector<std::int16_t> m_rowFields;
};

} // namespace cpw::train
