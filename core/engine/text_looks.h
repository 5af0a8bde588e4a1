// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inspected_model.h"

namespace cpw::engine {

/// See api::Inspector::masked. Mutex held by the caller, as below.
[[nodiscard]] Result<api::MaskedPredictions> maskedPredictions(InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& intervention,
                                                               const std::vector<int>& positions, std::size_t guesses);
/// See api::Inspector::nearestTokens. Prompts of the form layer_hidden go through the same map as the words; those of the form input
/// are compared with the word embeddings themselves, beside which they stand.
[[nodiscard]] Result<std::vector<api::NearToken>> nearestTokens(InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& intervention,
                                                                int layer, int prompt, api::PromptPart part, std::size_t count);

} // namespace cpw::engine
