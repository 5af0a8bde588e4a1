// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plm/prompt_prefix.h"

namespace cpw::plm {

/// Soft prompts of a batch in one of the three forms of spec::PromptForm, or none. L layers, B batch, K prompts.
class SoftPrompts {
public:
    SoftPrompts() = default;
    SoftPrompts(PromptPrefix prefix) : m_prefix(std::move(prefix)) {} // NOLINT(google-explicit-constructor): a form of prompts
    /// Hidden states [L, B, K, hidden] that pass through each layer's own key and value maps.
    [[nodiscard]] static SoftPrompts layerHidden(at::Tensor states) {
        expects(states.dim() == 4, "prompt states of {} dimensions, expected [L, B, K, hidden]", states.dim());
        SoftPrompts prompts;
        prompts.m_layerHidden = std::move(states);
        prompts.m_layers = prompts.m_layerHidden.unbind(0); // once for all layers, as in PromptPrefix
        return prompts;
    }
    /// [B, K, hidden], before the token embeddings.
    [[nodiscard]] static SoftPrompts input(at::Tensor embeddings) {
        expects(embeddings.dim() == 3, "input prompts of {} dimensions, expected [B, K, hidden]", embeddings.dim());
        SoftPrompts prompts;
        prompts.m_input = std::move(embeddings);
        return prompts;
    }

    [[nodiscard]] std::int64_t count() const {
        return m_layerHidden.defined() ? m_layerHidden.size(2) : m_input.defined() ? m_input.size(1) : m_prefix.promptCount();
    }
    [[nodiscard]] const PromptPrefix& prefix() const { return m_prefix; }            ///< empty in the other forms
    [[nodiscard]] const at::Tensor& allLayerHidden() const { return m_layerHidden; } ///< [L, B, K, hidden] or undefined
    [[nodiscard]] const at::Tensor& inputStates() const { return m_input; }          ///< [B, K, hidden] or undefined
    [[nodiscard]] at::Tensor layerHiddenOf(std::int64_t layer) const {               // [B, K, hidden]
        return m_layers.at(static_cast<std::size_t>(layer));
    }

private:
    PromptPrefix m_prefix;
    at::Tensor m_layerHidden;
    std::vector<at::Tensor> m_layers;
    at::Tensor m_input;
};

} // namespace cpw::plm
