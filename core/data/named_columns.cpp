// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/named_columns.h"

#include "core/data/line_reader.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <string>

namespace cpw::data {
namespace {

/// "Year-Of-Publication" to "yearofpublication".
std::string plainName(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z')
            plain.push_back(static_cast<char>(c + 32));
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            plain.push_back(c);
    }
    return plain;
}

/// Where the first of the names is that the header has.
std::optional<std::size_t> findColumn(const std::vector<std::string>& header, std::string_view names) {
    while (!names.empty()) {
        const auto name = names.substr(0, names.find(' '));
        const auto found = std::find(header.begin(), header.end(), name);
        if (found != header.end())
            return static_cast<std::size_t>(found - header.begin());
        names.remove_prefix(std::min(names.size(), name.size() + 1));
    }
    return std::nullopt;
}

} // namespace

Result<NamedColumns> NamedColumns::open(const std::filesystem::path& path, DelimitedFormat format, std::initializer_list<const char*> wanted) {
    CPW_TRY(reader, DelimitedReader::open(path, std::move(format)));
    CPW_TRY(isRecord, reader.next());
    if (!isRecord)
        return badInput("{} holds only empty lines, expected the names of its columns and rows", reader.name());
    std::vector<std::string> header;
    for (const auto name : reader.fields())
        header.push_back(plainName(name));
    std::vector<std::size_t> places;
    for (const char* names : wanted) {
        const auto place = findColumn(header, names);
        if (!place)
            return badInput("line 1 of {} names no column {}; its columns: {}", reader.name(),
                            quotedValue(std::string_view(names).substr(0, std::string_view(names).find(' '))), fmt::join(reader.fields(), ", "));
        places.push_back(*place);
    }
    return NamedColumns(std::move(reader), std::move(places));
}

Result<bool> NamedColumns::next(BadLineSkipper& skipper, ImportReport& report) {
    for (;;) {
        auto isRecord = m_reader.next();
        if (isRecord || !m_reader.canGoOn()) {
            m_records += isRecord && *isRecord ? 1 : 0;
            return isRecord;
        }
        CPW_TRY_VOID(skipper.skip(isRecord.error(), report));
    }
}

Result<char> separatorOfHeader(const std::filesystem::path& path, std::string_view candidates) {
    CPW_TRY(reader, LineReader::open(path));
    CPW_TRY(isLine, reader.next());
    if (!isLine)
        return badInput("{} holds only empty lines, expected the names of its columns and rows", reader.name());
    const auto line = reader.line();
    return *std::max_element(candidates.begin(), candidates.end(),
                             [line](char a, char b) { return std::count(line.begin(), line.end(), a) < std::count(line.begin(), line.end(), b); });
}

} // namespace cpw::data
