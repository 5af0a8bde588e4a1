// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/number_spool.h"
#include "core/data/split.h"
#include "core/data/table.h"
#include "core/data/value_dictionary.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// Makes a Table from rows that arrive one by one. Used by one reading thread; the values are copied, so the views need to live
/// only for the call. Order, part and truth are given for every row or for none. Columns with more values than the processor's
/// caches hold are looked up some hundred rows at a time. With a folder to put them aside in, rows beyond some million take no memory.
class TableBuilder {
public:
    explicit TableBuilder(std::vector<std::string> columnNames, const std::filesystem::path& spoolFolder = {});

    void reserve(std::size_t rows);
    /// A value that the column's dictionary has whether a row has it or not; before the first row, for dictionaries in a file's order.
    void addValue(std::size_t column, std::string_view value) { m_columns[column].values.add(value); }
    /// One value for each column, in column order.
    void addRow(std::span<const std::string_view> values, float label);
    void addOrder(std::int64_t key) { m_order.add(key); }
    void addPart(Part part) { m_parts.add(static_cast<std::uint8_t>(part)); }
    void addTruth(double probability) { m_truth.add(probability); }
    [[nodiscard]] std::size_t rows() const { return m_labels.size(); }

    /// Hands the table over, fingerprint included; the builder must not be used afterwards.
    [[nodiscard]] std::shared_ptr<Table> finish(std::string title);

private:
    struct Growing {
        std::string name;
        ValueDictionary values;
        NumberSpool<std::int32_t> codes;
        TextBatch waiting; ///< of the last rows, behind `codes`

        void add(std::string_view value);
        void lookUpWaiting();
    };

    std::vector<Growing> m_columns;
    NumberSpool<float> m_labels;
    NumberSpool<std::int64_t> m_order;
    NumberSpool<std::uint8_t> m_parts;
    NumberSpool<double> m_truth;
};

/// Of everything in the table but its title: equal tables have equal fingerprints whatever file they came from.
[[nodiscard]] std::string tableFingerprint(const Table& table);

} // namespace cpw::data
