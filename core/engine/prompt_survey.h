// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inspected_model.h"

namespace cpw::engine {

/// Soft prompts of rows of a part, evenly spread, for `clickprompt prompts` and the survey. Mutex held by the caller.
struct SurveyedPrompts {
    std::vector<std::uint32_t> rows;
    std::uint64_t rowsTotal = 0;
    PromptTensors prompts; ///< [L, N, K, hidden]
};
[[nodiscard]] Result<SurveyedPrompts> surveyedPrompts(InspectedModel& model, const std::string& part, std::size_t rows);
/// See api::PromptSurvey.
[[nodiscard]] Result<api::PromptSurvey> surveyOf(InspectedModel& model, const std::string& part, std::size_t rows, std::optional<int> groupField,
                                                 std::stop_token stop);
/// |after - before| / |before| of keys and values together, [L, K]; 0 where `before` is.
[[nodiscard]] std::vector<float> relativeChange(const PromptTensors& before, const PromptTensors& after);

} // namespace cpw::engine
