// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/json_record.h"
#include "core/data/line_reader.h"
#include "core/data/row_reading.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cpw::data {

/// A plain or packed file with one record a line, as JSON or as Python wrote it; lines that are neither are left out as far as a
/// skipper allows. One thread.
class RecordLines {
public:
    /// `keys` as JsonRecord has them.
    [[nodiscard]] static Result<RecordLines> open(const std::filesystem::path& path, std::vector<std::string> keys, const ReadContext& context);

    /// The next good record; false after the last, or after as many lines as the context wants to look at. Stops when the context says so.
    [[nodiscard]] Result<bool> next(BadLineSkipper& skipper, ImportReport& report);
    /// Leaves the record out because of `what` is wrong with it.
    [[nodiscard]] Result<void> skip(const std::string& what, BadLineSkipper& skipper, ImportReport& report) const;

    [[nodiscard]] const JsonRecord& record() const { return *m_record; }
    [[nodiscard]] const std::string& name() const { return m_lines.name(); }
    /// Lines with more than blanks so far.
    [[nodiscard]] std::uint64_t lines() const { return m_count; }

private:
    RecordLines(LineReader lines, std::vector<std::string> keys, const ReadContext& context);
    [[nodiscard]] Result<void> parse();

    LineReader m_lines;
    std::unique_ptr<JsonRecord> m_record;
    std::string m_translated;
    ReadTicker m_ticker;
    std::uint64_t m_most; // 0: all
    std::uint64_t m_count = 0;
};

} // namespace cpw::data
