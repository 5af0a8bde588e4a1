// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"

#include <optional>
#include <vector>

namespace cpw::ui {

struct PromptEffectsQuestion {
    api::RowQuestion row;
    std::optional<int> layer = std::nullopt; ///< none: in all
    std::uint64_t otherRow = 0;              ///< whose prompts are taken
    bool operator==(const PromptEffectsQuestion&) const = default;
};

/// A row's probability when all or one of its soft prompts are something else.
struct PromptEffects {
    struct Line {
        std::optional<int> prompt; ///< none: all of them
        double leftOut = 0;
        double averaged = 0;
        double swapped = 0;
    };
    double probability = 0; ///< as it is
    bool hasLearntClicks = true;
    std::vector<Line> lines;
};

/// Prompts of the form `input` are replaced at their one layer, whatever layer is asked for. On a worker.
[[nodiscard]] Result<PromptEffects> promptEffects(const api::Inspector& inspector, const PromptEffectsQuestion& question, std::stop_token stop);

} // namespace cpw::ui
