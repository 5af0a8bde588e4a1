// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/engine.h"
#include "core/api/run_store.h"
#include "core/api/spec_json.h"

#include <algorithm>
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

    Result<api::RunId> createRun(const api::RunSpec& spec) override {
        std::lock_guard lock(m_mutex);
        const api::RunId id{m_next++};
        Run run;
        run.spec = spec;
        run.summary.id = id;
        run.summary.name = spec.name;
        run.summary.dataset = spec.data.dataset.empty() ? spec.data.source : spec.data.dataset;
        run.summary.backbone = spec.backbone.id;
        for (const auto& stage : spec.stages)
            run.summary.stages += (run.summary.stages.empty() ? "" : ", ") + std::string(enumId(stage.kind));
        run.summary.seed = spec.seed;
        run.summary.groupHash = api::groupHash(spec);
        run.summary.settingsHash = api::settingsHash(spec);
        run.summary.color = static_cast<int>(m_groups.emplace(run.summary.groupHash, m_groups.size() % api::kRunColors).first->second);
        run.summary.created = api::Clock::time_point(std::chrono::seconds(1'770'000'000 + 600 * id.value));
        m_runs[id] = std::move(run);
        return id;
    }

    Result<api::RunId> createFork(const api::RunSpec& spec, const api::ForkOrigin& origin) override {
        const auto run = createRun(spec);
        edit(*run, [&](Run& fork) { fork.summary.parent = origin; });
        return run;
    }

    /// Changes a run directly: the tests' way to write history.
    template <class Change>
    void edit(api::RunId id, Change change) {
        std::lock_guard lock(m_mutex);
        change(m_runs[id]);
    }

    void record(const api::RunEvent& event) override {
        std::lock_guard lock(m_mutex);
        auto& run = m_runs[event.run];
        if (const auto* metric = std::get_if<api::Metric>(&event.body)) {
            auto& series = run.metrics[metric->name];
            series.name = metric->name;
            series.points.push_back({metric->step, metric->epoch, metric->value, event.time, metric->stage});
        } else if (std::holds_alternative<api::RunFinished>(event.body)) {
            run.summary.state = api::RunState::Finished;
        }
    }
    Result<void> flush() override { return {}; }
    std::optional<Error> failure() const override { return failureToReport; }
    Result<void> setNote(api::RunId id, const std::string& note) override {
        edit(id, [&](Run& run) { run.summary.note = note; });
        return {};
    }
    Result<void> setTags(api::RunId id, const std::vector<std::string>& tags) override {
        edit(id, [&](Run& run) { run.summary.tags = tags; });
        return {};
    }
    Result<void> renameRun(api::RunId id, const std::string& name) override {
        edit(id, [&](Run& run) { run.summary.name = name; });
        return {};
    }
    Result<void> setColor(const std::vector<api::RunId>& ids, int color) override {
        for (const auto id : ids)
            edit(id, [&](Run& run) { run.summary.color = color; });
        return {};
    }
    Result<void> setHidden(const std::vector<api::RunId>& ids, bool isHidden) override {
        for (const auto id : ids)
            edit(id, [&](Run& run) { run.summary.isHidden = isHidden; });
        return {};
    }
    Result<void> deleteRun(api::RunId id) override {
        std::lock_guard lock(m_mutex);
        m_runs.erase(id);
        return {};
    }
    Result<void> rewindRun(api::RunId, std::int64_t) override { return {}; }
    Result<api::ImportedAs> importRun(const api::ForeignRun& foreign) override {
        std::lock_guard lock(m_mutex);
        const api::RunId id{m_next++};
        Run run;
        run.summary.id = id;
        run.summary.name = foreign.name;
        run.summary.state = foreign.state;
        run.summary.origin = foreign.origin;
        run.settings = foreign.settings;
        for (const auto& curve : foreign.metrics)
            run.metrics[curve.name] = curve;
        m_runs[id] = std::move(run);
        return api::ImportedAs{id, foreign.name, api::ImportOutcome::Added};
    }
    Result<std::map<std::string, std::string>> importedSettings(api::RunId id) const override {
        return find(id).map([](const Run* run) { return run->settings; });
    }
    Result<std::vector<RecordedSettings>> recordedSettings(const std::vector<api::RunId>& ids) const override {
        std::vector<RecordedSettings> recorded;
        for (const auto id : ids)
            if (const auto run = find(id))
                recorded.push_back({id, (*run)->summary.origin ? std::string() : api::jsonText(api::toJson((*run)->spec)), (*run)->settings});
        return recorded;
    }
    std::vector<std::pair<api::RunId, api::RunCommand>> posted; ///< read on the GUI thread once the worker is done
    Result<void> postCommand(api::RunId run, const api::RunCommand& command) override {
        std::lock_guard lock(m_mutex);
        posted.emplace_back(run, command);
        return {};
    }
    Result<std::vector<api::RunCommand>> takeCommands(api::RunId) override { return std::vector<api::RunCommand>{}; }

    Result<std::vector<api::RunSummary>> runs() const override {
        std::lock_guard lock(m_mutex);
        std::vector<api::RunSummary> summaries;
        for (const auto& [id, run] : m_runs)
            summaries.push_back(run.summary);
        return summaries;
    }
    Result<std::vector<api::RunSummary>> newestRuns(std::size_t count) const override {
        return runs().map([count](std::vector<api::RunSummary> all) {
            all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(std::min(count, all.size())));
            return all;
        });
    }
    Result<std::vector<api::RunSummary>> liveRuns() const override {
        return runs().map([](std::vector<api::RunSummary> all) {
            std::erase_if(all, [](const api::RunSummary& run) {
                return run.state != api::RunState::Waiting && run.state != api::RunState::Running && run.state != api::RunState::Paused;
            });
            return all;
        });
    }
    Result<api::RunSummary> run(api::RunId id) const override {
        return find(id).map([](const Run* run) { return run->summary; });
    }
    Result<api::RunSpec> spec(api::RunId id) const override {
        return find(id).and_then([](const Run* run) -> Result<api::RunSpec> {
            if (run->summary.origin)
                return badInput("this run was imported and has no spec");
            return run->spec;
        });
    }
    Result<std::vector<std::string>> metricNames(api::RunId id) const override {
        return find(id).map([](const Run* run) {
            std::vector<std::string> names;
            for (const auto& [name, series] : run->metrics)
                names.push_back(name);
            return names;
        });
    }
    Result<api::MetricSeries> metric(api::RunId id, const std::string& name) const override {
        return find(id).map([&](const Run* run) {
            const auto found = run->metrics.find(name);
            return found == run->metrics.end() ? api::MetricSeries{name, {}} : found->second;
        });
    }
    Result<std::vector<api::MetricBucket>> metricBuckets(api::RunId id, const std::string& name, std::size_t) const override {
        return metric(id, name).map([](const api::MetricSeries& series) {
            std::vector<api::MetricBucket> buckets;
            for (const auto& point : series.points)
                buckets.push_back({point.step, point.step, 1, 0, point.value, point.value, point.value});
            return buckets;
        });
    }
    Result<std::vector<api::StoredEvent>> events(api::RunId id) const override {
        return find(id).map([](const Run* run) { return run->events; });
    }
    Result<void> saveDataset(const std::string& name, const spec::DataSpec& data, const std::string& facts) override {
        std::lock_guard lock(m_mutex);
        m_datasets[name] = {name, data, facts, {}};
        return {};
    }
    Result<std::vector<DatasetRecord>> datasets() const override {
        std::lock_guard lock(m_mutex);
        std::vector<DatasetRecord> records;
        for (const auto& [name, record] : m_datasets)
            records.push_back(record);
        return records;
    }
    Result<void> removeDataset(const std::string& name) override {
        std::lock_guard lock(m_mutex);
        m_datasets.erase(name);
        return {};
    }
    Result<std::vector<TemplateRecord>> templates() const override {
        std::lock_guard lock(m_mutex);
        return m_templates;
    }
    Result<int> saveTemplate(const std::string& name, const spec::TemplateSpec& text) override {
        std::lock_guard lock(m_mutex);
        const auto older = std::count_if(m_templates.begin(), m_templates.end(), [&](const auto& record) { return record.name == name; });
        const int version = static_cast<int>(older) + 1;
        m_templates.insert(m_templates.begin(), {name, version, text, {}});
        return version;
    }
    Result<std::vector<QueueEntry>> queue() const override {
        std::lock_guard lock(m_mutex);
        return m_queue;
    }
    Result<std::vector<std::int64_t>> addToQueue(const std::vector<api::RunSpec>& specs) override {
        std::lock_guard lock(m_mutex);
        std::vector<std::int64_t> ids;
        for (const auto& spec : specs) {
            ids.push_back(m_nextEntry++);
            m_queue.push_back({ids.back(), spec, {}, {}});
        }
        return ids;
    }
    Result<void> changeInQueue(std::int64_t id, const api::RunSpec& spec) override {
        return editEntry(id, [&](QueueEntry& entry) {
            entry.spec = spec;
            entry.problem.clear();
        });
    }
    Result<void> setQueueProblem(std::int64_t id, const std::string& problem) override {
        return editEntry(id, [&](QueueEntry& entry) { entry.problem = problem; });
    }
    Result<std::optional<QueueEntry>> takeFromQueue(std::int64_t id) override {
        std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_queue.begin(), m_queue.end(), [&](const auto& entry) { return entry.id == id; });
        if (found == m_queue.end())
            return std::nullopt;
        auto taken = std::move(*found);
        m_queue.erase(found);
        return taken;
    }
    Result<void> removeFromQueue(const std::vector<std::int64_t>& ids) override {
        std::lock_guard lock(m_mutex);
        std::erase_if(m_queue, [&](const auto& entry) { return std::find(ids.begin(), ids.end(), entry.id) != ids.end(); });
        return {};
    }
    Result<void> orderQueue(const std::vector<std::int64_t>& ids) override {
        std::lock_guard lock(m_mutex);
        std::stable_sort(m_queue.begin(), m_queue.end(), [&](const auto& a, const auto& b) {
            return std::find(ids.begin(), ids.end(), a.id) < std::find(ids.begin(), ids.end(), b.id);
        });
        return {};
    }
    Result<void> setSetting(const std::string& name, const std::string& value) override {
        std::lock_guard lock(m_mutex);
        m_settings[name] = value;
        return {};
    }
    Result<std::optional<std::string>> setting(const std::string& name) const override {
        std::lock_guard lock(m_mutex);
        const auto found = m_settings.find(name);
        return found == m_settings.end() ? std::nullopt : std::optional(found->second);
    }
    Result<void> saveCopy(const std::filesystem::path& target) override {
        std::lock_guard lock(m_mutex);
        if (copyError)
            return tl::unexpected<Error>(*copyError);
        copies.push_back(target);
        return {};
    }
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
    Result<const Run*> find(api::RunId id) const {
        std::lock_guard lock(m_mutex);
        const auto found = m_runs.find(id);
        if (found == m_runs.end())
            return fail(ErrorCode::Store, "{} is not in the file", api::toText(id));
        return &found->second;
    }

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

