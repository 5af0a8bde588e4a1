// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// The distinct texts of a column, by code. Bytes and offsets live in `storage` (a mapped cache file) or are owned.
class StringPool {
public:
    StringPool() = default;
    /// Owning. offsets has size()+1 entries.
    StringPool(std::vector<std::uint64_t> offsets, std::string bytes);
    /// Pointing into `storage`.
    StringPool(std::span<const std::uint64_t> offsets, std::string_view bytes, std::shared_ptr<const MappedFile> storage);

    [[nodiscard]] std::size_t size() const { return offsets().empty() ? 0 : offsets().size() - 1; }
    [[nodiscard]] std::string_view operator[](std::size_t code) const {
        const auto o = offsets();
        return bytes().substr(o[code], o[code + 1] - o[code]);
    }
    [[nodiscard]] std::span<const std::uint64_t> offsets() const { return m_storage ? m_mappedOffsets : std::span<const std::uint64_t>(m_offsets); }
    [[nodiscard]] std::string_view bytes() const { return m_storage ? m_mappedBytes : std::string_view(m_bytes); }

private:
    std::vector<std::uint64_t> m_offsets;
    std::string m_bytes;
    std::span<const std::uint64_t> m_mappedOffsets;
    std::string_view m_mappedBytes;
    std::shared_ptr<const MappedFile> m_storage;
};

/// Fixed-size numbers that are owned or point into a mapped cache file.
template <class T>
class Numbers {
public:
    Numbers() = default;
    explicit Numbers(std::vector<T> values) : m_values(std::move(values)) {}
    Numbers(std::span<const T> values, std::shared_ptr<const MappedFile> storage) : m_mapped(values), m_storage(std::move(storage)) {}

    [[nodiscard]] std::span<const T> span() const { return m_storage ? m_mapped : std::span<const T>(m_values); }
    [[nodiscard]] std::size_t size() const { return span().size(); }
    [[nodiscard]] T operator[](std::size_t i) const { return span()[i]; }
    [[nodiscard]] bool isMapped() const { return m_storage != nullptr; }
    /// Of numbers in a mapped file: those of [begin, end) need not stay in memory. They can be read all the same.
    void giveBack(std::size_t begin, std::size_t end) const {
        if (m_storage)
            m_storage->giveBack(std::as_bytes(m_mapped.subspan(begin, end - begin)));
    }
    /// Copies the numbers from `begin` on; see MappedFile::read.
    void read(std::size_t begin, std::span<T> target) const {
        const auto part = span().subspan(begin, target.size());
        if (m_storage)
            m_storage->read(std::as_bytes(part), std::as_writable_bytes(target).data());
        else
            std::copy(part.begin(), part.end(), target.begin());
    }
    /// Of numbers in a mapped file: the disk may read [begin, end) now, they are needed soon.
    void askFor(std::size_t begin, std::size_t end) const {
        if (m_storage)
            m_storage->askFor(std::as_bytes(m_mapped.subspan(begin, end - begin)));
    }

private:
    std::vector<T> m_values;
    std::span<const T> m_mapped;
    std::shared_ptr<const MappedFile> m_storage;
};

/// A dictionary-encoded column: each distinct text once, in order of first appearance, and a code for each row.
struct Column {
    std::string name;
    StringPool values;
    Numbers<std::int32_t> codes; ///< [rows]

    [[nodiscard]] std::string_view text(std::size_t row) const { return values[static_cast<std::size_t>(codes[row])]; }
};

/// The central form of data: columns, labels after the label rule, optional order key and parts given by the source.
/// Immutable once built; any thread may read.
class Table {
public:
    std::string title; ///< "MovieLens-1M"
    std::vector<Column> columns;
    Numbers<float> labels;             ///< [rows], 0 or 1
    Numbers<std::int64_t> order;       ///< [rows] or empty: time or rank
    Numbers<std::uint8_t> sourceParts; ///< [rows] or empty: 0 train, 1 validation, 2 test
    Numbers<double> truth;             ///< [rows] or empty: the true click probability (generated data only)
    std::string fingerprint;           ///< of the raw content and the label rule

    [[nodiscard]] std::size_t rows() const { return labels.size(); }
    /// Null when there is no such column.
    [[nodiscard]] const Column* find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> columnNames() const;
    /// Numbers::giveBack of all that there is for each row.
    void giveBackRows() const;
};

} // namespace cpw::data
