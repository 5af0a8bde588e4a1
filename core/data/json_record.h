// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cpw::data {

/// A few known keys of one JSON object a line, for sources that read many gigabytes: the rest of the line is checked and passed
/// over. Keys are named once; values are asked by the number of their key, from 0. Owned and used by one thread.
class JsonRecord {
public:
    explicit JsonRecord(std::vector<std::string> keys);
    ~JsonRecord();
    JsonRecord(JsonRecord&&) noexcept;

    /// 64 bytes behind the line must be readable (see LineReader::kPadding). Errors say what is wrong with the line, not where it
    /// is. Of a key that comes twice the first counts.
    [[nodiscard]] Result<void> parse(std::string_view line);

    // All valid until the next parse. What is missing or null is empty, as is what has another form.
    [[nodiscard]] bool has(std::size_t key) const;
    /// A string as it is, a number in its shortest form, true or false.
    [[nodiscard]] std::string_view text(std::size_t key) const;
    /// Of a number, or of a string that holds one.
    [[nodiscard]] std::optional<double> number(std::size_t key) const;
    /// The strings of an array; of arrays in an array those of the first.
    [[nodiscard]] std::vector<std::string_view> texts(std::size_t key) const;
    /// Of an array of objects the values of `inner`.
    [[nodiscard]] std::vector<std::string_view> texts(std::size_t key, std::string_view inner) const;
    /// Of an object with numbers, in the order of the line.
    [[nodiscard]] std::vector<std::pair<std::string_view, double>> numbers(std::size_t key) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace cpw::data
