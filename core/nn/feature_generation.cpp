// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/feature_generation.h"

#include "core/nn/fast_feature_generation.h"
#include "core/nn/init.h"

#include <cmath>

namespace cpw::nn {
namespace {

at::Tensor tapIndex(std::int64_t height, std::int64_t kernelHeight) {
    std::vector<std::int64_t> taps;
    for (std::int64_t output = 0; output < height; ++output)
        for (std::int64_t input = 0; input < height; ++input) {
            const auto tap = input - output + kernelHeight / 2;
            taps.push_back(tap >= 0 && tap < kernelHeight ? tap : kernelHeight);
        }
    return at::tensor(taps, at::kLong);
}

} // namespace

FeatureGenerationImpl::FeatureGenerationImpl(const FeatureGenerationOptions& options)
    : m_options(options), m_taps(tapIndex(options.height, options.kernelHeight)), m_norm(options.outputChannels),
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

/// The convolution as a matrix [out * height, in * height] between all rows: a few rows make it nearly dense, and its product
/// takes a tenth of the time of a convolution along so short an axis.
at::Tensor FeatureGenerationImpl::kernelMatrix(c10::Device device) {
    const auto out = m_options.outputChannels, in = m_options.inputChannels, height = m_options.height;
    const auto padded = at::constant_pad_nd(m_kernel.squeeze(3), {0, 1}); // [out, in, kernel + 1], the last tap is zero
    return padded.index_select(2, m_taps.on(device))
        .view({out, in, height, height})
        .permute({0, 2, 1, 3})
        .reshape({out * height, in * height});
}

at::Tensor FeatureGenerationImpl::pooledByTensors(const at::Tensor& map) {
    const auto out = m_options.outputChannels, height = m_options.height, pooling = m_options.pooling;
    const auto rows = map.size(0), size = map.size(2);
    // Channels slow: convolution and pooling then run along contiguous rows. What a block before has made lies so already.
    const auto wide = map.transpose(0, 1).flatten(1); // [in * height, B * D]
    const auto bias = m_bias.unsqueeze(1).expand({out, height}).reshape({out * height, 1});
    const auto convolved = at::addmm(bias, kernelMatrix(map.device()), wide); // [out * height, B * D]
    auto active = at::tanh(m_norm->forward(convolved.view({1, out, height * rows * size}))).view({1, out, height, rows * size});
    if (height > 1) // as many rows of minus infinity at both ends as the height exceeds a multiple of the pooling by
        active = at::max_pool2d(active, {pooling, 1}, {pooling, 1}, {height % pooling, 0}); // [1, out, H', B * D]
    return active.view({out * outputHeight(), rows, size}).transpose(0, 1);                 // [B, out * H', D]
}

at::Tensor FeatureGenerationImpl::pooledMap(const at::Tensor& map) {
    const auto height = m_options.height, size = m_options.size;
    const GenerationShape shape{m_options.inputChannels * height, m_options.outputChannels, height, m_options.pooling, size};
    if (!m_norm->learnsFrom(map.size(0) * height * size) || !isFastGeneration(map, m_kernel, shape))
        return pooledByTensors(map);
    const auto output =
        fastGeneration(map, {kernelMatrix(map.device()), m_bias, m_norm->weight, m_norm->bias, BatchNormImpl::kEpsilon}, shape);
    m_norm->follow(output.mean, output.variance);
    return output.pooled; // [B, out * H', D]
}

FeatureGenerationImpl::Output FeatureGenerationImpl::forward(const at::Tensor& map) {
    auto pooled = pooledMap(map);
    const auto features = linearTanh(pooled.flatten(1), m_recombination->weight, m_recombination->bias); // [B, newMaps * H' * D]
    return {std::move(pooled), features.view({map.size(0), newFeatures(), m_options.size})};
}

} // namespace cpw::nn
