// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv_runs.h"

#include "core/base/ascii_case.h"
#include "core/data/delimited_reader.h"
#include "core/exchange/epoch_curve.h"
#include "core/exchange/metric_number.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::exchange {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kProgressLines = 20'000;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// For a table without times: when it was written.
api::Clock::time_point writtenAt(const fs::path& file) {
    struct stat facts {};
    return ::stat(file.c_str(), &facts) == 0 ? api::Clock::from_time_t(facts.st_mtime) : api::Clock::time_point{};
}

/// What the header says of the table.
struct Columns {
    std::optional<std::size_t> run, step, epoch, time, stage, metric, value;
    std::vector<std::string> names;      ///< as written
    std::vector<std::size_t> metricColumns; ///< of the wide form

    [[nodiscard]] bool isLong() const { return metric && value; }
};

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// The first column that has one of the names.
std::optional<std::size_t> columnOf(const std::vector<std::string>& names, std::initializer_list<const char*> wanted) {
    for (const auto* name : wanted)
        for (std::size_t i = 0; i < names.size(); ++i)
            if (lowered(names[i]) == name)
                return i;
    return std::nullopt;
}

Result<Columns> readHeader(data::DelimitedReader& reader) {
    CPW_TRY(hasHeader, reader.next());
    Columns columns;
    for (const auto field : hasHeader ? reader.fields() : std::span<const std::string_view>{})
        columns.names.emplace_back(trimmed(field));
    const auto& names = columns.names;
    columns.run = columnOf(names, {"run", "run_id", "run_name"});
    columns.step = columnOf(names, {"step", "global_step", "iteration", "iter"});
    columns.epoch = columnOf(names, {"epoch"});
    columns.time = columnOf(names, {"time", "wall_time", "timestamp"});
    columns.stage = columnOf(names, {"stage"});
    columns.metric = columnOf(names, {"metric", "tag"});
    columns.value = columnOf(names, {"value"});
    if (!columns.step && !columns.epoch)
        return badInput("{} has the columns {}, but none is called step (or global_step, iteration, epoch); name the column that counts", reader.name(),
                        joined(names));
    const std::optional<std::size_t> known[] = {columns.run, columns.step, columns.epoch, columns.time, columns.stage};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (std::none_of(std::begin(known), std::end(known), [i](const auto& column) { return column == i; }))
            columns.metricColumns.push_back(i);
    if (!columns.isLong() && columns.metricColumns.empty())
        return badInput("{} has the columns {}, but none with values; expected step and a column for each metric, or run, step, metric and value",
                        reader.name(), joined(names));
    for (const auto i : columns.isLong() ? std::vector<std::size_t>{} : columns.metricColumns)
        if (std::count(names.begin(), names.end(), names[i]) > 1 || names[i].empty())
            return badInput("{} has the column \"{}\" more than once or without a name; give each metric its own", reader.name(), names[i]);
    return columns;
}

/// A number of the record; none where the column is missing or the cell empty.
Result<std::optional<double>> cell(const data::DelimitedReader& reader, const Columns& columns, std::optional<std::size_t> column) {
    if (!column)
        return std::optional<double>();
    const auto text = trimmed(reader.fields()[*column]);
    if (text.empty())
        return std::optional<double>();
    if (const auto number = metricNumber(text))
        return number;
    return badInput("{}: column \"{}\" holds \"{}\", expected a number or nothing; leave a column of texts out", reader.place(), columns.names[*column], text);
}

class CsvRuns {
public:
    CsvRuns(const fs::path& file, ImportSink& sink) : m_file(file), m_sink(sink) {}

    Result<void> read(data::DelimitedReader& reader) {
        CPW_TRY(columns, readHeader(reader));
        for (std::uint64_t line = 0;; ++line) {
            if (line % kProgressLines == 0)
                CPW_TRY_VOID(m_sink.progress(reader.name(), static_cast<double>(reader.bytesDone()) / static_cast<double>(std::max<std::uint64_t>(1, reader.bytesTotal()))));
            CPW_TRY(hasRecord, reader.next());
            if (!hasRecord)
                break;
            CPW_TRY_VOID(take(reader, columns));
        }
        for (auto& [name, curves] : m_runs)
            CPW_TRY_VOID(finish(name, curves));
        return {};
    }

private:
    using Curves = std::map<std::string, api::MetricSeries>;

