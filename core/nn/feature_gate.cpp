// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/feature_gate.h"

#include "core/nn/init.h"

namespace cpw::nn {

FeatureGateImpl::FeatureGateImpl(std::int64_t contextSize, std::int64_t learntSize, std::int64_t hidden, std::int64_t outputSize)
    : m_hidden(contextSize > 0 ? contextSize : learntSize, hidden), m_output(hidden, outputSize) {
    register_module("0", m_hidden);
    register_module("1", m_output);
    if (contextSize > 0)
        return;
    // Deviation: the authors' code starts the context at zero. With zero biases the hidden layer is then exactly zero, its relu
    // passes no gradient, and only the last bias would ever learn.
    m_context = register_parameter("context", at::empty({1, learntSize}));
    initXavierNormal(m_context);
}

at::Tensor FeatureGateImpl::forward(const at::Tensor& context) {
    const auto hidden = at::relu(m_hidden->forward(m_context.defined() ? m_context : context)); // [B or 1, hidden]
    return at::sigmoid(m_output->forward(hidden)) * 2;                                          // [B or 1, out]
}

} // namespace cpw::nn
