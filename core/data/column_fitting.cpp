// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/column_fitting.h"

#include "core/data/field_rules.h"
#include "core/data/row_pages.h"
#include "core/data/row_reading.h"
#include "core/data/value_dictionary.h"

#include <algorithm>
#include <utility>

namespace cpw::data {
namespace {

/// How often each value is there, and the ids that follow. A row may have several values.
class ValueNumbering {
public:
    ValueNumbering(std::size_t values, int minimumCount) : m_counts(values), m_least(static_cast<std::uint32_t>(std::max(minimumCount, 1))) {
        m_ids.localIds.resize(values);
    }

    void count(std::int32_t value) { ++m_counts[static_cast<std::size_t>(value)]; }
    /// Gives the value the next id unless it has one or is too rare.
    void number(std::int32_t value) {
        auto& id = m_ids.localIds[static_cast<std::size_t>(value)];
        if (id == 0 && (m_least == 1 || m_counts[static_cast<std::size_t>(value)] >= m_least))
            id = m_ids.size++;
    }
    /// Every value in the order of the dictionary; one that no row has is too rare only where more than one row is asked for.
    void numberAll() {
        for (std::size_t value = 0; value < m_counts.size(); ++value)
            if (m_least == 1 || m_counts[value] >= m_least)
                m_ids.localIds[value] = m_ids.size++;
    }
    [[nodiscard]] ColumnIds takeIds() { return std::move(m_ids); }

private:
    std::vector<std::uint32_t> m_counts;
    std::uint32_t m_least;
    ColumnIds m_ids;
};

ColumnIds fitCategory(const Column& column, std::span<const std::uint32_t> trainRows, const spec::DataSpec& spec) {
    ValueNumbering numbering(column.values.size(), spec.minimumCount);
    if (spec.vocabulary == spec::VocabularyOf::All) {
        visitCodes(column, [&](std::int32_t code) { numbering.count(code); });
        numbering.numberAll();
        return numbering.takeIds();
    }
    if (spec.minimumCount > 1)
        visitCodes(column, trainRows, [&](std::int32_t code) { numbering.count(code); });
    visitCodes(column, trainRows, [&](std::int32_t code) { numbering.number(code); });
    return numbering.takeIds();
}

/// Values that have an id and no training row keep the embedding they began with; worth a sentence.
void noteUntrained(const Column& column, std::span<const std::uint32_t> trainRows, FittedColumn& fitted) {
    std::vector<bool> isTrained(static_cast<std::size_t>(fitted.ids.size));
    visitCodes(column, trainRows, [&](std::int32_t code) {
        isTrained[static_cast<std::size_t>(fitted.ids.localIds[static_cast<std::size_t>(code)])] = true;
    });
    const auto untrained = std::count(isTrained.begin() + 1, isTrained.end(), false);
    if (untrained > 0)
        fitted.notes.push_back(fmt::format("{} of {} values of {} have an id and no training row, because data.vocabulary is all", counted(static_cast<std::uint64_t>(untrained)),
                                           counted(static_cast<std::uint64_t>(fitted.ids.size) - 1), quotedValue(column.name)));
}

std::string rowsText(std::size_t part, std::size_t whole) {
    return fmt::format("{} of {} rows", counted(part), counted(whole));
}

/// Numbers of the training rows; fails where most texts are none.
Result<std::vector<double>> trainingNumbers(const Column& column, const std::vector<std::optional<double>>& numberOfCode,
                                            std::span<const std::uint32_t> trainRows, const FieldRule& rule) {
    std::vector<double> numbers;
    std::size_t others = 0;
    std::string_view firstOther;
    visitCodes(column, trainRows, [&](std::int32_t code) {
        if (const auto& number = numberOfCode[static_cast<std::size_t>(code)]) {
            numbers.push_back(*number);
        } else if (const auto text = column.values[static_cast<std::size_t>(code)]; !text.empty()) {
            firstOther = others++ == 0 ? text : firstOther;
        }
    });
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
    std::size_t missing = 0;
    visitCodes(column, [&](std::int32_t code) { missing += fitted.ids.localIds[static_cast<std::size_t>(code)] == 0 ? 1 : 0; });
    if (missing > 0)
        fitted.notes.push_back(fmt::format("{} hold no number in {}; they have a bucket of their own",
                                           rowsText(missing, column.codes.size()), quotedValue(column.name)));
    if (buckets.size() - 1 < rule.numeric->buckets)
        fitted.notes.push_back(fmt::format("{} has {} buckets, not {}, because many of its numbers are equal",
                                           quotedValue(column.name), buckets.size() - 1, rule.numeric->buckets));
    return fitted;
}

/// Ids of the values in order of first appearance; a text counts for each of its values.
ColumnIds fitValues(const Column& column, std::size_t values, const std::vector<std::vector<std::int32_t>>& valuesOfCode,
                    std::span<const std::uint32_t> trainRows, const spec::DataSpec& spec) {
    ValueNumbering numbering(values, spec.minimumCount);
    const auto countText = [&](std::int32_t code) {
        for (const auto value : valuesOfCode[static_cast<std::size_t>(code)])
            numbering.count(value);
    };
    if (spec.vocabulary == spec::VocabularyOf::All) {
        visitCodes(column, countText);
        numbering.numberAll();
        return numbering.takeIds();
    }
    visitCodes(column, trainRows, countText);
    std::vector<bool> isSeen(column.values.size());
    visitCodes(column, trainRows, [&](std::int32_t signedCode) {
        const auto code = static_cast<std::size_t>(signedCode);
        if (isSeen[code])
            return;
        isSeen[code] = true;
        for (const auto value : valuesOfCode[code])
            numbering.number(value);
    });
    return numbering.takeIds();
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

FittedColumn fitLists(const Column& column, std::span<const std::uint32_t> trainRows, const spec::DataSpec& spec, FieldRule rule) {
    ValueDictionary values;
    std::vector<std::vector<std::int32_t>> valuesOfCode(column.values.size());
    for (std::size_t code = 0; code < column.values.size(); ++code)
        for (const auto value : rule.coding.list.split(column.values[code]))
            valuesOfCode[code].push_back(values.add(value));
    const auto valueIds = fitValues(column, values.size(), valuesOfCode, trainRows, spec);
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
    std::size_t empty = 0;
    visitCodes(column, [&](std::int32_t code) { empty += valuesOfCode[static_cast<std::size_t>(code)].empty() ? 1 : 0; });
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
    case FieldKind::Category: {
        FittedColumn fitted{fitCategory(column, trainRows, spec), {}, {}, {}, {}};
        if (spec.vocabulary == spec::VocabularyOf::All)
            noteUntrained(column, trainRows, fitted);
        return fitted;
    }
    case FieldKind::Number:
        return fitNumbers(column, trainRows, std::move(rule));
    case FieldKind::List:
        return fitLists(column, trainRows, spec, std::move(rule));
    }
    return FittedColumn{};
}

} // namespace cpw::data
