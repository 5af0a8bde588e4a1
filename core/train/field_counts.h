// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/model_choice.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cpw::train {

/// Masked tokens and right first choices of each part of the sentence: the template's words and each field.
class FieldCounts {
public:
    /// Makes room for as many parts as needed. `parts` as HostBatch::maskedFields; `isCorrect` has as many entries.
    void add(std::span<const std::int16_t> parts, const bool* isCorrect);
    void add(const FieldCounts& other);

    /// "<name>/<field>" for each part with masked tokens, "<name>/text" for the template's words ("<name>/template_text" where a
    /// field is called text).
    [[nodiscard]] std::vector<NamedValue> accuracies(const std::string& name, const std::vector<std::string>& fieldNames) const;

    [[nodiscard]] std::vector<double> state() const; ///< pairs of counts
    void restore(std::span<const double> state);
    bool operator==(const FieldCounts&) const = default;

private:
    struct Count {
        std::int64_t masked = 0;
        std::int64_t correct = 0;
        bool operator==(const Count&) const = default;
    };
    std::vector<Count> m_counts; ///< template first, then fields by number
};

} // namespace cpw::train
