// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Batch normalisation of dimension 1 of [B, C] or [B, C, N] (Ioffe and Szegedy 2015), running statistics with momentum 0.1.
/// In training a micro-batch is normalised by itself. Evaluation, a frozen norm (weight without gradient) and a batch with one
/// value for each channel, which has no spread, read the running statistics and leave them as they are.
/// Checkpoint names: "weight" [C], "bias" [C] and the buffers "running_mean" [C], "running_var" [C].
class BatchNormImpl : public torch::nn::Module {
public:
    explicit BatchNormImpl(std::int64_t channels);

    static constexpr double kEpsilon = 1e-5; ///< added to a variance

    at::Tensor forward(const at::Tensor& input);
    /// Whether `forward` of so many values a channel takes their own mean and variance.
    [[nodiscard]] bool learnsFrom(std::int64_t valuesPerChannel) const;
    /// Moves the running statistics towards those of a batch [C], the variance unbiased: for who normalises by himself.
    void follow(const at::Tensor& mean, const at::Tensor& variance);

    at::Tensor weight;
    at::Tensor bias;
    at::Tensor runningMean;
    at::Tensor runningVariance;
};
TORCH_MODULE(BatchNorm);

} // namespace cpw::nn
