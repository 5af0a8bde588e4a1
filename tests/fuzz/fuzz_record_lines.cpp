// SPDX-License-Identifier: GPL-3.0-or-later
// A line as Python or JSON wrote it: what the translator takes is asked for every form of a value, and a refusal says why.
#include "core/data/json_record.h"
#include "core/data/python_literal.h"
#include "tests/fuzz/fuzz_target.h"

#include <string>

namespace {

void readAll(std::string line) {
    const auto length = line.size();
    line.append(64, ' ');
    cpw::data::JsonRecord record({"asin", "title", "categories", "genres", "authors"});
    if (const auto parsed = record.parse(std::string_view(line).substr(0, length)); !parsed) {
        cpw::fuzz::require(!parsed.error().text().empty());
        return;
    }
    for (std::size_t key = 0; key < 5; ++key) {
        cpw::fuzz::require(record.has(key) || record.text(key).empty());
        cpw::fuzz::require(record.text(key).size() <= length + 32); // a number's shortest form
        for (const auto text : record.texts(key))
            cpw::fuzz::require(text.size() <= length);
        for (const auto text : record.texts(key, "author_id"))
            cpw::fuzz::require(text.size() <= length);
        cpw::fuzz::require(record.numbers(key).size() <= length);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = cpw::fuzz::textOf(data, size);
    readAll(std::string(text));
    if (const auto json = cpw::data::jsonFromPythonLiteral(text)) {
        cpw::fuzz::require(json->size() <= 6 * size); // an escape of one byte
        readAll(*json);
    } else {
        cpw::fuzz::require(!json.error().text().empty());
    }
    return 0;
}
