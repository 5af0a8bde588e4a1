// SPDX-License-Identifier: GPL-3.0-or-later
// Separated values of every format the readers use; each record has the columns of the first or is refused with its place.
#include "core/data/delimited_reader.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cpw::data;
    const std::string_view text = cpw::fuzz::textOf(data, size);
    const DelimitedFormat formats[] = {{",", true, TextEncoding::Utf8},
                                       {"\t", true, TextEncoding::Utf8},
                                       {"::", false, TextEncoding::Latin1},
                                       {"|", true, TextEncoding::Latin1}};
    for (const DelimitedFormat& format : formats) {
        auto reader = DelimitedReader::fromText(text, "fuzzed", format);
        std::size_t columns = 0;
        std::size_t records = 0;
        while (reader) {
            const auto hasRecord = reader->next();
            if (!hasRecord || !*hasRecord) {
                cpw::fuzz::require(hasRecord || !hasRecord.error().text().empty());
                break;
            }
            columns = columns == 0 ? reader->fields().size() : columns;
            cpw::fuzz::require(reader->fields().size() == columns && ++records <= size + 1);
            for (const std::string_view field : reader->fields())
                cpw::fuzz::require(field.size() <= 2 * size); // a Latin-1 letter takes two bytes
        }
    }
    return 0;
}