/// Records what it is asked and tells what the test pushes.
class FakeEngine : public api::Engine {
public:
    explicit FakeEngine(FakeStore& store) : m_store(store) { m_catalog = makeCatalog(); }

    std::vector<std::pair<api::RunId, api::RunCommand>> commands;
    std::vector<api::RunSpec> submitted;
    std::vector<api::RunId> resumed;
    std::vector<Problem> problems; ///< what check() says
    struct AskedFork {
        api::RunId parent;
        std::int64_t step = 0;
        api::RunSpec spec;
    };
    std::vector<AskedFork> forked;
    std::vector<std::int64_t> checkpointSteps; ///< that every run has on disk, rising
    std::vector<std::string> forkNotes;
    bool isShutDown = false;

    Result<api::RunId> submit(const api::RunSpec& spec) override {
        if (api::hasErrors(problems))
            return tl::unexpected<Error>(api::problemsError(problems));
        submitted.push_back(spec);
        return m_store.createRun(spec);
    }
    Result<api::RunId> resume(api::RunId run) override {
        resumed.push_back(run);
        return run;
    }
    Result<api::ForkPoint> forkPoint(api::RunId parent, std::optional<std::int64_t> step) const override {
        const auto spec = m_store.spec(parent);
        if (!spec || checkpointSteps.empty())
            return badInput("{} has no checkpoint on disk", api::toText(parent));
        auto point = api::ForkPoint{parent, checkpointSteps.front(), 0, checkpointSteps, *spec};
        for (const auto candidate : checkpointSteps)
            if (!step || candidate <= *step)
                point.step = candidate;
        return point;
    }
    Result<api::Fork> fork(api::RunId parent, std::int64_t step, const api::RunSpec& spec) override {
        forked.push_back({parent, step, spec});
        CPW_TRY(run, m_store.createFork(spec, {parent, step}));
        return api::Fork{run, step, forkNotes};
    }
    void command(api::RunId run, const api::RunCommand& command) override { commands.emplace_back(run, command); }
    std::vector<Problem> check(const api::RunSpec&) const override { return problems; }
    Result<api::RunEstimate> estimate(const api::RunSpec& spec, const api::EstimateWatch&) const override {
        if (api::hasErrors(problems))
            return tl::unexpected<Error>(api::problemsError(problems));
        auto answer = estimateToTell;
        answer.stages.resize(spec.stages.size());
        return answer;
    }
    api::RunEstimate estimateToTell; ///< stages cut or filled to those of the spec
    std::vector<api::RunEvent> poll() override { return std::exchange(m_events, {}); }
    const api::Catalog& catalog() const override { return m_catalog; }
    void shutdown() override { isShutDown = true; }

