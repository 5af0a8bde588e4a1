// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_worker.h"

#include "core/api/spec_json.h"
#include "core/base/expects.h"
#include "core/base/processor_name.h"
#include "core/engine/model_session.h"
#include "core/engine/run_assembly.h"
#include "core/engine/start_weights.h"
#include "core/train/stage_chain.h"

#include <ATen/Parallel.h>
#include <c10/util/Exception.h>
#include <torch/headeronly/version.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::engine {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr auto kProgressInterval = std::chrono::milliseconds(100);
constexpr auto kStoreLookInterval = std::chrono::milliseconds(250); // commands of other processes

/// "cpu, 2 threads, LibTorch 2.13.0, AMD EPYC 7B13, ClickPrompt Workbench 0.1.0, commit 1a2b3c4, GCC 12.2.0".
std::string hostText(const api::RunSpec& spec, const std::string& program) {
    auto text = fmt::format("{}, {} threads, LibTorch {}", spec.device, at::get_num_threads(), TORCH_VERSION);
    for (const auto& part : {processorName(), program})
        if (!part.empty())
            text += ", " + part;
    return text;
}

api::Phase toApi(train::Phase phase) {
    switch (phase) {
    case train::Phase::Train: return api::Phase::Train;
    case train::Phase::Validate: return api::Phase::Validate;
    case train::Phase::Test: return api::Phase::Test;
    }
    return api::Phase::Train;
}

api::EventBody failed(std::int64_t step, const char* what, std::string details) {
    return api::RunFailed{step, Error{ErrorCode::RunFailed, what, {}, std::move(details)}};
}

/// What a stage freezes in part stays frozen when a command releases the side.
std::string staysFrozen(const spec::FreezeSpec& freeze, bool isPlm) {
    std::string parts;
    const auto add = [&parts](bool isFrozen, const char* name) {
        if (isFrozen)
            parts += (parts.empty() ? "" : " and ") + std::string(name);
    };
    add(isPlm && freeze.plmEmbeddings, "its embeddings");
    add(isPlm && freeze.plmLayers > 0, "its lowest layers");
    add(!isPlm && !freeze.freezesWholeCtr() && freeze.ctrEmbeddings, "its embeddings");
    add(!isPlm && !freeze.freezesWholeCtr() && freeze.ctrTrunk, "its trunk");
    return parts.empty() ? parts : ", but " + parts + ", which the stage freezes";
}

} // namespace

RunWorker::RunWorker(api::RunId id, api::RunSpec spec, api::RunStore& store, Sink sink, const LocalEngineOptions& options)
    : m_id(id), m_spec(std::move(spec)), m_store(store), m_sink(std::move(sink)), m_options(options) {}

void RunWorker::post(const api::RunCommand& command) {
    const bool isStop = command.kind == api::CommandKind::StopAndSave || command.kind == api::CommandKind::Discard;
    {
        std::lock_guard lock(m_mutex);
        m_commands.push_back(command);
    }
    if (isStop) {
        m_isStopWanted.store(true, std::memory_order_relaxed);
        m_preparing.request_stop();
    }
    m_arrived.notify_all();
}

Result<RunWorker::LiveAnswer> RunWorker::takeWeights(KnownWeights known, std::stop_token stop) {
    std::unique_lock lock(m_mutex);
    if (!m_takeWeights)
        return LiveAnswer{};
    const auto look = std::make_shared<Look>(Look{known, std::nullopt});
    m_looks.push_back(look);
    m_arrived.notify_all();
    if (!m_answered.wait(lock, stop, [&look] { return look->answer.has_value(); })) {
        std::erase(m_looks, look);
        return fail(ErrorCode::Stopped, "looking at the weights of {} was stopped", api::toText(m_id));
    }
    return std::move(*look->answer);
}

void RunWorker::onWeightsSource(train::TakeWeights take) {
    {
        std::lock_guard lock(m_mutex);
        m_takeWeights = std::move(take);
        if (m_takeWeights)
            return;
        for (const auto& look : m_looks)
            look->answer = LiveAnswer{};
        m_looks.clear();
    }
    m_answered.notify_all();
}

void RunWorker::answerLooks(const train::Position& position) {
    std::unique_lock lock(m_mutex);
    if (m_looks.empty())
        return;
    const auto looks = std::exchange(m_looks, {});
    auto take = m_takeWeights;
    lock.unlock();
    const KnownWeights now{position.stage, position.runStep};
    std::optional<train::WeightsCopy> copy;
    try {
        if (take && std::ranges::any_of(looks, [&now](const auto& look) { return look->known != now; }))
            copy = take();
    } catch (const std::exception& error) { // no memory for a copy must not end the run
        take = {};
        onNote(position, train::NoteLevel::Warning, fmt::format("the weights could not be copied for a look at them: {}", error.what()));
    }
    lock.lock();
    for (const auto& look : looks)
        look->answer = LiveAnswer{static_cast<bool>(take), look->known == now ? std::nullopt : copy};
    lock.unlock();
    m_answered.notify_all();
}

