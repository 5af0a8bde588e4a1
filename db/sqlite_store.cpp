// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite_store.h"

#include "core/base/file_io.h"
#include "db/connection.h"
#include "db/draft_table.h"
#include "db/file_copy.h"
#include "db/import_table.h"
#include "db/metric_table.h"
#include "db/migrations.h"
#include "db/reader_pool.h"
#include "db/run_folders.h"
#include "db/run_query.h"
#include "db/run_recorder.h"
#include "db/run_table.h"
#include "db/store_error.h"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>

namespace cpw::db {
namespace fs = std::filesystem;
namespace {

using api::RunId;

Error pathError(const fs::path& file, const char* what) {
    return Error{ErrorCode::Store, fmt::format("{} {}", file.string(), what), {}, {}};
}

/// What can be wrong before SQLite is asked; true when the file is there.
Result<bool> checkPath(const fs::path& file, OpenMode mode) {
    std::error_code code;
    const auto status = fs::status(file, code);
    if (fs::is_directory(status))
        return tl::unexpected(pathError(file, "is a folder, expected a run file; give the path of a .cpw file"));
    if (status.type() == fs::file_type::not_found) {
        if (mode == OpenMode::ReadOnly)
            return tl::unexpected(pathError(file, "does not exist; check the path, or open it for writing to create it"));
        if (!fs::is_directory(file.parent_path(), code))
            return tl::unexpected(
                pathError(file, "cannot be created: its folder does not exist; create the folder or check the path"));
        return false;
    }
    if (!fs::exists(status) || code) {
        errno = code.value();
        return tl::unexpected(systemError("open", file));
    }
    if (!fs::is_regular_file(status))
        return tl::unexpected(pathError(file, "is not a regular file; give the path of a .cpw file"));
    return true;
}

/// The write-ahead log is kept in the file. Where it cannot be (network file systems), the rollback journal serves: slower, as safe as
/// the locks there. SQLite does not wait for locks here, so another process that opens the file at this moment is waited for.
void useJournal(Connection& connection, bool isOnNetwork) {
    constexpr int kAttempts = 250;
    constexpr int kPauseMilliseconds = 20;
    for (int attempt = 1;; ++attempt) {
        try {
            connection.execute(isOnNetwork ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL");
            return;
        } catch (const SQLite::Exception& exception) {
            if ((exception.getErrorCode() & 0xFF) != SQLITE_BUSY || attempt == kAttempts)
                throw;
        }
        sqlite3_sleep(kPauseMilliseconds);
    }
}

/// Everything a writer does to a file before it is used.
Result<void> prepare(Connection& connection, int version, bool isOnNetwork) {
    const auto steps = schemaMigrations();
    if (connection.isReadOnly())
        return tl::unexpected(
            pathError(connection.file(), "cannot be written: no permission; change the permissions, or open it read-only"));
    useJournal(connection, isOnNetwork);
    if (version > 0 && version < steps.back().version)
        CPW_TRY_VOID(backUp(connection, version));
    CPW_TRY_VOID(migrate(connection, steps));
    CPW_TRY_VOID(markInterrupted(connection));
    RunFolders(connection.file()).sweep([&](RunId run) { return requireRun(connection, run).has_value(); });
    return {};
}

} // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const fs::path& given, OpenMode mode) {
    return open(given, mode, fileSystemOf(given));
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const fs::path& given, OpenMode mode, const FileSystem& place) {
    std::error_code code;
    // Through links, so that one file has one folder beside it whatever name it is opened by.
    const auto whole = fs::absolute(given, code); // weakly_canonical leaves a relative path to a new file relative
    auto file = fs::weakly_canonical(whole, code);
    if (code)
        file = whole.lexically_normal();
    CPW_TRY(exists, checkPath(file, mode));
    int version = 0;
    if (exists) {
        CPW_TRY(found, inspectFile(file, schemaMigrations().back().version));
        version = found;
    }
    if (mode == OpenMode::ReadOnly) {
        const int current = schemaMigrations().back().version;
        if (version != current)
            return fail(ErrorCode::Store,
                        "{} has version {} of the run file, this program reads version {}; open it once for writing, which "
                        "keeps a copy of the old file",
                        file.string(), version, current);
        return std::unique_ptr<SqliteStore>(new SqliteStore(file, nullptr));
    }
    auto store = guarded(file, [&]() -> Result<std::unique_ptr<SqliteStore>> {
        auto writer = std::make_unique<Connection>(file, Access::Write);
        CPW_TRY_VOID(prepare(*writer, version, isNetwork(place)));
        return std::unique_ptr<SqliteStore>(new SqliteStore(file, std::move(writer)));
    });
    if (!store && !exists && fs::file_size(file, code) == 0 && !code)
        fs::remove(file, code); // a creation that failed leaves no empty file behind
    return store;
}

SqliteStore::SqliteStore(fs::path file, std::unique_ptr<Connection> writer) : m_file(std::move(file)) {
    const auto mode = writer ? ReaderPool::Mode::BesideWriter : ReaderPool::Mode::Alone;
    if (writer)
        m_recorder = std::make_unique<RunRecorder>(std::move(writer));
    m_readers = std::make_unique<ReaderPool>(m_file, mode);
}

// Members go in reverse: the readers first, so that the recorder's connection is the last one and SQLite folds the log into the
// file.
SqliteStore::~SqliteStore() = default;

Result<void> SqliteStore::write(std::function<Result<void>(Connection&)> work) {
    if (!m_recorder)
        return tl::unexpected(readOnlyError(m_file));
    return m_recorder->perform(std::move(work));
}

template <class T, class Work>
Result<T> SqliteStore::writeFor(Work work) {
    T answer{};
    CPW_TRY_VOID(write([&](Connection& connection) -> Result<void> {
        CPW_TRY(found, work(connection));
        answer = std::move(found);
        return {};
    }));
    return answer;
}

template <class Work>
auto SqliteStore::read(Work work) const {
    return guarded(m_file, [&] {
        const auto lease = m_readers->lease();
        return work(*lease);
    });
}

Result<RunId> SqliteStore::createRun(const api::RunSpec& spec) {
    return create(spec, std::nullopt);
}

Result<RunId> SqliteStore::createFork(const api::RunSpec& spec, const api::ForkOrigin& origin) {
    return create(spec, origin);
}

Result<RunId> SqliteStore::create(const api::RunSpec& spec, const std::optional<api::ForkOrigin>& origin) {
    return writeFor<RunId>([&](Connection& connection) { return insertRun(connection, spec, origin); });
}

void SqliteStore::record(const api::RunEvent& event) {
    if (m_recorder)
        m_recorder->record(event);
}

Result<void> SqliteStore::flush() {
    return m_recorder ? m_recorder->flush() : Result<void>{};
}

std::optional<Error> SqliteStore::failure() const {
    return m_recorder ? m_recorder->failure() : std::nullopt;
}

Result<void> SqliteStore::setNote(RunId run, const std::string& note) {
    return write([&](Connection& connection) { return updateNote(connection, run, note); });
}

Result<void> SqliteStore::setTags(RunId run, const std::vector<std::string>& tags) {
    return write([&](Connection& connection) { return updateTags(connection, run, tags); });
}

Result<void> SqliteStore::renameRun(RunId run, const std::string& name) {
    return write([&](Connection& connection) { return updateName(connection, run, name); });
}

Result<void> SqliteStore::setColor(const std::vector<RunId>& runs, int color) {
    return write([&](Connection& connection) { return updateColor(connection, runs, color); });
}

Result<void> SqliteStore::setHidden(const std::vector<RunId>& runs, bool isHidden) {
    return write([&](Connection& connection) { return updateHidden(connection, runs, isHidden); });
}

Result<void> SqliteStore::deleteRun(RunId run) {
    return write([&](Connection& connection) -> Result<void> {
        CPW_TRY_VOID(checkDeletable(connection, run));
        return RunFolders(m_file).remove(run, [&] { return guarded(m_file, [&] { return eraseRun(connection, run); }); });
    });
}

Result<void> SqliteStore::rewindRun(RunId run, std::int64_t fromStep) {
    return write([&](Connection& connection) { return rewind(connection, run, fromStep); });
}

Result<api::ImportedAs> SqliteStore::importRun(const api::ForeignRun& run) {
    return writeFor<api::ImportedAs>([&](Connection& connection) { return db::importRun(connection, run); });
}

Result<std::map<std::string, std::string>> SqliteStore::importedSettings(RunId run) const {
    return read([&](Connection& connection) -> Result<std::map<std::string, std::string>> {
        CPW_TRY_VOID(requireRun(connection, run));
        return readImportedSettings(connection, run);
    });
}

Result<std::vector<SqliteStore::RecordedSettings>> SqliteStore::recordedSettings(const std::vector<RunId>& runs) const {
    return read([&](Connection& connection) { return readRecordedSettings(connection, runs); });
}

Result<void> SqliteStore::postCommand(RunId run, const api::RunCommand& command) {
    return write([&](Connection& connection) { return insertCommand(connection, run, command); });
}

Result<std::vector<api::RunCommand>> SqliteStore::takeCommands(RunId run) {
    if (!m_recorder)
        return tl::unexpected(readOnlyError(m_file));
    // Asked between steps: looking costs no lock, and there is seldom anything.
    CPW_TRY(isWaiting, read([&](Connection& connection) -> Result<bool> { return hasCommands(connection, run); }));
    if (!isWaiting)
        return std::vector<api::RunCommand>{};
    return writeFor<std::vector<api::RunCommand>>([&](Connection& connection) { return db::takeCommands(connection, run); });
}

Result<std::vector<api::RunSummary>> SqliteStore::withHashes(Connection& connection, Result<std::vector<api::RunSummary>> runs) const {
    if (runs && isReadOnly())
        findHashes(connection, *runs);
    return runs;
}

/// In batches, so that events of a run in training are written between them. Not at opening, which a window waits for.
void SqliteStore::completeRuns(std::int64_t first) const {
    constexpr std::size_t kBatch = 128;
    const auto end = m_completeFrom.load();
    if (!m_recorder || first >= end)
        return;
    const auto isIncomplete = read([&](Connection& connection) -> Result<bool> { return lacksHashes(connection, first, end); });
    if (!isIncomplete)
        return; // whoever asked reads the same file and says what is wrong
    for (std::optional<std::int64_t> next = first; *isIncomplete && next;) {
        const auto done = m_recorder->perform([&](Connection& connection) -> Result<void> {
            CPW_TRY(after, completeGroups(connection, *next, end, kBatch));
            next = after;
            return {};
        });
        if (!done)
            return; // the next question tries again
    }
    m_completeFrom = std::min(first, m_completeFrom.load());
}

Result<std::vector<api::RunSummary>> SqliteStore::runs() const {
    completeRuns(0);
    return read([this](Connection& connection) { return withHashes(connection, readRuns(connection)); });
}

Result<std::vector<api::RunSummary>> SqliteStore::newestRuns(std::size_t count) const {
    if (const auto first = read([&](Connection& connection) -> Result<std::int64_t> { return firstOfNewest(connection, count); }))
        completeRuns(*first);
    return read([&](Connection& connection) { return withHashes(connection, readNewestRuns(connection, count)); });
}

Result<std::vector<api::RunSummary>> SqliteStore::liveRuns() const {
    return read([](Connection& connection) { return readLiveRuns(connection); });
}

Result<api::RunSummary> SqliteStore::run(RunId run) const {
    return read([&](Connection& connection) { return readRun(connection, run); });
}

Result<api::RunSpec> SqliteStore::spec(RunId run) const {
    return read([&](Connection& connection) { return readSpec(connection, run); });
}

Result<std::vector<std::string>> SqliteStore::metricNames(RunId run) const {
    return read([&](Connection& connection) -> Result<std::vector<std::string>> {
        CPW_TRY_VOID(requireRun(connection, run));
        return readMetricNames(connection, run);
    });
}

Result<api::MetricSeries> SqliteStore::metric(RunId run, const std::string& name) const {
    return read([&](Connection& connection) { return readMetric(connection, run, name); });
}

Result<std::vector<MetricBucket>> SqliteStore::metricBuckets(RunId run, const std::string& name, std::size_t wanted) const {
    return read([&](Connection& connection) { return readMetricBuckets(connection, run, name, wanted); });
}

Result<std::vector<api::StoredEvent>> SqliteStore::events(RunId run) const {
    return read([&](Connection& connection) { return readEvents(connection, run); });
}

Result<void> SqliteStore::saveDataset(const std::string& name, const spec::DataSpec& data, const std::string& factsJson) {
    return write([&](Connection& connection) { return upsertDataset(connection, name, data, factsJson); });
}

Result<std::vector<api::RunStore::DatasetRecord>> SqliteStore::datasets() const {
    return read([](Connection& connection) { return readDatasets(connection); });
}

Result<void> SqliteStore::removeDataset(const std::string& name) {
    return write([&](Connection& connection) { return eraseDataset(connection, name); });
}

Result<std::vector<api::RunStore::TemplateRecord>> SqliteStore::templates() const {
    return read([](Connection& connection) { return readTemplates(connection); });
}

Result<int> SqliteStore::saveTemplate(const std::string& name, const spec::TemplateSpec& text) {
    return writeFor<int>([&](Connection& connection) { return insertTemplate(connection, name, text); });
}

Result<std::vector<api::RunStore::QueueEntry>> SqliteStore::queue() const {
    return read([](Connection& connection) { return readQueue(connection); });
}

Result<std::vector<std::int64_t>> SqliteStore::addToQueue(const std::vector<api::RunSpec>& specs) {
    return writeFor<std::vector<std::int64_t>>([&](Connection& connection) { return insertEntries(connection, specs); });
}

Result<void> SqliteStore::changeInQueue(std::int64_t id, const api::RunSpec& spec) {
    return write([&](Connection& connection) { return updateEntry(connection, id, spec); });
}

Result<void> SqliteStore::setQueueProblem(std::int64_t id, const std::string& problem) {
    return write([&](Connection& connection) { return updateEntryProblem(connection, id, problem); });
}

Result<std::optional<api::RunStore::QueueEntry>> SqliteStore::takeFromQueue(std::int64_t id) {
    return writeFor<std::optional<QueueEntry>>([&](Connection& connection) { return takeEntry(connection, id); });
}

Result<void> SqliteStore::removeFromQueue(const std::vector<std::int64_t>& ids) {
    return write([&](Connection& connection) { return eraseEntries(connection, ids); });
}

Result<void> SqliteStore::orderQueue(const std::vector<std::int64_t>& ids) {
    return write([&](Connection& connection) { return orderEntries(connection, ids); });
}

Result<void> SqliteStore::setSetting(const std::string& name, const std::string& value) {
    return write([&](Connection& connection) { return upsertSetting(connection, name, value); });
}

Result<std::optional<std::string>> SqliteStore::setting(const std::string& name) const {
    return read([&](Connection& connection) -> Result<std::optional<std::string>> { return readSetting(connection, name); });
}

Result<void> SqliteStore::saveCopy(const fs::path& target) {
    CPW_TRY_VOID(flush());
    std::error_code code;
    if (fs::equivalent(target, m_file, code))
        return tl::unexpected(pathError(target, "is the open file itself; choose another name"));
    const auto from = RunFolders(m_file).root();
    const auto to = RunFolders(target).root();
    if (fs::exists(to, code))
        return tl::unexpected(
            pathError(to, "exists already and would be mixed with the copy; choose another name, or move that folder away"));
    CPW_TRY_VOID(read([&](Connection& connection) { return copyFile(connection, target); }));
    return copyRunFolders(from, to);
}

fs::path SqliteStore::file() const {
    return m_file;
}

fs::path SqliteStore::runFolder(RunId run) const {
    return RunFolders(m_file).of(run);
}

fs::path SqliteStore::stagesFolder() const {
    return RunFolders(m_file).root() / "stages";
}

fs::path SqliteStore::cacheFolder() const {
    return RunFolders(m_file).root() / "cache";
}

bool SqliteStore::isReadOnly() const {
    return !m_recorder;
}

} // namespace cpw::db
