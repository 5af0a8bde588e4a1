// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/batch_norm.h"
#include "core/nn/fixed_tensor.h"
#include "core/nn/linear.h"

namespace cpw::nn {

struct FeatureGenerationOptions {
    std::int64_t inputChannels = 1;
    std::int64_t outputChannels = 6;
    std::int64_t kernelHeight = 7; ///< odd: the height stays
    std::int64_t height = 0;       ///< of the input map
    std::int64_t size = 0;         ///< D, width of the map
    std::int64_t pooling = 2;      ///< rows joined to one; what height exceeds a multiple of it by is at most its half
    std::int64_t newMaps = 3;      ///< new features for each row of the pooled map
};

/// One block of FGCNN (Liu et al. 2019, equations 3 to 6): a convolution along the fields, batch norm, tanh, pooling of
/// rows; then a layer with tanh that recombines the pooled map to new features. Names: "convolution.weight" [out, in, kernel, 1],
/// "convolution.bias" [out], "norm.*", "recombination.weight", "recombination.bias".
class FeatureGenerationImpl : public torch::nn::Module {
public:
    struct Output {
        at::Tensor map;      ///< [B, out * H', D], input of the next block
        at::Tensor features; ///< [B, newMaps * H', D]
    };

    explicit FeatureGenerationImpl(const FeatureGenerationOptions& options);

    /// [B, in * height, D]
    Output forward(const at::Tensor& map);
    /// Convolution, norm, tanh and pooling by LibTorch's operations: what `forward` does for other types, devices and poolings and
    /// outside of training, and what it is tested against. [B, in * height, D] to [B, out * H', D].
    [[nodiscard]] at::Tensor pooledByTensors(const at::Tensor& map);
    /// H'
    [[nodiscard]] std::int64_t outputHeight() const { return (m_options.height + m_options.pooling - 1) / m_options.pooling; }
    [[nodiscard]] std::int64_t newFeatures() const { return m_options.newMaps * outputHeight(); }

private:
    [[nodiscard]] at::Tensor kernelMatrix(c10::Device device);
    [[nodiscard]] at::Tensor pooledMap(const at::Tensor& map);

    FeatureGenerationOptions m_options;
    FixedTensor m_taps; ///< [height * height] tap of the kernel between an output and an input row, or the one after the last
    at::Tensor m_kernel;
    at::Tensor m_bias;
    BatchNorm m_norm;
    Linear m_recombination;
};
TORCH_MODULE(FeatureGeneration);

} // namespace cpw::nn
