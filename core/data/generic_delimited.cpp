// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/generic_delimited.h"

#include "core/data/split_files.h"
#include "core/data/table_builder.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTsv = "tsv";

DelimitedOptions defaultOptions(std::string_view source) {
    DelimitedOptions options;
    if (source == kTsv)
        options.separator = "\t";
    return options;
}

/// One file whose columns are known, before its first row.
struct OpenDelimited {
    DelimitedReader reader;
    std::vector<std::string> names; // of all columns, label included
    std::size_t label = 0;
    bool hasRecord = false; // the reader already stands on the first row (no header)
};

Result<std::vector<std::string>> columnNames(const DelimitedReader& reader, const DelimitedOptions& options) {
    const auto first = reader.fields();
    std::vector<std::string> names;
    if (options.hasHeader) {
        names.assign(first.begin(), first.end());
    } else if (options.columns.empty()) {
        for (std::size_t column = 1; column <= first.size(); ++column)
            names.push_back("column_" + std::to_string(column));
    } else if (options.columns.size() == first.size()) {
        names = options.columns;
    } else {
        return badInput("{}: {} columns, but the option columns names {}", reader.place(), first.size(), options.columns.size());
    }
    for (std::size_t column = 0; column < names.size(); ++column) {
        if (names[column].empty())
            return badInput("{}: column {} has no name; name it, or set the option header to false", reader.place(), column + 1);
        const auto same = std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(column), names[column]);
        if (same != names.begin() + static_cast<std::ptrdiff_t>(column))
            return badInput("{}: two columns are named {}, expected different names", reader.place(), quotedValue(names[column]));
    }
    return names;
}

Result<std::size_t> labelColumn(const std::string& fileName, const std::vector<std::string>& names, const spec::DataSpec& spec,
                                const DelimitedOptions& options) {
    const auto& wanted = spec.label.column.empty() ? "label" : spec.label.column;
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found != names.end())
        return static_cast<std::size_t>(found - names.begin());
    if (names.size() == 1)
        return badInput("{} has no column {}; its only column is {}: is the separator really {}?", fileName, quotedValue(wanted),
                        quotedValue(names[0]), toText(OptionValue(options.separator)));
    return badInput("{} has no column {}; set label.column to one of: {}", fileName, quotedValue(wanted), fmt::join(names, ", "));
}

Result<OpenDelimited> openFile(const fs::path& path, const spec::DataSpec& spec, const DelimitedOptions& options) {
    CPW_TRY(reader, DelimitedReader::open(path, {options.separator, true, options.encoding}));
    CPW_TRY(isRecord, reader.next());
    if (!isRecord)
        return badInput("{} holds only empty lines, expected rows", reader.name());
    CPW_TRY(names, columnNames(reader, options));
    CPW_TRY(label, labelColumn(reader.name(), names, spec, options));
    return OpenDelimited{std::move(reader), std::move(names), label, !options.hasHeader};
}

/// Where each column of the training file is in another file, by name.
Result<std::vector<std::size_t>> matchColumns(const OpenDelimited& file, const std::vector<std::string>& wanted) {
    std::vector<std::size_t> positions;
    for (const auto& name : wanted) {
        const auto found = std::find(file.names.begin(), file.names.end(), name);
        if (found == file.names.end())
            return badInput("{} has no column {}, which the training file has; its columns: {}", file.reader.name(),
                            quotedValue(name), fmt::join(file.names, ", "));
        positions.push_back(static_cast<std::size_t>(found - file.names.begin()));
    }
    return positions;
}

/// Streams the rows of one file after another into one table.
class FileCollector {
public:
    FileCollector(const spec::DataSpec& spec, const ReadContext& context, const DelimitedOptions& options,
                  const OpenDelimited& training)
        : m_spec(spec), m_context(context), m_skipper(options.skipBadLines), m_filter(spec.label), m_fields(fieldNames(training)),
          m_builder(m_fields, context.spoolFolder) {}

