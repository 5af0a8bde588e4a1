// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ctr/backbone.h"
#include "core/nn/linear.h"

namespace cpw::clickprompt {

/// The last layer of the CTR model. Names: "output.weight" [1, G], "output.bias" [1].
class CtrHeadImpl : public torch::nn::Module {
public:
    explicit CtrHeadImpl(std::int64_t inputSize) : m_output(inputSize, 1) { register_module("output", m_output); }

    /// [B]
    at::Tensor forward(const ctr::BackboneOutput& trunk) {
        const auto logit = m_output->forward(trunk.headInput); // [B, 1]
        return (trunk.logitOffset.defined() ? logit + trunk.logitOffset : logit).squeeze(1);
    }
    void reset() { m_output->reset(); }

private:
    nn::Linear m_output;
};
TORCH_MODULE(CtrHead);

} // namespace cpw::clickprompt
