// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/value_list.h"

#include "core/base/expects.h"

#include <algorithm>

namespace cpw::data {
namespace {

std::string_view withoutBlanks(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

} // namespace

std::vector<std::string_view> ValueListRule::split(std::string_view text) const {
    expects(!separator.empty(), "values without a {}", "separator");
    std::vector<std::string_view> values;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(separator, begin), text.size());
        const auto value = withoutBlanks(text.substr(begin, end - begin));
        if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end())
            values.push_back(value);
        if (maximum > 0 && values.size() == static_cast<std::size_t>(maximum))
            break;
        begin = end == text.size() ? end + 1 : end + separator.size();
    }
    return values;
}

std::string ValueListRule::joined(std::string_view text) const {
    std::string all;
    for (const auto value : split(text))
        all.append(all.empty() ? "" : ", ").append(value);
    return all;
}

} // namespace cpw::data