    Result<void> addFile(OpenDelimited file, std::optional<Part> part) {
        CPW_TRY(positions, matchColumns(file, m_fields));
        ReadTicker ticker(m_context, file.reader.bytesTotal());
        const auto rowsBefore = m_builder.rows();
        const auto limit = static_cast<std::uint64_t>(m_spec.maximumRows);
        std::vector<std::string_view> values(m_fields.size());
        for (;;) {
            CPW_TRY(isRecord, nextGoodRecord(file));
            if (!isRecord || (limit > 0 && m_builder.rows() - rowsBefore >= limit))
                break;
            ++report.linesRead;
            const auto judged = labelOf(file);
            if (!judged)
                CPW_TRY_VOID(m_skipper.skip(judged.error(), report));
            const auto label = judged ? *judged : std::nullopt;
            if (label) {
                const auto fields = file.reader.fields();
                std::transform(positions.begin(), positions.end(), values.begin(), [fields](std::size_t p) { return fields[p]; });
                m_builder.addRow(values, *label);
                if (part)
                    m_builder.addPart(*part);
            }
            CPW_TRY_VOID(ticker.tick(file.reader.bytesDone(), m_builder.rows()));
        }
        if (m_builder.rows() == rowsBefore)
            return tl::unexpected(noRowsLeft(file.reader.name(), report, m_spec.label));
        return checkRowCount(m_builder.rows(), file.reader.name());
    }

    std::shared_ptr<Table> finish(std::string title) {
        report.rowsKept = m_builder.rows();
        return m_builder.finish(std::move(title));
    }

    void noteSkipped() { m_skipper.finish(report); }

    ImportReport report;

private:
    static std::vector<std::string> fieldNames(const OpenDelimited& training) {
        auto names = training.names;
        names.erase(names.begin() + static_cast<std::ptrdiff_t>(training.label));
        return names;
    }

    static Result<bool> nextRecord(OpenDelimited& file) {
        if (std::exchange(file.hasRecord, false))
            return true;
        return file.reader.next();
    }

    /// Passes over what cannot be read as far as that is allowed; an error after which nothing can be read ends the file.
    Result<bool> nextGoodRecord(OpenDelimited& file) {
        for (;;) {
            auto isRecord = nextRecord(file);
            if (isRecord || !file.reader.canGoOn())
                return isRecord;
            CPW_TRY_VOID(m_skipper.skip(isRecord.error(), report));
            ++report.linesRead;
        }
    }

    Result<std::optional<float>> labelOf(const OpenDelimited& file) {
        const auto text = file.reader.fields()[file.label];
        const auto raw = numberFromText(text);
        if (!raw)
            return badInput("{}: the label column {} holds {}, expected a number", file.reader.place(),
                            quotedValue(file.names[file.label]), quotedValue(text));
        const auto label = m_filter(*raw);
        report.rowsDroppedByLabel += label ? 0 : 1;
        return label;
    }

    const spec::DataSpec& m_spec;
    const ReadContext& m_context;
    BadLineSkipper m_skipper;
    LabelFilter m_filter;
    std::vector<std::string> m_fields;
    TableBuilder m_builder;
};

Result<ReadResult> readDelimited(const spec::DataSpec& spec, const ReadContext& context) {
    CPW_TRY(options, delimitedOptions(spec));
    if (spec.path.empty())
        return badInput("{} needs a path: the file with the rows", spec.source);
    CPW_TRY(training, openFile(spec.path, spec, options));
    CPW_TRY_VOID(checkSplitFiles(spec, training.reader.name(), training.names.size()));
    FileCollector collector(spec, context, options, training);
    CPW_TRY_VOID(addSplitFiles(
        spec, std::move(training), [&](const fs::path& path) { return openFile(path, spec, options); },
        [&](OpenDelimited file, std::optional<Part> part) { return collector.addFile(std::move(file), part); }));
    collector.noteSkipped();
    auto table = collector.finish(spec.dataset.empty() ? fs::path(spec.path).stem().string() : spec.dataset);
    return ReadResult{std::move(table), std::move(collector.report)};
}

DatasetSource delimitedSource(const char* id, const char* title) {
    DatasetSource source;
    source.id = id;
    source.title = title;
    source.pathHelp = "file with one row a line and a label column";
    SchemaCollector collector;
    auto options = defaultOptions(id);
    describe(collector, options);
    source.options = std::move(collector.options);
    source.defaults.source = id;
    source.read = readDelimited;
    source.files = splitFiles;
    return source;
}

} // namespace

Result<DelimitedOptions> delimitedOptions(const spec::DataSpec& spec) {
    auto options = defaultOptions(spec.source);
    CPW_TRY_VOID(checkProblems(readOptions(spec.sourceOptions, "data.source_options", options)));
    return options;
}

DatasetSource csvSource() {
    return delimitedSource("csv", "Comma-separated values");
}

DatasetSource tsvSource() {
    return delimitedSource(kTsv, "Tab-separated values");
}

} // namespace cpw::data
