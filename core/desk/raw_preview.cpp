// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/raw_preview.h"

#include "core/data/dataset_source.h"
#include "core/data/generic_delimited.h"
#include "core/data/parquet.h"
#include "core/data/row_reading.h"
#include "core/desk/raw_text.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace cpw::desk {
namespace {

constexpr std::size_t kMostRefused = 100;
constexpr std::size_t kShownText = 120;
constexpr std::uint64_t kLinesOfLook = 50'000; ///< of a log and of what describes its items: some tenths of a second

std::string lineText(std::string_view text, std::uint64_t line) {
    for (std::uint64_t i = 1; i < line && !text.empty(); ++i)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    const auto whole = text.substr(0, text.find('\n'));
    return fmt::format("{}{}", whole.substr(0, kShownText), whole.size() > kShownText ? "..." : "");
}

void finishColumns(const spec::DataSpec& spec, api::RawPreview& preview) {
    for (std::size_t i = 0; i < preview.columns.size(); ++i) {
        auto& column = preview.columns[i];
        std::vector<std::string> values;
        for (const auto& row : preview.rows)
            values.push_back(row[i]);
        column.kind = kindOfValues(values);
        column.distinct = std::set<std::string>(values.begin(), values.end()).size();
        const bool isNamed = spec.fields.empty() || std::find(spec.fields.begin(), spec.fields.end(), column.name) != spec.fields.end();
        column.isUsed = isNamed && column.name != spec.label.column && column.name != spec.split.orderColumn;
    }
}

/// Why a row that has the right columns cannot be used.
std::optional<std::string> labelReason(const spec::DataSpec& spec, const api::RawPreview& preview, const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < preview.columns.size(); ++i)
        if (preview.columns[i].name == spec.label.column && !data::numberFromText(row[i]))
            return fmt::format("the label column {} holds {}, expected a number", data::quotedValue(spec.label.column), data::quotedValue(row[i]));
    return std::nullopt;
}

void nameColumns(const data::DelimitedOptions& options, std::span<const std::string_view> first, api::RawPreview& preview) {
    for (std::size_t i = 0; i < first.size(); ++i) {
        api::RawColumn column;
        column.name = options.hasHeader ? std::string(first[i]) : i < options.columns.size() ? options.columns[i] : "column_" + std::to_string(i + 1);
        preview.columns.push_back(std::move(column));
    }
}

Result<api::RawPreview> previewDelimited(const spec::DataSpec& spec, std::size_t wanted, std::stop_token stop) {
    CPW_TRY(options, data::delimitedOptions(spec));
    CPW_TRY(head, readHead(spec.path));
    const auto name = std::filesystem::path(spec.path).filename().string();
    CPW_TRY(reader, data::DelimitedReader::fromText(head.text, name, {options.separator, true, options.encoding}));
    api::RawPreview preview;
    preview.bytes = head.bytes;
    while (preview.rows.size() < wanted && preview.refused.size() < kMostRefused && !stop.stop_requested()) {
        const auto isRecord = reader.next();
        if (!isRecord) {
            preview.refused.push_back({reader.line(), lineText(head.text, reader.line()), isRecord.error().text()});
            if (!reader.canGoOn())
                break;
            continue;
        }
        if (!*isRecord) {
            preview.isWhole = head.isWhole;
            break;
        }
        if (preview.columns.empty()) {
            nameColumns(options, reader.fields(), preview);
            if (options.hasHeader)
                continue;
        }
        std::vector<std::string> row(reader.fields().begin(), reader.fields().end());
        if (const auto reason = labelReason(spec, preview, row))
            preview.refused.push_back({reader.line(), lineText(head.text, reader.line()), *reason});
        else
            preview.rows.push_back(std::move(row));
    }
    finishColumns(spec, preview);
    return preview;
}

Result<api::RawPreview> previewParquet(const spec::DataSpec& spec, std::size_t wanted) {
    CPW_TRY(head, data::readParquetHead(spec.path, wanted));
    api::RawPreview preview;
    std::error_code ignored;
    preview.bytes = std::filesystem::file_size(spec.path, ignored);
    preview.isWhole = head.rows.size() == head.rowsInAll;
    for (auto& name : head.names)
        preview.columns.push_back({std::move(name), api::ColumnKind::Text, 0, true});
    for (std::size_t row = 0; row < head.rows.size(); ++row) {
        if (const auto reason = labelReason(spec, preview, head.rows[row]))
            preview.refused.push_back({row + 1, fmt::format("{}", fmt::join(head.rows[row], ", ")).substr(0, kShownText), *reason});
        else
            preview.rows.push_back(std::move(head.rows[row]));
    }
    finishColumns(spec, preview);
    return preview;
}

/// Sources that join files: the first rows of the table they make, of the first lines where the files are large.
Result<api::RawPreview> previewJoined(const data::DatasetSource& source, const spec::DataSpec& spec, std::size_t wanted, std::stop_token stop) {
    auto limited = spec;
    limited.maximumRows = static_cast<std::int64_t>(wanted);
    CPW_TRY(read, source.read(limited, {{}, stop, kLinesOfLook}));
    api::RawPreview preview;
    for (const auto& column : read.table->columns)
        preview.columns.push_back({column.name, api::ColumnKind::Text, 0, true});
    for (std::size_t row = 0; row < std::min(wanted, read.table->rows()); ++row) {
        auto& values = preview.rows.emplace_back();
        for (const auto& column : read.table->columns)
            values.emplace_back(column.text(row));
    }
    std::error_code code;
    for (const auto& file : source.files(spec))
        preview.bytes += std::filesystem::is_regular_file(file, code) ? std::filesystem::file_size(file, code) : 0;
    preview.isWhole = read.table->rows() < wanted && read.report.linesRead < kLinesOfLook;
    finishColumns(spec, preview);
    return preview;
}

} // namespace

Result<api::RawPreview> previewRows(const spec::DataSpec& spec, std::size_t rows, std::stop_token stop) {
    CPW_TRY(source, data::findDatasetSource(spec.source));
    if (spec.source == "csv" || spec.source == "tsv")
        return previewDelimited(spec, rows, std::move(stop));
    if (spec.source == "parquet")
        return previewParquet(spec, rows);
    return previewJoined(*source, spec, rows, std::move(stop));
}

} // namespace cpw::desk
