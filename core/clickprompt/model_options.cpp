// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clickprompt/click_prompt_model.h"

#include <algorithm>

namespace cpw::clickprompt {
namespace {

void checkBackbone(const ClickPromptOptions& options, std::vector<Problem>& problems) {
    const auto entry = ctr::findBackbone(options.backbone.id);
    if (!entry) {
        problems.push_back({"backbone.id", entry.error().message, "Choose one of them.", true});
        return;
    }
    for (auto& problem : (*entry)->check(options.shape, options.backbone.options, "backbone.options"))
        problems.push_back(std::move(problem));
}

void checkTextSide(const ClickPromptOptions& options, std::vector<Problem>& problems) {
    const auto& plm = *options.plm;
    if (plm.heads < 1 || plm.hidden < 1 || plm.hidden % plm.heads != 0)
        problems.push_back({"plm.scratch.hidden",
                            fmt::format("is {}, expected a multiple of the {} heads", plm.hidden, plm.heads),
                            "Change one of the two.", true});
    if (plm.layers < 1 || plm.vocabularySize < 1 || plm.textPositions() < 1)
        problems.push_back({"plm",
                            fmt::format("a language model of {} layers, {} words and {} positions, expected each at least 1",
                                        plm.layers, plm.vocabularySize, plm.textPositions()),
                            {},
                            true});
    if (options.prompts.positions == spec::PromptPositions::ShiftedByPrompts && options.prompts.count >= plm.textPositions())
        problems.push_back({"prompts.positions",
                            fmt::format("is shifted_by_prompts, and {} prompts leave the text none of the {} positions of the "
                                        "language model",
                                        options.prompts.count, plm.textPositions()),
                            fmt::format("Use fewer than {} prompts, or unshifted.", plm.textPositions()), true});
}

void checkPrompts(const ClickPromptOptions& options, std::vector<Problem>& problems) {
    const auto& prompts = options.prompts;
    constexpr int kMostPrompts = 512;
    if (prompts.count < 0 || prompts.count > kMostPrompts)
        problems.push_back(
            {"prompts.count", fmt::format("is {}, expected between 0 and {}", prompts.count, kMostPrompts), {}, true});
    if (prompts.ctrLogit == spec::CtrLogit::Trunk)
        return;
    const auto* kind = enumId(prompts.ctrLogit);
    if (prompts.count == 0)
        problems.push_back({"prompts.ctr_logit",
                            fmt::format("is {}, but prompts.count is 0, so that there are no prompts to form it from", kind),
                            "Use at least 1 prompt, or trunk.", true});
    if (!options.plm && !options.promptSizes)
        problems.push_back(
            {"prompts.ctr_logit",
             fmt::format("is {}, but the layers and the hidden size of the language model, which the prompts have, are not known",
                         kind),
             "Give plm.folder or plm.scratch, or use trunk.", true});
    if (!options.plm && options.promptSizes &&
        options.promptSizes->hidden % std::max<std::int64_t>(1, options.promptSizes->heads) != 0)
        problems.push_back(
            {"plm.scratch.hidden",
             fmt::format("is {}, expected a multiple of the {} heads", options.promptSizes->hidden, options.promptSizes->heads),
             "Change one of the two.", true});
}

} // namespace

std::vector<Problem> checkOptions(const ClickPromptOptions& options) {
    std::vector<Problem> problems;
    checkBackbone(options, problems);
    if (options.plm)
        checkTextSide(options, problems);
    checkPrompts(options, problems);
    return problems;
}

} // namespace cpw::clickprompt
