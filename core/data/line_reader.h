// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/byte_source.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// Reads a file line by line: plain, gzip or a member of a zip archive; LF or CRLF, a byte order mark, a missing last line end.
/// Lines without any text are passed over. Owned and used by one thread; it does not look into the lines.
class LineReader {
public:
    /// Bytes behind every line that may be read (simdjson looks ahead as far); what they are is not said.
    static constexpr std::size_t kPadding = 64;

    /// An empty file is an error, as is a damaged archive.
    [[nodiscard]] static Result<LineReader> open(const std::filesystem::path& path);
    explicit LineReader(std::unique_ptr<ByteSource> source);

    /// Goes to the next line; false after the last.
    [[nodiscard]] Result<bool> next();
    /// Of the line just read, without its end; valid until the next call of next().
    [[nodiscard]] std::string_view line() const { return m_line; }

    /// From 1.
    [[nodiscard]] std::uint64_t lineNumber() const { return m_lineNumber; }
    /// "line 17 of reviews.json.gz".
    [[nodiscard]] std::string place() const;
    [[nodiscard]] const std::string& name() const { return m_source->name(); }
    /// Of the file on disk: packed bytes of a packed file.
    [[nodiscard]] std::uint64_t bytesDone() const { return m_source->bytesDone(m_position); }
    [[nodiscard]] std::uint64_t bytesTotal() const { return m_source->bytesTotal(); }

private:
    void take(std::size_t end);

    std::unique_ptr<ByteSource> m_source;
    std::size_t m_position = 0; // in the window
    std::size_t m_givenBack = 0; // of the window
    std::uint64_t m_lineNumber = 0;
    std::string_view m_line;
    std::vector<char> m_padded; // the last line of a window without bytes behind it
};

} // namespace cpw::data
