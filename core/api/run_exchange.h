// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/imported_run.h"
#include "core/api/run_store.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::api {

enum class ImportKind { TensorBoard, Mlflow, Csv, Document };

/// "tensorboard", "mlflow", "csv", "clickprompt": on the command line and as the program of an ImportOrigin.
[[nodiscard]] const char* toText(ImportKind kind);
[[nodiscard]] std::optional<ImportKind> importKindFromText(std::string_view text);

struct ImportRequest {
    std::filesystem::path path;
    std::optional<ImportKind> kind;             ///< none: told by what lies there
    std::map<std::string, std::string> renamed; ///< metrics, by the name they have there
};

/// How far an import is. Called on the thread that imports.
struct ImportWatch {
    std::function<void(const std::string& what, double share)> onProgress; ///< may be empty
    std::stop_token stop;
};

struct ImportReport {
    ImportKind kind = ImportKind::Csv;
    std::vector<ImportedAs> runs;
    std::vector<std::string> notes; ///< sentences on what was left out and why
};

/// What tells where the numbers of a run come from.
struct RunRecord {
    RunSummary summary;
    std::optional<RunSpec> spec;                 ///< none: the run was imported
    std::map<std::string, std::string> settings; ///< of an imported run
    std::vector<StoredEvent> starts;             ///< that tell machine and program of each start, and where it was imported from
};

/// Takes runs of other programs and of other files of this one into the file and writes runs out of it. Every method may take
/// long, may be called from any thread, and so not from the GUI thread. Fails with ErrorCode::Stopped when a stop is asked for;
/// runs taken until then stay.
class RunExchange {
public:
    virtual ~RunExchange() = default;

    /// What lies at a path; none: nothing that can be imported. Looks at names and first bytes only.
    [[nodiscard]] virtual std::optional<ImportKind> kindOf(const std::filesystem::path& path) const = 0;
    [[nodiscard]] virtual Result<ImportReport> importRuns(const ImportRequest& request, const ImportWatch& watch) const = 0;
    [[nodiscard]] virtual Result<RunRecord> record(RunId run) const = 0;
    /// All that the file knows of the runs as one JSON document (docs/RUN_DOCUMENT.md).
    [[nodiscard]] virtual Result<void> exportDocument(const std::vector<RunId>& runs, const std::filesystem::path& path,
                                                      std::stop_token stop) const = 0;
};

} // namespace cpw::api
