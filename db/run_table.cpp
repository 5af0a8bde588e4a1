// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/run_table.h"

#include "core/api/spec_json.h"
#include "db/connection.h"
#include "db/metric_table.h"
#include "db/nanoseconds.h"
#include "db/run_query.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>

namespace cpw::db {
namespace {

using api::RunId;

constexpr auto kImmediate = SQLite::TransactionBehavior::IMMEDIATE;

std::int64_t nowNanoseconds() {
    return toNanoseconds(api::Clock::now());
}

std::string stagesText(const api::RunSpec& spec) {
    std::string text;
    for (const auto& stage : spec.stages)
        text += (text.empty() ? "" : ", ") + std::string(enumId(stage.kind));
    return text;
}

void insertEvent(Connection& connection, RunId run, std::int64_t step, const char* kind, api::LogLevel level,
                 const std::string& text) {
    Query(connection, "INSERT INTO event(run, step, time_ns, kind, level, text) VALUES (?, ?, ?, ?, ?, ?)", run.value, step,
          nowNanoseconds(), kind, static_cast<int>(level), text)
        .run();
}

/// Sets one text column of a run.
Result<void> updateText(Connection& connection, RunId run, const char* sql, const std::string& value) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    CPW_TRY_VOID(requireRun(connection, run));
    Query(connection, sql, value, run.value).run();
    transaction.commit();
    return {};
}

/// The color of the group, else the one after that of the newest run before this one.
int colorOf(Connection& connection, const std::string& groupHash, RunId run) {
    {
        Query query(connection, "SELECT color FROM run WHERE group_hash = ? AND color >= 0 LIMIT 1", groupHash);
        if (query.next())
            return static_cast<int>(query.integer(0));
    }
    Query query(connection, "SELECT color FROM run WHERE color >= 0 AND id < ? ORDER BY id DESC LIMIT 1", run.value);
    return query.next() ? (static_cast<int>(query.integer(0)) + 1) % api::kRunColors : 0;
}

/// Sets one number of several runs.
Result<void> updateNumber(Connection& connection, const char* sql, const std::vector<RunId>& runs, int value) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    for (const auto run : runs)
        Query(connection, sql, value, run.value).run();
    transaction.commit();
    return {};
}

} // namespace

Result<RunId> insertRun(Connection& connection, const api::RunSpec& spec, const std::optional<api::ForkOrigin>& origin) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    if (origin)
        CPW_TRY_VOID(requireRun(connection, origin->run));
    const auto owner = currentProcess();
    const auto now = nowNanoseconds();
    Query(connection,
          "INSERT INTO run(name, spec_hash, state, dataset, backbone, stages, seed, created_ns, changed_ns, owner_pid, "
          "owner_start, "
          "owner_space, owner_machine) VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          spec.name, specHash(spec), spec.data.dataset.empty() ? spec.data.source : spec.data.dataset, spec.backbone.id,
          stagesText(spec), static_cast<std::int64_t>(spec.seed), now, now, owner.pid, owner.start, owner.space, owner.machine)
        .run();
    const RunId run{connection.database().getLastInsertRowid()};
    if (origin)
        Query(connection, "UPDATE run SET parent = ?, parent_step = ?, step = ? WHERE id = ?", origin->run.value, origin->step, origin->step,
              run.value)
            .run();
    Query(connection, "INSERT INTO spec(run, json) VALUES (?, ?)", run.value, api::jsonText(api::toJson(spec))).run();
    completeGroup(connection, run, api::groupHash(spec), api::settingsHash(spec));
    transaction.commit();
    return run;
}

Result<void> updateNote(Connection& connection, RunId run, const std::string& note) {
    return updateText(connection, run, "UPDATE run SET note = ? WHERE id = ?", note);
}

Result<void> updateName(Connection& connection, RunId run, const std::string& name) {
    return updateText(connection, run, "UPDATE run SET name = ? WHERE id = ?", name);
}

Result<void> updateTags(Connection& connection, RunId run, const std::vector<std::string>& tags) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    CPW_TRY_VOID(requireRun(connection, run));
    Query(connection, "DELETE FROM tag WHERE run = ?", run.value).run();
    std::vector<std::string> kept;
    for (const auto& tag : tags) {
        if (tag.empty() || std::find(kept.begin(), kept.end(), tag) != kept.end())
            continue;
        Query(connection, "INSERT INTO tag(run, position, text) VALUES (?, ?, ?)", run.value,
              static_cast<std::int64_t>(kept.size()), tag)
            .run();
        kept.push_back(tag);
    }
    transaction.commit();
    return {};
}

Result<void> updateColor(Connection& connection, const std::vector<RunId>& runs, int color) {
    if (color < 0 || color >= api::kRunColors)
        return badInput("the color of a run is {}, expected 0 to {}", color, api::kRunColors - 1);
    return updateNumber(connection, "UPDATE run SET color = ? WHERE id = ?", runs, color);
}

Result<void> updateHidden(Connection& connection, const std::vector<RunId>& runs, bool isHidden) {
    return updateNumber(connection, "UPDATE run SET hidden = ? WHERE id = ?", runs, isHidden ? 1 : 0);
}

void completeGroup(Connection& connection, RunId run, const std::string& group, const std::string& settings) {
    const int color = colorOf(connection, group, run);
    Query(connection, "UPDATE run SET color = CASE WHEN color >= 0 THEN color ELSE ? END, group_hash = ?, settings_hash = ? WHERE id = ?", color, group,
          settings, run.value)
        .run();
}

