// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/record_lines.h"

#include "core/data/python_literal.h"

namespace cpw::data {
namespace {

/// {'asin': or {u'asin': but not {"asin":
bool looksLikePython(std::string_view line) {
    const auto first = line.find_first_not_of(" \t{");
    return first != std::string_view::npos && (line[first] == '\'' || line[first] == 'u');
}

} // namespace

Result<RecordLines> RecordLines::open(const std::filesystem::path& path, std::vector<std::string> keys, const ReadContext& context) {
    CPW_TRY(lines, LineReader::open(path));
    return RecordLines(std::move(lines), std::move(keys), context);
}

RecordLines::RecordLines(LineReader lines, std::vector<std::string> keys, const ReadContext& context)
    : m_lines(std::move(lines)), m_record(std::make_unique<JsonRecord>(std::move(keys))), m_ticker(context, m_lines.bytesTotal()), m_most(context.mostLines) {}

Result<bool> RecordLines::next(BadLineSkipper& skipper, ImportReport& report) {
    while (m_most == 0 || m_count < m_most) {
        CPW_TRY(isLine, m_lines.next());
        if (!isLine)
            return false;
        if (m_lines.line().find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        ++m_count;
        CPW_TRY_VOID(m_ticker.tick(m_lines.bytesDone(), m_count));
        const auto parsed = parse();
        if (parsed)
            return true;
        CPW_TRY_VOID(skip(parsed.error().message, skipper, report));
    }
    return false;
}

Result<void> RecordLines::parse() {
    if (!looksLikePython(m_lines.line()))
        return m_record->parse(m_lines.line());
    CPW_TRY(json, jsonFromPythonLiteral(m_lines.line()));
    m_translated = std::move(json);
    const auto length = m_translated.size();
    m_translated.append(LineReader::kPadding, ' ');
    return m_record->parse(std::string_view(m_translated).substr(0, length));
}

Result<void> RecordLines::skip(const std::string& what, BadLineSkipper& skipper, ImportReport& report) const {
    return skipper.skip(badInput("{}: {}", m_lines.place(), what).value(), report);
}

} // namespace cpw::data
