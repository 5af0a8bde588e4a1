// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a set of clicks of any size as csv, the same bytes each time:
//   many_rows_writer FILE ROWS
// A million users, 200,000 items of which a few are shown often, and six small fields; the label depends on all of them.
// many_rows.py imports it and trains on it.
#include "core/base/file_io.h"
#include "core/base/random.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>

using namespace cpw;

namespace {

constexpr std::uint64_t kSeed = 50'000'000;
constexpr std::uint64_t kEffectStream = 100; // of a value on the label
constexpr std::uint64_t kClickStream = 101;

struct FieldShape {
    const char* name;
    char letter;
    std::uint64_t values;
};
constexpr std::array<FieldShape, 8> kFields = {{{"user", 'u', 1'000'000},
                                                {"item", 'i', 200'000},
                                                {"hour", 'h', 24},
                                                {"weekday", 'w', 7},
                                                {"device", 'd', 40},
                                                {"country", 'c', 60},
                                                {"slot", 's', 12},
                                                {"campaign", 'k', 900}}};

/// Items come by the square of a uniform number, so that the first ones are frequent; all else evenly.
std::uint64_t valueOf(std::size_t field, std::uint64_t row) {
    const CounterRandom random(kSeed, field);
    if (kFields[field].letter != 'i')
        return random.below(row, kFields[field].values);
    const double uniform = random.uniform(row);
    return static_cast<std::uint64_t>(uniform * uniform * static_cast<double>(kFields[field].values));
}

/// A click of probability sigmoid(sum of an effect of each value).
void appendRow(std::uint64_t row, std::string& text) {
    static const CounterRandom effects(kSeed, kEffectStream), clicks(kSeed, kClickStream);
    std::array<std::uint64_t, kFields.size()> values{};
    double sum = -1;
    for (std::size_t field = 0; field < kFields.size(); ++field) {
        values[field] = valueOf(field, row);
        sum += 2 * effects.uniform(static_cast<std::uint64_t>(field) << 32U | values[field]) - 1;
    }
    text += clicks.uniform(row) < 1 / (1 + std::exp(-sum)) ? '1' : '0';
    for (std::size_t field = 0; field < kFields.size(); ++field)
        fmt::format_to(std::back_inserter(text), ",{}{}", kFields[field].letter, values[field]);
    text += '\n';
}

Result<void> writeRows(FileWriter& writer, std::uint64_t rows) {
    constexpr std::size_t kBufferBytes = 1U << 20U;
    std::string text = "label";
    for (const auto& field : kFields)
        text.append(",").append(field.name);
    text += '\n';
    for (std::uint64_t row = 0; row < rows; ++row) {
        appendRow(row, text);
        if (text.size() < kBufferBytes)
            continue;
        CPW_TRY_VOID(writer.write(text));
        text.clear();
    }
    return writer.write(text);
}

} // namespace

int main(int count, char** arguments) {
    const auto rows = count == 3 ? std::strtoull(arguments[2], nullptr, 10) : 0;
    if (rows == 0) {
        std::fprintf(stderr, "many_rows_writer FILE ROWS\n");
        return 2;
    }
    const auto written = writeAtomically(arguments[1], [rows](FileWriter& writer) { return writeRows(writer, rows); });
    if (written)
        return 0;
    std::fprintf(stderr, "%s\n", written.error().text().c_str());
    return 1;
}
