// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/linear.h"
#include "core/plm/plm_config.h"
#include "core/plm/prompt_prefix.h"

namespace cpw::clickprompt {

/// Makes the soft prompts of a row from its CTR representation: Linear, tanh, and one wide Linear whose output index is
/// k * 2LH + (2l + s) * H + h * D + j, with s 0 for keys and 1 for values. The paper's separate networks for each layer and
/// prompt with a shared first layer. Names: "hidden.*", "output.*".
class PromptProjectorImpl : public torch::nn::Module {
public:
    PromptProjectorImpl(std::int64_t representationSize, std::int64_t promptCount, const plm::PlmConfig& plm);

    /// [B, R] to keys and values [L, B, heads, K, D]; views of one tensor.
    plm::PromptPrefix forward(const at::Tensor& representation);

private:
    std::int64_t m_promptCount;
    std::int64_t m_layers;
    std::int64_t m_heads;
    std::int64_t m_headSize;
    nn::Linear m_hidden;
    nn::Linear m_output;
};
TORCH_MODULE(PromptProjector);

} // namespace cpw::clickprompt
