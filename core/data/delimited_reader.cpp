// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/delimited_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace cpw::data {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool hasHighByte(std::string_view text) {
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return all >= 0x80;
}

template <class Bytes>
void appendLatin1(Bytes& target, std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            target.push_back(c);
        } else {
            target.push_back(static_cast<char>(0xC0 | (byte >> 6)));
            target.push_back(static_cast<char>(0x80 | (byte & 0x3F)));
        }
    }
}

std::string separatorText(const std::string& separator) {
    return separator == "\t" ? "a tab" : '"' + separator + '"';
}

} // namespace

bool isUtf8(std::string_view text) {
    return simdjson::validate_utf8(text.data(), text.size());
}

std::string latin1ToUtf8(std::string_view text) {
    std::string converted;
    converted.reserve(text.size() + text.size() / 8);
    appendLatin1(converted, text);
    return converted;
}

DelimitedReader::DelimitedReader(std::unique_ptr<ByteSource> source, DelimitedFormat format)
    : m_source(std::move(source)), m_text(m_source->window()), m_format(std::move(format)) {
    if (m_text.starts_with(kByteOrderMark))
        m_position = kByteOrderMark.size();
    lookAtWindow();
}

Result<DelimitedReader> DelimitedReader::open(const std::filesystem::path& path, DelimitedFormat format) {
    CPW_TRY(source, ByteSource::open(path));
    return make(std::move(source), std::move(format));
}

Result<DelimitedReader> DelimitedReader::fromText(std::string_view text, std::string name, DelimitedFormat format) {
    return make(ByteSource::ofText(text, std::move(name)), std::move(format));
}

Result<DelimitedReader> DelimitedReader::make(std::unique_ptr<ByteSource> source, DelimitedFormat format) {
    if (format.separator.empty() || format.separator.find_first_of("\"\r\n") != std::string::npos)
        return badInput("the separator is {}, expected a text without quotes and line ends",
                        toText(OptionValue(format.separator)));
    DelimitedReader reader(std::move(source), std::move(format));
    CPW_TRY_VOID(reader.checkStart());
    return reader;
}

Result<void> DelimitedReader::checkStart() const {
    if (m_text.empty() || m_text == kByteOrderMark)
        return badInput("{} is empty, expected lines of values separated by {}", name(), separatorText(m_format.separator));
    if (m_text.starts_with("\xFF\xFE") || m_text.starts_with("\xFE\xFF"))
        return badInput("{} is UTF-16 text, expected UTF-8 or Latin-1; save it as UTF-8", name());
    return {};
}

/// What is cheaper to learn of a whole window than of each of its lines.
void DelimitedReader::lookAtWindow() {
    m_mayHaveQuotes = m_format.hasQuotes && m_text.find('"', m_position) != std::string_view::npos;
    if (m_format.encoding != TextEncoding::Utf8 || !m_isCleanText)
        return;
    // A character never spans a line end, but it may span the end of a window.
    const auto end = m_source->isLast() ? m_text.size() : m_text.rfind('\n') + 1;
    if (end <= m_checked)
        return;
    m_isCleanText = isUtf8(m_text.substr(m_checked, end - m_checked));
    m_checked = end;
}

Result<void> DelimitedReader::refill() {
    const auto used = m_position;
    if (m_text.size() - used >= ByteSource::kLongestRecord) {
        m_isBroken = true;
        return badInput("{}: the record is longer than {} bytes, expected lines of values; is a quote open?", place(),
                        ByteSource::kLongestRecord);
    }
    if (auto advanced = m_source->advance(used); !advanced) {
        m_isBroken = true;
        return advanced;
    }
    m_text = m_source->window();
    m_position = 0;
    m_checked = m_checked > used ? m_checked - used : 0;
    lookAtWindow();
    return {};
}

Result<bool> DelimitedReader::next() {
    while (!m_isBroken) {
        m_fields.clear();
        m_line = m_nextLine;
        const auto lineEnd = m_text.find('\n', m_position);
        if (lineEnd == std::string_view::npos && !m_source->isLast()) {
            CPW_TRY_VOID(refill());
            continue;
        }
        if (m_position >= m_text.size())
            return false;
        const auto begin = m_position;
        const auto nextLine = std::min(lineEnd, m_text.size() - 1) + 1;
        auto line = m_text.substr(begin, std::min(lineEnd, m_text.size()) - begin);
        if (m_mayHaveQuotes && line.find('"') != std::string_view::npos) {
            auto parsed = readQuotedRecord();
            if (parsed && *parsed == Parse::NeedsMore) {
                m_position = begin;
                m_nextLine = m_line;
                CPW_TRY_VOID(refill());
                continue;
            }
            if (parsed)
                parsed = checkRecord().map([] { return Parse::Done; });
            if (!parsed) {
                m_position = nextLine;
                m_nextLine = m_line + 1;
                return tl::unexpected(std::move(parsed.error()));
            }
            return true;
        }
        m_position = nextLine;
        ++m_nextLine;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            continue;
        splitLine(line);
        CPW_TRY_VOID(checkRecord());
        return true;
    }
    return badInput("{} cannot be read further", name());
}

