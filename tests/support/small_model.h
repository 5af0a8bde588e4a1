// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clickprompt/click_prompt_model.h"

namespace cpw::testing {

/// A language model of a few hundred weights, for finite differences.
inline plm::PlmConfig smallPlm() {
    plm::PlmConfig config;
    config.vocabularySize = 9;
    config.hidden = 4;
    config.layers = 2;
    config.heads = 2;
    config.feedForward = 3;
    config.maximumPositions = 9;
    config.initializerRange = 0.5;
    return config;
}

/// Two prompts on a dcn_v2 or deepfm with embeddings of 2.
inline clickprompt::ClickPromptOptions smallOptions(const std::string& backbone = "dcn_v2") {
    clickprompt::ClickPromptOptions options;
    options.shape = {3, 15};
    options.backbone = {backbone,
                        {{"embedding_size", std::int64_t(2)},
                         {"embedding_spread", 0.5},
                         {"tower_width", std::int64_t(3)},
                         {"tower_layers", std::int64_t(1)}}};
    if (backbone == "dcn_v2")
        options.backbone.options["cross_layers"] = std::int64_t(1);
    options.plm = smallPlm();
    options.prompts.count = 2;
    return options;
}

/// Three rows of five, three and four tokens.
inline clickprompt::ModelBatch smallBatch() {
    clickprompt::ModelBatch batch;
    batch.fields.ids = at::tensor({0, 7, 12, 6, 11, 14, 3, 7, 13}, at::kLong).view({3, 3});
    batch.tokens.ids = at::tensor({1, 5, 3, 7, 2, 1, 8, 2, 0, 0, 1, 4, 8, 2, 0}, at::kLong).view({3, 5});
    batch.tokens.mask = batch.tokens.ids.ne(0);
    batch.maskedPositions = at::tensor({1, 3, 6, 12}, at::kLong);
    batch.maskedTargets = at::tensor({5, 8, 6, 7}, at::kLong);
    return batch;
}

inline constexpr spec::PromptForm kForms[] = {spec::PromptForm::Prefix, spec::PromptForm::LayerHidden, spec::PromptForm::Input};
inline constexpr spec::ProjectorKind kProjectors[] = {spec::ProjectorKind::Shared, spec::ProjectorKind::Separate};
inline constexpr spec::PromptPositions kPositions[] = {spec::PromptPositions::Unshifted, spec::PromptPositions::ShiftedByPrompts};
inline constexpr spec::CtrLogit kCtrLogits[] = {spec::CtrLogit::Trunk, spec::CtrLogit::Mean, spec::CtrLogit::Concat,
                                                spec::CtrLogit::Mixture, spec::CtrLogit::Attention};
inline constexpr spec::Pooler kPoolers[] = {spec::Pooler::Cls, spec::Pooler::Mean, spec::Pooler::MeanFirstLast,
                                            spec::Pooler::MeanTopTwo};

} // namespace cpw::testing
