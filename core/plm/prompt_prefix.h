// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expects.h"
#include "core/nn/torch_pch.h"

namespace cpw::plm {

/// Soft prompts as keys and values of every layer. L layers, B batch, H heads, K prompts, D head size. Shapes are checked here
/// once, so that the encoder does not check again.
class PromptPrefix {
public:
    PromptPrefix() = default;
    /// keys and values [L, B, H, K, D].
    PromptPrefix(at::Tensor keys, at::Tensor values) : m_keys(std::move(keys)), m_values(std::move(values)) {
        expects(m_keys.dim() == 5 && m_keys.sizes() == m_values.sizes(), "prompt keys of {} dimensions, expected [L, B, H, K, D]",
                m_keys.dim());
        // Once for all layers: the gradient of a select is as large as the whole prefix, that of unbind is gathered in one copy.
        m_layerKeys = m_keys.unbind(0);
        m_layerValues = m_values.unbind(0);
    }

    [[nodiscard]] bool isEmpty() const { return !m_keys.defined(); }
    [[nodiscard]] std::int64_t promptCount() const { return isEmpty() ? 0 : m_keys.size(3); }
    [[nodiscard]] at::Tensor keys(std::int64_t layer) const {
        return m_layerKeys.at(static_cast<std::size_t>(layer));
    } // [B, H, K, D]
    [[nodiscard]] at::Tensor values(std::int64_t layer) const {
        return m_layerValues.at(static_cast<std::size_t>(layer));
    } // [B, H, K, D]
    [[nodiscard]] const at::Tensor& allKeys() const { return m_keys; }
    [[nodiscard]] const at::Tensor& allValues() const { return m_values; }

private:
    at::Tensor m_keys;
    at::Tensor m_values;
    std::vector<at::Tensor> m_layerKeys;
    std::vector<at::Tensor> m_layerValues;
};

} // namespace cpw::plm
