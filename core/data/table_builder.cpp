// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table_builder.h"

#include "core/base/expects.h"
#include "core/base/hash.h"

namespace cpw::data {
namespace {

constexpr std::size_t kInTheCaches = 1 << 14; ///< values whose slots, offsets and bytes are found fast without asking ahead
constexpr std::size_t kLookedUpTogether = 512;
constexpr std::size_t kMostSpooledColumns = 64; ///< each has a file open

template <class T>
std::uint64_t hashSpan(std::span<const T> values, std::uint64_t seed) {
    return hash64(values.data(), values.size_bytes(), hash64(&seed, sizeof seed, values.size()));
}

} // namespace

TableBuilder::TableBuilder(std::vector<std::string> columnNames, const std::filesystem::path& spoolFolder) : m_columns(columnNames.size()) {
    const auto folder = columnNames.size() <= kMostSpooledColumns ? spoolFolder : std::filesystem::path();
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        m_columns[column].name = std::move(columnNames[column]);
        m_columns[column].codes = NumberSpool<std::int32_t>(folder);
    }
    m_labels = NumberSpool<float>(folder);
    m_order = NumberSpool<std::int64_t>(folder);
    m_parts = NumberSpool<std::uint8_t>(folder);
    m_truth = NumberSpool<double>(folder);
}

void TableBuilder::reserve(std::size_t rows) {
    m_labels.reserve(rows);
    for (auto& column : m_columns)
        column.codes.reserve(rows);
}

void TableBuilder::Growing::add(std::string_view value) {
    if (waiting.size() == 0) {
        // A value repeated from the row above (files sorted by user) needs no hashing.
        if (codes.size() > 0 && values[static_cast<std::size_t>(codes.last())] == value)
            return codes.add(codes.last());
        if (values.size() < kInTheCaches)
            return codes.add(values.add(value));
    }
    waiting.add(value);
    if (waiting.size() == kLookedUpTogether)
        lookUpWaiting();
}

void TableBuilder::Growing::lookUpWaiting() {
    codes.addWith([this](std::vector<std::int32_t>& end) { waiting.moveTo(values, end); });
}

void TableBuilder::addRow(std::span<const std::string_view> values, float label) {
    expects(values.size() == m_columns.size(), "{} values for {} columns", values.size(), m_columns.size());
    for (std::size_t column = 0; column < values.size(); ++column)
        m_columns[column].add(values[column]);
    m_labels.add(label);
}

std::shared_ptr<Table> TableBuilder::finish(std::string title) {
    const auto isNoneOrAll = [this](std::size_t count) { return count == 0 || count == rows(); };
    expects(isNoneOrAll(m_order.size()) && isNoneOrAll(m_parts.size()) && isNoneOrAll(m_truth.size()),
            "{} rows but {} order keys, {} parts, {} true probabilities", rows(), m_order.size(), m_parts.size(), m_truth.size());
    auto table = std::make_shared<Table>();
    table->title = std::move(title);
    for (auto& column : m_columns) {
        column.lookUpWaiting();
        table->columns.push_back({std::move(column.name), column.values.takePool(), column.codes.take()});
    }
    table->labels = m_labels.take();
    table->order = m_order.take();
    table->sourceParts = m_parts.take();
    table->truth = m_truth.take();
    table->fingerprint = tableFingerprint(*table);
    return table;
}

std::string tableFingerprint(const Table& table) {
    std::uint64_t hash = hash64("table 1");
    for (const auto& column : table.columns) {
        hash = hash64(column.name, hash);
        hash = hashSpan(column.values.offsets(), hash);
        hash = hash64(column.values.bytes(), hash);
        hash = hashSpan(column.codes.span(), hash);
        column.codes.giveBack(0, column.codes.size());
    }
    hash = hashSpan(table.labels.span(), hash);
    hash = hashSpan(table.order.span(), hash);
    hash = hashSpan(table.sourceParts.span(), hash);
    hash = hashSpan(table.truth.span(), hash);
    table.giveBackRows();
    return hashText(hash);
}

} // namespace cpw::data