Result<std::optional<std::int64_t>> completeGroups(Connection& connection, std::int64_t first, std::int64_t end, std::size_t count) {
    std::vector<RunId> incomplete;
    {
        Query query(connection, "SELECT id FROM run WHERE group_hash = '' AND id >= ? AND id < ? ORDER BY id LIMIT ?", first, end,
                    static_cast<std::int64_t>(count));
        while (query.next())
            incomplete.push_back({query.integer(0)});
    }
    if (incomplete.empty())
        return std::nullopt; // the usual case takes no lock
    SQLite::Transaction transaction(connection.database(), kImmediate);
    for (const auto run : incomplete)
        if (const auto spec = readSpec(connection, run))
            completeGroup(connection, run, api::groupHash(*spec), api::settingsHash(*spec));
    transaction.commit();
    return incomplete.back().value + 1;
}

Result<void> checkDeletable(Connection& connection, RunId run) {
    CPW_TRY(summary, readRun(connection, run));
    if (summary.state == api::RunState::Running || summary.state == api::RunState::Paused)
        return badInput("{} is {} and cannot be deleted; stop it first", toText(run), toText(summary.state));
    return {};
}

Result<void> eraseRun(Connection& connection, RunId run) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    Query(connection, "DELETE FROM run WHERE id = ?", run.value).run(); // the rest goes with it
    transaction.commit();
    return {};
}

Result<void> rewind(Connection& connection, RunId run, std::int64_t fromStep) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    CPW_TRY_VOID(requireRun(connection, run));
    CPW_TRY_VOID(dropPoints(connection, run, fromStep));
    Query(connection,
          "DELETE FROM event WHERE run = ? AND step >= ? AND kind NOT IN "
          "('started', 'resumed', 'finished', 'stopped', 'discarded', 'failed', 'interrupted')",
          run.value, fromStep)
        .run();
    Query(connection, "UPDATE run SET step = min(step, ?) WHERE id = ?", std::max<std::int64_t>(0, fromStep - 1), run.value)
        .run();
    transaction.commit();
    return {};
}

Result<void> insertCommand(Connection& connection, RunId run, const api::RunCommand& command) {
    CPW_TRY(summary, readRun(connection, run));
    if (!isLive(summary.state))
        return badInput("{} is {} and takes no commands; only a waiting, running or paused run does", toText(run),
                        toText(summary.state));
    Query(connection, "INSERT INTO command(run, text, posted_ns) VALUES (?, ?, ?)", run.value, toText(command), nowNanoseconds())
        .run();
    return {};
}

Result<std::vector<api::RunCommand>> takeCommands(Connection& connection, RunId run) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    std::vector<std::string> texts;
    {
        Query query(connection, "SELECT text FROM command WHERE run = ? ORDER BY id", run.value);
        while (query.next())
            texts.push_back(query.text(0));
    }
    std::vector<api::RunCommand> commands;
    for (const auto& text : texts) {
        if (auto command = api::commandFromText(text))
            commands.push_back(std::move(*command));
        else
            insertEvent(connection, run, 0, "log", api::LogLevel::Warning, "A command was left out: " + command.error().text());
    }
    Query(connection, "DELETE FROM command WHERE run = ?", run.value).run();
    transaction.commit();
    return commands;
}

Result<void> upsertDataset(Connection& connection, const std::string& name, const spec::DataSpec& data,
                           const std::string& factsJson) {
    const nlohmann::json part{{"data", api::toJson(data)}};
    Query(connection,
          "INSERT INTO dataset(name, spec_json, facts_json, created_ns) VALUES (?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET "
          "spec_json = excluded.spec_json, facts_json = excluded.facts_json, created_ns = excluded.created_ns",
          name, api::jsonText(part), factsJson, nowNanoseconds())
        .run();
    return {};
}

Result<void> eraseDataset(Connection& connection, const std::string& name) {
    Query(connection, "DELETE FROM dataset WHERE name = ?", name).run();
    return {};
}

Result<void> upsertSetting(Connection& connection, const std::string& name, const std::string& value) {
    Query(connection, "INSERT INTO setting(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
          name, value)
        .run();
    return {};
}

Result<void> markInterrupted(Connection& connection) {
    if (!hasLiveRuns(connection))
        return {}; // the usual case takes no lock
    SQLite::Transaction transaction(connection.database(), kImmediate);
    struct Lost {
        RunId run;
        std::int64_t step = 0;
    };
    std::vector<Lost> lost;
    {
        Query query(connection, "SELECT id, step, state, owner_pid, owner_start, owner_space, owner_machine, changed_ns FROM run "
                                "WHERE state IN ('waiting', 'running', 'paused')");
        while (query.next()) {
            const ProcessIdentity owner{query.integer(3), query.integer(4), query.text(5), query.text(6)};
            const auto stored = api::runStateFromText(query.text(2)).value_or(api::RunState::Running);
            if (presentState(stored, owner, query.integer(7)) == api::RunState::Interrupted)
                lost.push_back({{query.integer(0)}, query.integer(1)});
        }
    }
    for (const auto& [run, step] : lost) {
        Query(connection, "UPDATE run SET state = 'interrupted', running_since_ns = NULL, owner_pid = 0 WHERE id = ?", run.value)
            .run();
        Query(connection, "DELETE FROM command WHERE run = ?", run.value).run();
        insertEvent(
            connection, run, step, "interrupted", api::LogLevel::Warning,
            "Interrupted: the program that trained it ended without stopping it. Resume goes on from the last checkpoint.");
    }
    transaction.commit();
    return {};
}

} // namespace cpw::db
