// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/group_comparison.h"
#include "app/cli/run_report.h"
#include "app/cli/table_printer.h"
#include "app/shared/build_info.h"
#include "core/api/spec_json.h"
#include "core/base/file_io.h"
#include "core/base/text_format.h"
#include "core/compare/run_filter.h"
#include "core/compare/settings.h"
#include "core/exchange/run_document.h"
#include "core/exchange/run_json.h"

#include <algorithm>
#include <cstdio>

namespace cpw::cli {
using compare::compareMetric;
using compare::pairGroups;
using compare::RunFilter;
using compare::sortRuns;

namespace {

using nlohmann::json;

struct ListOptions {
    std::string sort = "id";
    std::string filter;
};

std::string metricCell(const api::RunSummary& run, const std::string& name, int digits) {
    const auto found = run.results.find(name);
    return found == run.results.end() ? "-" : fmt::format("{:.{}f}", found->second, digits);
}

Result<std::vector<api::RunSummary>> fittingRuns(std::vector<api::RunSummary> runs, const std::string& filterText, const char* option) {
    CPW_TRY(filter, RunFilter::parse(filterText, option));
    std::vector<api::RunSummary> fitting;
    for (auto& run : runs)
        if (filter.fits(run))
            fitting.push_back(std::move(run));
    return fitting;
}

Result<void> listRuns(const ListOptions& options, CommandContext& context) {
    CPW_TRY(store, context.openForReading());
    CPW_TRY(runs, store->runs());
    if (!options.filter.empty()) {
        CPW_TRY(fitting, fittingRuns(std::move(runs), options.filter, "--filter"));
        runs = std::move(fitting);
    }
    CPW_TRY_VOID(sortRuns(runs, options.sort));
    auto list = json::array();
    TextTable table({{"run"}, {"name"}, {"state"}, {"data"}, {"backbone"}, {"stages"}, {"seed", Align::Right}, {"valid AUC", Align::Right},
                     {"test AUC", Align::Right}, {"log loss", Align::Right}, {"time", Align::Right}, {"started"}});
    for (const auto& run : runs) {
        list.push_back(exchange::summaryJson(run));
        table.add({api::toText(run.id), run.name, api::toText(run.state), run.dataset, run.backbone, run.stages, std::to_string(run.seed),
                   metricCell(run, "valid/auc", 5), metricCell(run, "test/auc", 5), metricCell(run, "test/log_loss", 4),
                   durationText(run.seconds), timeText(run.created)});
    }
    return context.print(list, [&] { return table.isEmpty() ? "No runs\n" : table.text(); });
}

void addList(CLI::App& group, const CommandRegistrar& registrar) {
    auto options = std::make_shared<ListOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(group, "list", "List runs, sorted and filtered",
                                  "  clickprompt runs list --sort -auc\n"
                                  "  clickprompt runs list --filter \"auc > 0.7 and backbone = dcn_v2\"",
                                  [options, &context] { return listRuns(*options, context); });
    app->add_option("--sort", options->sort, "Value to sort by, with - before it for falling: id, auc, log_loss, seconds, name ...");
    app->add_option("--filter", options->filter, "Comparisons joined by \"and\"; = != < <= > >= and ~ for \"contains\"");
}

void addShow(CLI::App& group, const CommandRegistrar& registrar) {
    auto run = std::make_shared<std::string>();
    auto& context = registrar.context();
    auto* app = registrar.command(group, "show", "Show all that is known of a run: results, events, spec", "  clickprompt runs show r-0001",
                                  [run, &context]() -> Result<void> {
                                      CPW_TRY(id, parseRunId(*run));
                                      CPW_TRY(store, context.openForReading());
                                      CPW_TRY(details, loadRunDetails(*store, id));
                                      return context.print(detailsJson(details), [&] { return detailsText(details); });
                                  });
    app->add_option("run", *run, "The run")->required();
}

Result<void> diffRuns(const std::string& first, const std::string& second, CommandContext& context) {
    CPW_TRY(firstId, parseRunId(first));
    CPW_TRY(secondId, parseRunId(second));
    CPW_TRY(store, context.openForReading());
    CPW_TRY(firstRun, store->run(firstId));
    CPW_TRY(secondRun, store->run(secondId));
    CPW_TRY(firstSettings, settingsJson(*store, firstRun));
    CPW_TRY(secondSettings, settingsJson(*store, secondRun));
    if (firstRun.origin.has_value() != secondRun.origin.has_value()) { // an imported run has texts
        auto& spec = firstRun.origin ? secondSettings : firstSettings;
        spec = compare::settingsOfJson(spec);
    }
    const auto differences = specDifferences(firstSettings, secondSettings);
    auto list = json::array();
    TextTable table({{"option"}, {api::toText(firstId)}, {api::toText(secondId)}});
    for (const auto& difference : differences) {
        list.push_back({{"path", difference.path}, {"first", difference.first}, {"second", difference.second}});
        const auto cell = [](const json& value) { return value.is_null() ? "-" : value.dump(); };
        table.add({difference.path, cell(difference.first), cell(difference.second)});
    }
    return context.print(list, [&] { return table.isEmpty() ? "The two runs have the same settings\n" : table.text(); });
}

void addDiff(CLI::App& group, const CommandRegistrar& registrar) {
    auto runs = std::make_shared<std::pair<std::string, std::string>>();
    auto& context = registrar.context();
    auto* app = registrar.command(group, "diff", "Show the options in which two runs differ", "  clickprompt runs diff r-0001 r-0002",
                                  [runs, &context] { return diffRuns(runs->first, runs->second, context); });
    app->add_option("first", runs->first, "A run")->required();
    app->add_option("second", runs->second, "Another run")->required();
}

struct CompareOptions {
    std::string group;
    std::string against;
    std::vector<std::string> metrics = {"test/auc", "test/log_loss"};
};

Result<void> compareGroups(const CompareOptions& options, CommandContext& context) {
    CPW_TRY(store, context.openForReading());
    CPW_TRY(runs, store->runs());
    CPW_TRY(first, fittingRuns(runs, options.group, "--group"));
    CPW_TRY(second, fittingRuns(runs, options.against, "--against"));
    CPW_TRY(groups, pairGroups(first, second));
    std::vector<MetricComparison> comparisons;
    for (const auto& metric : options.metrics) {
        CPW_TRY(comparison, compareMetric(groups, metric));
        comparisons.push_back(std::move(comparison));
    }
    auto document = comparisonJson(groups, comparisons);
    document["group"] = options.group;
    document["against"] = options.against;
    return context.print(document, [&] { return comparisonText(groups, comparisons); });
}

void addCompare(CLI::App& group, const CommandRegistrar& registrar) {
    auto options = std::make_shared<CompareOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(group, "compare", "Test two groups of runs against each other, paired by seed",
                                  "  clickprompt runs compare --group \"name ~ prompt\" --against \"name ~ alone\"\n"
                                  "  clickprompt runs compare --group \"backbone = deepfm\" --against \"backbone = dnn\" --metric valid/auc",
                                  [options, &context] { return compareGroups(*options, context); });
    app->add_option("--group", options->group, "Runs, as for --filter of \"runs list\"")->required()->type_name("FILTER");
    app->add_option("--against", options->against, "The runs they are compared with")->required()->type_name("FILTER");
    app->add_option("--metric", options->metrics, "A result of the runs; test/auc and test/log_loss when not given; may be given several times")
        ->allow_extra_args(false);
}

struct RunExportOptions {
    std::vector<std::string> runs;
    std::string filter;
    bool isAll = false;
    std::filesystem::path output;
};

Result<std::vector<api::RunId>> parseRunIds(const std::vector<std::string>& texts) {
    std::vector<api::RunId> ids;
    for (const auto& text : texts) {
        CPW_TRY(id, parseRunId(text));
        ids.push_back(id);
    }
    return ids;
}

/// Those named, those that fit the filter, or all.
Result<std::vector<api::RunId>> exportedRuns(const RunExportOptions& options, const db::SqliteStore& store) {
    if ((options.runs.empty() ? 0 : 1) + (options.filter.empty() ? 0 : 1) + (options.isAll ? 1 : 0) != 1)
        return fail(ErrorCode::Usage,
                    "name the runs to export, choose them with --filter, or give --all; see \"clickprompt runs list\"");
    if (!options.runs.empty())
        return parseRunIds(options.runs);
    CPW_TRY(runs, store.runs());
    if (options.isAll && runs.empty())
        return badInput("{} has no runs to export; train one first", store.file().string());
    if (!options.isAll) {
        CPW_TRY(fitting, fittingRuns(std::move(runs), options.filter, "--filter"));
        runs = std::move(fitting);
    }
    if (runs.empty())
        return badInput("no run fits --filter \"{}\"; try it with \"clickprompt runs list --filter\"", options.filter);
    std::vector<api::RunId> ids;
    for (const auto& run : runs)
        ids.push_back(run.id);
    return ids;
}

/// The document on standard output, piece by piece.
Result<void> printDocument(const db::SqliteStore& store, const std::vector<api::RunId>& ids) {
    const auto print = [](std::string_view text) -> Result<void> {
        if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
            return tl::unexpected(systemError("write", "standard output"));
        return {};
    };
    CPW_TRY_VOID(exchange::writeRunDocument(store, ids, app::buildInfo(), print, {}));
    if (std::fflush(stdout) != 0)
        return tl::unexpected(systemError("write", "standard output"));
    return {};
}

/// Points and settings of each run as files of their own.
Result<json> exportFolder(const db::SqliteStore& store, const std::vector<api::RunId>& ids, const std::filesystem::path& folder) {
    CPW_TRY_VOID(makeFolders(folder));
    auto files = json::array();
    for (const auto id : ids) {
        CPW_TRY(run, store.run(id));
        CPW_TRY(values, settingsJson(store, run));
        const auto points = folder / (api::toText(id) + ".csv");
        const auto settings = folder / (api::toText(id) + (run.origin ? ".settings.json" : ".spec.json"));
        CPW_TRY_VOID(writeAtomically(points, [&](FileWriter& writer) { return writeMetricPoints(store, {id}, writer); }));
        CPW_TRY_VOID(writeTextAtomically(settings, values.dump(2) + '\n'));
        files.push_back(points.string());
        files.push_back(settings.string());
    }
    return files;
}

Result<void> exportRuns(const RunExportOptions& options, CommandContext& context) {
    CPW_TRY(store, context.openForReading());
    CPW_TRY(ids, exportedRuns(options, *store));
    if (options.output.empty()) {
        if (!context.common.isJson)
            return fail(ErrorCode::Usage, "--output says where to write: FILE.json, FILE.csv or a folder; --json alone prints the document");
        return printDocument(*store, ids);
    }
    auto files = json::array({options.output.string()});
    if (options.output.extension() == ".csv") {
        CPW_TRY_VOID(writeAtomically(options.output, [&](FileWriter& writer) { return writeMetricPoints(*store, ids, writer); }));
    } else if (options.output.extension() == ".json") {
        CPW_TRY_VOID(writeAtomically(options.output, [&](FileWriter& writer) { return exchange::writeRunDocument(*store, ids, app::buildInfo(), writer, {}); }));
    } else {
        CPW_TRY(written, exportFolder(*store, ids, options.output));
        files = std::move(written);
    }
    return context.print({{"files", files}}, [&] {
        std::string text;
        for (const auto& file : files)
            text += file.get<std::string>() + '\n';
        return text;
    });
}

void addRunExport(CLI::App& group, const CommandRegistrar& registrar) {
    auto options = std::make_shared<RunExportOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(group, "export",
                                  "Write every point of the curves as CSV, or all that is known of runs as one JSON document",
                                  "  clickprompt runs export r-0001 r-0002 --output curves.csv\n"
                                  "  clickprompt runs export r-0001 --output exported\n"
                                  "  clickprompt runs export --filter \"name ~ prompt\" --output runs.json\n"
                                  "  clickprompt runs export --all --output there.json --project there.cpw\n"
                                  "  clickprompt runs export r-0001 --json",
                                  [options, &context] { return exportRuns(*options, context); });
    app->add_option("runs", options->runs, "The runs");
    app->add_option("--filter", options->filter, "All runs that fit, as for \"runs list\", in the place of naming them");
    app->add_flag("--all", options->isAll, "Every run of the file");
    app->add_option("--output", options->output,
                    "FILE.csv for the points of all runs, FILE.json for one document of all that is known of them, else a folder with files for each run")
        ->type_name("DIR|FILE.csv|FILE.json");
}

Result<void> deleteRuns(const std::vector<std::string>& texts, CommandContext& context) {
    CPW_TRY(ids, parseRunIds(texts));
    CPW_TRY(store, context.openExisting());
    for (const auto id : ids) {
        CPW_TRY(summary, store->run(id));
        if (summary.state == api::RunState::Running || summary.state == api::RunState::Paused)
            return badInput("{} is {}; stop it first with \"clickprompt command {} stop\"", api::toText(id), api::toText(summary.state), api::toText(id));
    }
    auto deleted = json::array();
    for (const auto id : ids) {
        CPW_TRY_VOID(store->deleteRun(id));
        deleted.push_back(api::toText(id));
    }
    return context.print({{"deleted", deleted}}, [&] { return fmt::format("Deleted {} {}\n", ids.size(), ids.size() == 1 ? "run" : "runs"); });
}

void addDelete(CLI::App& group, const CommandRegistrar& registrar) {
    auto runs = std::make_shared<std::vector<std::string>>();
    auto& context = registrar.context();
    auto* app = registrar.command(group, "delete", "Delete runs with their curves and checkpoints", "  clickprompt runs delete r-0003",
                                  [runs, &context] { return deleteRuns(*runs, context); });
    app->add_option("runs", *runs, "The runs")->required();
}

} // namespace

void addRunCommands(CLI::App& program, const CommandRegistrar& registrar) {
    auto* group = registrar.group(program, "runs", "The runs of a project file: list, show, diff, compare, import, export, delete");
    addList(*group, registrar);
    addShow(*group, registrar);
    addDiff(*group, registrar);
    addCompare(*group, registrar);
    addRunImport(*group, registrar);
    addRunExport(*group, registrar);
    addDelete(*group, registrar);
}

} // namespace cpw::cli