Result<void> DelimitedReader::checkRecord() {
    if (m_expectedColumns == 0)
        m_expectedColumns = m_fields.size();
    if (!m_isCleanText)
        for (const auto field : m_fields)
            if (!isUtf8(field))
                return badInput("{}: the text is not UTF-8; save the file as UTF-8 or set the option encoding to latin1", place());
    if (m_format.encoding != TextEncoding::Utf8)
        decodeLatin1();
    return checkColumns();
}

void DelimitedReader::splitLine(std::string_view line) {
    const auto& separator = m_format.separator;
    std::size_t begin = 0;
    for (;;) {
        const auto end = separator.size() == 1 ? line.find(separator.front(), begin) : line.find(separator, begin);
        if (end == std::string_view::npos)
            break;
        m_fields.push_back(line.substr(begin, end - begin));
        begin = end + separator.size();
    }
    m_fields.push_back(line.substr(begin));
}

// Example of a record that is read only the second time: "5";"C:\";"x"
Result<DelimitedReader::Parse> DelimitedReader::readQuotedRecord() {
    const auto fits = [this](const Result<Parse>& parsed) {
        return parsed && (*parsed == Parse::NeedsMore || m_expectedColumns == 0 || m_fields.size() == m_expectedColumns);
    };
    const auto begin = m_position;
    auto parsed = parseQuotedRecord(m_format.hasBackslashes);
    if (!m_format.hasBackslashes || fits(parsed))
        return parsed;
    const auto columns = parsed ? m_fields.size() : 0;
    restart(begin);
    auto again = parseQuotedRecord(false);
    if (fits(again)) {
        m_repairedRecords += *again == Parse::Done ? 1 : 0;
        return again;
    }
    if (!parsed)
        return parsed;
    return tl::unexpected(columnError(columns));
}

void DelimitedReader::restart(std::size_t position) {
    m_position = position;
    m_nextLine = m_line;
    m_fields.clear();
}

// Example: 17,"Dune, Messiah","He said ""no"" twice"
Result<DelimitedReader::Parse> DelimitedReader::parseQuotedRecord(bool hasBackslashes) {
    m_scratch.clear();
    m_pieces.clear();
    std::size_t position = m_position;
    for (;;) {
        if (position < m_text.size() && m_text[position] == '"') {
            CPW_TRY(end, parseQuotedField(position, hasBackslashes));
            if (!end)
                return Parse::NeedsMore;
            position = *end;
        } else {
            position = parsePlainField(position);
        }
        if (!isSeparatorAt(position))
            break;
        position += m_format.separator.size();
    }
    const auto lineEnd = m_text.find('\n', position);
    if (lineEnd == std::string_view::npos && !m_source->isLast())
        return Parse::NeedsMore;
    m_position = std::min(lineEnd, m_text.size() - 1) + 1;
    ++m_nextLine;
    for (const auto& piece : m_pieces)
        m_fields.push_back(pieceText(piece));
    return Parse::Done;
}

