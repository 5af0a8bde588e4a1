// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/config_reader.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace cpw::plm {
namespace {

constexpr std::int64_t kLargest = 1LL << 31;

} // namespace

void ConfigReader::size(const char* key, std::int64_t& target) {
    if (!find(key))
        return complain(key, "is missing");
    wholeNumber(key, target, 1);
}

void ConfigReader::wholeNumber(const char* key, std::int64_t& target, std::int64_t minimum) {
    const auto* value = find(key);
    if (!value)
        return;
    if (!value->is_number_integer() || value->get<std::int64_t>() < minimum || value->get<std::int64_t>() > kLargest)
        return complain(key, fmt::format("is {}, expected a whole number between {} and {}", value->dump(), minimum, kLargest));
    target = value->get<std::int64_t>();
}

void ConfigReader::number(const char* key, double& target, double limit) {
    const auto* value = find(key);
    if (!value)
        return;
    if (!value->is_number() || value->get<double>() < 0 || value->get<double>() >= limit)
        return complain(key, fmt::format("is {}, expected a number from 0 to below {}", value->dump(), limit));
    target = value->get<double>();
}

void ConfigReader::choice(const char* key, std::string& target, const std::vector<std::string>& choices) {
    const auto* value = find(key);
    if (!value)
        return;
    if (!value->is_string() || std::find(choices.begin(), choices.end(), value->get<std::string>()) == choices.end())
        return complain(key, fmt::format("is {}, expected one of {}", value->dump(), fmt::join(choices, ", ")));
    target = value->get<std::string>();
}

void ConfigReader::anyFlag(const char* key) {
    const auto* value = find(key);
    if (value && !value->is_boolean())
        complain(key, fmt::format("is {}, expected true or false", value->dump()));
}

void ConfigReader::fixed(const FixedKey& fixedKey) {
    const auto* value = find(fixedKey.key);
    if (value && *value != fixedKey.expected)
        complain(fixedKey.key, fmt::format("is {}, expected {} ({})", value->dump(), fixedKey.expected.dump(), fixedKey.why));
}

void ConfigReader::refuseUnknown(const std::set<std::string, std::less<>>& irrelevant) {
    for (const auto& [key, value] : m_document.items())
        if (!m_asked.contains(key) && !irrelevant.contains(key) && !key.starts_with('_'))
            complain(key, "is not a key this encoder knows, and it may change what the model computes; remove it if it does not");
}

const nlohmann::json* ConfigReader::find(const std::string& key) {
    m_asked.insert(key);
    const auto found = m_document.find(key);
    return found != m_document.end() && !found->is_null() ? &*found : nullptr;
}

} // namespace cpw::plm
