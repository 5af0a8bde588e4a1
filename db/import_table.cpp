// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/import_table.h"

#include "core/base/exact_number.h"
#include "core/base/hash.h"
#include "db/connection.h"
#include "db/metric_table.h"
#include "db/nanoseconds.h"
#include "db/run_table.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <array>
#include <optional>

namespace cpw::db {
namespace {

using api::RunId;

/// Fingerprint of all that the file keeps of the run but what people may change afterwards.
class ContentHash {
public:
    void add(std::string_view text) {
        m_hash = hash64(text.data(), text.size(), m_hash);
        add(static_cast<std::int64_t>(text.size())); // "ab", "c" is not "a", "bc"
    }
    void add(std::int64_t number) { m_hash = hash64(&number, sizeof number, m_hash); }
    void add(double number) { m_hash = hash64(&number, sizeof number, m_hash); }
    [[nodiscard]] std::string text() const { return hashText(m_hash); }

private:
    std::uint64_t m_hash = 0;
};

std::string contentHash(const api::ForeignRun& run) {
    ContentHash hash;
    hash.add(toText(run.state));
    hash.add(toNanoseconds(run.created));
    hash.add(run.seconds);
    for (const auto& [name, value] : run.settings) {
        hash.add(name);
        hash.add(value);
    }
    for (const auto& event : run.events)
        hash.add(event.text);
    for (const auto& curve : run.metrics) {
        hash.add(curve.name);
        for (const auto& point : curve.points) {
            hash.add(point.step);
            hash.add(point.epoch);
            hash.add(point.value);
            hash.add(toNanoseconds(point.time));
            hash.add(static_cast<std::int64_t>(point.stage));
        }
    }
    return hash.text();
}

/// The first setting of one of these names that says something; what the table of runs shows without asking for settings.
template <class Names>
std::string settingOf(const api::ForeignRun& run, const Names& names) {
    for (const auto* name : names)
        if (const auto found = run.settings.find(name);
            found != run.settings.end() && !found->second.empty() && found->second != "none")
            return found->second;
    return {};
}

std::int64_t seedOf(const api::ForeignRun& run) {
    return exactNumber<std::int64_t>(settingOf(run, api::kSeedSettings)).value_or(0);
}

/// "pa_mlm, finetune_ctr" of a spec's settings.
std::string stagesOf(const api::ForeignRun& run) {
    std::string text;
    for (std::size_t i = 0;; ++i) {
        const auto found = run.settings.find(fmt::format("stages.{}.kind", i));
        if (found == run.settings.end())
            return text;
        text += (text.empty() ? "" : ", ") + found->second;
    }
}

std::int64_t lastStep(const api::ForeignRun& run) {
    std::int64_t last = 0;
    for (const auto& curve : run.metrics)
        for (const auto& point : curve.points)
            last = std::max(last, point.step);
    return last;
}

void insertEvent(Connection& connection, RunId run, const api::StoredEvent& event) {
    Query(connection, "INSERT INTO event(run, step, time_ns, kind, level, text) VALUES (?, ?, ?, ?, ?, ?)", run.value, event.step,
          toNanoseconds(event.time), event.kind, static_cast<int>(event.level), event.text)
        .run();
}

RunId insertRow(Connection& connection, const api::ForeignRun& run) {
    const auto created = toNanoseconds(run.created);
    Query(connection,
          "INSERT INTO run(name, spec_hash, state, dataset, backbone, stages, seed, created_ns, changed_ns, note) "
          "VALUES (?, '', 'finished', '', '', '', 0, ?, ?, ?)",
          run.name, created, created, run.note)
        .run();
    const RunId id{connection.database().getLastInsertRowid()};
    std::int64_t position = 0;
    for (const auto& tag : run.tags)
        Query(connection, "INSERT INTO tag(run, position, text) VALUES (?, ?, ?)", id.value, position++, tag).run();
    return id;
}

/// Everything that comes from the other program, anew.
Result<void> replaceContent(Connection& connection, RunId id, const api::ForeignRun& run) {
    for (const char* table : {"metric_series", "run_result", "run_setting", "event"})
        connection.execute(fmt::format("DELETE FROM {} WHERE run = {}", table, id.value));
    const auto created = toNanoseconds(run.created);
    Query(connection,
          "UPDATE run SET state = ?, dataset = ?, backbone = ?, stages = ?, seed = ?, step = ?, seconds = ?, created_ns = ?, "
          "changed_ns = ? WHERE id = ?",
          toText(run.state), settingOf(run, std::array{"dataset", "data", "data.dataset", "data.source"}),
          settingOf(run, std::array{"backbone", "model", "backbone.id"}), stagesOf(run), seedOf(run), lastStep(run), run.seconds,
          created, created + static_cast<std::int64_t>(run.seconds * 1e9), id.value)
        .run();
    for (const auto& [name, value] : run.settings)
        Query(connection, "INSERT INTO run_setting(run, name, value) VALUES (?, ?, ?)", id.value, name, value).run();
    const auto group = api::groupHash(run.origin, run.settings);
    completeGroup(connection, id, group, group);
    insertEvent(connection, id,
                {0, api::Clock::now(), "imported", fmt::format("Imported from {}: {}.", api::programTitle(run.origin.program), run.origin.source),
                 api::LogLevel::Info});
    for (const auto& event : run.events)
        insertEvent(connection, id, event);
    for (const auto& curve : run.metrics)
        CPW_TRY_VOID(appendPoints(connection, id, curve.name, curve.points));
    return {};
}

struct Known {
    RunId run;
    std::string contentHash;
    std::string name;
};

std::optional<Known> findImported(Connection& connection, const api::ImportOrigin& origin) {
    Query query(connection, "SELECT i.run, i.content_hash, r.name FROM run_import i JOIN run r ON r.id = i.run WHERE i.program = ? AND i.source_id = ?",
                origin.program, origin.id);
    if (!query.next())
        return std::nullopt;
    return Known{{query.integer(0)}, query.text(1), query.text(2)};
}

} // namespace

Result<api::ImportedAs> importRun(Connection& connection, const api::ForeignRun& run) {
    const auto hash = contentHash(run);
    SQLite::Transaction transaction(connection.database(), SQLite::TransactionBehavior::IMMEDIATE);
    const auto known = findImported(connection, run.origin);
    if (known && known->contentHash == hash)
        return api::ImportedAs{known->run, known->name, api::ImportOutcome::Unchanged};
    const RunId id = known ? known->run : insertRow(connection, run);
    CPW_TRY_VOID(replaceContent(connection, id, run));
    Query(connection,
          "INSERT INTO run_import(run, program, source, source_id, content_hash, imported_ns) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(run) DO UPDATE SET "
          "source = excluded.source, content_hash = excluded.content_hash, imported_ns = excluded.imported_ns",
          id.value, run.origin.program, run.origin.source, run.origin.id, hash, toNanoseconds(api::Clock::now()))
        .run();
    transaction.commit();
    return known ? api::ImportedAs{id, known->name, api::ImportOutcome::Updated} : api::ImportedAs{id, run.name, api::ImportOutcome::Added};
}

std::map<std::string, std::string> readImportedSettings(Connection& connection, RunId run) {
    std::map<std::string, std::string> settings;
    Query query(connection, "SELECT name, value FROM run_setting WHERE run = ? ORDER BY name", run.value);
    while (query.next())
        settings.emplace_hint(settings.end(), query.text(0), query.text(1));
    return settings;
}

std::string importedFrom(Connection& connection, RunId run) {
    Query query(connection, "SELECT program FROM run_import WHERE run = ?", run.value);
    return query.next() ? api::programTitle(query.text(0)) : std::string();
}

} // namespace cpw::db
