// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace cpw::plm {

/// A key that changes the numbers and of which the encoder has one value only; null stands for an absent key.
struct FixedKey {
    std::string key;
    nlohmann::json expected;
    std::string why;
};

/// Reads the keys of a config.json one by one, collects what is wrong with them and remembers which were asked for, so that what
/// is left over can be refused. An absent or null key leaves its target as it is.
class ConfigReader {
public:
    /// `document` is borrowed.
    explicit ConfigReader(const nlohmann::json& document) : m_document(document) {}

    /// Complains about an absent key too.
    void size(const char* key, std::int64_t& target);
    void wholeNumber(const char* key, std::int64_t& target, std::int64_t minimum);
    /// From 0 to below `limit`.
    void number(const char* key, double& target, double limit);
    void choice(const char* key, std::string& target, const std::vector<std::string>& choices);
    /// True or false, either of which is right.
    void anyFlag(const char* key);
    void fixed(const FixedKey& fixedKey);
    /// Of every key that was not asked for, is not in `irrelevant` and does not start with '_'.
    void refuseUnknown(const std::set<std::string, std::less<>>& irrelevant);
    void complain(const std::string& key, const std::string& what) { m_problems.push_back('"' + key + "\" " + what); }
    [[nodiscard]] const std::vector<std::string>& problems() const { return m_problems; }

private:
    const nlohmann::json* find(const std::string& key);

    const nlohmann::json& m_document;
    std::set<std::string, std::less<>> m_asked;
    std::vector<std::string> m_problems;
};

} // namespace cpw::plm
