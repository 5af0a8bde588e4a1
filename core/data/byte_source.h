// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace cpw::data {

/// The bytes of a raw file in windows: those of a plain file are mapped (nothing is copied), a gzip file or a member of a zip archive
/// is unpacked piece by piece; either way in memory that does not depend on the file's size. Owned and used by one thread. Records
/// are cut by the readers above: LineReader for a record a line, DelimitedReader for separated values.
///
/// What a file is, is told by its first bytes, never by its name. A path may lead into an archive: "ml-20m.zip/ml-20m/ratings.csv";
/// "ratings.zip" alone means its only file.
class ByteSource {
public:
    /// Longest record that a reader takes: beyond it a quote is open or the file is none of lines, and memory would not be bounded.
    static constexpr std::size_t kLongestRecord = std::size_t{64} << 20;

    [[nodiscard]] static Result<std::unique_ptr<ByteSource>> open(const std::filesystem::path& path);
    /// `text` must outlive the source.
    [[nodiscard]] static std::unique_ptr<ByteSource> ofText(std::string_view text, std::string name);

    virtual ~ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    [[nodiscard]] std::string_view window() const { return m_window; }
    /// Nothing follows the window.
    [[nodiscard]] bool isLast() const { return m_isLast; }
    /// The next window: begins `used` bytes into this one and is longer than what is left of it, unless it is the last. Views into
    /// the old one are void. Only while not isLast(). An archive that is cut short or damaged is an error that names its byte.
    [[nodiscard]] virtual Result<void> advance(std::size_t used) = 0;

    /// For progress, in bytes on disk: with `used` bytes of the window behind.
    [[nodiscard]] virtual std::uint64_t bytesDone(std::size_t used) const = 0;
    [[nodiscard]] virtual std::uint64_t bytesTotal() const = 0;
    /// Nobody looks at the first `used` bytes of the window again: what is mapped of them no longer counts as the process's memory.
    virtual void giveBack(std::size_t /*used*/) {}
    /// What messages call it: "ratings.csv".
    [[nodiscard]] const std::string& name() const { return m_name; }

protected:
    explicit ByteSource(std::string name) : m_name(std::move(name)) {}

    std::string_view m_window;
    bool m_isLast = true;

private:
    std::string m_name;
};

} // namespace cpw::data
