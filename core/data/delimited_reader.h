// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"
#include "core/base/option_schema.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

enum class TextEncoding { Utf8, Latin1 };

struct DelimitedFormat {
    std::string separator = ","; ///< any text: ",", "\t", "::"
    bool hasQuotes = true;       ///< RFC 4180 quoting; false: a quote is a character like any other
    TextEncoding encoding = TextEncoding::Utf8;
};

/// Reads separated values record by record from a mapped file: RFC 4180 quotes with doubled quotes and embedded line ends, LF or
/// CRLF, a byte order mark, a missing last line end. Lines without any text are passed over. Values are UTF-8 and point into the
/// file wherever no character had to be changed. Owned and used by one thread; it never guesses separator or encoding.
class DelimitedReader {
public:
    /// Fails when the file is missing, empty, UTF-16, or not UTF-8 although `format` says so.
    [[nodiscard]] static Result<DelimitedReader> open(const std::filesystem::path& path, DelimitedFormat format);
    /// `text` must outlive the reader; `name` is what messages call it.
    [[nodiscard]] static Result<DelimitedReader> fromText(std::string_view text, std::string name, DelimitedFormat format);

    /// Reads the next record; false after the last. Every record must have as many columns as the first, or as expectColumns().
    [[nodiscard]] Result<bool> next();
    /// Of the record just read; valid until the next call of next().
    [[nodiscard]] std::span<const std::string_view> fields() const { return m_fields; }

    void expectColumns(std::size_t count) { m_expectedColumns = count; }
    /// "line 17 of ratings.dat": where the record just read begins, in physical lines from 1.
    [[nodiscard]] std::string place() const;
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::uint64_t bytesDone() const { return m_position; }
    [[nodiscard]] std::uint64_t bytesTotal() const { return m_text.size(); }

private:
    /// A value before its bytes have their final address: the scratch text may still move.
    struct Piece {
        std::size_t begin;
        std::size_t length;
        bool isInScratch;
    };

    DelimitedReader(std::string_view text, std::string name, DelimitedFormat format);
    [[nodiscard]] Result<void> checkText() const;
    void splitLine(std::string_view line);
    [[nodiscard]] Result<void> parseQuotedRecord();
    [[nodiscard]] Result<std::size_t> parseQuotedField(std::size_t quote);
    [[nodiscard]] std::size_t parsePlainField(std::size_t begin);
    [[nodiscard]] bool isSeparatorAt(std::size_t position) const;
    [[nodiscard]] bool isLineEndAt(std::size_t position) const;
    [[nodiscard]] std::string_view pieceText(const Piece& piece) const;
    void decodeLatin1();
    [[nodiscard]] Result<void> checkColumns() const;

    std::shared_ptr<const MappedFile> m_file;
    std::string_view m_text;
    std::string m_name;
    DelimitedFormat m_format;
    bool m_mayHaveQuotes = false;
    std::size_t m_position = 0;
    std::uint64_t m_line = 0;     // where the current record begins
    std::uint64_t m_nextLine = 1; // of m_position
    std::size_t m_expectedColumns = 0;
    std::vector<std::string_view> m_fields;
    std::vector<Piece> m_pieces;
    // Vectors, not strings: moving the reader must not move their bytes, since m_fields points there.
    std::vector<char> m_scratch; // values with doubled quotes
    std::vector<char> m_decoded; // values with Latin-1 letters
};

/// Every byte as the Unicode character of the same number.
[[nodiscard]] std::string latin1ToUtf8(std::string_view text);

} // namespace cpw::data

template <>
struct cpw::EnumNames<cpw::data::TextEncoding> {
    static constexpr std::pair<cpw::data::TextEncoding, const char*> kNames[] = {{cpw::data::TextEncoding::Utf8, "utf8"},
                                                                                 {cpw::data::TextEncoding::Latin1, "latin1"}};
};