    Result<void> take(const data::DelimitedReader& reader, const Columns& columns) {
        CPW_TRY(point, pointOf(reader, columns));
        const auto name = columns.run ? std::string(trimmed(reader.fields()[*columns.run])) : std::string();
        auto& curves = m_runs[name];
        if (columns.isLong())
            return takeValue(reader, columns, *columns.value, std::string(trimmed(reader.fields()[*columns.metric])), point, curves);
        for (const auto column : columns.metricColumns)
            CPW_TRY_VOID(takeValue(reader, columns, column, columns.names[column], point, curves));
        return {};
    }

    static Result<void> takeValue(const data::DelimitedReader& reader, const Columns& columns, std::size_t column, const std::string& metric,
                                  api::MetricPoint point, Curves& curves) {
        CPW_TRY(value, cell(reader, columns, column));
        if (!value)
            return {};
        if (metric.empty())
            return badInput("{} names no metric; fill the column \"{}\"", reader.place(), columns.names[*columns.metric]);
        point.value = *value;
        curves[metric].points.push_back(point);
        return {};
    }

    static Result<api::MetricPoint> pointOf(const data::DelimitedReader& reader, const Columns& columns) {
        api::MetricPoint point;
        CPW_TRY(epoch, cell(reader, columns, columns.epoch));
        CPW_TRY(time, cell(reader, columns, columns.time));
        CPW_TRY(stage, cell(reader, columns, columns.stage));
        const auto counted = columns.step ? columns.step : columns.epoch;
        CPW_TRY(step, cell(reader, columns, counted));
        constexpr double kLargest = 9.0e15; // whole numbers are exact up to here
        if (!step || !(std::abs(*step) < kLargest))
            return badInput("{} has no step in column \"{}\"; every line needs one", reader.place(), columns.names[*counted]);
        point.step = static_cast<std::int64_t>(std::llround(*step));
        point.epoch = epoch.value_or(0);
        point.time = timeOfSeconds(time.value_or(0));
        point.stage = stage && std::abs(*stage) < 1000 ? static_cast<int>(*stage) : 0;
        return point;
    }

    Result<void> finish(const std::string& name, Curves& curves) {
        api::ForeignRun run;
        const auto file = m_file.string();
        run.origin = {"csv", file, name.empty() ? file : file + "#" + name};
        run.name = name.empty() ? m_file.stem().string() : name;
        api::Clock::time_point first, last;
        for (auto& [metric, curve] : curves) {
            curve.name = metric;
            for (const auto& point : curve.points) {
                if (point.time == api::Clock::time_point{})
                    continue;
                first = first == api::Clock::time_point{} ? point.time : std::min(first, point.time);
                last = std::max(last, point.time);
            }
            run.metrics.push_back(std::move(curve));
        }
        orderCurves(run.metrics);
        takeEpochs(run.metrics);
        run.created = first == api::Clock::time_point{} ? writtenAt(m_file) : first;
        run.seconds = std::chrono::duration<double>(last - first).count();
        if (run.metrics.empty()) {
            m_sink.notes.push_back(fmt::format("{} has no values and was left out", run.name));
            return {};
        }
        return m_sink.take(std::move(run));
    }

    fs::path m_file;
    ImportSink& m_sink;
    std::map<std::string, Curves> m_runs;
};

} // namespace

namespace {

Result<data::DelimitedReader> openTable(const fs::path& file) {
    const bool isTabbed = lowered(file.extension().string()) == ".tsv";
    return data::DelimitedReader::open(file, {isTabbed ? "\t" : ",", true, data::TextEncoding::Mixed, false});
}

} // namespace

Result<void> readCsvRuns(const fs::path& given, ImportSink& sink) {
    const auto file = canonicalPath(given);
    CPW_TRY(reader, openTable(file));
    return CsvRuns(file, sink).read(reader);
}

bool hasRunColumns(const fs::path& file) {
    auto reader = openTable(file);
    return reader && readHeader(*reader).has_value();
}

} // namespace cpw::exchange
