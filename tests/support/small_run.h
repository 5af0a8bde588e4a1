// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/engine/run_assembly.h"
#include "core/train/stage_chain.h"

#include <map>
#include <string>
#include <vector>

namespace cpw::tests {

/// The sample's first rows and models of a few hundred parameters: every part of a run, in a second.
inline api::RunSpec smallSpec(std::vector<spec::StageKind> kinds) {
    api::RunSpec spec;
    spec.data.source = "sample";
    spec.data.split.kind = spec::SplitKind::Random;
    spec.data.maximumRows = 1200;
    spec.plm.scratch = {1, 16, 2, 32, 64, 1e-12, 0.02, 0.1, 0.0};
    spec.plm.tokenizer.vocabularySize = 300;
    spec.backbone = {"dcn_v2", {{"embedding_size", std::int64_t{4}}, {"tower_width", std::int64_t{8}}, {"tower_layers", std::int64_t{1}}, {"cross_layers", std::int64_t{1}}}};
    spec.prompts.count = 2;
    spec.seed = 11;
    spec.threads = 1;
    for (const auto kind : kinds) {
        spec::StageSpec stage;
        stage.kind = kind;
        stage.epochs = 3;
        stage.batch = 64;
        stage.ctrDropout = 0.1;
        stage.stopping.patience = 0;
        stage.masking = {0.2, 0.2, false, 0.8, 0.1};
        stage.optimizer.learningRateCtr = stage.optimizer.learningRatePlm = stage.optimizer.learningRateHeads = 3e-3;
        stage.schedule = {spec::ScheduleKind::Linear, 0.1};
        spec.stages.push_back(stage);
    }
    return spec;
}

/// Keeps everything a run tells, and asks for what a test wants at a step.
class RecordingObserver final : public train::TrainObserver {
public:
    struct Point {
        std::int64_t step;
        double value;
        bool operator==(const Point&) const = default;
    };
    std::map<std::string, std::vector<Point>> curves;
    std::vector<train::CheckpointNote> checkpoints;
    std::vector<std::pair<train::NoteLevel, std::string>> notes;
    std::vector<std::pair<spec::StageKind, bool>> stages; ///< kind, reused
    std::map<std::int64_t, train::StepRequests> requests; ///< by run step
    std::map<std::int64_t, train::LiveValues> changes;    ///< by run step
    std::int64_t stopInValidationOfStep = -1;

    train::StepRequests beforeStep(const train::Position& position, train::LiveValues& values) override {
        if (const auto change = changes.find(position.runStep); change != changes.end())
            values = change->second;
        if (m_isStopping)
            return {.stopAndSave = true};
        const auto found = requests.find(position.runStep);
        return found == requests.end() ? train::StepRequests{} : found->second;
    }
    bool shouldStop() const override { return m_isStopping; }
    void onStageStarted(const train::Position&, spec::StageKind kind, bool isReused) override { stages.emplace_back(kind, isReused); }
    void onStageFinished(const train::Position&, double, double) override {}
    void onProgress(const train::Position& position, train::Phase phase, double, double) override {
        if (phase == train::Phase::Validate && position.runStep == stopInValidationOfStep)
            m_isStopping = true;
    }
    void onMetric(const train::Position& position, const char* name, double value) override {
        if (std::string_view(name) != "train/rows_per_second")
            curves[name].push_back({position.runStep, value});
    }
    void onCheckpoint(const train::CheckpointNote& note) override { checkpoints.push_back(note); }
    void onNote(const train::Position&, train::NoteLevel level, const std::string& text) override { notes.emplace_back(level, text); }

private:
    bool m_isStopping = false;
};

} // namespace cpw::tests
