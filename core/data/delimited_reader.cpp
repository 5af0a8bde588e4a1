// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/delimited_reader.h"

#include <simdjson.h>

#include <algorithm>

namespace cpw::data {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

bool isUtf8(std::string_view text) {
    return simdjson::validate_utf8(text.data(), text.size());
}

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

std::string latin1ToUtf8(std::string_view text) {
    std::string converted;
    converted.reserve(text.size() + text.size() / 8);
    appendLatin1(converted, text);
    return converted;
}

DelimitedReader::DelimitedReader(std::string_view text, std::string name, DelimitedFormat format)
    : m_text(text), m_name(std::move(name)), m_format(std::move(format)) {
    if (m_text.starts_with(kUtf8Mark))
        m_position = kUtf8Mark.size();
    m_mayHaveQuotes = m_format.hasQuotes && m_text.find('"') != std::string_view::npos;
}

Result<DelimitedReader> DelimitedReader::open(const std::filesystem::path& path, DelimitedFormat format) {
    CPW_TRY(file, MappedFile::open(path));
    CPW_TRY(reader, fromText(file->text(), path.filename().string(), std::move(format)));
    reader.m_file = file;
    return reader;
}

Result<DelimitedReader> DelimitedReader::fromText(std::string_view text, std::string name, DelimitedFormat format) {
    if (format.separator.empty() || format.separator.find_first_of("\"\r\n") != std::string::npos)
        return badInput("the separator is {}, expected a text without quotes and line ends",
                        toText(OptionValue(format.separator)));
    DelimitedReader reader(text, std::move(name), std::move(format));
    CPW_TRY_VOID(reader.checkText());
    return reader;
}

Result<void> DelimitedReader::checkText() const {
    if (m_text.empty() || m_text == kUtf8Mark)
        return badInput("{} is empty, expected lines of values separated by {}", m_name, separatorText(m_format.separator));
    if (m_text.starts_with("\xFF\xFE") || m_text.starts_with("\xFE\xFF"))
        return badInput("{} is UTF-16 text, expected UTF-8 or Latin-1; save it as UTF-8", m_name);
    if (m_format.encoding == TextEncoding::Latin1 || isUtf8(m_text))
        return {};
    // Look for the first line at fault; a character never spans a line end.
    std::uint64_t line = 1;
    for (std::size_t begin = 0; begin < m_text.size(); ++line) {
        const auto end = std::min(m_text.find('\n', begin), m_text.size() - 1) + 1;
        if (!isUtf8(m_text.substr(begin, end - begin)))
            break;
        begin = end;
    }
    return badInput("line {} of {}: the text is not UTF-8; save the file as UTF-8 or set the option encoding to latin1", line,
                    m_name);
}

Result<bool> DelimitedReader::next() {
    m_fields.clear();
    while (m_position < m_text.size()) {
        m_line = m_nextLine;
        const auto end = std::min(m_text.find('\n', m_position), m_text.size());
        auto line = m_text.substr(m_position, end - m_position);
        if (m_mayHaveQuotes && line.find('"') != std::string_view::npos) {
            CPW_TRY_VOID(parseQuotedRecord());
        } else {
            m_position = std::min(end + 1, m_text.size());
            ++m_nextLine;
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            if (line.empty())
                continue;
            splitLine(line);
        }
        if (m_format.encoding == TextEncoding::Latin1)
            decodeLatin1();
        if (m_expectedColumns == 0)
            m_expectedColumns = m_fields.size();
        CPW_TRY_VOID(checkColumns());
        return true;
    }
    return false;
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

// Example: 17,"Dune, Messiah","He said ""no"" twice"
Result<void> DelimitedReader::parseQuotedRecord() {
    m_scratch.clear();
    m_pieces.clear();
    std::size_t position = m_position;
    for (;;) {
        if (position < m_text.size() && m_text[position] == '"') {
            CPW_TRY(end, parseQuotedField(position));
            position = end;
        } else {
            position = parsePlainField(position);
        }
        if (!isSeparatorAt(position))
            break;
        position += m_format.separator.size();
    }
    m_position = std::min(m_text.find('\n', position), m_text.size() - 1) + 1;
    ++m_nextLine;
    for (const auto& piece : m_pieces)
        m_fields.push_back(pieceText(piece));
    return {};
}

Result<std::size_t> DelimitedReader::parseQuotedField(std::size_t quote) {
    const auto firstLine = m_nextLine;
    const auto scratchBegin = m_scratch.size();
    std::size_t begin = quote + 1;
    for (;;) {
        const auto end = m_text.find('"', begin);
        if (end == std::string_view::npos)
            return badInput(
                "line {} of {}: the quote opened in column {} is never closed; close it or write quotes inside a value twice",
                firstLine, m_name, m_pieces.size() + 1);
        m_nextLine += static_cast<std::uint64_t>(std::count(m_text.begin() + static_cast<std::ptrdiff_t>(begin),
                                                            m_text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        const bool isDoubled = end + 1 < m_text.size() && m_text[end + 1] == '"';
        if (!isDoubled && m_scratch.size() == scratchBegin) {
            m_pieces.push_back({begin, end - begin, false});
        } else {
            const auto part = m_text.substr(begin, end - begin + (isDoubled ? 1 : 0));
            m_scratch.insert(m_scratch.end(), part.begin(), part.end());
            if (!isDoubled)
                m_pieces.push_back({scratchBegin, m_scratch.size() - scratchBegin, true});
        }
        begin = end + (isDoubled ? 2 : 1);
        if (!isDoubled)
            break;
    }
    if (!isSeparatorAt(begin) && !isLineEndAt(begin))
        return badInput(
            "line {} of {}: text follows the closing quote of column {}, expected {} or the end of the line; write quotes "
            "inside a quoted value twice",
            m_nextLine, m_name, m_pieces.size(), separatorText(m_format.separator));
    return begin;
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
    for (auto& field : m_fields) {
        if (!hasHighByte(field))
            continue;
        const auto begin = m_decoded.size();
        appendLatin1(m_decoded, field);
        field = std::string_view(m_decoded.data(), m_decoded.size()).substr(begin);
    }
}

Result<void> DelimitedReader::checkColumns() const {
    if (m_fields.size() == m_expectedColumns)
        return {};
    const auto advice = m_fields.size() == 1 ? "is the separator really " + separatorText(m_format.separator) + "?"
                                             : "give every line the same columns, and quote a value that holds the separator";
    return badInput("{}: {} column{}, expected {}; {}", place(), m_fields.size(), m_fields.size() == 1 ? "" : "s",
                    m_expectedColumns, advice);
}

std::string DelimitedReader::place() const {
    return fmt::format("line {} of {}", m_line, m_name);
}

} // namespace cpw::data
