// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/run_values.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <variant>

namespace cpw::compare {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

RunValues::Column makeColumn(std::size_t count, const RunValues::RunAt& runAt, const RunKey& key) {
    RunValues::Column column;
    std::unordered_map<std::string, std::uint32_t> codes;
    for (std::size_t i = 0; i < count; ++i) {
        const RunValue value = runValue(runAt(i), key); // of one kind for all runs, or missing
        if (const auto* text = std::get_if<std::string>(&value)) {
            const auto [code, isNew] = codes.try_emplace(*text, static_cast<std::uint32_t>(column.texts.size()));
            if (isNew)
                column.texts.push_back(*text);
            column.codes.push_back(code->second);
        } else {
            const auto* number = std::get_if<double>(&value);
            column.numbers.push_back(number ? *number : kMissing);
        }
    }
    return column;
}

} // namespace

std::shared_ptr<const RunValues::Column> RunValues::column(const RunKey& key) const {
    const std::lock_guard lock(m_mutex);
    const auto known = std::find_if(m_columns.begin(), m_columns.end(), [&](const auto& one) { return one.first == key; });
    if (known != m_columns.end())
        return known->second;
    m_columns.emplace_back(key, std::make_shared<const Column>(makeColumn(m_count, m_runAt, key)));
    return m_columns.back().second;
}

} // namespace cpw::compare
