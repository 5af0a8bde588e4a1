// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "core/clickprompt/click_prompt_model.h"

namespace cpw::engine {

/// Soft prompts of every form in one layout: [L, B, K, hidden], one layer for the form `input`.
struct PromptTensors {
    at::Tensor keys;   ///< or the states; undefined without prompts
    at::Tensor values; ///< undefined but for the form `prefix`
    std::int64_t heads = 0;
    bool isInput = false;

    [[nodiscard]] static PromptTensors of(const plm::SoftPrompts& prompts);
    [[nodiscard]] static PromptTensors of(const clickprompt::Activations& activations);
    [[nodiscard]] plm::SoftPrompts toPrompts() const;
    [[nodiscard]] bool isEmpty() const { return !keys.defined(); }
    [[nodiscard]] std::int64_t layers() const { return keys.size(0); }
    [[nodiscard]] std::int64_t count() const { return keys.size(2); }
    /// Keys and values of each row as one vector, [B, L * K * width].
    [[nodiscard]] at::Tensor flat() const;
    /// Keys and values side by side, [L, B, K, width].
    [[nodiscard]] at::Tensor joined() const;
};

/// Of the prompts over the rows, [L, 1, K, hidden].
[[nodiscard]] PromptTensors meanOver(const PromptTensors& prompts);
/// Means over the rows.
[[nodiscard]] api::PromptNorms meanNorms(const PromptTensors& prompts);
/// Sample standard deviations over the rows; 0 with one row.
[[nodiscard]] api::PromptNorms normDeviations(const PromptTensors& prompts);
/// A tensor of the processor as plain numbers.
[[nodiscard]] std::vector<float> floatsOf(const at::Tensor& tensor);

} // namespace cpw::engine
