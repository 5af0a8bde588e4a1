// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cpw::cli {

// Answers of the inspector as --json prints them.
[[nodiscard]] nlohmann::json lookJson(const api::RowLook& look, const std::vector<std::string>& fields);
[[nodiscard]] nlohmann::json attentionJson(const api::LayerAttention& attention);
[[nodiscard]] nlohmann::json contributionsJson(const api::Contributions& found, const std::vector<std::string>& fields);
[[nodiscard]] nlohmann::json maskedJson(const std::vector<api::MaskedToken>& tokens);
[[nodiscard]] nlohmann::json surveyJson(const api::PromptSurvey& survey);
[[nodiscard]] nlohmann::json rankingJson(const api::RowRanking& ranking);
[[nodiscard]] nlohmann::json slicesJson(const api::SliceReport& report);

// The same as text.
[[nodiscard]] std::string lookText(const api::RowLook& look, const std::vector<std::string>& fields);
[[nodiscard]] std::string contributionsText(const api::Contributions& found, const std::vector<std::string>& fields);

} // namespace cpw::cli
