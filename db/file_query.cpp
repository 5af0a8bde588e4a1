// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/file_query.h"

#include "db/connection.h"
#include "db/curve_table.h"
#include "db/reader_pool.h"
#include "db/sqlite_store.h"
#include "db/store_error.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace cpw::db {
namespace fs = std::filesystem;
namespace {

using SteadyClock = std::chrono::steady_clock;
using api::QueryCell;

constexpr int kOperationsBetweenLooks = 2000; ///< of SQLite's machine: well under a millisecond
constexpr std::size_t kRowsAtOnce = 256;
constexpr int kShownBytes = 32; ///< of a block

/// The statement of a query, which SQLite forgets with it.
struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

/// Pragmas that only tell; those of the second list would set something if they had an argument.
bool isHarmlessPragma(std::string_view name, const char* argument) {
    static constexpr std::array kTelling = {"table_info",  "table_xinfo",   "table_list",   "index_list",      "index_info",
                                            "index_xinfo", "foreign_key_list", "quick_check", "integrity_check", "foreign_key_check"};
    static constexpr std::array kWithoutArgument = {"user_version", "application_id", "schema_version", "page_count",    "page_size",      "freelist_count",
                                                    "encoding",     "journal_mode",   "compile_options", "function_list", "collation_list", "database_list"};
    const auto isIn = [&](const auto& list) { return std::find(list.begin(), list.end(), name) != list.end(); };
    return isIn(kTelling) || (!argument && isIn(kWithoutArgument));
}

/// What a statement may do: read. Asked by SQLite while it prepares one.
int authorize(void*, int action, const char* first, const char* second, const char*, const char*) {
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return std::string_view(second ? second : "") == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
        return isHarmlessPragma(first ? first : "", second) ? SQLITE_OK : SQLITE_DENY;
    default: // writing, ATTACH, transactions, and what later versions may add
        return SQLITE_DENY;
    }
}

/// Ends a query that takes too long or is not wanted any more.
struct Watch {
    std::stop_token stop;
    SteadyClock::time_point deadline;

    [[nodiscard]] bool isOver() const { return stop.stop_requested() || SteadyClock::now() >= deadline; }
    static int look(void* watch) { return static_cast<const Watch*>(watch)->isOver() ? 1 : 0; }
};

QueryCell cellOf(sqlite3_stmt* row, int column) {
    const auto text = [&] {
        return std::string(reinterpret_cast<const char*>(sqlite3_column_text(row, column)), static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
    };
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER: return {QueryCell::Kind::Integer, fmt::format("{}", sqlite3_column_int64(row, column))};
    case SQLITE_FLOAT: return {QueryCell::Kind::Real, fmt::format("{}", sqlite3_column_double(row, column))};
    case SQLITE_TEXT: return {QueryCell::Kind::Text, text()};
    case SQLITE_BLOB: {
        const int size = sqlite3_column_bytes(row, column);
        if (size > kShownBytes)
            return {QueryCell::Kind::Bytes, fmt::format("{} bytes", size)};
        const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(row, column));
        std::string hexadecimal = "x'";
        for (int i = 0; i < size; ++i)
            hexadecimal += fmt::format("{:02x}", bytes[i]);
        return {QueryCell::Kind::Bytes, hexadecimal + "'"};
    }
    default: return {};
    }
}

api::QueryFault fault(ErrorCode code, std::string message, std::optional<std::size_t> offset = {}) {
    return {Error{code, std::move(message), {}, {}}, offset};
}

/// One statement of one query, from its text to its last row.
class QueryRun {
public:
    QueryRun(Connection& connection, const api::QueryLimits& limits, const api::FileQuery::OnRows& onRows, const std::stop_token& stop)
        : m_database(connection.database().getHandle()), m_limits(limits), m_onRows(onRows), m_watch{stop, m_start + limits.time} {
        sqlite3_progress_handler(m_database, kOperationsBetweenLooks, Watch::look, &m_watch);
        sqlite3_set_authorizer(m_database, authorize, nullptr);
    }

    tl::expected<api::QueryEnd, api::QueryFault> run(const std::string& sql) {
        auto statement = prepare(sql);
        if (!statement)
            return tl::unexpected(std::move(statement.error()));
        return stepThrough(statement->get());
    }

private:
    using Prepared = tl::expected<StatementHandle, api::QueryFault>;

    Prepared prepare(const std::string& sql) {
        const char* rest = nullptr;
        auto first = prepareAt(sql, sql.c_str(), rest);
        if (!first)
            return first;
        if (!*first)
            return tl::unexpected(fault(ErrorCode::BadInput, "there is no statement to run; write one, such as SELECT * FROM run"));
        const char* end = nullptr;
        if (const auto second = prepareAt(sql, rest, end); !second || *second)
            return tl::unexpected(fault(ErrorCode::BadInput, "there are two statements, and one is run at a time; take one away, or run a selected one",
                                        static_cast<std::size_t>(rest - sql.c_str())));
        if (sqlite3_bind_parameter_count(first->get()) > 0)
            return tl::unexpected(fault(ErrorCode::BadInput, "the statement has a place for a value (? or :name); write the value itself"));
        return first;
    }

    Prepared prepareAt(const std::string& sql, const char* from, const char*& rest) {
        sqlite3_stmt* statement = nullptr;
        const auto begin = static_cast<std::size_t>(from - sql.c_str());
        const int code = sqlite3_prepare_v2(m_database, from, static_cast<int>(sql.size() - begin), &statement, &rest);
        if (code == SQLITE_OK)
            return StatementHandle(statement);
        return tl::unexpected(currentFault(code, begin));
    }

