// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/delimited_reader.h"
#include "core/data/row_reading.h"

#include <filesystem>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace cpw::data {

/// A file with a header whose columns are found by name, and whose bad lines are left out as far as a skipper allows. Names are
/// compared without case and signs: "User-ID" is "userid". One thread.
class NamedColumns {
public:
    /// Reads the header. `wanted` has one entry for each column: its names, separated by blanks ("booktitle title").
    [[nodiscard]] static Result<NamedColumns> open(const std::filesystem::path& path, DelimitedFormat format,
                                                   std::initializer_list<const char*> wanted);

    /// The next good record; false after the last. Lines are counted in the report when `report.linesRead` is theirs to count.
    [[nodiscard]] Result<bool> next(BadLineSkipper& skipper, ImportReport& report);
    /// Of the wanted column with this number.
    [[nodiscard]] std::string_view operator[](std::size_t column) const { return m_reader.fields()[m_places[column]]; }
    [[nodiscard]] const DelimitedReader& reader() const { return m_reader; }
    /// Records given so far.
    [[nodiscard]] std::uint64_t records() const { return m_records; }

private:
    NamedColumns(DelimitedReader reader, std::vector<std::size_t> places) : m_reader(std::move(reader)), m_places(std::move(places)) {}

    DelimitedReader m_reader;
    std::vector<std::size_t> m_places; // in the file
    std::uint64_t m_records = 0;
};

/// The separator of a file by its first line: the one of `candidates` that is there most often.
[[nodiscard]] Result<char> separatorOfHeader(const std::filesystem::path& path, std::string_view candidates);

} // namespace cpw::data