    /// `seconds` after the first event of all.
    void push(api::RunId run, api::EventBody body, double seconds = 0) {
        const auto time = m_start + std::chrono::duration_cast<api::Clock::duration>(std::chrono::duration<double>(seconds));
        api::RunEvent event{run, time, std::move(body)};
        m_store.record(event);
        m_events.push_back(std::move(event));
    }
    api::Catalog& editCatalog() { return m_catalog; }

    /// Three arms of the built-in sample and one of MovieLens-1M.
    static api::Catalog makeCatalog() {
        api::Catalog catalog;
        catalog.torchVersion = "2.13.0";
        catalog.devices = {{"cpu", "Processor", 0}};
        catalog.presets = {{"sample",
                            "Built-in sample",
                            "Three arms that share one PA-MLM.",
                            {{"alone", "DCNv2 alone", makeSpec("DCNv2 alone", {spec::StageKind::FinetuneCtr})},
                             {"ctr", "DCNv2 after PA-MLM",
                              makeSpec("DCNv2 after PA-MLM", {spec::StageKind::PaMlm, spec::StageKind::FinetuneCtr})},
                             {"plm", "DCNv2 with PLM",
                              makeSpec("DCNv2 with PLM", {spec::StageKind::PaMlm, spec::StageKind::FinetuneWithPlm})}}}};
        auto movielens = makeSpec("DCNv2 on MovieLens-1M", {spec::StageKind::FinetuneCtr});
        movielens.data.source = "movielens_1m";
        catalog.presets.push_back({"movielens_1m", "MovieLens-1M", "", {{"alone", "DCNv2 alone", movielens}}});
        return catalog;
    }

    static api::RunSpec makeSpec(const std::string& name, const std::vector<spec::StageKind>& kinds) {
        api::RunSpec spec;
        spec.name = name;
        spec.data.dataset = "Bookshop";
        for (const auto kind : kinds) {
            spec::StageSpec stage;
            stage.kind = kind;
            stage.epochs = kind == spec::StageKind::PaMlm ? 6 : 8;
            stage.batch = kind == spec::StageKind::PaMlm ? 64 : 256;
            stage.optimizer.learningRateCtr = 1e-3;
            stage.optimizer.learningRatePlm = 3e-4;
            stage.optimizer.learningRateHeads = 5e-4;
            stage.optimizer.clipNorm = 1;
            spec.stages.push_back(stage);
        }
        return spec;
    }

private:
    FakeStore& m_store;
    api::Catalog m_catalog;
    std::vector<api::RunEvent> m_events;
    api::Clock::time_point m_start{std::chrono::seconds(1'780'000'000)};
};

} // namespace cpw::tests
