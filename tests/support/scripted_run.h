// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_engine.h"

#include <cstdint>
#include <map>
#include <string>

namespace cpw::tests {

/// Plays a run on a FakeEngine, step by step, with made-up curves: the events a real run sends, in their order. Obeys pause,
/// resume, step, the rates and stop. Numbers are invented and only there to be looked at.
class ScriptedRun {
public:
    static constexpr std::int64_t kStepsPerEpoch = 220;

    ScriptedRun(FakeEngine& engine, api::RunId run, api::RunSpec spec) : m_engine(engine), m_run(run), m_spec(std::move(spec)) {}

    [[nodiscard]] bool isOver() const { return m_isOver; }
    [[nodiscard]] std::int64_t step() const { return m_step; }
    [[nodiscard]] double seconds() const { return m_seconds; }
    void setStartSeconds(double seconds) { m_seconds = seconds; }

    /// Up to `steps` further training steps; does nothing while paused.
    void advance(std::int64_t steps);

    void fail(const std::string& message);

private:
    [[nodiscard]] const spec::StageSpec& stage() const { return m_spec.stages[static_cast<std::size_t>(m_stage)]; }
    [[nodiscard]] std::int64_t stageSteps() const { return stage().epochs * kStepsPerEpoch; }
    [[nodiscard]] bool isMlm() const { return stage().kind == spec::StageKind::PaMlm; }

    double noise();
    void begin();
    void startStage(int index);
    void tellProgress(api::Phase phase);
    void tellMetric(const std::string& name, double value);
    void trainStep();
    double rate(api::CommandKind kind, double planned) const;
    void validate(double t);
    void finishStage();
    void pause(bool isPaused);
    void takeCommands();
    void obey(const api::RunCommand& command);

    FakeEngine& m_engine;
    api::RunId m_run;
    api::RunSpec m_spec;
    int m_stage = -1;
    std::int64_t m_step = 0;
    std::int64_t m_stageStep = 0;
    double m_seconds = 0;
    double m_bestMetric = -1;
    bool m_isOver = false;
    bool m_isPaused = false;
    std::int64_t m_stepsToPause = 0;
    std::map<api::CommandKind, double> m_values;
    std::size_t m_commandsSeen = 0;
    std::uint64_t m_random = 42;
};

} // namespace cpw::tests
