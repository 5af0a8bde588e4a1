// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/parquet.h"

#include "core/data/arrow_text.h"
#include "core/data/parquet_plugin.h"
#include "core/data/raw_files.h"
#include "core/data/row_reading.h"
#include "core/data/split_files.h"
#include "core/data/table_builder.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kParquetPath = "Parquet file with a label column";

struct ParquetOptions {
    std::int64_t skipBadLines = 0;
};

template <class Visitor>
void describe(Visitor& visit, ParquetOptions& o) {
    visit(o.skipBadLines, skipBadLinesInfo());
}

/// A column of a file that can be read.
struct ReadColumn {
    std::string name;
    std::size_t child = 0; ///< of a batch
    ArrowText text;
};

struct OpenParquet {
    fs::path path;
    std::string name;
    ParquetPlugin::File file;
    std::vector<ReadColumn> columns;
    std::vector<std::string> leftOut; ///< have no text
};

Result<OpenParquet> openFile(const ParquetPlugin& plugin, const fs::path& path) {
    CPW_TRY(file, plugin.read(path));
    OpenParquet open{path, path.filename().string(), std::move(file), {}, {}};
    const auto& schema = open.file.batches.schema();
    for (std::size_t child = 0; child < static_cast<std::size_t>(schema.n_children); ++child) {
        const auto& column = *schema.children[child];
        auto text = ArrowText::of(column);
        const bool isRepeated = std::any_of(open.columns.begin(), open.columns.end(), [&](const ReadColumn& c) { return c.name == column.name; });
        if (isRepeated || std::string_view(column.name).empty())
            return badInput("{} has two columns named {} or one without a name, expected different names", open.name, quotedValue(column.name));
        if (text)
            open.columns.push_back({column.name, child, std::move(*text)});
        else
            open.leftOut.push_back(fmt::format("{} (Arrow's type {})", quotedValue(column.name), column.format));
    }
    return open;
}

/// The column of that name, or nothing.
const ReadColumn* find(const OpenParquet& open, const std::string& name) {
    const auto found = std::find_if(open.columns.begin(), open.columns.end(), [&](const ReadColumn& c) { return c.name == name; });
    return found == open.columns.end() ? nullptr : &*found;
}

Result<const ReadColumn*> wanted(const OpenParquet& open, const std::string& name, const char* why) {
    if (const auto* column = find(open, name))
        return column;
    std::vector<std::string> known;
    for (const auto& column : open.columns)
        known.push_back(column.name);
    return badInput("{} has no column {}{}; its columns: {}", open.name, quotedValue(name), why, fmt::join(known, ", "));
}

/// Rows of one file after another into one table.
class ParquetReader {
public:
    ParquetReader(const spec::DataSpec& spec, const ReadContext& context, const ParquetOptions& options,
                  const OpenParquet& training)
        : m_spec(spec), m_context(context), m_skipper(options.skipBadLines), m_filter(spec.label),
          m_label(spec.label.column.empty() ? "label" : spec.label.column), m_fields(fieldNames(training, m_label)),
          m_builder(m_fields, context.spoolFolder), m_texts(m_fields.size()), m_values(m_fields.size()) {
        if (!training.leftOut.empty())
            m_report.notes.push_back(fmt::format("columns of a kind that has no text are no fields: {}", fmt::join(training.leftOut, ", ")));
    }

    Result<void> addFile(OpenParquet open, std::optional<Part> part) {
        CPW_TRY(label, wanted(open, m_label, ", which is to be the label; set label.column"));
        std::vector<const ReadColumn*> columns;
        for (const auto& name : m_fields) {
            CPW_TRY(column, wanted(open, name, ", which the training file has"));
            columns.push_back(column);
        }
        std::error_code ignored;
        const auto bytes = static_cast<std::uint64_t>(fs::file_size(open.path, ignored));
        ReadTicker ticker(m_context, bytes);
        const auto rowsBefore = m_builder.rows(), linesBefore = m_report.linesRead;
        const auto isFull = [&] { return m_spec.maximumRows > 0 && m_builder.rows() - rowsBefore >= static_cast<std::uint64_t>(m_spec.maximumRows); };
        while (!isFull()) {
            const auto isBatch = open.file.batches.next();
            if (!isBatch)
                return badInput("row {} or one after it of {} cannot be read: {}", m_report.linesRead - linesBefore + 1, open.name, isBatch.error().message);
            if (!*isBatch)
                break;
            const auto& batch = open.file.batches.batch();
            for (std::int64_t row = 0; row < batch.length && !isFull(); ++row) {
                ++m_report.linesRead;
                CPW_TRY(isAdded, add(batch, row, *label, columns, open.name, m_report.linesRead - linesBefore));
                if (isAdded && part)
                    m_builder.addPart(*part);
                const double share = static_cast<double>(m_report.linesRead - linesBefore) / static_cast<double>(std::max<std::uint64_t>(open.file.rows, 1));
                CPW_TRY_VOID(ticker.tick(static_cast<std::uint64_t>(share * static_cast<double>(bytes)), m_builder.rows()));
            }
        }
        if (m_builder.rows() == rowsBefore)
            return tl::unexpected(noRowsLeft(open.name, m_report, m_spec.label));
        return checkRowCount(m_builder.rows(), open.name);
    }

