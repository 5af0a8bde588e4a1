// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clickprompt/click_prompt_model.h"

namespace cpw::clickprompt {
namespace {

void checkBackbone(const ClickPromptOptions& options, std::vector<Problem>& problems) {
    const auto entry = ctr::findBackbone(options.backbone.id);
    if (!entry) {
        problems.push_back({"model.backbone.id", entry.error().message, "Choose one of them.", true});
        return;
    }
    for (auto& problem : (*entry)->check(options.shape, options.backbone.options, "model.backbone.options"))
        problems.push_back(std::move(problem));
}

void checkTextSide(const ClickPromptOptions& options, std::vector<Problem>& problems) {
    const auto& plm = *options.plm;
    if (plm.heads < 1 || plm.hidden < 1 || plm.hidden % plm.heads != 0)
        problems.push_back(
            {"model.plm.scratch.hidden",
             fmt::format("a hidden size of {} with {} heads, expected a multiple of the heads", plm.hidden, plm.heads),
             "Change one of the two.", true});
    if (plm.layers < 1 || plm.vocabularySize < 1 || plm.maximumPositions < 1)
        problems.push_back({"model.plm",
                            fmt::format("a language model of {} layers, {} words and {} positions, expected each at least 1",
                                        plm.layers, plm.vocabularySize, plm.maximumPositions),
                            {},
                            true});
    constexpr int kMostPrompts = 512;
    if (options.prompts.count < 0 || options.prompts.count > kMostPrompts)
        problems.push_back({"model.prompts.count",
                            fmt::format("{} prompts, expected between 0 and {}", options.prompts.count, kMostPrompts),
                            {},
                            true});
    if (options.prompts.positions == spec::PromptPositions::ShiftedByPrompts && options.prompts.count >= plm.maximumPositions)
        problems.push_back({"model.prompts.positions",
                            fmt::format("{} prompts shift the text past the {} positions of the language model",
                                        options.prompts.count, plm.maximumPositions),
                            "Use fewer prompts or unshifted positions.", true});
}

} // namespace

std::vector<Problem> checkOptions(const ClickPromptOptions& options) {
    std::vector<Problem> problems;
    checkBackbone(options, problems);
    if (options.plm)
        checkTextSide(options, problems);
    return problems;
}

} // namespace cpw::clickprompt
