// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/prompt_effects.h"

namespace cpw::ui {

Result<PromptEffects> promptEffects(const api::Inspector& inspector, const PromptEffectsQuestion& question, std::stop_token stop) {
    using Kind = api::PromptChange::Kind;
    CPW_TRY(plain, inspector.look(question.row, stop));
    PromptEffects effects;
    effects.probability = plain.probability;
    effects.hasLearntClicks = plain.stamp.hasLearntClicks;
    if (plain.norms.prompts == 0)
        return badInput("the model of step {} has no soft prompts for this row; choose a step of a stage with the language model", plain.stamp.step);
    const auto with = [&](Kind kind, std::optional<int> prompt) -> Result<double> {
        auto changed = question.row;
        const auto layer = plain.norms.layers == 1 && kind != Kind::LeaveOut ? std::nullopt : question.layer;
        changed.prompts.push_back({kind, layer, prompt, question.otherRow});
        CPW_TRY(look, inspector.look(changed, stop));
        return look.probability;
    };
    for (int prompt = -1; prompt < plain.norms.prompts; ++prompt) {
        PromptEffects::Line line{prompt < 0 ? std::nullopt : std::optional(prompt)};
        CPW_TRY(leftOut, with(Kind::LeaveOut, line.prompt));
        CPW_TRY(averaged, with(Kind::Average, line.prompt));
        CPW_TRY(swapped, with(Kind::FromRow, line.prompt));
        line.leftOut = leftOut;
        line.averaged = averaged;
        line.swapped = swapped;
        effects.lines.push_back(line);
    }
    return effects;
}

} // namespace cpw::ui