    ReadResult finish() {
        m_skipper.finish(m_report);
        m_report.rowsKept = m_builder.rows();
        auto table = m_builder.finish(m_spec.dataset.empty() ? fs::path(m_spec.path).stem().string() : m_spec.dataset);
        return {std::move(table), std::move(m_report)};
    }

private:
    static std::vector<std::string> fieldNames(const OpenParquet& training, const std::string& label) {
        std::vector<std::string> names;
        for (const auto& column : training.columns)
            if (column.name != label)
                names.push_back(column.name);
        return names;
    }

    /// False when the row is left out.
    Result<bool> add(const ArrowArray& batch, std::int64_t row, const ReadColumn& label, const std::vector<const ReadColumn*>& columns, const std::string& file,
                     std::uint64_t number) {
        const auto place = row + batch.offset;
        const auto labelText = label.text(*batch.children[label.child], place, m_labelText);
        const auto raw = numberFromText(labelText);
        if (!raw) {
            CPW_TRY_VOID(m_skipper.skip(badInput("row {} of {}: the label column {} holds {}, expected a number", number, file, quotedValue(m_label), quotedValue(labelText)).value(), m_report));
            return false;
        }
        const auto judged = m_filter(*raw);
        m_report.rowsDroppedByLabel += judged ? 0 : 1;
        if (!judged)
            return false;
        for (std::size_t field = 0; field < columns.size(); ++field)
            m_values[field] = columns[field]->text(*batch.children[columns[field]->child], place, m_texts[field]);
        m_builder.addRow(m_values, *judged);
        return true;
    }

    const spec::DataSpec& m_spec;
    const ReadContext& m_context;
    BadLineSkipper m_skipper;
    LabelFilter m_filter;
    std::string m_label;
    std::vector<std::string> m_fields;
    TableBuilder m_builder;
    std::vector<std::string> m_texts; ///< of a row, where a value needs one
    std::vector<std::string_view> m_values;
    std::string m_labelText;
    ImportReport m_report;
};

Result<ReadResult> readParquet(const spec::DataSpec& spec, const ReadContext& context) {
    ParquetOptions options;
    CPW_TRY_VOID(checkProblems(readOptions(spec.sourceOptions, "data.source_options", options)));
    CPW_TRY_VOID(checkRawPath(spec.path, "parquet needs", kParquetPath));
    CPW_TRY(plugin, ParquetPlugin::open());
    CPW_TRY(training, openFile(plugin, spec.path));
    CPW_TRY_VOID(checkSplitFiles(spec, training.name, training.columns.size()));
    ParquetReader reader(spec, context, options, training);
    CPW_TRY_VOID(addSplitFiles(
        spec, std::move(training), [&](const fs::path& path) { return openFile(plugin, path); },
        [&](OpenParquet open, std::optional<Part> part) { return reader.addFile(std::move(open), part); }));
    return reader.finish();
}

} // namespace

bool looksLikeParquet(std::string_view text) {
    return text.starts_with("PAR1");
}

Result<ParquetHead> readParquetHead(const fs::path& path, std::size_t rows) {
    CPW_TRY(plugin, ParquetPlugin::open());
    CPW_TRY(open, openFile(plugin, path));
    ParquetHead head;
    head.rowsInAll = open.file.rows;
    for (const auto& column : open.columns)
        head.names.push_back(column.name);
    std::string buffer;
    while (head.rows.size() < rows) {
        CPW_TRY(isBatch, open.file.batches.next());
        if (!isBatch)
            break;
        const auto& batch = open.file.batches.batch();
        for (std::int64_t row = 0; row < batch.length && head.rows.size() < rows; ++row) {
            auto& texts = head.rows.emplace_back();
            for (const auto& column : open.columns)
                texts.emplace_back(column.text(*batch.children[column.child], row + batch.offset, buffer));
        }
    }
    return head;
}

DatasetSource parquetSource() {
    DatasetSource source;
    source.id = "parquet";
    source.title = "Parquet";
    source.pathHelp = kParquetPath;
    source.options = schemaOf<ParquetOptions>();
    source.defaults.source = source.id;
    source.read = readParquet;
    source.files = splitFiles;
    return source;
}

} // namespace cpw::data
