// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/encoded_dataset.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace cpw::test {

/// A data set of texts, [fields][rows], all rows in the training part unless given.
inline std::shared_ptr<const data::EncodedDataset> textDataset(const std::vector<std::string>& names,
                                                               const std::vector<std::vector<std::string>>& columns,
                                                               std::vector<std::uint32_t> trainingRows = {}) {
    auto table = std::make_shared<data::Table>();
    const std::size_t rows = columns.front().size();
    for (std::size_t f = 0; f < names.size(); ++f) {
        std::map<std::string, std::int32_t> known;
        std::vector<std::uint64_t> offsets{0};
        std::string bytes;
        std::vector<std::int32_t> codes;
        for (const std::string& text : columns[f]) {
            const auto [found, isNew] = known.emplace(text, static_cast<std::int32_t>(known.size()));
            if (isNew) {
                bytes += text;
                offsets.push_back(bytes.size());
            }
            codes.push_back(found->second);
        }
        table->columns.push_back({names[f], data::StringPool(offsets, bytes), data::Numbers<std::int32_t>(codes)});
    }
    table->labels = data::Numbers<float>(std::vector<float>(rows, 0.0F));
    auto dataset = std::make_shared<data::EncodedDataset>();
    if (trainingRows.empty())
        for (std::uint32_t row = 0; row < rows; ++row)
            trainingRows.push_back(row);
    dataset->split.train = std::move(trainingRows);
    dataset->labels = table->labels.span();
    dataset->table = std::move(table);
    return dataset;
}

} // namespace cpw::test
