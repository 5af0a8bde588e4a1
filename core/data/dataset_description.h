// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/encoded_dataset.h"

#include <string>
#include <vector>

namespace cpw::data {

struct FieldDescription {
    std::string name;
    std::size_t distinctValues = 0; ///< among all rows
    std::size_t vocabularySize = 0; ///< ids the model has, out-of-vocabulary included
    double coverage = 0;            ///< share of rows whose value is not empty
    std::string mostFrequentValue;
    double mostFrequentShare = 0; ///< among all rows
    double unseenTestShare = 0;   ///< share of test rows whose value is out-of-vocabulary
};

struct PartDescription {
    std::string name; ///< "train", "validation", "test"
    std::size_t rows = 0;
    std::size_t positives = 0;
    [[nodiscard]] double positiveRate() const {
        return rows == 0 ? 0 : static_cast<double>(positives) / static_cast<double>(rows);
    }
};

struct SampleRow {
    std::size_t row = 0;
    bool isPositive = false;
    std::vector<std::string> values; ///< in field order
};

/// What `data describe` and the data page show.
struct DatasetDescription {
    std::string title;
    std::string fingerprint;
    std::size_t rows = 0;
    std::size_t features = 0; ///< ids of all fields together
    std::vector<FieldDescription> fields;
    std::vector<PartDescription> parts;
    std::vector<SampleRow> sampleRows;
    std::vector<std::string> notes; ///< what is likely a mistake: a part without rows, labels of one kind only
};

/// `sampleRows` rows are taken at equal distances from the training part.
[[nodiscard]] DatasetDescription describeDataset(const EncodedDataset& dataset, std::size_t sampleRows = 5);

} // namespace cpw::data
