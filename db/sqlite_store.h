// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/file_system.h"
#include "db/metric_series.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>

namespace cpw::db {

class Connection;
class ReaderPool;
class RunRecorder;

enum class OpenMode { ReadWrite, ReadOnly };

/// One file of runs in SQLite. Owned by the program; every method from any thread. Writing goes through the recorder's thread and
/// connection, reading through a pool of connections. Several processes may have one file open, for writing too. Opened
/// read-only, it creates and changes nothing, and every method that writes fails (record() does nothing); this process must then
/// not open the same file for writing. It never throws.
class SqliteStore : public api::RunStore {
public:
    /// ReadWrite creates a missing file (its folder must exist), brings an older one to this version after a copy
    /// ("<file>.version-1"), marks runs of processes that are gone as interrupted. Refuses, without changing anything, what is
    /// not a run file, is newer or is damaged.
    [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& file, OpenMode mode);
    /// The same for a file that is known to lie on `place`: on a network the write-ahead log is given up for a rollback journal, because
    /// the log needs memory that all who write share.
    [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& file, OpenMode mode, const FileSystem& place);
    /// Writes what is still queued.
    ~SqliteStore() override;

    [[nodiscard]] Result<api::RunId> createRun(const api::RunSpec& spec) override;
    [[nodiscard]] Result<api::RunId> createFork(const api::RunSpec& spec, const api::ForkOrigin& origin) override;
    void record(const api::RunEvent& event) override;
    [[nodiscard]] Result<void> flush() override;
    [[nodiscard]] std::optional<Error> failure() const override;
    [[nodiscard]] Result<void> setNote(api::RunId run, const std::string& note) override;
    [[nodiscard]] Result<void> setTags(api::RunId run, const std::vector<std::string>& tags) override;
    [[nodiscard]] Result<void> renameRun(api::RunId run, const std::string& name) override;
    [[nodiscard]] Result<void> setColor(const std::vector<api::RunId>& runs, int color) override;
    [[nodiscard]] Result<void> setHidden(const std::vector<api::RunId>& runs, bool isHidden) override;
    /// Refuses a run that is training. A crash on the way leaves the run with its folder, or neither.
    [[nodiscard]] Result<void> deleteRun(api::RunId run) override;
    [[nodiscard]] Result<void> rewindRun(api::RunId run, std::int64_t fromStep) override;

    [[nodiscard]] Result<api::ImportedAs> importRun(const api::ForeignRun& run) override;
    [[nodiscard]] Result<std::map<std::string, std::string>> importedSettings(api::RunId run) const override;
    [[nodiscard]] Result<std::vector<RecordedSettings>> recordedSettings(const std::vector<api::RunId>& runs) const override;

    [[nodiscard]] Result<void> postCommand(api::RunId run, const api::RunCommand& command) override;
    [[nodiscard]] Result<std::vector<api::RunCommand>> takeCommands(api::RunId run) override;

    [[nodiscard]] Result<std::vector<api::RunSummary>> runs() const override;
    [[nodiscard]] Result<std::vector<api::RunSummary>> newestRuns(std::size_t count) const override;
    [[nodiscard]] Result<std::vector<api::RunSummary>> liveRuns() const override;
    [[nodiscard]] Result<api::RunSummary> run(api::RunId run) const override;
    [[nodiscard]] Result<api::RunSpec> spec(api::RunId run) const override;
    [[nodiscard]] Result<std::vector<std::string>> metricNames(api::RunId run) const override;
    /// Committed points; none for a name the run does not have.
    [[nodiscard]] Result<api::MetricSeries> metric(api::RunId run, const std::string& name) const override;
    [[nodiscard]] Result<std::vector<MetricBucket>> metricBuckets(api::RunId run, const std::string& name,
                                                                  std::size_t wanted) const override;
    [[nodiscard]] Result<std::vector<api::StoredEvent>> events(api::RunId run) const override;

    [[nodiscard]] Result<void> saveDataset(const std::string& name, const spec::DataSpec& data,
                                           const std::string& factsJson) override;
    [[nodiscard]] Result<std::vector<DatasetRecord>> datasets() const override;
    [[nodiscard]] Result<void> removeDataset(const std::string& name) override;

    [[nodiscard]] Result<std::vector<TemplateRecord>> templates() const override;
    [[nodiscard]] Result<int> saveTemplate(const std::string& name, const spec::TemplateSpec& text) override;

    [[nodiscard]] Result<std::vector<QueueEntry>> queue() const override;
    [[nodiscard]] Result<std::vector<std::int64_t>> addToQueue(const std::vector<api::RunSpec>& specs) override;
    [[nodiscard]] Result<void> changeInQueue(std::int64_t id, const api::RunSpec& spec) override;
    [[nodiscard]] Result<void> setQueueProblem(std::int64_t id, const std::string& problem) override;
    [[nodiscard]] Result<std::optional<QueueEntry>> takeFromQueue(std::int64_t id) override;
    [[nodiscard]] Result<void> removeFromQueue(const std::vector<std::int64_t>& ids) override;
    [[nodiscard]] Result<void> orderQueue(const std::vector<std::int64_t>& ids) override;

    [[nodiscard]] Result<void> setSetting(const std::string& name, const std::string& value) override;
    [[nodiscard]] Result<std::optional<std::string>> setting(const std::string& name) const override;
    [[nodiscard]] Result<void> saveCopy(const std::filesystem::path& target) override;

    [[nodiscard]] std::filesystem::path file() const override;
    [[nodiscard]] std::filesystem::path runFolder(api::RunId run) const override;
    [[nodiscard]] std::filesystem::path stagesFolder() const override;
    [[nodiscard]] std::filesystem::path cacheFolder() const override;
    [[nodiscard]] bool isReadOnly() const override;

private:
    SqliteStore(std::filesystem::path file, std::unique_ptr<Connection> writer);

    [[nodiscard]] Result<api::RunId> create(const api::RunSpec& spec, const std::optional<api::ForkOrigin>& origin);
    [[nodiscard]] Result<void> write(std::function<Result<void>(Connection&)> work);
    /// The same for work that answers with a value.
    template <class T, class Work>
    [[nodiscard]] Result<T> writeFor(Work work);
    template <class Work>
    [[nodiscard]] auto read(Work work) const;
    /// Runs from this number on have the hashes that older versions did not write.
    void completeRuns(std::int64_t first) const;
    /// What completeRuns() could not write.
    [[nodiscard]] Result<std::vector<api::RunSummary>> withHashes(Connection& connection, Result<std::vector<api::RunSummary>> runs) const;

    std::filesystem::path m_file;
    std::unique_ptr<RunRecorder> m_recorder; ///< null when read-only
    std::unique_ptr<ReaderPool> m_readers;
    mutable std::atomic<std::int64_t> m_completeFrom{std::numeric_limits<std::int64_t>::max()}; ///< see completeRuns()
};

} // namespace cpw::db
