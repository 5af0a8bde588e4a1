// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/dataset_source.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// One object a line as texts by key. Keys of objects inside it are joined by dots ("user.age"); numbers, true and false are the
/// text they are in the file, null and what is missing is empty, the values of an array are joined by "|". Reads any line of valid
/// JSON whose top is an object. Owned and used by one thread.
class JsonLineParser {
public:
    JsonLineParser();
    ~JsonLineParser();

    struct Pair {
        std::string key;
        std::string value;
    };
    /// The pairs are valid until the next call. Errors say what is wrong with the line, not where it is.
    [[nodiscard]] Result<std::span<const Pair>> parse(std::string_view line);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Any file with one JSON object a line: every key of the first 1,000 lines but the label becomes a field, in order of appearance.
/// The label key is the one the label rule names, else the one called "label".
[[nodiscard]] DatasetSource jsonLinesSource();

} // namespace cpw::data