/// Behind the closing quote; nothing when the window ends before that is known.
Result<std::optional<std::size_t>> DelimitedReader::parseQuotedField(std::size_t quote, bool hasBackslashes) {
    const auto firstLine = m_nextLine;
    const auto scratchBegin = m_scratch.size();
    const auto limit = m_text.substr(0, m_position + ByteSource::kLongestRecord); // an open quote swallows no whole file
    std::size_t begin = quote + 1, end = begin;
    for (;;) {
        end = hasBackslashes ? limit.find_first_of("\"\\", end) : limit.find('"', end);
        if (end >= limit.size() && limit.size() == m_text.size() && !m_source->isLast())
            return std::nullopt;
        if (end == std::string_view::npos)
            return badInput(
                "line {} of {}: the quote opened in column {} is never closed; close it or write quotes inside a value twice",
                firstLine, name(), m_pieces.size() + 1);
        if (end + 1 >= m_text.size() && !m_source->isLast())
            return std::nullopt;
        const char following = end + 1 < m_text.size() ? m_text[end + 1] : '\n';
        const bool isEscape = hasBackslashes && m_text[end] == '\\';
        if (isEscape && following != '"' && following != '\\') {
            ++end;
            continue;
        }
        if (!isEscape && following != '"')
            break;
        // "" and \" are a quote, \\ is a backslash: the second character is the value's.
        m_scratch.insert(m_scratch.end(), m_text.begin() + static_cast<std::ptrdiff_t>(begin), m_text.begin() + static_cast<std::ptrdiff_t>(end));
        m_scratch.push_back(following);
        begin = end += 2;
    }
    addQuotedPiece(begin, end, scratchBegin);
    m_nextLine += static_cast<std::uint64_t>(std::count(m_text.begin() + static_cast<std::ptrdiff_t>(quote),
                                                        m_text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    ++end;
    if (m_text.size() - end < std::max<std::size_t>(m_format.separator.size(), 2) && !m_source->isLast())
        return std::nullopt;
    if (!isSeparatorAt(end) && !isLineEndAt(end))
        return badInput(
            "line {} of {}: text follows the closing quote of column {}, expected {} or the end of the line; write quotes "
            "inside a quoted value twice",
            m_nextLine, name(), m_pieces.size(), separatorText(m_format.separator));
    return end;
}

/// The value is what the scratch text has of it already and the text from `begin` to `end`.
void DelimitedReader::addQuotedPiece(std::size_t begin, std::size_t end, std::size_t scratchBegin) {
    if (m_scratch.size() == scratchBegin) {
        m_pieces.push_back({begin, end - begin, false});
        return;
    }
    m_scratch.insert(m_scratch.end(), m_text.begin() + static_cast<std::ptrdiff_t>(begin), m_text.begin() + static_cast<std::ptrdiff_t>(end));
    m_pieces.push_back({scratchBegin, m_scratch.size() - scratchBegin, true});
}

std::size_t DelimitedReader::parsePlainField(std::size_t begin) {
    const auto lineEnd = std::min(m_text.find('\n', begin), m_text.size());
    const auto line = m_text.substr(begin, lineEnd - begin);
    const auto separator = line.find(m_format.separator);
    auto value = line.substr(0, separator);
    if (separator == std::string_view::npos && value.ends_with('\r'))
        value.remove_suffix(1);
    m_pieces.push_back({begin, value.size(), false});
    return begin + value.size();
}

bool DelimitedReader::isSeparatorAt(std::size_t position) const {
    return position < m_text.size() && m_text.substr(position).starts_with(m_format.separator);
}

bool DelimitedReader::isLineEndAt(std::size_t position) const {
    const auto rest = m_text.substr(position);
    return rest.empty() || rest.front() == '\n' || rest.starts_with("\r\n") || rest == "\r";
}

std::string_view DelimitedReader::pieceText(const Piece& piece) const {
    return (piece.isInScratch ? std::string_view(m_scratch.data(), m_scratch.size()) : m_text).substr(piece.begin, piece.length);
}

void DelimitedReader::decodeLatin1() {
    m_decoded.clear();
    std::size_t needed = 0;
    for (const auto field : m_fields)
        needed += hasHighByte(field) ? 2 * field.size() : 0;
    m_decoded.reserve(needed); // no view below may be moved
    const bool mayBeUtf8 = m_format.encoding == TextEncoding::Mixed;
    for (auto& field : m_fields) {
        if (!hasHighByte(field) || (mayBeUtf8 && isUtf8(field)))
            continue;
        const auto begin = m_decoded.size();
        appendLatin1(m_decoded, field);
        field = std::string_view(m_decoded.data(), m_decoded.size()).substr(begin);
    }
}

Result<void> DelimitedReader::checkColumns() const {
    if (m_fields.size() == m_expectedColumns)
        return {};
    return tl::unexpected(columnError(m_fields.size()));
}

Error DelimitedReader::columnError(std::size_t columns) const {
    const auto advice = columns == 1 ? "is the separator really " + separatorText(m_format.separator) + "?"
                                     : "give every line the same columns, and quote a value that holds the separator";
    return badInput("{}: {} column{}, expected {}; {}", place(), columns, columns == 1 ? "" : "s", m_expectedColumns, advice).value();
}

std::string DelimitedReader::place() const {
    return fmt::format("line {} of {}", m_line, name());
}

} // namespace cpw::data
