// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_run.h"

#include <cmath>
#include <limits>

namespace cpw::tests {

void ScriptedRun::advance(std::int64_t steps) {
    takeCommands();
    if (m_isOver)
        return;
    if (m_step == 0 && m_stage < 0)
        begin();
    for (std::int64_t i = 0; i < steps && !m_isOver && !m_isPaused; ++i)
        trainStep();
    if (!m_isOver && !m_isPaused)
        tellProgress(api::Phase::Train);
}

void ScriptedRun::fail(const std::string& message) {
    m_isOver = true;
    m_engine.push(m_run, api::RunFailed{m_step, Error{ErrorCode::RunFailed, message, {}, {}}}, m_seconds);
}

double ScriptedRun::noise() {
    m_random = m_random * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(m_random >> 11) / 9007199254740992.0 - 0.5;
}

void ScriptedRun::begin() {
    m_engine.push(m_run, api::RunStarted{"hash", "2 cores, torch 2.13.0", false, 0}, m_seconds);
    m_engine.push(m_run, api::Preparing{"Reading Bookshop", 0.4}, m_seconds += 0.2);
    m_engine.push(m_run, api::Preparing{"Tokenising 7 fields", 0.9}, m_seconds += 0.3);
    startStage(0);
}

void ScriptedRun::startStage(int index) {
    m_stage = index;
    m_stageStep = 0;
    m_bestMetric = -1;
    m_engine.push(m_run, api::StageStarted{index, stage().kind, m_step + 1, stageSteps(), false}, m_seconds += 0.1);
}

void ScriptedRun::tellProgress(api::Phase phase) {
    api::Progress progress;
    progress.stage = m_stage;
    progress.phase = phase;
    progress.step = m_step;
    progress.stageStep = m_stageStep;
    progress.stageSteps = stageSteps();
    progress.epoch = static_cast<double>(m_stageStep) / kStepsPerEpoch;
    progress.rowsPerSecond = 1784 + 60 * noise();
    progress.secondsLeft = static_cast<double>(stageSteps() - m_stageStep) * 0.12;
    m_engine.push(m_run, progress, m_seconds);
}

void ScriptedRun::tellMetric(const std::string& name, double value) {
    m_engine.push(m_run, api::Metric{name, m_stage, m_step, static_cast<double>(m_stageStep) / kStepsPerEpoch, value}, m_seconds);
}

void ScriptedRun::trainStep() {
    ++m_step;
    ++m_stageStep;
    m_seconds += 0.12;
    const double t = static_cast<double>(m_stageStep) / static_cast<double>(stageSteps());
    const double loss = isMlm() ? 0.9 + 5.2 * std::exp(-7 * t) + 0.35 * noise() : 0.52 + 0.17 * std::exp(-6 * t) + 0.05 * noise();
    tellMetric("train/loss", loss);
    tellMetric("train/grad_norm", 0.8 + 0.2 * noise());
    if (isMlm())
        tellMetric("train/masked_accuracy", 0.72 * (1 - std::exp(-5 * t)) + 0.06 * noise());
    const double schedule = t < 0.05 ? t / 0.05 : 1 - 0.9 * (t - 0.05) / 0.95;
    tellMetric("rate/ctr", rate(api::CommandKind::SetLearningRateCtr, stage().optimizer.learningRateCtr) * schedule);
    if (stage().kind != spec::StageKind::FinetuneCtr)
        tellMetric("rate/plm", rate(api::CommandKind::SetLearningRatePlm, stage().optimizer.learningRatePlm) * schedule);
    if (m_stageStep % (kStepsPerEpoch / 2) == 0)
        validate(t);
    if (m_stageStep == stageSteps())
        finishStage();
    if (m_stepsToPause > 0 && --m_stepsToPause == 0)
        pause(true);
}

double ScriptedRun::rate(api::CommandKind kind, double planned) const {
    const auto found = m_values.find(kind);
    return found == m_values.end() ? planned : found->second;
}

void ScriptedRun::validate(double t) {
    tellProgress(api::Phase::Validate);
    const double metric = isMlm() ? 1.0 + 4.6 * std::exp(-7 * t) : 0.745 - 0.06 * std::exp(-5 * t) + 0.002 * noise();
    tellMetric(isMlm() ? "valid/masked_loss" : "valid/auc", metric);
    if (!isMlm())
        tellMetric("valid/log_loss", 0.545 + 0.09 * std::exp(-5 * t));
    if (m_stageStep % kStepsPerEpoch != 0)
        return;
    const double gain = isMlm() ? -metric : metric;
    const bool isBest = m_bestMetric == -1 || gain > m_bestMetric;
    if (isBest)
        m_bestMetric = gain;
    m_engine.push(m_run,
                  api::CheckpointWritten{m_stage, m_step, "step-" + std::to_string(m_step), isBest,
                                         isMlm() ? std::numeric_limits<double>::quiet_NaN() : metric},
                  m_seconds += 0.2);
}

void ScriptedRun::finishStage() {
    m_engine.push(m_run, api::StageFinished{m_stage, m_step, static_cast<double>(stageSteps()) * 0.12, 1784}, m_seconds);
    if (m_stage + 1 < static_cast<int>(m_spec.stages.size())) {
        startStage(m_stage + 1);
        return;
    }
    tellProgress(api::Phase::Test);
    tellMetric("test/auc", 0.71 + 0.02 * static_cast<double>(m_spec.stages.size()));
    tellMetric("test/log_loss", 0.625 - 0.015 * static_cast<double>(m_spec.stages.size()));
    m_isOver = true;
    m_engine.push(m_run, api::RunFinished{m_step, static_cast<double>(m_step) * 0.12}, m_seconds += 1);
}

void ScriptedRun::pause(bool isPaused) {
    if (m_isPaused == isPaused)
        return;
    m_isPaused = isPaused;
    m_engine.push(m_run, api::StateChanged{isPaused, m_step}, m_seconds);
}

void ScriptedRun::takeCommands() {
    for (; m_commandsSeen < m_engine.commands.size(); ++m_commandsSeen)
        if (m_engine.commands[m_commandsSeen].first == m_run && !m_isOver)
            obey(m_engine.commands[m_commandsSeen].second);
}

void ScriptedRun::obey(const api::RunCommand& command) {
    switch (command.kind) {
    case api::CommandKind::Pause:
        pause(true);
        return;
    case api::CommandKind::Resume:
        pause(false);
        return;
    case api::CommandKind::Step:
        pause(false);
        m_stepsToPause = static_cast<std::int64_t>(command.value);
        return;
    case api::CommandKind::StopAndSave:
    case api::CommandKind::Discard:
        m_isOver = true;
        m_engine.push(m_run, api::RunCancelled{m_step, command.kind == api::CommandKind::StopAndSave}, m_seconds);
        return;
    default:
        m_values[command.kind] = command.value;
        m_engine.push(m_run, api::CommandApplied{command, m_step + 1, api::toText(command)}, m_seconds);
    }
}

} // namespace cpw::tests
