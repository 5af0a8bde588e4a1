// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/draft_table.h"

#include "core/api/spec_json.h"
#include "db/connection.h"
#include "db/nanoseconds.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>

namespace cpw::db {
namespace {

using Entry = api::RunStore::QueueEntry;

constexpr auto kImmediate = SQLite::TransactionBehavior::IMMEDIATE;

std::string dumped(const api::RunSpec& spec) {
    return api::jsonText(api::toJson(spec));
}

/// A template is kept as a spec of which only the text counts, so that one reader serves every spec in the file.
std::string dumped(const spec::TemplateSpec& text) {
    api::RunSpec spec;
    spec.text = text;
    return dumped(spec);
}

Result<api::RunSpec> parsedSpec(const std::string& text, const std::string& what) {
    auto spec = api::checkedSpec(api::specFromText(text));
    if (!spec)
        return withContext(std::move(spec.error()), what);
    return spec;
}

/// What a newer program wrote stays in the queue with the reason, so that the entries around it can be used.
Entry entryOf(const Query& query) {
    Entry entry{query.integer(0), {}, query.text(2), fromNanoseconds(query.integer(3))};
    auto spec = parsedSpec(query.text(1), fmt::format("entry {} of the queue", entry.id));
    if (spec)
        entry.spec = std::move(*spec);
    else
        entry.problem = spec.error().text();
    return entry;
}

Error missingEntry(std::int64_t id) {
    return Error{ErrorCode::Store, fmt::format("entry {} is not in the queue any more; it was started or removed elsewhere", id), {}, {}};
}

} // namespace

Result<std::vector<api::RunStore::TemplateRecord>> readTemplates(Connection& connection) {
    std::vector<api::RunStore::TemplateRecord> records;
    Query query(connection, "SELECT name, version, spec_json, created_ns FROM template ORDER BY name, version DESC");
    while (query.next()) {
        CPW_TRY(spec, parsedSpec(query.text(2), fmt::format("template {}", query.text(0))));
        records.push_back({query.text(0), static_cast<int>(query.integer(1)), std::move(spec.text), fromNanoseconds(query.integer(3))});
    }
    return records;
}

Result<int> insertTemplate(Connection& connection, const std::string& name, const spec::TemplateSpec& text) {
    const auto json = dumped(text);
    SQLite::Transaction transaction(connection.database(), kImmediate);
    std::int64_t newest = 0;
    {
        Query query(connection, "SELECT version, spec_json FROM template WHERE name = ? ORDER BY version DESC LIMIT 1", name);
        if (query.next()) {
            newest = query.integer(0);
            if (query.text(1) == json)
                return static_cast<int>(newest);
        }
    }
    Query(connection, "INSERT INTO template(name, version, spec_json, created_ns) VALUES (?, ?, ?, ?)", name, newest + 1, json,
          toNanoseconds(api::Clock::now()))
        .run();
    transaction.commit();
    return static_cast<int>(newest + 1);
}

Result<std::vector<Entry>> readQueue(Connection& connection) {
    std::vector<Entry> entries;
    Query query(connection, "SELECT id, spec_json, problem, created_ns FROM queue_entry ORDER BY position, id");
    while (query.next())
        entries.push_back(entryOf(query));
    return entries;
}

Result<std::vector<std::int64_t>> insertEntries(Connection& connection, const std::vector<api::RunSpec>& specs) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    std::int64_t position = 0;
    {
        Query query(connection, "SELECT COALESCE(MAX(position) + 1, 0) FROM queue_entry");
        position = query.next() ? query.integer(0) : 0;
    }
    std::vector<std::int64_t> ids;
    for (const auto& spec : specs) {
        Query(connection, "INSERT INTO queue_entry(position, spec_json, created_ns) VALUES (?, ?, ?)", position++, dumped(spec),
              toNanoseconds(api::Clock::now()))
            .run();
        ids.push_back(connection.database().getLastInsertRowid());
    }
    transaction.commit();
    return ids;
}

Result<void> updateEntry(Connection& connection, std::int64_t id, const api::RunSpec& spec) {
    Query(connection, "UPDATE queue_entry SET spec_json = ?, problem = '' WHERE id = ?", dumped(spec), id).run();
    if (connection.database().getChanges() == 0)
        return tl::unexpected(missingEntry(id));
    return {};
}

Result<void> updateEntryProblem(Connection& connection, std::int64_t id, const std::string& problem) {
    Query(connection, "UPDATE queue_entry SET problem = ? WHERE id = ?", problem, id).run();
    if (connection.database().getChanges() == 0)
        return tl::unexpected(missingEntry(id));
    return {};
}

Result<std::optional<Entry>> takeEntry(Connection& connection, std::int64_t id) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    std::optional<Entry> taken;
    {
        Query query(connection, "SELECT id, spec_json, problem, created_ns FROM queue_entry WHERE id = ?", id);
        if (!query.next())
            return taken;
        taken = entryOf(query);
    }
    Query(connection, "DELETE FROM queue_entry WHERE id = ?", id).run();
    transaction.commit();
    return taken;
}

Result<void> eraseEntries(Connection& connection, const std::vector<std::int64_t>& ids) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    for (const auto id : ids)
        Query(connection, "DELETE FROM queue_entry WHERE id = ?", id).run();
    transaction.commit();
    return {};
}

Result<void> orderEntries(Connection& connection, const std::vector<std::int64_t>& ids) {
    SQLite::Transaction transaction(connection.database(), kImmediate);
    CPW_TRY(entries, readQueue(connection));
    const auto rank = [&](const Entry& entry) { return std::find(ids.begin(), ids.end(), entry.id); };
    std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) { return rank(a) < rank(b); });
    for (std::size_t i = 0; i < entries.size(); ++i)
        Query(connection, "UPDATE queue_entry SET position = ? WHERE id = ?", static_cast<std::int64_t>(i), entries[i].id).run();
    transaction.commit();
    return {};
}

} // namespace cpw::db
