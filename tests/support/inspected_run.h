// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inspector.h"
#include "core/engine/model_session.h"
#include "tests/support/engine_bench.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cpw::tests {

template <class T>
T need(Result<T> result) {
    if (!result)
        throw std::runtime_error(result.error().text());
    return std::move(*result);
}

/// One trained run and its inspector.
struct Inspected : Bench {
    api::RunId run;
    std::unique_ptr<api::Inspector> inspector;

    /// `keepsFirstStep`: a checkpoint of step 1 stays, beside the best and the last one.
    explicit Inspected(api::RunSpec spec, bool keepsFirstStep = false) {
        run = need(engine->submit(spec));
        if (keepsFirstStep) // it lies in the store before the first step
            static_cast<void>(store->postCommand(run, {api::CommandKind::CheckpointNow, 0, {}}));
        if (!waitForEnd(run))
            throw std::runtime_error("the run did not end");
        inspector = engine::makeInspector(*store, engine.get());
    }
    [[nodiscard]] api::RowQuestion question(std::uint64_t row) const { return {.model = {run}, .row = row}; }
};

inline api::RunSpec textSpec(spec::PromptForm form = spec::PromptForm::Prefix) {
    auto spec = smallSpec({spec::StageKind::PaMlm, spec::StageKind::FinetuneWithPlm});
    spec.plm.scratch.layers = 2;
    spec.prompts.form = form;
    for (auto& stage : spec.stages)
        stage.epochs = 2;
    return spec;
}

/// The run that most tests look into; trained once a program.
inline Inspected& sharedTextRun() {
    static Inspected inspected(textSpec());
    return inspected;
}

/// The test part as `evaluate` scores it with the best checkpoint.
inline engine::ScoredPart scoredTestPart(const Inspected& inspected) {
    const auto folder = need(engine::findCheckpoint(inspected.store->runFolder(inspected.run), engine::CheckpointChoice::Best));
    const auto session = need(engine::ModelSession::open(folder, {.device = "cpu", .threads = 1, .cacheFolder = inspected.store->cacheFolder()}));
    return need(session->scorePart(engine::SplitPart::Test));
}

/// Of ids and text of all fields.
inline double sumOf(const api::Contributions& found) {
    double sum = 0;
    for (const auto& field : found.fields)
        sum += field.ids + field.text;
    return sum;
}

inline bool isNear(double a, double b, double tolerance = 1e-5) {
    return std::abs(a - b) <= tolerance * std::max(1.0, std::max(std::abs(a), std::abs(b)));
}

} // namespace cpw::tests