void RunWorker::run(RunStart start) {
    auto end = runGuarded(start);
    onWeightsSource({}); // also after an exception
    m_sink(std::move(end));
}

api::EventBody RunWorker::runGuarded(RunStart start) {
    try {
        auto end = train(start);
        if (end)
            return *end;
        if (end.error().code == ErrorCode::Stopped)
            return api::RunCancelled{m_lastStep, false};
        return api::RunFailed{m_lastStep, std::move(end.error())};
    } catch (const c10::Error& error) {
        return failed(m_lastStep, error.what_without_backtrace(), error.what());
    } catch (const std::exception& error) {
        return failed(m_lastStep, error.what(), {});
    }
}

Result<api::EventBody> RunWorker::train(RunStart start) {
    applyComputing(m_spec.threads, m_spec.allowsTf32);
    const auto started = SteadyClock::now();
    const auto runFolder = m_store.runFolder(m_id);
    std::optional<std::filesystem::path> checkpoint;
    std::int64_t firstStep = 0;
    if (start != RunStart::Fresh) {
        if (auto last = train::readPointer(runFolder / "checkpoints", "last")) {
            CPW_TRY(manifest, train::readManifest(*last));
            firstStep = manifest.runStep;
            checkpoint = std::move(last);
        }
        if (start == RunStart::Resumed)
            CPW_TRY_VOID(m_store.rewindRun(m_id, firstStep + 1));
    }
    m_lastStep = firstStep;
    m_sink(api::RunStarted{api::specHash(m_spec), hostText(m_spec, m_options.program), start == RunStart::Resumed, firstStep});

    const AssemblyPlaces places{runFolder, m_store.stagesFolder(), m_store.cacheFolder()};
    const auto onPreparing = [this](const std::string& what, double share) { m_sink(api::Preparing{what, share}); };
    CPW_TRY(setup, assembleRun(m_spec, places, onPreparing, m_preparing.get_token()));
    if (!checkpoint) {
        CPW_TRY(folder, resolveStart(m_spec, m_store));
        setup.startFrom = std::move(folder);
    }
    train::StageChain chain(setup, *this);
    CPW_TRY(end, chain.run(checkpoint));
    const auto seconds = std::chrono::duration<double>(SteadyClock::now() - started).count();
    switch (end) {
    case train::StageEnd::Finished: return api::EventBody(api::RunFinished{m_lastStep, seconds});
    case train::StageEnd::StoppedAndSaved: return api::EventBody(api::RunCancelled{m_lastStep, true});
    case train::StageEnd::Discarded: return api::EventBody(api::RunCancelled{m_lastStep, false});
    }
    return api::EventBody(api::RunFinished{m_lastStep, seconds});
}

void RunWorker::takeStoredCommands() {
    m_lastStoreLook = SteadyClock::now();
    const auto commands = m_store.takeCommands(m_id);
    if (!commands)
        return; // a locked or full store must not stop the training; the recorder reports it
    for (const auto& command : *commands)
        post(command);
}

std::optional<api::RunCommand> RunWorker::nextCommand(bool isPaused) {
    if (SteadyClock::now() - m_lastStoreLook >= kStoreLookInterval)
        takeStoredCommands();
    std::unique_lock lock(m_mutex);
    if (isPaused)
        m_arrived.wait_for(lock, kStoreLookInterval, [this] { return !m_commands.empty() || !m_looks.empty(); });
    if (m_commands.empty())
        return std::nullopt;
    auto command = m_commands.front();
    m_commands.pop_front();
    return command;
}

train::StepRequests RunWorker::beforeStep(const train::Position& position, train::LiveValues& values) {
    m_lastStep = position.runStep;
    train::StepRequests requests;
    if (!m_isPaused && m_stepsUntilPause > 0 && --m_stepsUntilPause == 0)
        setPaused(true, position.runStep);
    while (!requests.stopAndSave && !requests.discard) {
        answerLooks(position);
        const auto command = nextCommand(m_isPaused);
        if (command)
            apply(*command, position, values, requests);
        else if (!m_isPaused)
            break;
        if (requests.evaluate || requests.checkpoint)
            break; // done before the next look at the queue, also while paused
    }
    requests.isPaused = m_isPaused;
    return requests;
}

void RunWorker::setPaused(bool isPaused, std::int64_t step) {
    if (m_isPaused == isPaused)
        return;
    m_isPaused = isPaused;
    m_sink(api::StateChanged{isPaused, step});
}

