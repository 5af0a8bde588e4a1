// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/local_exchange.h"

#include "core/base/file_io.h"
#include "core/exchange/csv_runs.h"
#include "core/exchange/document_runs.h"
#include "core/exchange/mlflow_database.h"
#include "core/exchange/mlflow_files.h"
#include "core/exchange/run_document.h"
#include "core/exchange/run_json.h"
#include "core/exchange/tensorboard_runs.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace cpw::exchange {
namespace fs = std::filesystem;
namespace {

using api::ImportKind;

constexpr const char* kRunFileEnding = ".cpw";
constexpr const char* kMlflowDatabase = "mlflow.db"; ///< MLflow's own name for it

bool hasEventFiles(const fs::path& folder) {
    std::error_code code;
    constexpr int kMostLookedAt = 5'000; // a home folder is no folder of runs
    int looked = 0;
    fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, code);
    for (const fs::recursive_directory_iterator end; !code && entries != end && looked < kMostLookedAt; entries.increment(code), ++looked)
        if (isEventFileName(entries->path().filename().string()))
            return true;
    return false;
}

bool isTableName(const fs::path& file) {
    return file.extension() == ".csv" || file.extension() == ".tsv";
}

std::optional<ImportKind> kindOfFile(const fs::path& file) {
    if (isEventFileName(file.filename().string()))
        return ImportKind::TensorBoard;
    if (isSqliteFile(file))
        return ImportKind::Mlflow;
    if (file.extension() == ".json")
        return isRunDocument(file) ? std::optional(ImportKind::Document) : std::nullopt;
    return isTableName(file) && hasRunColumns(file) ? std::optional(ImportKind::Csv) : std::nullopt;
}

class LocalExchange : public api::RunExchange {
public:
    LocalExchange(api::RunStore& store, std::string program) : m_store(store), m_program(std::move(program)) {}

    std::optional<ImportKind> kindOf(const fs::path& path) const override {
        std::error_code code;
        if (fs::is_regular_file(path, code))
            return kindOfFile(path);
        if (!fs::is_directory(path, code))
            return std::nullopt;
        if (isMlflowFolder(path) || isSqliteFile(path / kMlflowDatabase))
            return ImportKind::Mlflow;
        return hasEventFiles(path) ? std::optional(ImportKind::TensorBoard) : std::nullopt;
    }

    Result<api::ImportReport> importRuns(const api::ImportRequest& request, const api::ImportWatch& watch) const override {
        std::error_code code;
        if (!fs::exists(request.path, code))
            return badInput("there is nothing at {}; check the path", request.path.string());
        auto kind = request.kind ? request.kind : kindOf(request.path);
        if (!kind && isTableName(request.path))
            kind = ImportKind::Csv; // which says what its columns lack
        if (!request.kind && request.path.extension() == kRunFileEnding)
            return badInput("{0} is a run file of this program, whose runs come as a document: clickprompt runs export --all "
                            "--output runs.json --project "
                            "{0}, then import runs.json",
                            request.path.string());
        if (!kind)
            return badInput(
                "{} holds no runs that can be imported; expected a folder with event files of TensorBoard, MLflow's mlruns "
                "folder or SQLite "
                "file, a CSV file with a column step, or a document of \"clickprompt runs export\"; say which with --from",
                request.path.string());
        api::ImportReport report;
        report.kind = *kind;
        ImportSink sink{watch, [&](api::ForeignRun run) { return take(request, report, sink, std::move(run)); }, {}};
        CPW_TRY_VOID(read(*kind, request.path, sink));
        report.notes = std::move(sink.notes);
        CPW_TRY_VOID(m_store.flush());
        return report;
    }

    Result<api::RunRecord> record(api::RunId run) const override {
        CPW_TRY(summary, m_store.run(run));
        CPW_TRY(events, m_store.events(run));
        api::RunRecord record{std::move(summary), {}, {}, {}};
        std::copy_if(events.begin(), events.end(), std::back_inserter(record.starts), [](const auto& event) {
            return event.kind == "started" || event.kind == "resumed" || event.kind == "imported" || event.text.starts_with("MLflow recorded");
        });
        if (record.summary.origin) {
            CPW_TRY(settings, m_store.importedSettings(run));
            record.settings = std::move(settings);
        } else {
            CPW_TRY(spec, m_store.spec(run));
            record.spec = std::move(spec);
        }
        return record;
    }

    Result<void> exportDocument(const std::vector<api::RunId>& runs, const fs::path& path, std::stop_token stop) const override {
        return writeAtomically(path, [&](FileWriter& writer) { return writeRunDocument(m_store, runs, m_program, writer, stop); });
    }

private:
    static Result<void> read(ImportKind kind, const fs::path& path, ImportSink& sink) {
        std::error_code code;
        switch (kind) {
        case ImportKind::TensorBoard: return readTensorBoard(path, sink);
        case ImportKind::Csv: return readCsvRuns(path, sink);
        case ImportKind::Document: return readRunDocument(path, sink);
        case ImportKind::Mlflow: break;
        }
        if (!fs::is_directory(path, code))
            return readMlflowDatabase(path, sink);
        return isSqliteFile(path / kMlflowDatabase) ? readMlflowDatabase(path / kMlflowDatabase, sink) : readMlflowFolder(path, sink);
    }

    Result<void> take(const api::ImportRequest& request, api::ImportReport& report, ImportSink& sink, api::ForeignRun run) const {
        for (auto& curve : run.metrics)
            if (const auto found = request.renamed.find(curve.name); found != request.renamed.end())
                curve.name = found->second;
        if (isOwn(run)) {
            sink.notes.push_back(fmt::format("{} is a run of this file and was left out", run.name));
            return {};
        }
        CPW_TRY(imported, m_store.importRun(run));
        report.runs.push_back(std::move(imported));
        return {};
    }

    /// A document of this very file.
    [[nodiscard]] bool isOwn(const api::ForeignRun& run) const {
        if (run.origin.program != api::toText(ImportKind::Document))
            return false;
        const auto id = api::runIdFromText(run.origin.id.substr(0, run.origin.id.find('@')));
        if (!id)
            return false;
        const auto summary = m_store.run(*id);
        return summary && !summary->origin && documentRunId(api::toText(*id), secondsOf(summary->created)) == run.origin.id;
    }

    api::RunStore& m_store;
    std::string m_program;
};

} // namespace

std::unique_ptr<api::RunExchange> makeLocalExchange(api::RunStore& store, std::string program) {
    return std::make_unique<LocalExchange>(store, std::move(program));
}

} // namespace cpw::exchange
