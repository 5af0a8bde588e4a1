// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/data/core_filter.h"
#include "core/data/row_reading.h"
#include "core/data/table.h"
#include "core/data/value_dictionary.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cpw::data {

/// What becomes of several ratings of an item by a user. Exact: those equal in value and time, too, but for the first line.
enum class Repeats { Keep, Exact, First, Last };
/// Which ratings the core filter counts: all, or those that the label rule keeps.
enum class CoreCounts { All, Labelled };

/// A fact of every item, once for each item and not for each row.
struct ItemColumn {
    std::string name;
    ValueDictionary values;
    std::vector<std::int32_t> codes; ///< by the item's code; -1: not known

    void set(std::size_t item, std::string_view text) { codes[item] = values.add(text); }
};

/// Ratings of items by users on their way to a table: read first, then cut down, then joined with the facts of the items. A row
/// takes 12 bytes, 20 with its time; the facts are joined column by column, and what becomes of them lies in the folder where
/// there is one to put it aside in and the rows are many. Used by one thread.
class RatingLog {
public:
    explicit RatingLog(std::filesystem::path spoolFolder = {}) : m_spoolFolder(std::move(spoolFolder)) {}

    void add(std::string_view user, std::string_view item, float rating);
    /// For every row or for none.
    void addTime(std::int64_t time) { m_times.push_back(time); }

    /// After the last rating and before all that follows: the last ones are looked up.
    void endRatings();

    [[nodiscard]] std::size_t rows() const { return m_ratings.size(); }
    /// All that were ever added.
    [[nodiscard]] const ValueDictionary& items() const { return m_itemIds; }

    // Each gives the number of rows it left out; the order of the others stays.
    std::uint64_t removeRepeated(Repeats repeats);
    /// `isKept` by the item's code.
    std::uint64_t removeItems(const std::vector<bool>& isKept);
    std::uint64_t removeOutsideCore(const CoreRule& rule);
    /// Those that the rule leaves out; ratings become labels, so only once.
    std::uint64_t applyLabels(const LabelFilter& filter);
    void cutAfter(std::size_t rows);

    /// Users, items, then the facts; what is not known is "unknown". Texts that no row has are not in the table. The log is empty
    /// afterwards.
    [[nodiscard]] std::shared_ptr<const Table> finish(std::string title, std::string userName, std::string itemName, std::vector<ItemColumn> facts);

private:
    std::uint64_t keep(const std::vector<bool>& isKept);
    [[nodiscard]] std::vector<bool> withoutRepeated(Repeats repeats) const;

    std::filesystem::path m_spoolFolder;
    TextBatch m_newUsers, m_newItems;
    ValueDictionary m_userIds, m_itemIds;
    std::vector<std::int32_t> m_users, m_items;
    std::vector<float> m_ratings; ///< labels in the end
    std::vector<std::int64_t> m_times;
};

[[nodiscard]] inline OptionInfo repeatsInfo() {
    return {.key = "repeats",
            .title = "Repeated ratings",
            .help = "keep: all ratings of an item by a user; exact: one of those with the same value and time; first: the first line; last: the latest one."};
}
[[nodiscard]] inline OptionInfo coreCountsInfo() {
    return {.key = "core_counts", .title = "Core filter counts", .help = "all: every rating; labelled: those that the label rule keeps, so that the final rows are the core."};
}

} // namespace cpw::data

template <>
struct cpw::EnumNames<cpw::data::Repeats> {
    using Kind = cpw::data::Repeats;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Keep, "keep"}, {Kind::Exact, "exact"}, {Kind::First, "first"}, {Kind::Last, "last"}};
};
template <>
struct cpw::EnumNames<cpw::data::CoreCounts> {
    using Kind = cpw::data::CoreCounts;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::All, "all"}, {Kind::Labelled, "labelled"}};
};
