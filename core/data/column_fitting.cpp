// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/column_fitting.h"

#include "core/data/field_rules.h"
#include "core/data/row_reading.h"
#include "core/data/value_dictionary.h"

#include <algorithm>
#include <utility>

namespace cpw::data {
namespace {

ColumnIds fitCategory(const Column& column, std::span<const std::uint32_t> trainRows, int minimumCount) {
    const auto codes = column.codes.span();
    std::vector<std::uint32_t> counts(column.values.size());
    for (const auto row : trainRows)
        ++counts[static_cast<std::size_t>(codes[row])];
    ColumnIds ids;
    ids.localIds.resize(column.values.size());
    for (const auto row : trainRows) {
        const auto code = static_cast<std::size_t>(codes[row]);
        if (ids.localIds[code] == 0 && counts[code] >= static_cast<std::uint32_t>(std::max(minimumCount, 1)))
            ids.localIds[code] = ids.size++;
    }
    return ids;
}

std::string rowsText(std::size_t part, std::size_t whole) {
    return fmt::format("{} of {} rows", part, whole);
}

/// Numbers of the training rows; fails where most texts are none.
Result<std::vector<double>> trainingNumbers(const Column& column, const std::vector<std::optional<double>>& numberOfCode,
                                            std::span<const std::uint32_t> trainRows, const FieldRule& rule) {
    std::vector<double> numbers;
    std::size_t others = 0;
    std::string_view firstOther;
    for (const auto row : trainRows) {
        if (const auto& number = numberOfCode[static_cast<std::size_t>(column.codes[row])]) {
            numbers.push_back(*number);
        } else if (const auto text = column.text(row); !text.empty()) {
            firstOther = others++ == 0 ? text : firstOther;
        }
    }
    if (numbers.size() > others)
        return numbers;
    return badInput(
        "{}.field is {}, of whose training rows {} hold a number and {} another text{}, expected more numbers than other texts; "
        "take it out of data.numeric, then it is a category",
        rule.path, quotedValue(column.name), numbers.size(), others,
        others == 0 ? "" : fmt::format(" (the first: {})", quotedValue(firstOther)));
}

Result<FittedColumn> fitNumbers(const Column& column, std::span<const std::uint32_t> trainRows, FieldRule rule) {
    std::vector<std::optional<double>> numberOfCode;
    for (std::size_t code = 0; code < column.values.size(); ++code)
        numberOfCode.push_back(numberFromText(column.values[code]));
    CPW_TRY(numbers, trainingNumbers(column, numberOfCode, trainRows, rule));
    FittedColumn fitted;
    fitted.coding = std::move(rule.coding);
    fitted.coding.buckets = NumberBuckets::fit(std::move(numbers), rule.numeric->kind, rule.numeric->buckets);
    const auto& buckets = fitted.coding.buckets;
    fitted.ids.size = buckets.size();
    for (const auto& number : numberOfCode)
        fitted.ids.localIds.push_back(number ? buckets.localId(*number) : 0);
    const auto missing = static_cast<std::size_t>(std::ranges::count_if(
        column.codes.span(), [&](std::int32_t code) { return fitted.ids.localIds[static_cast<std::size_t>(code)] == 0; }));
    if (missing > 0)
        fitted.notes.push_back(fmt::format("{} hold no number in {}; they have a bucket of their own",
                                           rowsText(missing, column.codes.size()), quotedValue(column.name)));
    if (buckets.size() - 1 < rule.numeric->buckets)
        fitted.notes.push_back(fmt::format("{} has {} buckets, not {}, because many of its numbers are equal",
                                           quotedValue(column.name), buckets.size() - 1, rule.numeric->buckets));
    return fitted;
}

/// Ids of the values in order of first appearance among training rows; a text counts for each of its values.
ColumnIds fitValues(const Column& column, const ValueDictionary& values,
                    const std::vector<std::vector<std::int32_t>>& valuesOfCode, std::span<const std::uint32_t> trainRows,
                    int minimumCount) {
    std::vector<std::uint32_t> counts(values.size());
    for (const auto row : trainRows)
        for (const auto value : valuesOfCode[static_cast<std::size_t>(column.codes[row])])
            ++counts[static_cast<std::size_t>(value)];
    ColumnIds ids;
    ids.localIds.resize(values.size());
    std::vector<bool> isSeen(column.values.size());
    for (const auto row : trainRows) {
        const auto code = static_cast<std::size_t>(column.codes[row]);
        if (isSeen[code])
            continue;
        isSeen[code] = true;
        for (const auto value : valuesOfCode[code])
            if (auto& id = ids.localIds[static_cast<std::size_t>(value)];
                id == 0 && counts[static_cast<std::size_t>(value)] >= static_cast<std::uint32_t>(std::max(minimumCount, 1)))
                id = ids.size++;
    }
    return ids;
}

/// The joined texts of a column of lists, for sentences.
std::shared_ptr<const Column> joinedColumn(const Column& column, const ValueListRule& rule) {
    std::vector<std::uint64_t> offsets{0};
    std::string bytes;
    for (std::size_t code = 0; code < column.values.size(); ++code) {
        bytes += rule.joined(column.values[code]);
        offsets.push_back(bytes.size());
    }
    return std::make_shared<Column>(Column{column.name, StringPool(std::move(offsets), std::move(bytes)), column.codes});
}

FittedColumn fitLists(const Column& column, std::span<const std::uint32_t> trainRows, int minimumCount, FieldRule rule) {
    ValueDictionary values;
    std::vector<std::vector<std::int32_t>> valuesOfCode(column.values.size());
    for (std::size_t code = 0; code < column.values.size(); ++code)
        for (const auto value : rule.coding.list.split(column.values[code]))
            valuesOfCode[code].push_back(values.add(value));
    const auto valueIds = fitValues(column, values, valuesOfCode, trainRows, minimumCount);
    FittedColumn fitted;
    fitted.coding = std::move(rule.coding);
    fitted.ids.size = valueIds.size;
    fitted.lists.emplace().values.resize(static_cast<std::size_t>(valueIds.size));
    for (std::size_t value = 0; value < values.size(); ++value)
        if (const auto id = valueIds.localIds[value]; id > 0)
            fitted.lists->values[static_cast<std::size_t>(id)] = values[value];
    fitted.lists->offsets.push_back(0);
    for (const auto& codeValues : valuesOfCode) {
        std::vector<std::int32_t> ids;
        for (const auto value : codeValues)
            ids.push_back(valueIds.localIds[static_cast<std::size_t>(value)]);
        appendKnownOnce(ids, fitted.lists->ids);
        fitted.ids.localIds.push_back(fitted.lists->ids[fitted.lists->offsets.back()]);
        fitted.lists->offsets.push_back(fitted.lists->ids.size());
    }
    fitted.wording = joinedColumn(column, fitted.coding.list);
    const auto empty = static_cast<std::size_t>(std::ranges::count_if(
        column.codes.span(), [&](std::int32_t code) { return valuesOfCode[static_cast<std::size_t>(code)].empty(); }));
    if (empty > 0)
        fitted.notes.push_back(fmt::format("{} hold no value in {}; they count as out-of-vocabulary",
                                           rowsText(empty, column.codes.size()), quotedValue(column.name)));
    return fitted;
}

} // namespace

void appendKnownOnce(std::span<const std::int32_t> localIds, std::vector<std::int32_t>& list) {
    bool hasUnknown = localIds.empty();
    if (hasUnknown)
        list.push_back(0);
    for (const auto id : localIds) {
        if (id == 0 && std::exchange(hasUnknown, true))
            continue;
        list.push_back(id);
    }
}

Result<FittedColumn> fitColumn(const Column& column, std::span<const std::uint32_t> trainRows, const spec::DataSpec& spec) {
    auto rule = fieldRule(spec, column.name);
    switch (rule.coding.kind) {
    case FieldKind::Category:
        return FittedColumn{fitCategory(column, trainRows, spec.minimumCount), {}, {}, {}, {}};
    case FieldKind::Number:
        return fitNumbers(column, trainRows, std::move(rule));
    case FieldKind::List:
        return fitLists(column, trainRows, spec.minimumCount, std::move(rule));
    }
    return FittedColumn{};
}

} // namespace cpw::data
