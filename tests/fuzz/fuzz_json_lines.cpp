// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of JSON by a parser that has seen other lines and by one that has not: it remembers keys, which must never show.
#include "core/data/json_lines.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using Parser = cpw::data::JsonLineParser;
    const auto text = cpw::fuzz::textOf(data, size);
    Parser experienced;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto line = text.substr(begin, end - begin);
        begin = end + 1;
        Parser fresh;
        const auto found = experienced.parse(line), expected = fresh.parse(line);
        cpw::fuzz::require(found.has_value() == expected.has_value());
        if (!found) {
            cpw::fuzz::require(found.error().text() == expected.error().text() && !found.error().text().empty());
            continue;
        }
        cpw::fuzz::require(std::equal(found->begin(), found->end(), expected->begin(), expected->end(),
                                      [](const Parser::Pair& a, const Parser::Pair& b) { return a.key == b.key && a.value == b.value; }));
        for (const auto& pair : *found)
            cpw::fuzz::require(pair.value.size() <= 2 * line.size() + 1);
    }
    return 0;
}
