// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split.h"

#include "core/base/exact_number.h"
#include "core/base/option_schema.h"
#include "core/base/random.h"
#include "core/data/row_reading.h"
#include "core/data/table.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cpw::data {
namespace {

/// Stream of the random numbers of a split; the seed is the user's.
constexpr std::uint64_t kSplitStream = 0x73706C6974; // "split"

Result<void> checkShares(const spec::SplitSpec& spec) {
    const bool isFine = spec.train > 0 && spec.valid >= 0 && spec.train + spec.valid <= 1 + 1e-9;
    if (isFine)
        return {};
    return badInput(
        "the split takes {} for training and {} for validation, expected shares that add up to at most 1, training above 0",
        spec.train, spec.valid);
}

/// Where validation and test begin among `count` rows in a row; the training part has at least one.
std::pair<std::size_t, std::size_t> cutPositions(std::size_t count, const spec::SplitSpec& spec) {
    const auto cut = [count](double share) { return static_cast<std::size_t>(std::llround(share * static_cast<double>(count))); };
    const auto validBegin = std::clamp<std::size_t>(cut(spec.train), 1, count);
    return {validBegin, std::clamp(cut(spec.train + spec.valid), validBegin, count)};
}

/// The part of each row while a split is made, so that no part needs sorting.
class PartMarks {
public:
    explicit PartMarks(std::size_t rows) : m_parts(rows, Part::Train) {}

