// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/curve_table.h"

#include "db/connection.h"
#include "db/metric_table.h"
#include "db/nanoseconds.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <cmath>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace cpw::db {
namespace {

enum Column { Run, Metric, Step, Epoch, Value, Time, Stage };

constexpr const char* kSchema = "CREATE TABLE point(run INTEGER, metric TEXT, step INTEGER, epoch REAL, value REAL, time REAL, stage INTEGER)";

/// Which of run and metric a query gives, as bits of SQLite's index number.
constexpr int kHasRun = 1;
constexpr int kHasMetric = 2;

struct CurveTable : sqlite3_vtab {
    Connection* connection = nullptr;
};

/// One walk through curves: those that fit, one unpacked at a time.
struct CurveCursor : sqlite3_vtab_cursor {
    struct Curve {
        api::RunId run;
        std::string metric;
    };
    std::vector<Curve> curves;
    std::size_t curve = 0;
    std::vector<api::MetricPoint> points; ///< of that curve
    std::size_t point = 0;

    [[nodiscard]] bool isAtEnd() const { return curve >= curves.size(); }
};

/// SQLite keeps the message and frees it.
int failWith(sqlite3_vtab* table, const std::string& message) {
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf("%s", message.c_str());
    return SQLITE_ERROR;
}

/// Nothing may be thrown through SQLite.
template <class Work>
int guardedWork(sqlite3_vtab* table, Work work) noexcept {
    try {
        return work();
    } catch (const std::exception& exception) {
        return failWith(table, exception.what());
    }
}

/// Unpacks the curve that the cursor stands at; goes on while curves are empty.
int enterCurve(CurveCursor& cursor) {
    auto& table = *static_cast<CurveTable*>(cursor.pVtab);
    for (; !cursor.isAtEnd(); ++cursor.curve) {
        const auto& [run, metric] = cursor.curves[cursor.curve];
        auto points = readPoints(*table.connection, run, metric);
        if (!points)
            return failWith(cursor.pVtab, points.error().text());
        cursor.points = std::move(*points);
        cursor.point = 0;
        if (!cursor.points.empty())
            return SQLITE_OK;
    }
    cursor.points.clear();
    return SQLITE_OK;
}

int connect(sqlite3* database, void* connection, int, const char* const*, sqlite3_vtab** table, char** message) {
    const int code = sqlite3_declare_vtab(database, kSchema);
    if (code != SQLITE_OK) {
        *message = sqlite3_mprintf("the table point cannot be declared: %s", sqlite3_errmsg(database));
        return code;
    }
    auto* made = new (std::nothrow) CurveTable();
    if (!made)
        return SQLITE_NOMEM;
    made->connection = static_cast<Connection*>(connection);
    *table = made;
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
    delete static_cast<CurveTable*>(table);
    return SQLITE_OK;
}

/// Takes "run = ?" and "metric = ?" as arguments of the walk; every other condition is SQLite's.
int chooseIndex(sqlite3_vtab*, sqlite3_index_info* plan) {
    int arguments = 0;
    for (const auto& [column, bit] : {std::pair{Run, kHasRun}, std::pair{Metric, kHasMetric}})
        for (int i = 0; i < plan->nConstraint; ++i) {
            const auto& constraint = plan->aConstraint[i];
            if (constraint.iColumn != column || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ || !constraint.usable || (plan->idxNum & bit))
                continue;
            plan->aConstraintUsage[i].argvIndex = ++arguments;
            plan->idxNum |= bit;
        }
    plan->estimatedCost = arguments == 2 ? 1e4 : arguments == 1 ? 1e5 : 1e7;
    plan->estimatedRows = arguments == 2 ? 10'000 : arguments == 1 ? 100'000 : 10'000'000;
    return SQLITE_OK;
}

int openCursor(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
    *cursor = new (std::nothrow) CurveCursor();
    return *cursor ? SQLITE_OK : SQLITE_NOMEM;
}

int closeCursor(sqlite3_vtab_cursor* cursor) {
    delete static_cast<CurveCursor*>(cursor);
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int index, const char*, int, sqlite3_value** arguments) {
    auto& cursor = *static_cast<CurveCursor*>(base);
    return guardedWork(base->pVtab, [&] {
        auto& connection = *static_cast<CurveTable*>(base->pVtab)->connection;
        cursor.curves.clear();
        cursor.curve = 0;
        int next = 0;
        const bool hasRun = index & kHasRun, hasMetric = index & kHasMetric;
        const std::int64_t run = hasRun ? sqlite3_value_int64(arguments[next++]) : 0;
        const auto* text = hasMetric ? reinterpret_cast<const char*>(sqlite3_value_text(arguments[next])) : nullptr;
        const std::string metric = text ? text : "";
        Query query(connection,
                    "SELECT s.run, n.name FROM metric_series s JOIN metric_name n ON n.id = s.name WHERE (?1 = 0 OR s.run = ?2) AND (?3 = 0 OR "
                    "n.name = ?4) ORDER BY s.run, n.name",
                    hasRun ? 1 : 0, run, hasMetric ? 1 : 0, metric);
        while (query.next())
            cursor.curves.push_back({{query.integer(0)}, query.text(1)});
        return enterCurve(cursor);
    });
}

int nextRow(sqlite3_vtab_cursor* base) {
    auto& cursor = *static_cast<CurveCursor*>(base);
    if (++cursor.point < cursor.points.size())
        return SQLITE_OK;
    ++cursor.curve;
    return guardedWork(base->pVtab, [&] { return enterCurve(cursor); });
}

int isAtEnd(sqlite3_vtab_cursor* cursor) {
    return static_cast<CurveCursor*>(cursor)->isAtEnd() ? 1 : 0;
}

/// NaN becomes NULL, which is what SQLite has for it.
void setNumber(sqlite3_context* context, double value) {
    if (std::isnan(value))
        sqlite3_result_null(context);
    else
        sqlite3_result_double(context, value);
}

int columnValue(sqlite3_vtab_cursor* base, sqlite3_context* context, int column) {
    const auto& cursor = *static_cast<CurveCursor*>(base);
    const auto& curve = cursor.curves[cursor.curve];
    const auto& point = cursor.points[cursor.point];
    switch (column) {
    case Run: sqlite3_result_int64(context, curve.run.value); break;
    case Metric: sqlite3_result_text(context, curve.metric.c_str(), static_cast<int>(curve.metric.size()), SQLITE_TRANSIENT); break;
    case Step: sqlite3_result_int64(context, point.step); break;
    case Epoch: setNumber(context, point.epoch); break;
    case Value: setNumber(context, point.value); break;
    case Time: sqlite3_result_double(context, static_cast<double>(toNanoseconds(point.time)) * 1e-9); break;
    case Stage: sqlite3_result_int(context, point.stage); break;
    default: sqlite3_result_null(context); break;
    }
    return SQLITE_OK;
}

int rowNumber(sqlite3_vtab_cursor* base, sqlite3_int64* number) {
    const auto& cursor = *static_cast<CurveCursor*>(base);
    *number = static_cast<sqlite3_int64>((cursor.curve << 32) + cursor.point);
    return SQLITE_OK;
}

/// Without xCreate it is there by its name alone, in every query, and is nobody's to make or drop.
sqlite3_module makeModule() {
    sqlite3_module module{};
    module.iVersion = 1;
    module.xConnect = connect;
    module.xBestIndex = chooseIndex;
    module.xDisconnect = disconnect;
    module.xDestroy = disconnect;
    module.xOpen = openCursor;
    module.xClose = closeCursor;
    module.xFilter = filter;
    module.xNext = nextRow;
    module.xEof = isAtEnd;
    module.xColumn = columnValue;
    module.xRowid = rowNumber;
    return module;
}

const sqlite3_module kModule = makeModule();

} // namespace

void addCurveTable(Connection& connection) {
    auto* database = connection.database().getHandle();
    if (const int code = sqlite3_create_module_v2(database, kCurveTable, &kModule, &connection, nullptr); code != SQLITE_OK)
        throw SQLite::Exception(database, code);
    // Used once, so that it is declared before an authorizer that allows no declaration is there.
    const int code = sqlite3_exec(database, fmt::format("SELECT 1 FROM {} LIMIT 0", kCurveTable).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw SQLite::Exception(database, code);
}

} // namespace cpw::db