    api::QueryFault currentFault(int code, std::size_t begin) const {
        if ((code & 0xFF) == SQLITE_INTERRUPT && m_watch.stop.stop_requested())
            return fault(ErrorCode::Stopped, "the query was stopped");
        if ((code & 0xFF) == SQLITE_INTERRUPT)
            return fault(ErrorCode::BadInput, fmt::format("the query was not done after {:.0f} s and was stopped; ask for fewer rows, or narrow it with WHERE",
                                                          std::chrono::duration<double>(m_limits.time).count()));
        if ((code & 0xFF) == SQLITE_AUTH)
            return fault(ErrorCode::BadInput, "the statement would change or open something; queries here only read: SELECT, WITH, EXPLAIN, VALUES");
        const int offset = sqlite3_error_offset(m_database);
        return fault(ErrorCode::BadInput, sqlite3_errmsg(m_database), offset < 0 ? std::nullopt : std::optional(begin + static_cast<std::size_t>(offset)));
    }

    tl::expected<api::QueryEnd, api::QueryFault> stepThrough(sqlite3_stmt* statement) {
        const int columns = sqlite3_column_count(statement);
        api::QueryRows rows;
        for (int i = 0; i < columns; ++i)
            rows.columns.emplace_back(sqlite3_column_name(statement, i));
        const auto names = rows.columns;
        api::QueryEnd end;
        bool isTold = false;
        int code = SQLITE_ROW;
        std::size_t bytes = 0;
        while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
            if (end.rows == m_limits.rows || bytes >= m_limits.bytes) {
                end.isComplete = false;
                break;
            }
            auto& row = rows.rows.emplace_back();
            for (int i = 0; i < columns; ++i)
                bytes += row.emplace_back(cellOf(statement, i)).text.size();
            ++end.rows;
            if (rows.rows.size() == kRowsAtOnce) {
                m_onRows(std::exchange(rows, {names, {}}));
                isTold = true;
            }
        }
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            return tl::unexpected(currentFault(code, 0));
        if (!isTold || !rows.rows.empty())
            m_onRows(std::move(rows));
        end.seconds = std::chrono::duration<double>(SteadyClock::now() - m_start).count();
        return end;
    }

    sqlite3* m_database;
    const api::QueryLimits& m_limits;
    const api::FileQuery::OnRows& m_onRows;
    SteadyClock::time_point m_start = SteadyClock::now();
    Watch m_watch;
};

const char* helpOf(std::string_view table) {
    static constexpr std::pair<std::string_view, const char*> kHelp[] = {
        {"run", "One row for each run"},
        {"spec", "The settings of each run as JSON: json ->> '$.backbone.id'"},
        {"run_result", "Last test values and best validation values of the last stage"},
        {"event", "What happened in each run"},
        {kCurveTable, "Every point of every curve; name run and metric to read only one"},
        {"metric_name", "Names of curves"},
        {"metric_series", "Which run has which curve"},
        {"metric_block", "Packed points; read them through point"},
        {"metric_tail", "The newest points, not packed yet; read them through point"},
        {"tag", "Tags of runs"},
        {"dataset", "Data sets of the file"},
        {"template", "Templates and their versions"},
        {"queue_entry", "Prepared runs"},
        {"run_import", "Which runs come from other programs"},
        {"run_setting", "Settings of imported runs"},
        {"setting", "What the window keeps with the file"},
        {"command", "Commands that a run has not taken yet"}};
    for (const auto& [name, help] : kHelp)
        if (table == name)
            return help;
    return "";
}

class SqliteFileQuery : public api::FileQuery {
public:
    SqliteFileQuery(fs::path file, bool hasWriter) : m_file(std::move(file)), m_hasWriter(hasWriter) {}

    tl::expected<api::QueryEnd, api::QueryFault> run(const std::string& sql, const api::QueryLimits& limits, const OnRows& onRows,
                                                     std::stop_token stop) const override {
        try {
            const auto connection = open();
            return QueryRun(*connection, limits, onRows, stop).run(sql);
        } catch (const SQLite::Exception& exception) {
            return tl::unexpected(api::QueryFault{storeError(exception, m_file), {}});
        }
    }

    Result<std::vector<api::QueryTable>> tables() const override {
        return guarded(m_file, [&]() -> Result<std::vector<api::QueryTable>> {
            const auto connection = open();
            std::vector<api::QueryTable> tables;
            Query query(*connection,
                        "SELECT t.name, c.name, c.type FROM (SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                        "UNION ALL SELECT ?) t, pragma_table_info(t.name) c ORDER BY t.name, c.cid",
                        kCurveTable);
            while (query.next()) {
                if (tables.empty() || tables.back().name != query.text(0))
                    tables.push_back({query.text(0), helpOf(query.text(0)), {}});
                tables.back().columns.push_back({query.text(1), query.text(2)});
            }
            return tables;
        });
    }

private:
    [[nodiscard]] std::unique_ptr<Connection> open() const {
        auto connection = std::make_unique<Connection>(m_file, m_hasWriter ? Access::Read : readingAccess(m_file));
        addCurveTable(*connection);
        // Large sorts go to files, not to the memory of the window.
        connection->execute("PRAGMA temp_store = FILE; PRAGMA query_only = ON");
        sqlite3_limit(connection->database().getHandle(), SQLITE_LIMIT_ATTACHED, 0);
        return connection;
    }

    fs::path m_file;
    bool m_hasWriter;
};

} // namespace

std::unique_ptr<api::FileQuery> makeFileQuery(const SqliteStore& store) {
    return std::make_unique<SqliteFileQuery>(store.file(), !store.isReadOnly());
}

} // namespace cpw::db
