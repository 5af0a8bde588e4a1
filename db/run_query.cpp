// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/run_query.h"

#include "core/api/spec_json.h"
#include "db/connection.h"
#include "db/import_table.h"
#include "db/metric_table.h"
#include "db/nanoseconds.h"

#include <SQLiteCpp/Transaction.h>

namespace cpw::db {
namespace {

using api::RunState;
using api::RunSummary;

constexpr const char* kColumns =
    "SELECT id, name, spec_hash, state, dataset, backbone, stages, seed, step, seconds, created_ns, note, error, "
    "owner_pid, owner_start, owner_space, owner_machine, changed_ns, parent, parent_step, group_hash, settings_hash, color, hidden, "
    "program, source, source_id FROM run LEFT JOIN run_import ON run_import.run = run.id ";

RunSummary summaryOf(const Query& row) {
    RunSummary run;
    run.id = {row.integer(0)};
    run.name = row.text(1);
    run.specHash = row.text(2);
    run.state = api::runStateFromText(row.text(3)).value_or(RunState::Interrupted);
    run.dataset = row.text(4);
    run.backbone = row.text(5);
    run.stages = row.text(6);
    run.seed = static_cast<std::uint64_t>(row.integer(7));
    run.step = row.integer(8);
    run.seconds = row.number(9);
    run.created = fromNanoseconds(row.integer(10));
    run.note = row.text(11);
    run.error = row.text(12);
    if (!row.isNull(18))
        run.parent = api::ForkOrigin{{row.integer(18)}, row.integer(19)};
    run.groupHash = row.text(20);
    run.settingsHash = row.text(21);
    run.color = static_cast<int>(row.integer(22));
    run.isHidden = row.integer(23) != 0;
    if (!row.isNull(24))
        run.origin = api::ImportOrigin{row.text(24), row.text(25), row.text(26)};
    if (isLive(run.state))
        run.state = presentState(run.state, {row.integer(13), row.integer(14), row.text(15), row.text(16)}, row.integer(17));
    return run;
}

/// Goes through rows ordered by run beside the runs, which are ordered too: one pass, no look-ups.
template <class Take>
void mergeByRun(Query& rows, std::vector<RunSummary>& runs, Take take) {
    auto run = runs.begin();
    while (rows.next()) {
        const auto id = rows.integer(0);
        while (run != runs.end() && run->id.value < id)
            ++run;
        if (run != runs.end() && run->id.value == id)
            take(*run, rows);
    }
}

void takeResult(RunSummary& run, const Query& row) {
    run.results.emplace_hint(run.results.end(), row.text(1), row.number(2));
}

void takeTag(RunSummary& run, const Query& row) {
    run.tags.push_back(row.text(1));
}

/// Runs from number `first` on; the caller has opened a snapshot.
std::vector<RunSummary> runsFrom(Connection& connection, std::int64_t first) {
    std::vector<RunSummary> runs;
    {
        Query query(connection, (std::string(kColumns) + "WHERE id >= ? ORDER BY id").c_str(), first);
        while (query.next())
            runs.push_back(summaryOf(query));
    }
    Query results(connection, "SELECT run, name, value FROM run_result WHERE run >= ? ORDER BY run, name", first);
    mergeByRun(results, runs, takeResult);
    Query tags(connection, "SELECT run, text FROM tag WHERE run >= ? ORDER BY run, position", first);
    mergeByRun(tags, runs, takeTag);
    return runs;
}

} // namespace

bool isLive(RunState state) {
    return state == RunState::Waiting || state == RunState::Running || state == RunState::Paused;
}

RunState presentState(RunState stored, const ProcessIdentity& owner, std::int64_t changedNanoseconds) {
    constexpr auto kSilence = std::chrono::minutes(10);
    switch (livenessOf(owner)) {
    case Liveness::Alive:
        return stored;
    case Liveness::Gone:
        return RunState::Interrupted;
    case Liveness::Unknown:
        return api::Clock::now() - fromNanoseconds(changedNanoseconds) > kSilence ? RunState::Interrupted : stored;
    }
    return stored;
}

Result<std::vector<RunSummary>> readRuns(Connection& connection) {
    SQLite::Transaction snapshot(connection.database());
    return runsFrom(connection, 0);
}

Result<std::vector<RunSummary>> readNewestRuns(Connection& connection, std::size_t count) {
    SQLite::Transaction snapshot(connection.database());
    return runsFrom(connection, firstOfNewest(connection, count));
}

std::int64_t firstOfNewest(Connection& connection, std::size_t count) {
    Query query(connection, "SELECT ifnull(min(id), 0) FROM (SELECT id FROM run ORDER BY id DESC LIMIT ?)", static_cast<std::int64_t>(count));
    return query.next() ? query.integer(0) : 0;
}

bool lacksHashes(Connection& connection, std::int64_t first, std::int64_t end) {
    Query query(connection, "SELECT 1 FROM run WHERE group_hash = '' AND id >= ? AND id < ? LIMIT 1", first, end);
    return query.next();
}

void findHashes(Connection& connection, std::vector<RunSummary>& runs) {
    for (auto& run : runs) {
        if (!run.groupHash.empty() || run.origin)
            continue;
        if (const auto spec = readSpec(connection, run.id)) {
            run.groupHash = api::groupHash(*spec);
            run.settingsHash = api::settingsHash(*spec);
        }
    }
}

Result<std::vector<RunSummary>> readLiveRuns(Connection& connection) {
    std::vector<api::RunId> ids;
    {
        Query query(connection, "SELECT id FROM run WHERE state IN ('waiting', 'running', 'paused') ORDER BY id");
        while (query.next())
            ids.push_back({query.integer(0)});
    }
    std::vector<RunSummary> runs;
    for (const auto id : ids)
        if (auto run = readRun(connection, id)) // else deleted meanwhile
            runs.push_back(std::move(*run));
    return runs;
}

Result<RunSummary> readRun(Connection& connection, api::RunId id) {
    SQLite::Transaction snapshot(connection.database());
    CPW_TRY_VOID(requireRun(connection, id));
    std::vector<RunSummary> runs;
    {
        Query query(connection, (std::string(kColumns) + "WHERE id = ?").c_str(), id.value);
        while (query.next())
            runs.push_back(summaryOf(query));
    }
    Query results(connection, "SELECT run, name, value FROM run_result WHERE run = ? ORDER BY name", id.value);
    mergeByRun(results, runs, takeResult);
    Query tags(connection, "SELECT run, text FROM tag WHERE run = ? ORDER BY position", id.value);
    mergeByRun(tags, runs, takeTag);
    return std::move(runs.front());
}

Result<api::RunSpec> readSpec(Connection& connection, api::RunId run) {
    CPW_TRY_VOID(requireRun(connection, run));
    Query query(connection, "SELECT json FROM spec WHERE run = ?", run.value);
    if (!query.next()) {
        if (const auto program = importedFrom(connection, run); !program.empty())
            return badInput("{} was imported from {} and has no spec and no weights of this program: it can be compared and exported, but not "
                            "resumed, evaluated or looked into; train a run here for that",
                            toText(run), program);
        return fail(ErrorCode::Store, "{} has no spec of {}; the file is damaged, restore a copy", connection.file().string(),
                    toText(run));
    }
    auto spec = api::checkedSpec(api::specFromText(query.text(0)));
    if (!spec)
        return withContext(std::move(spec.error()), fmt::format("spec of {}", toText(run)));
    return spec;
}

Result<std::vector<api::RunStore::RecordedSettings>> readRecordedSettings(Connection& connection, const std::vector<api::RunId>& runs) {
    std::vector<std::int64_t> numbers;
    for (const auto run : runs)
        numbers.push_back(run.value);
    SQLite::Transaction snapshot(connection.database());
    std::vector<api::RunStore::RecordedSettings> recorded;
    Query query(connection,
                "SELECT run.id, spec.json FROM json_each(?) AS asked JOIN run ON run.id = asked.value LEFT JOIN spec ON spec.run = run.id "
                "LEFT JOIN run_import ON run_import.run = run.id WHERE spec.json IS NOT NULL OR run_import.run IS NOT NULL ORDER BY run.id",
                fmt::format("[{}]", fmt::join(numbers, ","))); // one statement for any count
    while (query.next()) {
        api::RunStore::RecordedSettings one{{query.integer(0)}, query.isNull(1) ? std::string() : query.text(1), {}};
        if (one.specText.empty())
            one.imported = readImportedSettings(connection, one.run);
        recorded.push_back(std::move(one));
    }
    return recorded;
}

Result<api::MetricSeries> readMetric(Connection& connection, api::RunId run, const std::string& name) {
    SQLite::Transaction snapshot(connection.database());
    CPW_TRY_VOID(requireRun(connection, run));
    CPW_TRY(points, readPoints(connection, run, name));
    return api::MetricSeries{name, std::move(points)};
}

Result<std::vector<MetricBucket>> readMetricBuckets(Connection& connection, api::RunId run, const std::string& name,
                                                    std::size_t wanted) {
    SQLite::Transaction snapshot(connection.database());
    CPW_TRY_VOID(requireRun(connection, run));
    return readBuckets(connection, run, name, wanted);
}

Result<std::vector<api::StoredEvent>> readEvents(Connection& connection, api::RunId run) {
    CPW_TRY_VOID(requireRun(connection, run));
    std::vector<api::StoredEvent> events;
    Query query(connection, "SELECT step, time_ns, kind, text, level FROM event WHERE run = ? ORDER BY id", run.value);
    while (query.next())
        events.push_back({query.integer(0), fromNanoseconds(query.integer(1)), query.text(2), query.text(3),
                          static_cast<api::LogLevel>(query.integer(4))});
    return events;
}

Result<std::vector<api::RunStore::DatasetRecord>> readDatasets(Connection& connection) {
    std::vector<api::RunStore::DatasetRecord> records;
    Query query(connection, "SELECT name, spec_json, facts_json, created_ns FROM dataset ORDER BY name");
    while (query.next()) {
        auto spec = api::checkedSpec(api::specFromText(query.text(1)));
        if (!spec)
            return withContext(std::move(spec.error()), fmt::format("data set {}", query.text(0)));
        records.push_back({query.text(0), std::move(spec->data), query.text(2), fromNanoseconds(query.integer(3))});
    }
    return records;
}

std::optional<std::string> readSetting(Connection& connection, const std::string& name) {
    Query query(connection, "SELECT value FROM setting WHERE name = ?", name);
    return query.next() ? std::optional(query.text(0)) : std::nullopt;
}

Result<void> requireRun(Connection& connection, api::RunId run) {
    {
        Query query(connection, "SELECT 1 FROM run WHERE id = ?", run.value);
        if (query.next())
            return {};
    }
    Query query(connection, "SELECT count(*), ifnull(min(id), 0), ifnull(max(id), 0) FROM run");
    const bool hasRow = query.next();
    const auto count = hasRow ? query.integer(0) : 0;
    if (count == 0)
        return badInput("there is no run {} in {}: the file has no runs; train one first", toText(run),
                        connection.file().string());
    return badInput("there is no run {} in {}; its {} runs are numbered from {} to {}, see \"clickprompt runs list\"",
                    toText(run), connection.file().string(), count, toText(api::RunId{query.integer(1)}),
                    toText(api::RunId{query.integer(2)}));
}

bool hasLiveRuns(Connection& connection) {
    Query query(connection, "SELECT 1 FROM run WHERE state IN ('waiting', 'running', 'paused') LIMIT 1");
    return query.next();
}

bool hasCommands(Connection& connection, api::RunId run) {
    Query query(connection, "SELECT 1 FROM command WHERE run = ? LIMIT 1", run.value);
    return query.next();
}

} // namespace cpw::db
