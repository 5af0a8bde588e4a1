// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/bench_table.h"

#include "core/base/hash.h"
#include "core/base/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace cpw::engine {
namespace {

constexpr std::size_t kFields = 8;
constexpr std::int64_t kMadeTexts = 1000;
constexpr std::uint64_t kSeed = 9;
constexpr std::uint64_t kEffectStream = 100; // of a value on the label
constexpr std::uint64_t kClickStream = 101;
constexpr std::uint64_t kWordStream = 102;
constexpr std::array<std::string_view, 16> kWords = {"the", "old", "man", "and", "sea", "of",   "time", "love",
                                                     "night", "day", "king", "war", "a",   "city", "in",   "house"};

/// One value after the other: f3v17 is value 17 of field 3.
data::StringPool makeValues(std::size_t field, std::int64_t count) {
    std::vector<std::uint64_t> offsets{0};
    std::string bytes;
    for (std::int64_t value = 0; value < count; ++value) {
        fmt::format_to(std::back_inserter(bytes), "f{}v{}", field, value);
        offsets.push_back(bytes.size());
    }
    return {std::move(offsets), std::move(bytes)};
}

data::StringPool makeTexts(int words) {
    const CounterRandom random(kSeed, kWordStream);
    std::vector<std::uint64_t> offsets{0};
    std::string bytes;
    for (std::int64_t text = 0; text < kMadeTexts; ++text) {
        for (int word = 0; word < words; ++word)
            bytes.append(word > 0 ? " " : "").append(kWords[random.below(static_cast<std::uint64_t>(text * words + word), kWords.size())]);
        offsets.push_back(bytes.size());
    }
    return {std::move(offsets), std::move(bytes)};
}

/// The first rows go through all values, so that each occurs; the others draw.
std::vector<std::int32_t> makeCodes(std::size_t field, std::int64_t values, std::int64_t rows) {
    const CounterRandom random(kSeed, field);
    std::vector<std::int32_t> codes(static_cast<std::size_t>(rows));
    for (std::int64_t row = 0; row < rows; ++row)
        codes[static_cast<std::size_t>(row)] =
            row < values ? static_cast<std::int32_t>((row + static_cast<std::int64_t>(field) * 7919) % values)
                         : static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(row), static_cast<std::uint64_t>(values)));
    return codes;
}

/// A click of probability sigmoid(sum of an effect of each value).
std::vector<float> makeLabels(const std::vector<data::Column>& columns, std::int64_t rows) {
    const CounterRandom effects(kSeed, kEffectStream);
    const CounterRandom clicks(kSeed, kClickStream);
    std::vector<float> labels(static_cast<std::size_t>(rows));
    for (std::size_t row = 0; row < labels.size(); ++row) {
        double sum = 0;
        for (std::size_t field = 0; field < columns.size(); ++field)
            sum += effects.uniform(field << 32U | static_cast<std::uint64_t>(columns[field].codes[row])) - 0.5;
        labels[row] = clicks.uniform(row) < 1 / (1 + std::exp(-3 * sum)) ? 1.0F : 0.0F;
    }
    return labels;
}

} // namespace

std::shared_ptr<const data::Table> makeBenchTable(const BenchTableSizes& sizes) {
    const auto values = std::max<std::int64_t>(1, sizes.features / static_cast<std::int64_t>(kFields));
    const auto rows = std::max({sizes.rows, values, sizes.words > 0 ? kMadeTexts : std::int64_t{1}});
    auto table = std::make_shared<data::Table>();
    for (std::size_t field = 0; field < kFields; ++field) {
        const bool isText = field + 1 == kFields && sizes.words > 0;
        table->columns.push_back({fmt::format("field {}", field), isText ? makeTexts(sizes.words) : makeValues(field, values),
                                  data::Numbers<std::int32_t>(makeCodes(field, isText ? kMadeTexts : values, rows))});
    }
    table->labels = data::Numbers<float>(makeLabels(table->columns, rows));
    table->sourceParts = data::Numbers<std::uint8_t>(std::vector<std::uint8_t>(static_cast<std::size_t>(rows), 0));
    table->title = fmt::format("made data of {} rows", rows);
    table->fingerprint = hashText(hash64(fmt::format("bench {} {} {}", values, rows, sizes.words)));
    return table;
}

} // namespace cpw::engine
