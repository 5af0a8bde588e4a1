// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ctr/backbone.h"
#include "core/nn/linear.h"

namespace cpw::clickprompt {

/// The last layer of the CTR model. Names: "output.weight" [1, G], "output.bias" [1]. An input size of 0 is for a backbone that
/// forms the whole logit itself: no parameters.
class CtrHeadImpl : public torch::nn::Module {
public:
    explicit CtrHeadImpl(std::int64_t inputSize) {
        if (inputSize > 0)
            m_output = register_module("output", nn::Linear(inputSize, 1));
    }

    /// [B]
    at::Tensor forward(const ctr::BackboneOutput& trunk) {
        if (!m_output)
            return trunk.logitOffset.squeeze(1);
        const auto logit = m_output->forward(trunk.headInput); // [B, 1]
        return (trunk.logitOffset.defined() ? logit + trunk.logitOffset : logit).squeeze(1);
    }
    void reset() {
        if (m_output)
            m_output->reset();
    }

private:
    nn::Linear m_output{nullptr};
};
TORCH_MODULE(CtrHead);

} // namespace cpw::clickprompt
