// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/progress_bar.h"
#include "app/cli/signal_watch.h"
#include "app/cli/table_printer.h"
#include "core/exchange/local_exchange.h"

#include <algorithm>
#include <memory>

namespace cpw::cli {
namespace {

using nlohmann::json;

struct RunImportOptions {
    std::filesystem::path path;
    std::string from;
    std::vector<std::string> renamed;
};

const char* outcomeText(api::ImportOutcome outcome) {
    switch (outcome) {
    case api::ImportOutcome::Added: return "added";
    case api::ImportOutcome::Updated: return "updated";
    case api::ImportOutcome::Unchanged: return "unchanged";
    }
    return "";
}

Result<api::ImportRequest> requestOf(const RunImportOptions& options) {
    api::ImportRequest request{options.path, api::importKindFromText(options.from), {}};
    for (const auto& text : options.renamed) {
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
            return fail(ErrorCode::Usage, "--metric \"{}\" renames nothing; expected OLD=NEW, such as val_auc=valid/auc", text);
        request.renamed[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return request;
}

std::string countsText(const std::vector<api::ImportedAs>& runs) {
    std::string text;
    for (const auto outcome : {api::ImportOutcome::Added, api::ImportOutcome::Updated, api::ImportOutcome::Unchanged}) {
        const auto count = std::count_if(runs.begin(), runs.end(), [outcome](const auto& run) { return run.outcome == outcome; });
        if (count > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, outcomeText(outcome));
    }
    return text.empty() ? "no runs" : text;
}

Result<void> printReport(const api::ImportReport& report, CommandContext& context) {
    auto runs = json::array();
    TextTable table({{"run"}, {"name"}, {"what"}});
    for (const auto& run : report.runs) {
        runs.push_back({{"run", api::toText(run.run)}, {"name", run.name}, {"outcome", outcomeText(run.outcome)}});
        table.add({api::toText(run.run), run.name, outcomeText(run.outcome)});
    }
    for (const auto& note : report.notes)
        context.log().warn("{}", note);
    return context.print({{"from", api::toText(report.kind)}, {"runs", runs}, {"notes", report.notes}}, [&] {
        return fmt::format("{}: {}\n\n{}", api::programTitle(api::toText(report.kind)), countsText(report.runs), table.isEmpty() ? "" : table.text());
    });
}

Result<void> importRuns(const RunImportOptions& options, CommandContext& context) {
    CPW_TRY(request, requestOf(options));
    CPW_TRY(store, context.openForWriting());
    const auto exchange = exchange::makeLocalExchange(*store, {});
    const SignalWatch signals;
    std::stop_source stop;
    ProgressBar progress(ProgressBar::styleFor(context.common.isQuiet));
    const api::ImportWatch watch{[&](const std::string& what, double share) {
                                     if (signals.count() > 0)
                                         stop.request_stop();
                                     progress.show({"importing", what, share, 0, -1});
                                 },
                                 stop.get_token()};
    auto report = exchange->importRuns(request, watch);
    progress.clear();
    if (!report)
        return tl::unexpected(std::move(report.error()));
    return printReport(*report, context);
}

} // namespace

void addRunImport(CLI::App& group, const CommandRegistrar& registrar) {
    auto options = std::make_shared<RunImportOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(
        group, "import", "Take in runs of other programs and of other run files: their curves and settings",
        "  clickprompt runs import logs                                      a folder with event files of TensorBoard\n"
        "  clickprompt runs import mlruns                                    MLflow's folder, or its SQLite file\n"
        "  clickprompt runs import metrics.csv --metric val_auc=valid/auc    step and a column for each metric, or\n"
        "                                                                    run, step, metric and value\n"
        "  clickprompt runs import runs.json                                 what \"runs export\" wrote from another run file",
        [options, &context] { return importRuns(*options, context); });
    app->add_option("path", options->path, "File or folder; the same again adds nothing and brings runs that grew up to date")->required();
    app->add_option("--from", options->from, "tensorboard, mlflow, csv or clickprompt; told by what lies there when not given")
        ->check(CLI::IsMember({"tensorboard", "mlflow", "csv", "clickprompt"}));
    app->add_option("--metric", options->renamed, "Another name for a metric, so that it compares with those of this program; may be given several times")
        ->type_name("OLD=NEW")->allow_extra_args(false);
}

} // namespace cpw::cli
