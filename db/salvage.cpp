// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/salvage.h"

#include "db/connection.h"
#include "db/migrations.h"
#include "db/reader_pool.h"
#include "db/store_error.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cpw::db {
namespace fs = std::filesystem;
namespace {

/// Ways to walk a table; the second reaches rows behind a damaged page that the first could not pass.
constexpr const char* kOrders[] = {"", " ORDER BY rowid DESC"};

std::vector<std::string> tablesOf(Connection& connection) {
    std::vector<std::string> names;
    SQLite::Statement tables(connection.database(),
                             "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    while (tables.executeStep())
        names.push_back(tables.getColumn(0).getString());
    return names;
}

std::vector<std::string> columnsOf(Connection& connection, const std::string& table) {
    std::vector<std::string> names;
    SQLite::Statement columns(connection.database(), fmt::format("SELECT name FROM pragma_table_info('{}')", table));
    while (columns.executeStep())
        names.push_back(columns.getColumn(0).getString());
    return names;
}

void bindColumn(SQLite::Statement& to, int index, const SQLite::Column& value) {
    if (value.isNull())
        to.bind(index);
    else if (value.isInteger())
        to.bind(index, value.getInt64());
    else if (value.isFloat())
        to.bind(index, value.getDouble());
    else if (value.isText())
        to.bind(index, value.getString());
    else
        to.bind(index, value.getBlob(), value.getBytes());
}

/// Rows copied in one walk; `isWhole` is false when the walk ended at a damaged page.
std::int64_t walk(Connection& from, Connection& to, const std::string& select, const std::string& insert, bool& isWhole) {
    std::int64_t rows = 0;
    try {
        SQLite::Statement read(from.database(), select);
        SQLite::Statement write(to.database(), insert);
        while (read.executeStep()) {
            for (int column = 0; column < read.getColumnCount(); ++column)
                bindColumn(write, column + 1, read.getColumn(column));
            rows += write.exec();
            write.reset();
        }
        isWhole = true;
    } catch (const SQLite::Exception&) {
        isWhole = false;
    }
    return rows;
}

void copyTable(Connection& from, Connection& to, const std::string& table, Salvage& result) {
    std::string names;
    std::string marks;
    const auto known = columnsOf(from, table);
    for (const auto& column : columnsOf(to, table)) {
        if (std::find(known.begin(), known.end(), column) == known.end())
            continue;
        names += (names.empty() ? "" : ", ") + column;
        marks += marks.empty() ? "?" : ", ?";
    }
    bool isWhole = names.empty();
    for (const char* order : kOrders) {
        if (isWhole)
            return;
        result.rows += walk(from, to, fmt::format("SELECT {} FROM {}{}", names, table, order),
                            fmt::format("INSERT OR IGNORE INTO {} ({}) VALUES ({})", table, names, marks), isWhole);
        if (isWhole && order == kOrders[0])
            return;
    }
    ++result.damagedTables;
}

/// A curve, a spec or an event of a run whose row is lost belongs to nothing.
void dropOrphans(Connection& connection) {
    for (const char* table : {"spec", "run_result", "event", "metric_series", "command", "tag", "run_import", "run_setting"})
        connection.execute(fmt::format("DELETE FROM {} WHERE run NOT IN (SELECT id FROM run)", table));
    connection.execute("DELETE FROM run WHERE id NOT IN (SELECT run FROM spec) AND id NOT IN (SELECT run FROM run_import)");
    connection.execute("DELETE FROM metric_series WHERE name NOT IN (SELECT id FROM metric_name)");
    for (const char* table : {"metric_block", "metric_tail"})
        connection.execute(fmt::format("DELETE FROM {} WHERE series NOT IN (SELECT id FROM metric_series)", table));
}

} // namespace

Result<Salvage> salvage(const fs::path& damaged, const fs::path& target) {
    std::error_code code;
    if (fs::exists(target, code))
        return fail(ErrorCode::Store, "{} exists already; move it away or choose another name", target.string());
    auto result = guarded(damaged, [&]() -> Result<Salvage> {
        Salvage salvaged;
        salvaged.file = target;
        Connection from(damaged, readingAccess(damaged));
        Connection to(target, Access::Write);
        CPW_TRY_VOID(migrate(to, schemaMigrations()));
        to.execute("PRAGMA foreign_keys = OFF");
        SQLite::Transaction transaction(to.database());
        const auto present = tablesOf(from);
        for (const auto& table : tablesOf(to))
            if (std::find(present.begin(), present.end(), table) != present.end())
                copyTable(from, to, table, salvaged);
        dropOrphans(to);
        transaction.commit();
        to.execute("PRAGMA foreign_keys = ON");
        return salvaged;
    });
    if (result && result->rows == 0)
        result = fail(ErrorCode::Store, "nothing of {} can be read; restore a copy of the file", damaged.string());
    if (!result)
        fs::remove(target, code);
    return result;
}

} // namespace cpw::db
