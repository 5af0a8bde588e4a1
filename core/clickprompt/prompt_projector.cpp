// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clickprompt/prompt_projector.h"

namespace cpw::clickprompt {

PromptProjectorImpl::PromptProjectorImpl(std::int64_t representationSize, std::int64_t promptCount, const plm::PlmConfig& plm)
    : m_promptCount(promptCount), m_layers(plm.layers), m_heads(plm.heads), m_headSize(plm.headSize()),
      m_hidden(representationSize, plm.hidden), m_output(plm.hidden, promptCount * 2 * plm.layers * plm.hidden) {
    register_module("hidden", m_hidden);
    register_module("output", m_output);
}

plm::PromptPrefix PromptProjectorImpl::forward(const at::Tensor& representation) {
    const auto wide = m_output->forward(at::tanh(m_hidden->forward(representation))); // [B, K * 2 * L * hidden]
    const auto parts = wide.view({wide.size(0), m_promptCount, m_layers, 2, m_heads, m_headSize})
                           .permute({3, 2, 0, 4, 1, 5}) // [2, L, B, heads, K, D]
                           .unbind(0);
    return {parts[0], parts[1]};
}

} // namespace cpw::clickprompt
