// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local_engine.h"

#include "core/api/spec_json.h"
#include "core/base/event_queue.h"
#include "core/engine/catalog_builder.h"
#include "core/engine/live_weights.h"
#include "core/engine/memory_tuning.h"
#include "core/engine/run_fork.h"
#include "core/engine/run_worker.h"
#include "core/engine/stage_estimate.h"
#include "core/engine/start_weights.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace cpw::engine {
namespace {

class LocalEngine final : public api::Engine, public LiveWeights {
public:
    LocalEngine(api::RunStore& store, LocalEngineOptions options)
        : m_store(store), m_options(std::move(options)), m_trainer([this](std::stop_token stop) { trainerLoop(stop); }) {}
    ~LocalEngine() override { shutdown(); }

    Result<api::RunId> submit(const api::RunSpec& spec) override;
    Result<api::RunId> resume(api::RunId run) override;
    Result<api::ForkPoint> forkPoint(api::RunId parent, std::optional<std::int64_t> step) const override {
        return findForkPoint(m_store, parent, step);
    }
    Result<api::Fork> fork(api::RunId parent, std::int64_t step, const api::RunSpec& spec) override;
    void command(api::RunId run, const api::RunCommand& command) override;
    std::vector<Problem> check(const api::RunSpec& spec) const override { return problemsOf(withSourceDefaults(spec)); }
    Result<api::RunEstimate> estimate(const api::RunSpec& spec, const api::EstimateWatch& watch) const override;
    std::vector<api::RunEvent> poll() override { return m_events.takeAll(); }
    const api::Catalog& catalog() const override;
    void shutdown() override;
    Result<RunWorker::LiveAnswer> takeWeights(api::RunId run, RunWorker::KnownWeights known, std::stop_token stop) override;

private:
    struct Job {
        api::RunId id;
        RunStart start = RunStart::Fresh;
        std::shared_ptr<RunWorker> worker;
    };

    [[nodiscard]] std::vector<Problem> problemsOf(const api::RunSpec& complete) const;
    Result<api::RunId> enqueue(api::RunId id, api::RunSpec spec, RunStart start);
    void publish(api::RunId id, api::EventBody body);
    void trainerLoop(std::stop_token stop);

