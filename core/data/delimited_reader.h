// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/base/result.h"
#include "core/data/byte_source.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// Mixed: each value by itself, UTF-8 where it is valid, else Latin-1; for files put together from both.
enum class TextEncoding { Utf8, Latin1, Mixed };

struct DelimitedFormat {
    std::string separator = ","; ///< any text: ",", "\t", "::"
    bool hasQuotes = true;       ///< RFC 4180 quoting; false: a quote is a character like any other
    TextEncoding encoding = TextEncoding::Utf8;
    /// Inside quotes \" is a quote and \\ a backslash, as MySQL writes them. A record that cannot be read so, or has another number
    /// of columns, is tried again with backslashes as characters: values that end with one are in such files too.
    bool hasBackslashes = false;
};

/// Reads separated values record by record from a plain or packed file (see ByteSource): RFC 4180 quotes with doubled quotes and
/// embedded line ends, LF or CRLF, a byte order mark, a missing last line end. Lines without any text are passed over. Values are
/// UTF-8 and point into the file wherever no character had to be changed. Owned and used by one thread; it never guesses
/// separator or encoding.
class DelimitedReader {
public:
    /// Fails when the file is missing, empty, a damaged archive or UTF-16.
    [[nodiscard]] static Result<DelimitedReader> open(const std::filesystem::path& path, DelimitedFormat format);
    /// `text` must outlive the reader; `name` is what messages call it.
    [[nodiscard]] static Result<DelimitedReader> fromText(std::string_view text, std::string name, DelimitedFormat format);

    /// Reads the next record; false after the last. Every record must have as many columns as the first, or as expectColumns(), and
    /// be text of the encoding. After an error the reader stands behind the first line of the bad record, and while canGoOn() the
    /// next call reads on from there.
    [[nodiscard]] Result<bool> next();
    /// Of the record just read; valid until the next call of next().
    [[nodiscard]] std::span<const std::string_view> fields() const { return m_fields; }

    void expectColumns(std::size_t count) { m_expectedColumns = count; }
    /// False once the file itself could not be read.
    [[nodiscard]] bool canGoOn() const { return !m_isBroken; }
    /// Records read only with backslashes as characters (see DelimitedFormat).
    [[nodiscard]] std::uint64_t repairedRecords() const { return m_repairedRecords; }
    /// Where the record just read begins, in physical lines from 1.
    [[nodiscard]] std::uint64_t line() const { return m_line; }
    /// "line 17 of ratings.dat": the same for messages.
    [[nodiscard]] std::string place() const;
    [[nodiscard]] const std::string& name() const { return m_source->name(); }
    /// Of the file on disk: packed bytes of a packed file.
    [[nodiscard]] std::uint64_t bytesDone() const { return m_source->bytesDone(m_position); }
    [[nodiscard]] std::uint64_t bytesTotal() const { return m_source->bytesTotal(); }

private:
    /// A value before its bytes have their final address: the scratch text may still move.
    struct Piece {
        std::size_t begin;
        std::size_t length;
        bool isInScratch;
    };

    /// How parsing one record ended: NeedsMore at the end of a window that is not the last.
    enum class Parse { Done, NeedsMore };

    DelimitedReader(std::unique_ptr<ByteSource> source, DelimitedFormat format);
    [[nodiscard]] static Result<DelimitedReader> make(std::unique_ptr<ByteSource> source, DelimitedFormat format);
    [[nodiscard]] Result<void> checkStart() const;
    void lookAtWindow();
    [[nodiscard]] Result<void> refill();
    void splitLine(std::string_view line);
    [[nodiscard]] Result<Parse> readQuotedRecord();
    [[nodiscard]] Result<Parse> parseQuotedRecord(bool hasBackslashes);
    [[nodiscard]] Result<std::optional<std::size_t>> parseQuotedField(std::size_t quote, bool hasBackslashes);
    void addQuotedPiece(std::size_t begin, std::size_t end, std::size_t scratchBegin);
    void restart(std::size_t position);
    [[nodiscard]] std::size_t parsePlainField(std::size_t begin);
    [[nodiscard]] bool isSeparatorAt(std::size_t position) const;
    [[nodiscard]] bool isLineEndAt(std::size_t position) const;
    [[nodiscard]] std::string_view pieceText(const Piece& piece) const;
    [[nodiscard]] Result<void> checkRecord();
    [[nodiscard]] Result<void> checkColumns() const;
    [[nodiscard]] Error columnError(std::size_t columns) const;
    void decodeLatin1();

    std::unique_ptr<ByteSource> m_source;
    std::string_view m_text; // the source's window
    DelimitedFormat m_format;
    bool m_mayHaveQuotes = false; // the window
    bool m_isCleanText = true;    // no window so far held bytes that are not UTF-8
    bool m_isBroken = false;
    std::size_t m_position = 0;
    std::size_t m_checked = 0;    // of the window: known to be UTF-8 up to here
    std::uint64_t m_line = 0;     // where the current record begins
    std::uint64_t m_nextLine = 1; // of m_position
    std::uint64_t m_repairedRecords = 0;
    std::size_t m_expectedColumns = 0;
    std::vector<std::string_view> m_fields;
    std::vector<Piece> m_pieces;
    // Vectors, not strings: moving the reader must not move their bytes, since m_fields points there.
    std::vector<char> m_scratch; // values with doubled quotes
    std::vector<char> m_decoded; // values with Latin-1 letters
};

[[nodiscard]] bool isUtf8(std::string_view text);
/// Every byte as the Unicode character of the same number.
[[nodiscard]] std::string latin1ToUtf8(std::string_view text);

} // namespace cpw::data

template <>
struct cpw::EnumNames<cpw::data::TextEncoding> {
    static constexpr std::pair<cpw::data::TextEncoding, const char*> kNames[] = {{cpw::data::TextEncoding::Utf8, "utf8"},
                                                                                 {cpw::data::TextEncoding::Latin1, "latin1"},
                                                                                 {cpw::data::TextEncoding::Mixed, "mixed"}};
};
