// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inspector.h"
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

inline bool isNear(double a, double b, double tolerance = 1e-5) {
    return std::abs(a - b) <= tolerance * std::max(1.0, std::max(std::abs(a), std::abs(b)));
}

} // namespace cpw::tests
