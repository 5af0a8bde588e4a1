// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/split.h"
#include "core/data/table.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cpw::data {

/// One field of the CTR side. Its values have local ids 0..size-1; local id 0 is out-of-vocabulary. Global id = offset + local.
struct EncodedField {
    std::string name;
    std::int32_t size = 0;
    std::int32_t offset = 0;
};

/// What a model trains on, built once and never changed: global ids of every row, labels, split. Shared by const pointer
/// between the preparer and the trainer; safe to read from any thread.
struct EncodedDataset {
    std::shared_ptr<const Table> table; ///< the used columns in field order; row numbers below are rows of this table
    std::vector<EncodedField> fields;
    std::vector<std::int32_t> fieldIds; ///< [rows, fields], row-major, global ids
    std::span<const float> labels;      ///< [rows], 0 or 1; points into `table`
    Split split;
    std::string fingerprint; ///< of content, label rule, split and vocabulary rule

    [[nodiscard]] std::size_t rows() const { return labels.size(); }
    [[nodiscard]] std::size_t fieldCount() const { return fields.size(); }
    [[nodiscard]] std::int32_t featureCount() const { return fields.empty() ? 0 : fields.back().offset + fields.back().size; }
    [[nodiscard]] std::span<const std::int32_t> rowIds(std::size_t row) const {
        return std::span(fieldIds).subspan(row * fields.size(), fields.size());
    }
};

} // namespace cpw::data