void RunWorker::apply(const api::RunCommand& command, const train::Position& position, train::LiveValues& values,
                      train::StepRequests& requests) {
    using Kind = api::CommandKind;
    std::string description;
    const auto change = [&](double& value, const char* title) {
        description = fmt::format("{}: {:g} to {:g}", title, value, command.value);
        value = command.value;
    };
    const auto freeze = [&](bool isFrozen) {
        const bool isPlm = command.part == "plm";
        (isPlm ? values.isPlmFrozen : values.isCtrFrozen) = isFrozen;
        const auto& stage = m_spec.stages[static_cast<std::size_t>(position.stage)];
        description = fmt::format("{} {}{}", isPlm ? "language model" : "CTR side", isFrozen ? "frozen" : "unfrozen",
                                  isFrozen ? "" : staysFrozen(stage.freeze, isPlm));
    };
    switch (command.kind) {
    case Kind::Pause: setPaused(true, position.runStep); description = "paused"; break;
    case Kind::Resume: m_stepsUntilPause = 0; setPaused(false, position.runStep); description = "resumed"; break;
    case Kind::Step:
        m_stepsUntilPause = std::max<std::int64_t>(1, std::llround(command.value));
        setPaused(false, position.runStep);
        description = fmt::format("{} steps, then pause", m_stepsUntilPause);
        break;
    case Kind::SetLearningRatePlm: change(values.ratePlm, "learning rate, PLM"); break;
    case Kind::SetLearningRateCtr: change(values.rateCtr, "learning rate, CTR side"); break;
    case Kind::SetLearningRateHeads: change(values.rateHeads, "learning rate, heads"); break;
    case Kind::SetWeightDecay: change(values.weightDecay, "weight decay"); break;
    case Kind::SetClipNorm: change(values.clipNorm, "gradient clip"); break;
    case Kind::Freeze: freeze(true); break;
    case Kind::Unfreeze: freeze(false); break;
    case Kind::EvaluateNow: requests.evaluate = true; description = "evaluation asked for"; break;
    case Kind::CheckpointNow: requests.checkpoint = true; description = "checkpoint asked for"; break;
    case Kind::StopAndSave: requests.stopAndSave = true; description = "stop and save"; break;
    case Kind::Discard: requests.discard = true; description = "stop"; break;
    }
    m_sink(api::CommandApplied{command, position.runStep + 1, description});
}

void RunWorker::onStageStarted(const train::Position& position, spec::StageKind kind, bool isReused) {
    m_lastStep = position.runStep;
    m_sink(api::StageStarted{position.stage, kind, position.runStep - position.stageStep, position.stageSteps, isReused});
}

void RunWorker::onStageFinished(const train::Position& position, double seconds, double rowsPerSecond) {
    m_lastStep = position.runStep;
    m_sink(api::StageFinished{position.stage, position.runStep, seconds, rowsPerSecond});
}

void RunWorker::onProgress(const train::Position& position, train::Phase phase, double share, double rowsPerSecond) {
    m_lastStep = position.runStep;
    const auto now = SteadyClock::now();
    const bool isLast = phase == train::Phase::Train && position.stageStep == position.stageSteps;
    if (!isLast && now - m_lastProgress < kProgressInterval)
        return;
    m_lastProgress = now;
    const auto left = position.stageSteps - position.stageStep;
    api::Progress progress{position.stage, toApi(phase), position.runStep, position.stageStep, position.stageSteps, position.epoch, rowsPerSecond, 0};
    const auto batch = m_spec.stages[static_cast<std::size_t>(position.stage)].batch;
    if (rowsPerSecond > 0)
        progress.secondsLeft = static_cast<double>(left) * batch / rowsPerSecond;
    if (phase != train::Phase::Train)
        progress.phaseShare = share;
    m_sink(progress);
}

void RunWorker::onMetric(const train::Position& position, const char* name, double value) {
    m_sink(api::Metric{name, position.stage, position.runStep, position.epoch, value});
}

bool RunWorker::onBadLoss(const train::Position& position, spec::OnBadLoss policy, const std::string& text) {
    // A window is there to lower the rates and go on: it pauses where the command line stops.
    const bool pauses = policy == spec::OnBadLoss::Pause || (policy == spec::OnBadLoss::Stop && m_options.pausesOnBadLoss);
    onNote(position, train::NoteLevel::Warning, pauses ? text + ". The run pauses: lower the rates or set a clip, or stop it" : text);
    if (pauses)
        setPaused(true, position.runStep);
    return pauses || policy == spec::OnBadLoss::Continue;
}

void RunWorker::beforeCheckpoint() {
    const auto flushed = m_store.flush();
    if (!flushed && m_options.logger)
        m_options.logger->warn("{}: {}", api::toText(m_id), flushed.error().text());
}

void RunWorker::onCheckpoint(const train::CheckpointNote& note) {
    m_sink(api::CheckpointWritten{note.position.stage, note.position.runStep, "checkpoints/" + note.folder, note.isBest, note.metric});
}

void RunWorker::onNote(const train::Position& position, train::NoteLevel level, const std::string& text) {
    if (level == train::NoteLevel::Debug) {
        if (m_options.logger)
            m_options.logger->debug("{}: {}", api::toText(m_id), text);
        return;
    }
    const bool isWarning = level == train::NoteLevel::Warning;
    m_sink(api::LogLine{isWarning ? api::LogLevel::Warning : api::LogLevel::Info, position.runStep, text});
    if (m_options.logger)
        m_options.logger->log(isWarning ? spdlog::level::warn : spdlog::level::info, "{}: {}", api::toText(m_id), text);
}

} // namespace cpw::engine
