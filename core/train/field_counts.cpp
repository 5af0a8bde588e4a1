// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/field_counts.h"

#include "core/base/expects.h"
#include "core/text/token_store.h"

#include <algorithm>

namespace cpw::train {

void FieldCounts::add(std::span<const std::int16_t> parts, const bool* isCorrect) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        expects(parts[i] >= text::kTemplateText, "a masked token of part {}", parts[i]);
        const auto place = static_cast<std::size_t>(parts[i] - text::kTemplateText);
        if (place >= m_counts.size())
            m_counts.resize(place + 1);
        ++m_counts[place].masked;
        m_counts[place].correct += isCorrect[i] ? 1 : 0;
    }
}

void FieldCounts::add(const FieldCounts& other) {
    m_counts.resize(std::max(m_counts.size(), other.m_counts.size()));
    for (std::size_t i = 0; i < other.m_counts.size(); ++i) {
        m_counts[i].masked += other.m_counts[i].masked;
        m_counts[i].correct += other.m_counts[i].correct;
    }
}

std::vector<NamedValue> FieldCounts::accuracies(const std::string& name, const std::vector<std::string>& fieldNames) const {
    const bool isTextAField = std::ranges::find(fieldNames, "text") != fieldNames.end();
    std::vector<NamedValue> values;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i].masked == 0)
            continue;
        const auto part = i > 0 ? fieldNames.at(i - 1) : std::string(isTextAField ? "template_text" : "text");
        values.push_back({name + "/" + part, static_cast<double>(m_counts[i].correct) / static_cast<double>(m_counts[i].masked)});
    }
    return values;
}

std::vector<double> FieldCounts::state() const {
    std::vector<double> values;
    for (const auto& count : m_counts) {
        values.push_back(static_cast<double>(count.masked));
        values.push_back(static_cast<double>(count.correct));
    }
    return values;
}

void FieldCounts::restore(std::span<const double> state) {
    m_counts.assign(state.size() / 2, {});
    for (std::size_t i = 0; i < m_counts.size(); ++i)
        m_counts[i] = {static_cast<std::int64_t>(state[2 * i]), static_cast<std::int64_t>(state[2 * i + 1])};
}

} // namespace cpw::train