    void mark(std::size_t row, Part part) { m_parts[row] = part; }
    /// `rows` in their order, divided by the shares.
    void divide(std::span<const std::uint32_t> rows, const spec::SplitSpec& spec) {
        const auto [validBegin, testBegin] = cutPositions(rows.size(), spec);
        for (std::size_t i = validBegin; i < rows.size(); ++i)
            mark(rows[i], i < testBegin ? Part::Valid : Part::Test);
    }
    [[nodiscard]] Split split() const {
        Split split;
        std::vector<std::uint32_t>* const targets[] = {&split.train, &split.valid, &split.test};
        for (const auto part : {Part::Train, Part::Valid, Part::Test})
            targets[static_cast<std::size_t>(part)]->reserve(static_cast<std::size_t>(std::count(m_parts.begin(), m_parts.end(), part)));
        for (std::size_t row = 0; row < m_parts.size(); ++row)
            targets[static_cast<std::size_t>(m_parts[row])]->push_back(static_cast<std::uint32_t>(row));
        return split;
    }

private:
    std::vector<Part> m_parts;
};

/// Where the sorted keys are cut, found without sorting them: rows with a smaller key lie before the cut, and of those with its key
/// the first ones.
class KeyCut {
public:
    /// `keys` in any order, which changes.
    KeyCut(std::vector<std::int64_t>& keys, std::size_t position) {
        if (position == keys.size()) {
            m_ties = keys.size();
            m_key = keys.empty() ? 0 : *std::max_element(keys.begin(), keys.end());
            return;
        }
        const auto at = keys.begin() + static_cast<std::ptrdiff_t>(position);
        std::nth_element(keys.begin(), at, keys.end());
        m_key = *at;
        m_ties = static_cast<std::size_t>(std::count(keys.begin(), at, m_key));
    }
    /// Asked for every row once, in the order of the rows.
    [[nodiscard]] bool isBefore(std::int64_t key) {
        if (key != m_key)
            return key < m_key;
        if (m_ties == 0)
            return false;
        --m_ties;
        return true;
    }

private:
    std::int64_t m_key = 0;
    std::size_t m_ties = 0; ///< rows with the key that still lie before the cut
};

Result<const Column*> findColumn(const Table& table, const std::string& name, const char* option) {
    if (const auto* column = table.find(name))
        return column;
    return badInput("{} has no column {}; set {} to one of: {}", table.title, quotedValue(name), option,
                    fmt::join(table.columnNames(), ", "));
}

/// The rank of each distinct text of the column by its number. Long double holds every 64-bit time stamp exactly.
Result<std::vector<std::int64_t>> ranksOf(const Column& column) {
    std::vector<long double> numbers(column.values.size());
    for (std::size_t code = 0; code < numbers.size(); ++code) {
        const auto text = column.values[code];
        const auto number = exactNumber<long double>(text);
        if (!number || !std::isfinite(*number)) {
            const auto codes = column.codes.span();
            const auto row = std::find(codes.begin(), codes.end(), static_cast<std::int32_t>(code)) - codes.begin();
            return badInput("the order column {} holds {} in row {}, expected numbers only", quotedValue(column.name),
                            quotedValue(text), row + 1);
        }
        numbers[code] = *number;
    }
    auto sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::int64_t> ranks(numbers.size());
    std::transform(numbers.begin(), numbers.end(), ranks.begin(),
                   [&sorted](long double n) { return std::lower_bound(sorted.begin(), sorted.end(), n) - sorted.begin(); });
    return ranks;
}

/// An order key for each row, from the wanted column or the source. Keys of a mapped file are not copied.
Result<Numbers<std::int64_t>> orderKeys(const Table& table, const spec::SplitSpec& spec) {
    if (spec.orderColumn.empty()) {
        if (table.order.size() == 0)
            return badInput(
                "the split \"{}\" needs an order, and {} brings none; set split.order_column to a numeric column ({})",
                enumId(spec.kind), table.title, fmt::join(table.columnNames(), ", "));
        return table.order;
    }
    CPW_TRY(column, findColumn(table, spec.orderColumn, "split.order_column"));
    CPW_TRY(ranks, ranksOf(*column));
    std::vector<std::int64_t> keys(table.rows());
    for (std::size_t row = 0; row < keys.size(); ++row)
        keys[row] = ranks[static_cast<std::size_t>(column->codes[row])];
    return Numbers<std::int64_t>(std::move(keys));
}

Split splitRandom(const Table& table, const spec::SplitSpec& spec) {
    PartMarks marks(table.rows());
    marks.divide(permutation(static_cast<std::uint32_t>(table.rows()), CounterRandom(spec.seed, kSplitStream)), spec);
    return marks.split();
}

Result<Split> splitByOrder(const Table& table, const spec::SplitSpec& spec) {
    CPW_TRY(numbers, orderKeys(table, spec));
    const auto keys = numbers.span();
    const auto [validBegin, testBegin] = cutPositions(keys.size(), spec);
    std::vector<std::int64_t> unordered(keys.begin(), keys.end());
    KeyCut valid(unordered, validBegin), test(unordered, testBegin);
    unordered = std::vector<std::int64_t>(); // it was as large as the keys
    PartMarks marks(keys.size());
    for (std::size_t row = 0; row < keys.size(); ++row) {
        const bool isTrained = valid.isBefore(keys[row]), isBeforeTest = test.isBefore(keys[row]);
        if (!isTrained)
            marks.mark(row, isBeforeTest ? Part::Valid : Part::Test);
    }
    return marks.split();
}

Result<Split> splitPerUser(const Table& table, const spec::SplitSpec& spec) {
    CPW_TRY(numbers, orderKeys(table, spec));
    const auto keys = numbers.span();
    const auto userName = spec.userColumn.empty() && !table.columns.empty() ? table.columns.front().name : spec.userColumn;
    CPW_TRY(user, findColumn(table, userName, "split.user_column"));
    const auto users = user->codes.span();
    std::vector<std::uint32_t> rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    std::stable_sort(rows.begin(), rows.end(), [keys, users](std::uint32_t a, std::uint32_t b) {
        return users[a] != users[b] ? users[a] < users[b] : keys[a] < keys[b];
    });
    PartMarks marks(rows.size());
    for (std::size_t begin = 0; begin < rows.size();) {
        auto end = begin + 1;
        while (end < rows.size() && users[rows[end]] == users[rows[begin]])
            ++end;
        marks.divide(std::span(rows).subspan(begin, end - begin), spec);
        begin = end;
    }
    return marks.split();
}

Result<Split> splitBySource(const Table& table, const spec::SplitSpec& spec) {
    const auto parts = table.sourceParts.span();
    if (parts.empty())
        return badInput(
            "the split \"{}\" needs a source that marks its parts, and {} does not; choose random, per_user or by_order",
            enumId(spec.kind), table.title);
    PartMarks marks(parts.size());
    for (std::size_t row = 0; row < parts.size(); ++row)
        marks.mark(row, static_cast<Part>(std::min<std::uint8_t>(parts[row], 2)));
    auto split = marks.split();
    if (split.train.empty())
        return badInput("{} has no training rows, expected at least one", table.title);
    return split;
}

} // namespace

Result<Split> makeSplit(const Table& table, const spec::SplitSpec& spec) {
    if (table.rows() == 0)
        return badInput("{} has no rows to split", table.title);
    CPW_TRY_VOID(checkShares(spec));
    switch (spec.kind) {
    case spec::SplitKind::Random:
        return splitRandom(table, spec);
    case spec::SplitKind::PerUser:
        return splitPerUser(table, spec);
    case spec::SplitKind::ByOrder:
        return splitByOrder(table, spec);
    case spec::SplitKind::Files:
    case spec::SplitKind::Source:
        return splitBySource(table, spec);
    }
    return Split{};
}

} // namespace cpw::data
