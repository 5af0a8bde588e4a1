// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_facts.h"
#include "app/cli/data_reading.h"
#include "app/cli/spec_assembly.h"
#include "app/cli/table_printer.h"
#include "core/api/spec_json.h"
#include "core/base/file_io.h"
#include "core/base/text_format.h"
#include "core/data/dataset_cache.h"
#include "core/data/delimited_writer.h"
#include "core/data/field_encoder.h"
#include "core/data/parquet_writer.h"
#include "core/data/sample_dataset.h"
#include "core/desk/data_facts.h"

#include <algorithm>
#include <optional>
#include <span>

namespace cpw::cli {
namespace {

using nlohmann::json;

json bayesJson(const data::BayesScores& scores) {
    return {{"rows", scores.rows}, {"positive_rate", scores.positiveRate}, {"bayes_auc", scores.auc},
            {"expected_bayes_auc", scores.expectedAuc}, {"bayes_log_loss", scores.logLoss}};
}

Result<void> writeSampleTo(const std::filesystem::path& folder, CommandContext& context) {
    CPW_TRY_VOID(makeFolders(folder));
    const auto sample = data::generateSample();
    CPW_TRY_VOID(data::writeSample(sample, folder));
    TextTable table({{"part"}, {"rows", Align::Right}, {"positive rate", Align::Right}, {"Bayes AUC", Align::Right},
                     {"expected Bayes AUC", Align::Right}, {"Bayes log loss", Align::Right}});
    json parts;
    static constexpr std::pair<data::Part, const char*> kParts[] = {
        {data::Part::Train, "train"}, {data::Part::Valid, "valid"}, {data::Part::Test, "test"}};
    for (const auto& [part, name] : kParts) {
        const auto scores = sample.bayesScores(part);
        parts[name] = bayesJson(scores);
        table.add({name, withThousands(static_cast<std::int64_t>(scores.rows)), fmt::format("{:.4f}", scores.positiveRate),
                   fmt::format("{:.4f}", scores.auc), fmt::format("{:.4f}", scores.expectedAuc), fmt::format("{:.4f}", scores.logLoss)});
    }
    const json document = {{"folder", folder.string()}, {"files", {"bookshop.csv", "bookshop_truth.csv"}}, {"parts", parts}};
    return context.print(document, [&] {
        return fmt::format("Wrote bookshop.csv and bookshop_truth.csv to {}\n\n{}", folder.string(), table.text());
    });
}

void addSample(CLI::App& program, const CommandRegistrar& registrar) {
    auto folder = std::make_shared<std::filesystem::path>(".");
    auto& context = registrar.context();
    auto* app = registrar.command(program, "sample", "Write the built-in sample data set with its known truth",
                                  "  clickprompt sample --out bookshop", [folder, &context] { return writeSampleTo(*folder, context); });
    app->add_option("--out", *folder, "Folder to write to; the current one when not given")->type_name("DIR");
}

struct DataImportOptions {
    std::string source;
    std::string path;
    std::string name;
    std::vector<std::string> settings;
    std::optional<std::int64_t> skippedLines;
};

/// Facts of an import and what the reading said.
struct Imported {
    std::string name;
    json facts;
    data::ImportReport report;
};

Result<Imported> readAndDescribe(const spec::DataSpec& spec, const std::string& wantedName, CommandContext& context) {
    CPW_TRY(read, readDataset(spec, cacheFolderOf(context.common.project), context));
    CPW_TRY(dataset, data::encodeDataset(read.table, spec, data::idsBeside(read)));
    auto facts = desk::factsJson(*dataset, read.report);
    return Imported{wantedName.empty() ? read.table->title : wantedName, std::move(facts), std::move(read.report)};
}

/// The facts that the project file has of the same data set with the same settings, where the raw files and the cached table are
/// those of then: nothing needs to be read again.
std::optional<Imported> importedBefore(const data::DatasetSource& source, spec::DataSpec spec, const std::string& wantedName, CommandContext& context) {
    std::error_code ignored;
    if (!std::filesystem::exists(context.common.project, ignored))
        return std::nullopt;
    auto cached = data::findCached(source, spec, cacheFolderOf(context.common.project));
    if (!cached)
        return std::nullopt;
    const auto store = context.openForReading();
    const auto records = store ? (*store)->datasets() : tl::unexpected(store.error());
    if (!records)
        return std::nullopt; // opening it for writing tells what is wrong
    const auto name = !wantedName.empty() ? wantedName : spec.dataset.empty() ? cached->title : spec.dataset;
    spec.dataset = name;
    for (const auto& record : *records) {
        auto facts = json::parse(record.factsJson, nullptr, false);
        const bool isSame = record.name == name && api::toJson(record.data) == api::toJson(spec) && facts.is_object() &&
                            facts.contains("table") && facts["table"] == cached->fingerprint;
        if (isSame)
            return Imported{name, std::move(facts), std::move(cached->report)};
    }
    return std::nullopt;
}

Result<void> importData(const DataImportOptions& options, CommandContext& context) {
    CPW_TRY(spec, makeDataSpec(options.source, options.path, options.settings));
    CPW_TRY(source, data::findDatasetSource(spec.source));
    if (options.skippedLines)
        spec.sourceOptions["skip_bad_lines"] = *options.skippedLines;
    if (options.path.empty() && !source->files(spec).empty())
        return fail(ErrorCode::Usage, "{} needs a path: {}", spec.source, source->pathHelp);
    std::error_code ignored;
    if (!options.path.empty())
        spec.path = std::filesystem::absolute(options.path, ignored).lexically_normal().string();
    auto imported = importedBefore(*source, spec, options.name, context);
    if (!imported) {
        CPW_TRY(found, readAndDescribe(spec, options.name, context));
        imported = std::move(found);
    }
    spec.dataset = imported->name;
    CPW_TRY(store, context.openForWriting());
    CPW_TRY_VOID(store->saveDataset(imported->name, spec, imported->facts.dump()));
    const json document = {{"name", imported->name}, {"facts", imported->facts}};
    return context.print(document, [&] {
        const auto& report = imported->report;
        return fmt::format("{}: {} lines read, {} rows kept, {} left out by their label\n\n", store->file().string(),
                           withThousands(static_cast<std::int64_t>(report.linesRead)), withThousands(static_cast<std::int64_t>(report.rowsKept)),
                           withThousands(static_cast<std::int64_t>(report.rowsDroppedByLabel))) +
               dataFactsText(imported->name, imported->facts);
    });
}

void addImport(CLI::App& group, const CommandRegistrar& registrar) {
    auto options = std::make_shared<DataImportOptions>();
    auto& context = registrar.context();
    std::string sources, paths;
    for (const auto& source : data::datasetSources()) {
        sources += (sources.empty() ? "" : ", ") + source.id;
        paths += fmt::format("\n  {:<17} {}{}{}", source.id, source.title, source.pathHelp.empty() ? "" : ": ", source.pathHelp);
    }
    auto* app = registrar.command(group, "import", "Read raw data, check it and keep its settings in the project file",
                                  "  clickprompt data import movielens_1m ~/ml-1m\n"
                                  "  clickprompt data import csv clicks.csv --name clicks --set label.column=click --set split.kind=random\n"
                                  "Sources and what their path is:" + paths,
                                  [options, &context] { return importData(*options, context); });
    app->add_option("source", options->source, "Kind of the data: " + sources)->required();
    app->add_option("path", options->path, "File or folder with the raw data");
    app->add_option("--name", options->name, "Name of the data set; the source's own when not given");
    app->add_option("--skip-bad-lines", options->skippedLines, "At most so many lines that cannot be read are left out; the source's own limit when not given")
        ->type_name("N")->check(CLI::NonNegativeNumber);
    app->add_option("--set", options->settings, "A data option, such as label.positive_from=4; may be given several times")
        ->type_name("KEY=VALUE")->allow_extra_args(false);
}

Result<api::RunStore::DatasetRecord> findRecord(const db::SqliteStore& store, const std::string& name) {
    CPW_TRY(records, store.datasets());
    std::string known;
    for (const auto& record : records) {
        if (record.name == name)
            return record;
        known += (known.empty() ? "" : ", ") + record.name;
    }
    return badInput("{} holds no data set \"{}\"; known: {}", store.file().string(), name, known.empty() ? "none" : known);
}

Result<void> listData(CommandContext& context) {
    CPW_TRY(store, context.openForReading());
    CPW_TRY(records, store->datasets());
    auto list = json::array();
    TextTable table({{"name"}, {"source"}, {"rows", Align::Right}, {"fields", Align::Right}, {"imported"}, {"path"}});
    for (const auto& record : records) {
        const auto facts = json::parse(record.factsJson, nullptr, false);
        const bool isReadable = facts.is_object() && facts.contains("rows") && facts.contains("fields");
        list.push_back({{"name", record.name}, {"source", record.data.source}, {"path", record.data.path},
                        {"rows", isReadable ? facts["rows"] : json()}, {"created", timeText(record.created)}});
        table.add({record.name, record.data.source, isReadable ? withThousands(facts["rows"].get<std::int64_t>()) : "-",
                   isReadable ? std::to_string(facts["fields"].size()) : "-", timeText(record.created), record.data.path});
    }
    return context.print(list, [&] {
        return table.isEmpty() ? "No data sets yet; take one in with \"clickprompt data import SOURCE PATH\"\n" : table.text();
    });
}

void addDescribe(CLI::App& group, const CommandRegistrar& registrar) {
    auto name = std::make_shared<std::string>();
    auto& context = registrar.context();
    auto* app = registrar.command(group, "describe", "Show fields, cardinalities, parts and first rows of a data set",
                                  "  clickprompt data describe MovieLens-1M", [name, &context]() -> Result<void> {
                                      CPW_TRY(store, context.openForReading());
                                      CPW_TRY(record, findRecord(*store, *name));
                                      const auto facts = json::parse(record.factsJson, nullptr, false);
                                      if (!facts.is_object())
                                          return fail(ErrorCode::Store, "{}: the facts of \"{}\" are not readable; import it again",
                                                      store->file().string(), *name);
                                      return context.print({{"name", *name}, {"facts", facts}}, [&] { return dataFactsText(*name, facts); });
                                  });
    app->add_option("name", *name, "The data set")->required();
}

struct DataExportOptions {
    std::string name;
    std::filesystem::path output;
    std::string format = "csv";
};

Result<void> writePart(const data::Table& table, std::span<const std::uint32_t> rows, const std::filesystem::path& path, const std::string& format) {
    return format == "parquet" ? data::writeParquet(table, rows, path) : data::writeDelimited(table, rows, path);
}

Result<void> exportData(const DataExportOptions& options, CommandContext& context) {
    CPW_TRY(spec, findData(options.name, context));
    CPW_TRY(dataset, encodedDataset(spec, cacheFolderOf(context.common.project), context));
    CPW_TRY_VOID(makeFolders(options.output));
    const auto& split = dataset->split;
    const std::pair<const char*, const std::vector<std::uint32_t>*> parts[] = {
        {"train", &split.train}, {"valid", &split.valid}, {"test", &split.test}};
    json files;
    std::string text;
    for (const auto& [part, rows] : parts) {
        const auto file = fmt::format("{}.{}", part, options.format);
        CPW_TRY_VOID(writePart(*dataset->table, *rows, options.output / file, options.format));
        files[file] = rows->size();
        text += fmt::format("{}: {} rows\n", (options.output / file).string(), withThousands(static_cast<std::int64_t>(rows->size())));
    }
    return context.print({{"folder", options.output.string()}, {"rows", files}}, [&] { return text; });
}

void addDataExport(CLI::App& group, const CommandRegistrar& registrar) {
    auto options = std::make_shared<DataExportOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(group, "export", "Write the parts of a data set as train.csv, valid.csv and test.csv, or as Parquet",
                                  "  clickprompt data export sample --output bookshop\n"
                                  "  clickprompt data export MovieLens-1M --output ml-1m --format parquet", [options, &context] { return exportData(*options, context); });
    app->add_option("name", options->name, "The data set, or sample")->required();
    app->add_option("--output", options->output, "Folder to write to")->required()->type_name("DIR");
    app->add_option("--format", options->format, "csv or parquet (which needs Arrow, see the README)")->check(CLI::IsMember({"csv", "parquet"}));
}

} // namespace

void addDataCommands(CLI::App& program, const CommandRegistrar& registrar) {
    addSample(program, registrar);
    auto* group = registrar.group(program, "data", "Data sets: import, list, describe, export");
    addImport(*group, registrar);
    auto& context = registrar.context();
    registrar.command(*group, "list", "List the data sets of the project file", "  clickprompt data list", [&context] { return listData(context); });
    addDescribe(*group, registrar);
    addDataExport(*group, registrar);
}

} // namespace cpw::cli
