// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_event.h"
#include "core/api/run_spec.h"
#include "core/api/run_store.h"
#include "core/engine/local_engine.h"
#include "core/train/train_observer.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace cpw::engine {

/// Fresh: from nothing. Resumed: from the last checkpoint, the curves cut there. Forked: from the checkpoint that the fork was given.
enum class RunStart { Fresh, Resumed, Forked };

/// One run on the trainer thread: assembles, trains, and turns what the training core tells into RunEvents. Commands come from
/// any thread and are obeyed at step boundaries. No exception leaves run(); every run ends in exactly one last event.
class RunWorker final : public train::TrainObserver {
public:
    using Sink = std::function<void(api::EventBody)>;

    /// `store` must outlive it; `sink` is called on the trainer thread.
    RunWorker(api::RunId id, api::RunSpec spec, api::RunStore& store, Sink sink, const LocalEngineOptions& options);

    /// Any thread.
    void post(const api::RunCommand& command);
    /// Trainer thread; blocks until the run has ended.
    void run(RunStart start);

    /// The weights that a caller has already.
    struct KnownWeights {
        int stage = -1;
        std::int64_t step = -1;
        bool operator==(const KnownWeights&) const = default;
    };
    /// Any thread: the weights between two steps, or none where this run is not between steps (preparing, testing, ended) or still at
    /// those that are known. Blocks for as long as a step or a validation takes.
    struct LiveAnswer {
        bool isTraining = false;
        std::optional<train::WeightsCopy> copy = std::nullopt; ///< none although it trains: still at the known ones
    };
    [[nodiscard]] Result<LiveAnswer> takeWeights(KnownWeights known, std::stop_token stop);

    train::StepRequests beforeStep(const train::Position& position, train::LiveValues& values) override;
    [[nodiscard]] bool shouldStop() const override { return m_isStopWanted.load(std::memory_order_relaxed); }
    void onStageStarted(const train::Position& position, spec::StageKind kind, bool isReused) override;
    void onStageFinished(const train::Position& position, double seconds, double rowsPerSecond) override;
    void onProgress(const train::Position& position, train::Phase phase, double share, double rowsPerSecond) override;
    void onMetric(const train::Position& position, const char* name, double value) override;
    void beforeCheckpoint() override;
    void onCheckpoint(const train::CheckpointNote& note) override;
    void onNote(const train::Position& position, train::NoteLevel level, const std::string& text) override;
    void onWeightsSource(train::TakeWeights take) override;
    [[nodiscard]] bool onBadLoss(const train::Position& position, spec::OnBadLoss policy, const std::string& text) override;

private:
    [[nodiscard]] api::EventBody runGuarded(RunStart start);
    [[nodiscard]] Result<api::EventBody> train(RunStart start);
    [[nodiscard]] std::optional<api::RunCommand> nextCommand(bool isPaused);
    void apply(const api::RunCommand& command, const train::Position& position, train::LiveValues& values, train::StepRequests& requests);
    void setPaused(bool isPaused, std::int64_t step);
    void takeStoredCommands();
    void answerLooks(const train::Position& position);

    api::RunId m_id;
    api::RunSpec m_spec;
    api::RunStore& m_store;
    Sink m_sink;
    LocalEngineOptions m_options;

    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable_any m_answered;
    std::deque<api::RunCommand> m_commands;
    struct Look {
        KnownWeights known;
        std::optional<LiveAnswer> answer;
    };
    std::deque<std::shared_ptr<Look>> m_looks;
    train::TakeWeights m_takeWeights; ///< empty: not between steps
    std::atomic<bool> m_isStopWanted{false};
    std::stop_source m_preparing; ///< stops reading and tokenising

    bool m_isPaused = false;
    std::int64_t m_stepsUntilPause = 0; ///< "step N": pauses when it comes down to 0
    std::int64_t m_lastStep = 0;
    std::chrono::steady_clock::time_point m_lastProgress;
    std::chrono::steady_clock::time_point m_lastStoreLook;
};

} // namespace cpw::engine