    api::RunStore& m_store;
    LocalEngineOptions m_options;
    EventQueue<api::RunEvent> m_events;
    mutable std::once_flag m_catalogOnce;
    mutable api::Catalog m_catalog;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Job> m_waiting;
    std::shared_ptr<RunWorker> m_running;
    api::RunId m_runningId;
    bool m_isShutDown = false;
    std::jthread m_trainer; // last: starts when all else exists
};

std::vector<Problem> LocalEngine::problemsOf(const api::RunSpec& complete) const {
    auto problems = checkSpec(complete);
    if (const auto start = resolveStart(complete, m_store); !start)
        problems.push_back({"initialisation.start_from", start.error().text(), {}, true});
    return problems;
}

Result<api::RunEstimate> LocalEngine::estimate(const api::RunSpec& spec, const api::EstimateWatch& watch) const {
    const auto isBusy = [this] {
        std::lock_guard lock(m_mutex);
        return m_running || !m_waiting.empty();
    };
    if (isBusy())
        return fail(ErrorCode::Usage, "a run trains; trial steps would slow it and be slowed by it. Measure when it has ended");
    std::error_code code;
    const auto probe = std::filesystem::is_directory(m_store.cacheFolder(), code) ? m_store.cacheFolder() : m_store.file().parent_path();
    auto told = estimateRun(spec, {m_store.cacheFolder(), m_store.stagesFolder(), probe, 20, 4, watch});
    if (told && isBusy())
        return fail(ErrorCode::Stopped, "a run was started during the trial steps, so that their times mean nothing. Measure when it has ended");
    return told;
}

Result<api::RunId> LocalEngine::submit(const api::RunSpec& spec) {
    auto complete = withSourceDefaults(spec);
    const auto problems = problemsOf(complete);
    if (api::hasErrors(problems))
        return tl::unexpected(api::problemsError(problems));
    CPW_TRY(id, m_store.createRun(complete));
    return enqueue(id, std::move(complete), RunStart::Fresh);
}

Result<api::RunId> LocalEngine::resume(api::RunId run) {
    CPW_TRY(summary, m_store.run(run));
    CPW_TRY(spec, m_store.spec(run));
    using State = api::RunState;
    if (summary.state != State::Interrupted && summary.state != State::Stopped && summary.state != State::Failed)
        return badInput("run {} is {}; only interrupted, stopped and failed runs can be resumed", api::toText(run), api::toText(summary.state));
    const auto problems = checkSpec(spec);
    if (api::hasErrors(problems))
        return tl::unexpected(api::problemsError(problems));
    return enqueue(run, std::move(spec), RunStart::Resumed);
}

Result<api::Fork> LocalEngine::fork(api::RunId parent, std::int64_t step, const api::RunSpec& spec) {
    auto complete = withSourceDefaults(spec);
    const auto problems = checkSpec(complete);
    if (api::hasErrors(problems))
        return tl::unexpected(api::problemsError(problems));
    CPW_TRY(point, findForkPoint(m_store, parent, step));
    CPW_TRY(notes, checkFork(m_store, point, complete));
    CPW_TRY(id, m_store.createFork(complete, {parent, point.step}));
    const auto taken = takeCheckpoint(m_store, point, complete, id);
    if (!taken) {
        static_cast<void>(m_store.deleteRun(id)); // nothing of a fork that did not begin
        return tl::unexpected(taken.error());
    }
    publish(id, api::LogLine{api::LogLevel::Info, point.step, fmt::format("forked from {} at its checkpoint of step {}", api::toText(parent), point.step)});
    for (const auto& note : notes)
        publish(id, api::LogLine{api::LogLevel::Warning, point.step, note});
    CPW_TRY(run, enqueue(id, std::move(complete), RunStart::Forked));
    return api::Fork{run, point.step, std::move(notes)};
}

Result<api::RunId> LocalEngine::enqueue(api::RunId id, api::RunSpec spec, RunStart start) {
    std::lock_guard lock(m_mutex);
    if (m_isShutDown)
        return fail(ErrorCode::Stopped, "the engine is shut down; start the program again");
    const bool isKnown = (m_running && m_runningId == id) ||
                         std::any_of(m_waiting.begin(), m_waiting.end(), [id](const Job& job) { return job.id == id; });
    if (isKnown)
        return badInput("run {} is already running or waiting here", api::toText(id));
    auto sink = [this, id](api::EventBody body) { publish(id, std::move(body)); };
    m_waiting.push_back({id, start, std::make_shared<RunWorker>(id, std::move(spec), m_store, std::move(sink), m_options)});
    m_changed.notify_all();
    return id;
}

void LocalEngine::publish(api::RunId id, api::EventBody body) {
    api::RunEvent event{id, api::Clock::now(), std::move(body)};
    m_store.record(event);
    m_events.push(std::move(event));
}

void LocalEngine::command(api::RunId run, const api::RunCommand& command) {
    std::shared_ptr<RunWorker> worker;
    bool isDropped = false;
    {
        std::lock_guard lock(m_mutex);
        if (m_running && m_runningId == run)
            worker = m_running;
        const bool isStop = command.kind == api::CommandKind::StopAndSave || command.kind == api::CommandKind::Discard;
        const auto job = std::find_if(m_waiting.begin(), m_waiting.end(), [run](const Job& j) { return j.id == run; });
        if (!worker && isStop && job != m_waiting.end()) {
            m_waiting.erase(job);
            isDropped = true;
        }
    }
    if (worker)
        worker->post(command);
    else if (isDropped)
        publish(run, api::RunCancelled{0, false});
    else
        publish(run, api::LogLine{api::LogLevel::Warning, 0, fmt::format("\"{}\" came too late: the run is not training here", api::toText(command))});
}

Result<RunWorker::LiveAnswer> LocalEngine::takeWeights(api::RunId run, RunWorker::KnownWeights known, std::stop_token stop) {
    std::shared_ptr<RunWorker> worker;
    {
        std::lock_guard lock(m_mutex);
        if (m_running && m_runningId == run)
            worker = m_running;
    }
    if (!worker)
        return RunWorker::LiveAnswer{};
    return worker->takeWeights(known, std::move(stop));
}

const api::Catalog& LocalEngine::catalog() const {
    std::call_once(m_catalogOnce, [this] { m_catalog = buildCatalog(); });
    return m_catalog;
}

void LocalEngine::trainerLoop(std::stop_token stop) {
    keepLargeBlocks();
    (void)catalog(); // the first look at LibTorch and at cards, beside the making of the window and not in it
    while (true) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return !m_waiting.empty(); }))
                return;
            job = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_running = job.worker;
            m_runningId = job.id;
        }
        job.worker->run(job.start);
        std::lock_guard lock(m_mutex);
        m_running.reset();
    }
}

void LocalEngine::shutdown() {
    std::deque<Job> dropped;
    {
        std::lock_guard lock(m_mutex);
        if (std::exchange(m_isShutDown, true))
            return;
        dropped.swap(m_waiting);
        if (m_running)
            m_running->post({api::CommandKind::StopAndSave, 0, {}});
    }
    for (const auto& job : dropped)
        publish(job.id, api::RunCancelled{0, false});
    m_trainer.request_stop();
    m_changed.notify_all();
    if (m_trainer.joinable())
        m_trainer.join();
    if (const auto flushed = m_store.flush(); !flushed && m_options.logger)
        m_options.logger->error("{}", flushed.error().text());
}

} // namespace

LiveWeights* liveWeightsOf(api::Engine* engine) {
    return dynamic_cast<LiveWeights*>(engine);
}

std::unique_ptr<api::Engine> makeLocalEngine(api::RunStore& store, const LocalEngineOptions& options) {
    return std::make_unique<LocalEngine>(store, options);
}

} // namespace cpw::engine
