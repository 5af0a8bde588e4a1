// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/model_opening.h"
#include "app/cli/progress_bar.h"
#include "core/base/file_io.h"
#include "core/base/text_format.h"
#include "core/data/delimited_reader.h"

#include <algorithm>
#include <map>

namespace cpw::cli {
namespace {

constexpr std::size_t kRowsAtOnce = 4096;

struct PredictOptions {
    ModelChoice model;
    std::filesystem::path input;
    std::filesystem::path output;
};

/// For each field of the model the column of the file that holds it.
Result<std::vector<std::size_t>> mapColumns(std::span<const std::string_view> header, const std::vector<std::string>& fields,
                                            const std::string& file, spdlog::logger& log) {
    std::vector<std::size_t> columns;
    std::string missing;
    for (const auto& field : fields) {
        const auto found = std::find(header.begin(), header.end(), field);
        if (found == header.end())
            missing += (missing.empty() ? "" : ", ") + field;
        else
            columns.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    std::string present, ignored;
    for (const auto& column : header) {
        present += (present.empty() ? "" : ", ") + std::string(column);
        if (std::find(fields.begin(), fields.end(), column) == fields.end())
            ignored += (ignored.empty() ? "" : ", ") + std::string(column);
    }
    if (!missing.empty())
        return badInput("{} has no column {}, which the model needs; its first line names: {}; add the columns", file, missing, present);
    if (!ignored.empty())
        log.info("{}: columns that the model does not use: {}", file, ignored);
    return columns;
}

/// Reads, scores and writes a few thousand rows at a time.
class Predictor {
public:
    Predictor(engine::ModelSession& session, data::DelimitedReader& reader, std::vector<std::size_t> columns, ProgressStyle style)
        : m_session(session), m_reader(reader), m_columns(std::move(columns)), m_bar(style) {}

    Result<void> writeScores(FileWriter& writer) {
        CPW_TRY_VOID(writer.write("row,probability\n"));
        while (true) {
            CPW_TRY(rows, readRows());
            if (rows.empty())
                return {};
            CPW_TRY(scored, m_session.score(rows));
            std::string lines;
            for (const double probability : scored.probabilities)
                lines += fmt::format("{},{}\n", m_rows++, probability);
            CPW_TRY_VOID(writer.write(lines));
            for (const auto& [field, count] : scored.unknownValues)
                m_unknown[field] += count;
            const auto total = m_reader.bytesTotal();
            m_bar.show({"scoring", {}, total > 0 ? static_cast<double>(m_reader.bytesDone()) / static_cast<double>(total) : 1, 0, -1});
        }
    }

    [[nodiscard]] std::uint64_t rows() const { return m_rows; }
    [[nodiscard]] const std::map<std::string, std::uint64_t>& unknown() const { return m_unknown; }

private:
    Result<std::vector<std::vector<std::string>>> readRows() {
        std::vector<std::vector<std::string>> rows;
        while (rows.size() < kRowsAtOnce) {
            CPW_TRY(hasRow, m_reader.next());
            if (!hasRow)
                break;
            auto& row = rows.emplace_back();
            for (const auto column : m_columns)
                row.emplace_back(m_reader.fields()[column]);
        }
        return rows;
    }

    engine::ModelSession& m_session;
    data::DelimitedReader& m_reader;
    std::vector<std::size_t> m_columns;
    ProgressBar m_bar;
    std::uint64_t m_rows = 0;
    std::map<std::string, std::uint64_t> m_unknown;
};

Result<void> predict(const PredictOptions& options, CommandContext& context) {
    CPW_TRY(reader, data::DelimitedReader::open(options.input, {}));
    CPW_TRY(hasHeader, reader.next());
    if (!hasHeader)
        return badInput("{} is empty; expected a first line that names the columns", options.input.string());
    CPW_TRY(session, openModel(options.model, context));
    CPW_TRY(columns, mapColumns(reader.fields(), session->fieldNames(), options.input.string(), context.log()));
    Predictor predictor(*session, reader, std::move(columns), ProgressBar::styleFor(context.common.isQuiet));
    CPW_TRY_VOID(writeAtomically(options.output, [&](FileWriter& writer) { return predictor.writeScores(writer); }));
    return context.print({{"output", options.output.string()}, {"rows", predictor.rows()}, {"unknown_values", predictor.unknown()}}, [&] {
        auto text = fmt::format("{} rows scored: {}\n", withThousands(static_cast<std::int64_t>(predictor.rows())), options.output.string());
        for (const auto& [field, count] : predictor.unknown())
            if (count > 0)
                text += fmt::format("  {}: {} rows with a value that training did not know\n", field, withThousands(static_cast<std::int64_t>(count)));
        return text;
    });
}

} // namespace

void addPredictCommand(CLI::App& program, const CommandRegistrar& registrar) {
    auto options = std::make_shared<PredictOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "predict", "Score rows of raw values from a CSV file with a header",
                                  "  clickprompt predict r-0001 --input rows.csv --output scores.csv",
                                  [options, &context] { return predict(*options, context); });
    addModelOptions(*app, options->model);
    app->add_option("--input", options->input, "CSV with a column for each field of the model")->required()->type_name("FILE.csv");
    app->add_option("--output", options->output, "CSV to write: row, probability")->required()->type_name("FILE.csv");
}

} // namespace cpw::cli
