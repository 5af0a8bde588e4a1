// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/batch_norm.h"

namespace cpw::nn {
namespace {

constexpr double kMomentum = 0.1; // share of the newest batch, torch's default

} // namespace

BatchNormImpl::BatchNormImpl(std::int64_t channels) {
    weight = register_parameter("weight", at::ones({channels}));
    bias = register_parameter("bias", at::zeros({channels}));
    runningMean = register_buffer("running_mean", at::zeros({channels}));
    runningVariance = register_buffer("running_var", at::ones({channels}));
}

bool BatchNormImpl::learnsFrom(std::int64_t valuesPerChannel) const {
    return is_training() && weight.requires_grad() && valuesPerChannel > 1;
}

void BatchNormImpl::follow(const at::Tensor& mean, const at::Tensor& variance) {
    const at::NoGradGuard noGrad;
    runningMean.lerp_(mean, kMomentum);
    runningVariance.lerp_(variance, kMomentum);
}

at::Tensor BatchNormImpl::forward(const at::Tensor& input) {
    const bool learns = learnsFrom(input.numel() / input.size(1));
    return at::batch_norm(input, weight, bias, runningMean, runningVariance, learns, kMomentum, kEpsilon, /*cudnn_enabled=*/true);
}

} // namespace cpw::nn
