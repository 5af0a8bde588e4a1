// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

// An engine and a store in memory for tests of the window: scripted, deterministic, no threads of their own.
namespace cpw::tests {

/// Keeps runs, points and sentences in memory. Guarded, because the window reads on a worker thread.
class FakeStore : public api::RunStore {
public:
    struct Run {
        api::RunSummary summary;
        api::RunSpec spec;
        std::map<std::string, std::string> settings; ///< of an imported run
        std::map<std::string, api::MetricSeries> metrics;
        std::vector<api::StoredEvent> events;
    };

    std::optional<Error> failureToReport; ///< what failure() says
    bool readOnly = false;
    std::optional<Error> copyError;            ///< what saveCopy() says
    std::vector<std::filesystem::path> copies; ///< made by saveCopy()

    FakeStore();
    ~FakeStore() override;

    Result<api::RunId> createRun(const api::RunSpec& spec) override;
    Result<api::RunId> createFork(const api::RunSpec& spec, const api::ForkOrigin& origin) override;

    /// Changes a run directly: the tests' way to write history.
    template <class Change>
    void edit(api::RunId id, Change change) {
        std::lock_guard lock(m_mutex);
        change(m_runs[id]);
    }

    void record(const api::RunEvent& event) override;
    Result<void> flush() override { return {}; }
    std::optional<Error> failure() const override { return failureToReport; }
    Result<void> setNote(api::RunId id, const std::string& note) override;
    Result<void> setTags(api::RunId id, const std::vector<std::string>& tags) override;
    Result<void> renameRun(api::RunId id, const std::string& name) override;
    Result<void> setColor(const std::vector<api::RunId>& ids, int color) override;
    Result<void> setHidden(const std::vector<api::RunId>& ids, bool isHidden) override;
    Result<void> deleteRun(api::RunId id) override;
    Result<void> rewindRun(api::RunId, std::int64_t) override { return {}; }
    Result<api::ImportedAs> importRun(const api::ForeignRun& foreign) override;
    Result<std::map<std::string, std::string>> importedSettings(api::RunId id) const override;
    Result<std::vector<RecordedSettings>> recordedSettings(const std::vector<api::RunId>& ids) const override;
    std::vector<std::pair<api::RunId, api::RunCommand>> posted; ///< read on the GUI thread once the worker is done
    Result<void> postCommand(api::RunId run, const api::RunCommand& command) override;
    Result<std::vector<api::RunCommand>> takeCommands(api::RunId) override { return std::vector<api::RunCommand>{}; }

    Result<std::vector<api::RunSummary>> runs() const override;
    Result<std::vector<api::RunSummary>> newestRuns(std::size_t count) const override;
    Result<std::vector<api::RunSummary>> liveRuns() const override;
    Result<api::RunSummary> run(api::RunId id) const override;
    Result<api::RunSpec> spec(api::RunId id) const override;
    Result<std::vector<std::string>> metricNames(api::RunId id) const override;
    Result<api::MetricSeries> metric(api::RunId id, const std::string& name) const override;
    Result<std::vector<api::MetricBucket>> metricBuckets(api::RunId id, const std::string& name, std::size_t) const override;
    Result<std::vector<api::StoredEvent>> events(api::RunId id) const override;
    Result<void> saveDataset(const std::string& name, const spec::DataSpec& data, const std::string& facts) override;
    Result<std::vector<DatasetRecord>> datasets() const override;
    Result<void> removeDataset(const std::string& name) override;
    Result<std::vector<TemplateRecord>> templates() const override;
    Result<int> saveTemplate(const std::string& name, const spec::TemplateSpec& text) override;
    Result<std::vector<QueueEntry>> queue() const override;
    Result<std::vector<std::int64_t>> addToQueue(const std::vector<api::RunSpec>& specs) override;
    Result<void> changeInQueue(std::int64_t id, const api::RunSpec& spec) override;
    Result<void> setQueueProblem(std::int64_t id, const std::string& problem) override;
    Result<std::optional<QueueEntry>> takeFromQueue(std::int64_t id) override;
    Result<void> removeFromQueue(const std::vector<std::int64_t>& ids) override;
    Result<void> orderQueue(const std::vector<std::int64_t>& ids) override;
    Result<void> setSetting(const std::string& name, const std::string& value) override;
    Result<std::optional<std::string>> setting(const std::string& name) const override;
    Result<void> saveCopy(const std::filesystem::path& target) override;
    std::filesystem::path file() const override { return "bookshop.cpw"; }
    std::filesystem::path runFolder(api::RunId id) const override { return "bookshop.cpw.d/" + api::toText(id); }
    std::filesystem::path stagesFolder() const override { return "bookshop.cpw.d/stages"; }
    std::filesystem::path cacheFolder() const override { return "bookshop.cpw.d/cache"; }
    bool isReadOnly() const override { return readOnly; }

private:
    template <class Change>
    Result<void> editEntry(std::int64_t id, Change change) {
        std::lock_guard lock(m_mutex);
        for (auto& entry : m_queue)
            if (entry.id == id) {
                change(entry);
                return {};
            }
        return fail(ErrorCode::Store, "entry {} is not in the queue any more", id);
    }
    Result<const Run*> find(api::RunId id) const;

    mutable std::mutex m_mutex;
    std::map<api::RunId, Run> m_runs;
    std::map<std::string, std::size_t> m_groups; ///< color by group hash
    std::map<std::string, std::string> m_settings;
    std::map<std::string, DatasetRecord> m_datasets;
    std::vector<TemplateRecord> m_templates;
    std::vector<QueueEntry> m_queue;
    std::int64_t m_next = 1;
    std::int64_t m_nextEntry = 1;
};

} // namespace cpw::tests
