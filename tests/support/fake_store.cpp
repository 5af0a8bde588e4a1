// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_store.h"

#include "core/api/spec_json.h"

#include <algorithm>

namespace cpw::tests {

FakeStore::FakeStore() = default;

FakeStore::~FakeStore() = default;

Result<api::RunId> FakeStore::createRun(const api::RunSpec& spec) {
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
    run.summary.color =
        static_cast<int>(m_groups.emplace(run.summary.groupHash, m_groups.size() % api::kRunColors).first->second);
    run.summary.created = api::Clock::time_point(std::chrono::seconds(1'770'000'000 + 600 * id.value));
    m_runs[id] = std::move(run);
    return id;
}

Result<api::RunId> FakeStore::createFork(const api::RunSpec& spec, const api::ForkOrigin& origin) {
    const auto run = createRun(spec);
    edit(*run, [&](Run& fork) { fork.summary.parent = origin; });
    return run;
}

void FakeStore::record(const api::RunEvent& event) {
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

Result<void> FakeStore::setNote(api::RunId id, const std::string& note) {
    edit(id, [&](Run& run) { run.summary.note = note; });
    return {};
}

Result<void> FakeStore::setTags(api::RunId id, const std::vector<std::string>& tags) {
    edit(id, [&](Run& run) { run.summary.tags = tags; });
    return {};
}

Result<void> FakeStore::renameRun(api::RunId id, const std::string& name) {
    edit(id, [&](Run& run) { run.summary.name = name; });
    return {};
}

Result<void> FakeStore::setColor(const std::vector<api::RunId>& ids, int color) {
    for (const auto id : ids)
        edit(id, [&](Run& run) { run.summary.color = color; });
    return {};
}

Result<void> FakeStore::setHidden(const std::vector<api::RunId>& ids, bool isHidden) {
    for (const auto id : ids)
        edit(id, [&](Run& run) { run.summary.isHidden = isHidden; });
    return {};
}

Result<void> FakeStore::deleteRun(api::RunId id) {
    std::lock_guard lock(m_mutex);
    m_runs.erase(id);
    return {};
}

Result<api::ImportedAs> FakeStore::importRun(const api::ForeignRun& foreign) {
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

Result<std::map<std::string, std::string>> FakeStore::importedSettings(api::RunId id) const {
    return find(id).map([](const Run* run) { return run->settings; });
}

Result<std::vector<FakeStore::RecordedSettings>> FakeStore::recordedSettings(const std::vector<api::RunId>& ids) const {
    std::vector<RecordedSettings> recorded;
    for (const auto id : ids)
        if (const auto run = find(id))
            recorded.push_back(
                {id, (*run)->summary.origin ? std::string() : api::jsonText(api::toJson((*run)->spec)), (*run)->settings});
    return recorded;
}

Result<void> FakeStore::postCommand(api::RunId run, const api::RunCommand& command) {
    std::lock_guard lock(m_mutex);
    posted.emplace_back(run, command);
    return {};
}

Result<std::vector<api::RunSummary>> FakeStore::runs() const {
    std::lock_guard lock(m_mutex);
    std::vector<api::RunSummary> summaries;
    for (const auto& [id, run] : m_runs)
        summaries.push_back(run.summary);
    return summaries;
}

Result<std::vector<api::RunSummary>> FakeStore::newestRuns(std::size_t count) const {
    return runs().map([count](std::vector<api::RunSummary> all) {
        all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(std::min(count, all.size())));
        return all;
    });
}

Result<std::vector<api::RunSummary>> FakeStore::liveRuns() const {
    return runs().map([](std::vector<api::RunSummary> all) {
        std::erase_if(all, [](const api::RunSummary& run) {
            return run.state != api::RunState::Waiting && run.state != api::RunState::Running &&
                   run.state != api::RunState::Paused;
        });
        return all;
    });
}

Result<api::RunSummary> FakeStore::run(api::RunId id) const {
    return find(id).map([](const Run* run) { return run->summary; });
}

Result<api::RunSpec> FakeStore::spec(api::RunId id) const {
    return find(id).and_then([](const Run* run) -> Result<api::RunSpec> {
        if (run->summary.origin)
            return badInput("this run was imported and has no spec");
        return run->spec;
    });
}

Result<std::vector<std::string>> FakeStore::metricNames(api::RunId id) const {
    return find(id).map([](const Run* run) {
        std::vector<std::string> names;
        for (const auto& [name, series] : run->metrics)
            names.push_back(name);
        return names;
    });
}

Result<api::MetricSeries> FakeStore::metric(api::RunId id, const std::string& name) const {
    return find(id).map([&](const Run* run) {
        const auto found = run->metrics.find(name);
        return found == run->metrics.end() ? api::MetricSeries{name, {}} : found->second;
    });
}

Result<std::vector<api::MetricBucket>> FakeStore::metricBuckets(api::RunId id, const std::string& name, std::size_t) const {
    return metric(id, name).map([](const api::MetricSeries& series) {
        std::vector<api::MetricBucket> buckets;
        for (const auto& point : series.points)
            buckets.push_back({point.step, point.step, 1, 0, point.value, point.value, point.value});
        return buckets;
    });
}

Result<std::vector<api::StoredEvent>> FakeStore::events(api::RunId id) const {
    return find(id).map([](const Run* run) { return run->events; });
}

Result<void> FakeStore::saveDataset(const std::string& name, const spec::DataSpec& data, const std::string& facts) {
    std::lock_guard lock(m_mutex);
    m_datasets[name] = {name, data, facts, {}};
    return {};
}

Result<std::vector<FakeStore::DatasetRecord>> FakeStore::datasets() const {
    std::lock_guard lock(m_mutex);
    std::vector<DatasetRecord> records;
    for (const auto& [name, record] : m_datasets)
        records.push_back(record);
    return records;
}

Result<void> FakeStore::removeDataset(const std::string& name) {
    std::lock_guard lock(m_mutex);
    m_datasets.erase(name);
    return {};
}

Result<std::vector<FakeStore::TemplateRecord>> FakeStore::templates() const {
    std::lock_guard lock(m_mutex);
    return m_templates;
}

Result<int> FakeStore::saveTemplate(const std::string& name, const spec::TemplateSpec& text) {
    std::lock_guard lock(m_mutex);
    const auto older =
        std::count_if(m_templates.begin(), m_templates.end(), [&](const auto& record) { return record.name == name; });
    const int version = static_cast<int>(older) + 1;
    m_templates.insert(m_templates.begin(), {name, version, text, {}});
    return version;
}

Result<std::vector<FakeStore::QueueEntry>> FakeStore::queue() const {
    std::lock_guard lock(m_mutex);
    return m_queue;
}

Result<std::vector<std::int64_t>> FakeStore::addToQueue(const std::vector<api::RunSpec>& specs) {
    std::lock_guard lock(m_mutex);
    std::vector<std::int64_t> ids;
    for (const auto& spec : specs) {
        ids.push_back(m_nextEntry++);
        m_queue.push_back({ids.back(), spec, {}, {}});
    }
    return ids;
}

Result<void> FakeStore::changeInQueue(std::int64_t id, const api::RunSpec& spec) {
    return editEntry(id, [&](QueueEntry& entry) {
        entry.spec = spec;
        entry.problem.clear();
    });
}

Result<void> FakeStore::setQueueProblem(std::int64_t id, const std::string& problem) {
    return editEntry(id, [&](QueueEntry& entry) { entry.problem = problem; });
}

Result<std::optional<FakeStore::QueueEntry>> FakeStore::takeFromQueue(std::int64_t id) {
    std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_queue.begin(), m_queue.end(), [&](const auto& entry) { return entry.id == id; });
    if (found == m_queue.end())
        return std::nullopt;
    auto taken = std::move(*found);
    m_queue.erase(found);
    return taken;
}

Result<void> FakeStore::removeFromQueue(const std::vector<std::int64_t>& ids) {
    std::lock_guard lock(m_mutex);
    std::erase_if(m_queue, [&](const auto& entry) { return std::find(ids.begin(), ids.end(), entry.id) != ids.end(); });
    return {};
}

Result<void> FakeStore::orderQueue(const std::vector<std::int64_t>& ids) {
    std::lock_guard lock(m_mutex);
    std::stable_sort(m_queue.begin(), m_queue.end(), [&](const auto& a, const auto& b) {
        return std::find(ids.begin(), ids.end(), a.id) < std::find(ids.begin(), ids.end(), b.id);
    });
    return {};
}

Result<void> FakeStore::setSetting(const std::string& name, const std::string& value) {
    std::lock_guard lock(m_mutex);
    m_settings[name] = value;
    return {};
}

Result<std::optional<std::string>> FakeStore::setting(const std::string& name) const {
    std::lock_guard lock(m_mutex);
    const auto found = m_settings.find(name);
    return found == m_settings.end() ? std::nullopt : std::optional(found->second);
}

Result<void> FakeStore::saveCopy(const std::filesystem::path& target) {
    std::lock_guard lock(m_mutex);
    if (copyError)
        return tl::unexpected<Error>(*copyError);
    copies.push_back(target);
    return {};
}

Result<const FakeStore::Run*> FakeStore::find(api::RunId id) const {
    std::lock_guard lock(m_mutex);
    const auto found = m_runs.find(id);
    if (found == m_runs.end())
        return fail(ErrorCode::Store, "{} is not in the file", api::toText(id));
    return &found->second;
}

} // namespace cpw::tests
