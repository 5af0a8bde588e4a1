// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/rating_log.h"

#include "core/base/expects.h"
#include "core/data/number_spool.h"
#include "core/data/table_builder.h"

#include <algorithm>
#include <numeric>

namespace cpw::data {
namespace {

constexpr std::string_view kUnknown = "unknown";
constexpr std::size_t kLookedUpTogether = 512;

template <class T>
void compact(std::vector<T>& values, const std::vector<bool>& isKept) {
    if (values.empty())
        return;
    std::size_t end = 0;
    for (std::size_t row = 0; row < values.size(); ++row)
        if (isKept[row])
            values[end++] = values[row];
    values.resize(end);
    values.shrink_to_fit();
}

/// Numbers the texts anew in order of first appearance, without those that no row has. codeOf(row) is called once for each row,
/// in order.
template <class CodeOf>
Column renumbered(std::string name, const ValueDictionary& values, std::size_t rows, const CodeOf& codeOf,
                  const std::filesystem::path& folder) {
    std::vector<std::int32_t> numbers(values.size(), -1);
    std::vector<std::uint64_t> offsets{0};
    std::string bytes;
    NumberSpool<std::int32_t> codes(folder);
    codes.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const auto code = static_cast<std::size_t>(codeOf(row));
        auto& number = numbers[code];
        if (number < 0) {
            number = static_cast<std::int32_t>(offsets.size() - 1);
            bytes.append(values[code]);
            offsets.push_back(bytes.size());
        }
        codes.add(number);
    }
    return {std::move(name), StringPool(std::move(offsets), std::move(bytes)), codes.take()};
}

/// The numbers in the form that a table holds; their memory is free afterwards where they are many and there is a folder.
template <class T>
Numbers<T> putAside(std::vector<T> numbers, const std::filesystem::path& folder) {
    NumberSpool<T> spool(folder);
    spool.addWith([&numbers](std::vector<T>& end) { end = std::move(numbers); });
    return spool.take();
}

/// Rows sorted by user in the order of the file: two passes, no comparisons.
std::vector<std::uint32_t> rowsByUser(const std::vector<std::int32_t>& users, std::vector<std::size_t>& begins) {
    for (const auto user : users)
        ++begins[static_cast<std::size_t>(user) + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    std::vector<std::uint32_t> sorted(users.size());
    auto next = begins;
    for (std::size_t row = 0; row < users.size(); ++row)
        sorted[next[static_cast<std::size_t>(users[row])]++] = static_cast<std::uint32_t>(row);
    return sorted;
}

} // namespace

void RatingLog::add(std::string_view user, std::string_view item, float rating) {
    m_newUsers.add(user);
    m_newItems.add(item);
    m_ratings.push_back(rating);
    if (m_newUsers.size() == kLookedUpTogether)
        endRatings();
}

void RatingLog::endRatings() {
    m_newUsers.moveTo(m_userIds, m_users);
    m_newItems.moveTo(m_itemIds, m_items);
}

std::uint64_t RatingLog::keep(const std::vector<bool>& isKept) {
    expects(m_users.size() == rows(), "{} of {} ratings were looked up", m_users.size(), rows());
    const auto before = rows();
    if (std::find(isKept.begin(), isKept.end(), false) == isKept.end())
        return 0;
    compact(m_users, isKept);
    compact(m_items, isKept);
    compact(m_ratings, isKept);
    compact(m_times, isKept);
    return before - rows();
}

std::vector<bool> RatingLog::withoutRepeated(Repeats repeats) const {
    std::vector<bool> isKept(rows(), true);
    std::vector<std::size_t> begins(m_userIds.size() + 1);
    auto sorted = rowsByUser(m_users, begins);
    const auto timeOf = [this](std::uint32_t row) { return m_times.empty() ? 0 : m_times[row]; };
    // Of equal items the row to keep comes first.
    const auto isBefore = [&](std::uint32_t a, std::uint32_t b) {
        if (m_items[a] != m_items[b])
            return m_items[a] < m_items[b];
        if (repeats == Repeats::Exact && (timeOf(a) != timeOf(b) || m_ratings[a] != m_ratings[b]))
            return std::pair(timeOf(a), m_ratings[a]) < std::pair(timeOf(b), m_ratings[b]);
        return repeats == Repeats::Last ? std::pair(timeOf(a), a) > std::pair(timeOf(b), b) : a < b;
    };
    const auto isSame = [&](std::uint32_t a, std::uint32_t b) {
        return m_items[a] == m_items[b] && (repeats != Repeats::Exact || (timeOf(a) == timeOf(b) && m_ratings[a] == m_ratings[b]));
    };
    for (std::size_t user = 0; user + 1 < begins.size(); ++user) {
        const auto begin = sorted.begin() + static_cast<std::ptrdiff_t>(begins[user]), end = sorted.begin() + static_cast<std::ptrdiff_t>(begins[user + 1]);
        std::sort(begin, end, isBefore);
        for (auto row = begin; row != end; ++row)
            if (row != begin && isSame(*(row - 1), *row))
                isKept[*row] = false;
    }
    return isKept;
}

std::uint64_t RatingLog::removeRepeated(Repeats repeats) {
    expects(m_times.empty() || m_times.size() == rows(), "{} times for {} rows", m_times.size(), rows());
    return repeats == Repeats::Keep ? 0 : keep(withoutRepeated(repeats));
}

std::uint64_t RatingLog::removeItems(const std::vector<bool>& isKept) {
    std::vector<bool> rowsKept(rows());
    for (std::size_t row = 0; row < rows(); ++row)
        rowsKept[row] = isKept[static_cast<std::size_t>(m_items[row])];
    return keep(rowsKept);
}

std::uint64_t RatingLog::removeOutsideCore(const CoreRule& rule) {
    return keep(coreRows(m_users, m_items, rule).isKept);
}

std::uint64_t RatingLog::applyLabels(const LabelFilter& filter) {
    std::vector<bool> isKept(rows(), true);
    for (std::size_t row = 0; row < rows(); ++row) {
        const auto label = filter(static_cast<double>(m_ratings[row]));
        isKept[row] = label.has_value();
        m_ratings[row] = label.value_or(0);
    }
    return keep(isKept);
}

void RatingLog::cutAfter(std::size_t count) {
    if (count >= rows())
        return;
    m_users.resize(count);
    m_items.resize(count);
    m_ratings.resize(count);
    m_times.resize(m_times.empty() ? 0 : count);
}

std::shared_ptr<const Table> RatingLog::finish(std::string title, std::string userName, std::string itemName, std::vector<ItemColumn> facts) {
    auto table = std::make_shared<Table>();
    table->title = std::move(title);
    table->labels = putAside(std::exchange(m_ratings, {}), m_spoolFolder);
    table->order = putAside(std::exchange(m_times, {}), m_spoolFolder);
    const auto addColumn = [&](std::string name, const ValueDictionary& values, const auto& codeOf) {
        table->columns.push_back(renumbered(std::move(name), values, m_items.size(), codeOf, m_spoolFolder));
    };
    addColumn(std::move(userName), m_userIds, [this](std::size_t row) { return m_users[row]; });
    m_users = {};
    m_userIds = {};
    addColumn(std::move(itemName), m_itemIds, [this](std::size_t row) { return m_items[row]; });
    m_itemIds = {};
    for (auto& fact : facts) {
        const auto unknown = fact.values.add(kUnknown);
        addColumn(std::move(fact.name), fact.values, [&](std::size_t row) {
            const auto code = fact.codes[static_cast<std::size_t>(m_items[row])];
            return code < 0 ? unknown : code;
        });
        fact = {};
    }
    m_items = {};
    table->fingerprint = tableFingerprint(*table);
    return table;
}

} // namespace cpw::data
