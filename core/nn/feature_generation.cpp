// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/feature_generation.h"

#include "core/nn/init.h"

#include <cmath>

namespace cpw::nn {

FeatureGenerationImpl::FeatureGenerationImpl(const FeatureGenerationOptions& options)
    : m_options(options), m_norm(options.outputChannels),
      m_recombination(outputHeight() * options.size * options.outputChannels, newFeatures() * options.size) {
    auto convolution = register_module("convolution", std::make_shared<torch::nn::Module>());
    m_kernel = convolution->register_parameter(
        "weight", at::empty({options.outputChannels, options.inputChannels, options.kernelHeight, 1}));
    m_bias = convolution->register_parameter("bias", at::empty({options.outputChannels}));
    const double bound = 1 / std::sqrt(static_cast<double>(options.inputChannels * options.kernelHeight));
    initUniform(m_kernel, bound);
    initUniform(m_bias, bound);
    register_module("norm", m_norm);
    register_module("recombination", m_recombination);
}

FeatureGenerationImpl::Output FeatureGenerationImpl::forward(const at::Tensor& map) {
    const auto convolved =
        at::conv2d(map, m_kernel, m_bias, /*stride=*/1, {m_options.kernelHeight / 2, 0}); // [B, out, height, D]
    const auto active = at::tanh(m_norm->forward(convolved));
    // An odd height gets a row of minus infinity at both ends.
    const auto pooled = at::max_pool2d(active, {2, 1}, {2, 1}, {m_options.height % 2, 0}); // [B, out, ceil(height / 2), D]
    const auto features = at::tanh(m_recombination->forward(pooled.flatten(1)));
    return {pooled, features.view({map.size(0), newFeatures(), m_options.size})};
}

} // namespace cpw::nn
