// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/mlflow_database.h"

#include "core/exchange/mlflow_run.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <array>
#include <cmath>
#include <exception>
#include <fstream>
#include <limits>
#include <set>
#include <utility>
#include <vector>

namespace cpw::exchange {
namespace fs = std::filesystem;
namespace {

constexpr int kBusyMilliseconds = 5000;
constexpr int kProgressPoints = 20'000;

struct Table {
    const char* name;
    std::vector<const char*> columns;
};

/// What is read of each table. Columns have had these names since MLflow 1.0; newer versions only add some.
std::vector<Table> wantedTables() {
    return {{"experiments", {"experiment_id", "name"}},
            {"runs", {"run_uuid", "name", "status", "start_time", "end_time", "lifecycle_stage", "experiment_id"}},
            {"params", {"key", "value", "run_uuid"}},
            {"metrics", {"key", "value", "timestamp", "run_uuid", "step", "is_nan"}},
            {"tags", {"key", "value", "run_uuid"}}};
}

Result<void> checkSchema(SQLite::Database& database, const fs::path& file) {
    for (const auto& table : wantedTables()) {
        std::set<std::string> found;
        SQLite::Statement columns(database, "SELECT name FROM pragma_table_info(?)");
        columns.bind(1, table.name);
        while (columns.executeStep())
            found.insert(columns.getColumn(0).getString());
        if (found.empty())
            return badInput("{} is no file of MLflow: it has no table {}; choose the file that MLflow was given as sqlite:///FILE", file.string(), table.name);
        for (const auto* column : table.columns)
            if (!found.contains(column))
                return badInput("{} cannot be read as a file of MLflow: its table {} has no column {}; bring it up to date with \"mlflow db upgrade "
                                "sqlite:///{}\"",
                                file.string(), table.name, column, file.string());
    }
    return {};
}

std::int64_t integer(const SQLite::Statement& row, int column) {
    return row.getColumn(column).isNull() ? 0 : row.getColumn(column).getInt64();
}

std::string text(const SQLite::Statement& row, int column) {
    return row.getColumn(column).isNull() ? std::string() : row.getColumn(column).getString();
}

std::map<std::string, std::string> readPairs(SQLite::Database& database, const char* sql, const std::string& run) {
    std::map<std::string, std::string> pairs;
    SQLite::Statement rows(database, sql);
    rows.bind(1, run);
    while (rows.executeStep())
        pairs[text(rows, 0)] = text(rows, 1);
    return pairs;
}

/// MLflow stores NaN as 0 with a mark, and infinities as the largest numbers.
double valueOf(const SQLite::Statement& row) {
    if (integer(row, 2) != 0)
        return std::numeric_limits<double>::quiet_NaN();
    const double value = row.getColumn(1).getDouble();
    if (std::abs(value) == std::numeric_limits<double>::max())
        return std::copysign(std::numeric_limits<double>::infinity(), value);
    return value;
}

Result<void> readMetrics(SQLite::Database& database, MlflowRun& run, const ImportSink& sink, double share) {
    SQLite::Statement rows(database, "SELECT key, value, is_nan, step, timestamp FROM metrics WHERE run_uuid = ? ORDER BY key, step, timestamp, value");
    rows.bind(1, run.id);
    for (int count = 0; rows.executeStep(); ++count) {
        if (count % kProgressPoints == 0)
            CPW_TRY_VOID(sink.progress(run.name, share));
        addPoint(run, text(rows, 0), integer(rows, 3), valueOf(rows), integer(rows, 4));
    }
    return {};
}

std::vector<MlflowRun> readRuns(SQLite::Database& database, int& deleted) {
    std::vector<MlflowRun> runs;
    SQLite::Statement rows(database, "SELECT r.run_uuid, r.name, r.status, r.start_time, r.end_time, r.lifecycle_stage, e.name FROM runs r LEFT JOIN "
                                     "experiments e ON e.experiment_id = r.experiment_id ORDER BY r.start_time, r.run_uuid");
    while (rows.executeStep()) {
        if (text(rows, 5) == "deleted") {
            ++deleted;
            continue;
        }
        MlflowRun run;
        run.id = text(rows, 0);
        run.name = text(rows, 1);
        run.status = text(rows, 2);
        run.startMilliseconds = integer(rows, 3);
        run.endMilliseconds = integer(rows, 4);
        run.experiment = text(rows, 6);
        runs.push_back(std::move(run));
    }
    return runs;
}

Result<void> readAll(SQLite::Database& database, const fs::path& file, ImportSink& sink) {
    CPW_TRY_VOID(checkSchema(database, file));
    database.exec("BEGIN"); // one state of the file, though MLflow may be writing it
    int deleted = 0;
    auto runs = readRuns(database, deleted);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        auto& run = runs[i];
        const double share = static_cast<double>(i) / static_cast<double>(runs.size());
        CPW_TRY_VOID(sink.progress(run.name, share));
        run.params = readPairs(database, "SELECT key, value FROM params WHERE run_uuid = ?", run.id);
        run.tags = readPairs(database, "SELECT key, value FROM tags WHERE run_uuid = ?", run.id);
        CPW_TRY_VOID(readMetrics(database, run, sink, share));
        CPW_TRY_VOID(sink.take(foreignRun(std::move(run), file.string())));
    }
    if (deleted > 0)
        sink.notes.push_back(fmt::format("{} deleted {} left out", deleted, deleted == 1 ? "run was" : "runs were"));
    return {};
}

} // namespace

bool isSqliteFile(const fs::path& file) {
    constexpr std::string_view kMagic("SQLite format 3\0", 16);
    std::array<char, 16> bytes{};
    std::ifstream input(file, std::ios::binary);
    return input.read(bytes.data(), bytes.size()) && std::string_view(bytes.data(), bytes.size()) == kMagic;
}

Result<void> readMlflowDatabase(const fs::path& given, ImportSink& sink) {
    const auto file = canonicalPath(given);
    try {
        SQLite::Database database(file.string(), SQLITE_OPEN_READONLY, kBusyMilliseconds);
        database.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON");
        return readAll(database, file, sink);
    } catch (const std::exception& exception) {
        return tl::unexpected(Error{ErrorCode::BadInput,
                                    fmt::format("{} cannot be read as a file of MLflow ({}); check the file, and that no other program keeps it locked",
                                                file.string(), exception.what()),
                                    {},
                                    {}});
    }
}

} // namespace cpw::exchange
