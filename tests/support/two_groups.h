// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/window_bench.h"

#include <functional>

namespace cpw::tests {

/// The Runs page over two groups of three finished seeds, "small" with batch 64 and "large" with batch 256; `fill` gives a run its
/// results and curves.
struct TwoGroups : WindowBench {
    using Fill = std::function<void(FakeStore::Run& run, bool isSmall, double seed)>;
    TwoGroups(ui::Theme& shared, const Fill& fill) : WindowBench(shared) {
        for (const bool isSmall : {true, false})
            for (const std::uint64_t seed : {1, 2, 3}) {
                auto spec = FakeEngine::makeSpec(isSmall ? "small" : "large", {spec::StageKind::FinetuneCtr});
                spec.seed = seed;
                spec.stages[0].batch = isSmall ? 64 : 256;
                const auto run = store.createRun(spec);
                store.edit(*run, [&](FakeStore::Run& entry) {
                    entry.summary.state = api::RunState::Finished;
                    fill(entry, isSmall, static_cast<double>(seed));
                });
            }
        window->showPage(ui::PageId::Runs);
    }
};

} // namespace cpw::tests
