// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/value_column.h"

#include "core/base/exact_number.h"
#include "core/compare/run_filter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <variant>

namespace cpw::compare {
namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

RunValue valueOf(const ComparedRun& of, const std::string& key, const std::optional<RunKey>& known) {
    if (of.settings)
        if (const auto found = of.settings->find(key); found != of.settings->end())
            return found->second == "none" ? RunValue{} : RunValue{found->second};
    return known ? runValue(*of.run, *known) : RunValue{};
}

} // namespace

ValueColumn::Range ValueColumn::range() const {
    Range range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const double value : values)
        if (std::isfinite(value)) {
            range.low = std::min(range.low, value);
            range.high = std::max(range.high, value);
        }
    return range.low <= range.high ? range : Range{};
}

std::size_t ValueColumn::missing() const {
    return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [](double value) { return !std::isfinite(value); }));
}

ValueColumn valueColumn(const std::vector<ComparedRun>& runs, const std::string& key) {
    const auto known = runKey(key);
    std::vector<RunValue> found;
    std::set<std::string> texts;
    bool isNumber = true;
    for (const auto& run : runs) {
        found.push_back(valueOf(run, key, known));
        if (const auto* text = std::get_if<std::string>(&found.back())) {
            texts.insert(*text);
            isNumber = isNumber && exactNumber<double>(*text).has_value();
        }
    }
    ValueColumn column{key, {}, {}};
    if (!isNumber)
        column.categories.assign(texts.begin(), texts.end());
    for (const auto& value : found) {
        if (const auto* number = std::get_if<double>(&value)) {
            column.values.push_back(isNumber ? *number : kNoNumber);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            const auto place = std::lower_bound(column.categories.begin(), column.categories.end(), *text);
            column.values.push_back(isNumber ? *exactNumber<double>(*text)
                                             : static_cast<double>(place - column.categories.begin()));
        } else {
            column.values.push_back(kNoNumber);
        }
    }
    return column;
}

} // namespace cpw::compare
