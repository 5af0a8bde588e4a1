// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/event_writer.h"

#include "core/api/run_store.h"
#include "db/connection.h"
#include "db/event_text.h"
#include "db/metric_table.h"
#include "db/nanoseconds.h"
#include "db/process_identity.h"
#include "db/run_query.h"
#include "db/store_error.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace cpw::db {
namespace {

using api::RunState;

/// The part of a run's row that events change, held in memory during one transaction.
struct RunRow {
    RunState state = RunState::Waiting;
    std::int64_t step = 0;
    double seconds = 0;                       ///< until runningSince
    std::optional<std::int64_t> runningSince; ///< none: the clock stands
    std::int64_t changed = 0;
    std::string error;
    ProcessIdentity owner;
    std::string lastPreparing;
    std::vector<std::string> metricOrder;
    std::map<std::string, std::vector<api::MetricPoint>> points;
};

std::string lastPreparingOf(Connection& connection, std::int64_t run) {
    Query query(connection, "SELECT kind, text FROM event WHERE run = ? ORDER BY id DESC LIMIT 1", run);
    return query.next() && query.text(0) == "preparing" ? query.text(1) : std::string();
}

std::optional<RunRow> loadRow(Connection& connection, std::int64_t run) {
    std::optional<RunRow> row;
    {
        Query query(connection,
                    "SELECT state, step, seconds, running_since_ns, changed_ns, error, owner_pid, owner_start, owner_space, "
                    "owner_machine "
                    "FROM run WHERE id = ?",
                    run);
        if (!query.next())
            return std::nullopt;
        row.emplace();
        row->state = api::runStateFromText(query.text(0)).value_or(RunState::Waiting);
        row->step = query.integer(1);
        row->seconds = query.number(2);
        if (!query.isNull(3))
            row->runningSince = query.integer(3);
        row->changed = query.integer(4);
        row->error = query.text(5);
        row->owner = {query.integer(6), query.integer(7), query.text(8), query.text(9)};
    }
    row->lastPreparing = lastPreparingOf(connection, run);
    return row;
}

void saveRow(Connection& connection, std::int64_t run, const RunRow& row) {
    Query(connection,
          "UPDATE run SET state = ?, step = ?, seconds = ?, changed_ns = ?, error = ?, owner_pid = ?, owner_start = ?, "
          "owner_space = ?, "
          "owner_machine = ? WHERE id = ?",
          toText(row.state), row.step, row.seconds, row.changed, row.error, row.owner.pid, row.owner.start, row.owner.space,
          row.owner.machine, run)
        .run();
    if (row.runningSince)
        Query(connection, "UPDATE run SET running_since_ns = ? WHERE id = ?", *row.runningSince, run).run();
    else
        Query(connection, "UPDATE run SET running_since_ns = NULL WHERE id = ?", run).run();
}

/// Training time up to `now` goes into `seconds`; the clock runs on from there when it ran.
void advanceClock(RunRow& row, std::int64_t now) {
    if (!row.runningSince || now <= *row.runningSince)
        return;
    row.seconds += static_cast<double>(now - *row.runningSince) * 1e-9;
    row.runningSince = now;
}

void endRun(RunRow& row, RunState state) {
    row.state = state;
    row.runningSince.reset();
    row.owner = {};
}

/// What an event means to the run's row.
struct RowChange {
    RunRow& row;
    std::int64_t now;

    void operator()(const api::RunStarted& e) const {
        row.state = RunState::Running;
        row.step = e.step;
        row.runningSince = now;
        if (!e.isResumed)
            row.seconds = 0;
        row.error.clear();
        row.owner = currentProcess();
    }
    void operator()(const api::StateChanged& e) const {
        row.state = e.isPaused ? RunState::Paused : RunState::Running;
        if (e.isPaused)
            row.runningSince.reset();
        else
            row.runningSince = now;
    }
    void operator()(const api::RunFinished& e) const {
        row.seconds = std::max(row.seconds, e.seconds); // the event knows the time since the last start only
        endRun(row, RunState::Finished);
    }
    void operator()(const api::RunCancelled& e) const {
        // A run that waited to be resumed and was dropped stays what it was.
        endRun(row, !isLive(row.state) ? row.state : e.isSaved ? RunState::Stopped : RunState::Discarded);
    }
    void operator()(const api::RunFailed& e) const {
        row.error = e.error.text();
        endRun(row, RunState::Failed);
    }
    void operator()(const auto&) const {}
};

void insertEvent(Connection& connection, const api::RunEvent& event, const EventRow& row) {
    Query(connection, "INSERT INTO event(run, step, time_ns, kind, level, text) VALUES (?, ?, ?, ?, ?, ?)", event.run.value,
          row.step, toNanoseconds(event.time), row.kind, static_cast<int>(row.level), row.text)
        .run();
}

void apply(Connection& connection, const api::RunEvent& event, RunRow& row) {
    const auto now = toNanoseconds(event.time);
    row.changed = std::max(row.changed, now);
    advanceClock(row, now);
    row.step = std::max(row.step, stepOf(event.body));
    std::visit(RowChange{row, now}, event.body);
    if (const auto* metric = std::get_if<api::Metric>(&event.body)) {
        auto& points = row.points[metric->name];
        if (points.empty())
            row.metricOrder.push_back(metric->name);
        points.push_back({metric->step, metric->epoch, metric->value, event.time, metric->stage});
        return;
    }
    const auto text = eventRow(event.body);
    if (!text)
        return;
    // Preparing tells its share many times over; the history has it once.
    const bool isPreparing = text->kind == "preparing";
    if (isPreparing && row.lastPreparing == text->text)
        return;
    row.lastPreparing = isPreparing ? text->text : std::string();
    insertEvent(connection, event, *text);
}

Result<void> saveAll(Connection& connection, std::map<std::int64_t, std::optional<RunRow>>& rows) {
    for (auto& [run, row] : rows) {
        if (!row)
            continue;
        for (const auto& name : row->metricOrder)
            CPW_TRY_VOID(appendPoints(connection, {run}, name, row->points.at(name)));
        saveRow(connection, run, *row);
        if (!isLive(row->state))
            Query(connection, "DELETE FROM command WHERE run = ?", run).run();
    }
    return {};
}

} // namespace

Result<void> writeEvents(Connection& connection, std::span<const api::RunEvent> events) {
    return guarded(connection.file(), [&]() -> Result<void> {
        SQLite::Transaction transaction(connection.database(), SQLite::TransactionBehavior::IMMEDIATE);
        std::map<std::int64_t, std::optional<RunRow>> rows;
        for (const auto& event : events) {
            auto found = rows.find(event.run.value);
            if (found == rows.end())
                found = rows.emplace(event.run.value, loadRow(connection, event.run.value)).first;
            if (found->second)
                apply(connection, event, *found->second);
        }
        CPW_TRY_VOID(saveAll(connection, rows));
        transaction.commit();
        return {};
    });
}

} // namespace cpw::db
