// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace cpw::testing {

using Leaf = std::pair<std::string, at::Tensor>;

/// The place where backward and central finite differences disagree most.
struct GradientDifference {
    double worst = 0; ///< |backward - numeric| / max(1, |numeric|)
    std::string where = "nowhere";
};

/// Compares the gradient of `loss` with respect to every element of every leaf with (loss(x + step) - loss(x - step)) / (2 step).
/// Leaves are float64 and require gradients; `loss` computes the same scalar each time it is called.
inline GradientDifference compareGradients(const std::vector<Leaf>& leaves, const std::function<at::Tensor()>& loss,
                                           double step = 1e-6) {
    for (const auto& [name, leaf] : leaves)
        leaf.mutable_grad().reset();
    loss().backward();
    GradientDifference result;
    for (const auto& [name, leaf] : leaves) {
        const auto gradient = leaf.grad().defined() ? leaf.grad().to_dense().clone() : at::zeros_like(leaf);
        const at::NoGradGuard noGrad;
        auto values = leaf.detach().view({-1});
        for (std::int64_t i = 0; i < values.numel(); ++i) {
            const double original = values[i].item<double>();
            values[i] = original + step;
            const double above = loss().item<double>();
            values[i] = original - step;
            const double below = loss().item<double>();
            values[i] = original;
            const double numeric = (above - below) / (2 * step);
            const double difference =
                std::abs(gradient.reshape({-1})[i].item<double>() - numeric) / std::max(1.0, std::abs(numeric));
            if (difference > result.worst || std::isnan(difference))
                result = {std::isnan(difference) ? 1e300 : difference, name + '[' + std::to_string(i) + ']'};
        }
    }
    return result;
}

/// Parameters of a module as leaves, after it was turned to float64.
inline std::vector<Leaf> leavesOf(torch::nn::Module& module) {
    module.to(at::kDouble);
    std::vector<Leaf> leaves;
    for (const auto& item : module.named_parameters()) {
        item.value().set_requires_grad(true);
        leaves.emplace_back(item.key(), item.value());
    }
    return leaves;
}

/// A random float64 leaf.
inline Leaf randomLeaf(const char* name, at::IntArrayRef sizes) {
    return {name, at::randn(sizes, at::kDouble).set_requires_grad(true)};
}

/// A scalar that depends on every element of `output` in its own way, so that swapped elements show.
inline at::Tensor mixture(const at::Tensor& output) {
    const auto weights =
        at::linspace(0.3, 1.7, std::max<std::int64_t>(output.numel(), 2), output.options()).narrow(0, 0, output.numel());
    return (output.reshape({-1}) * weights).sum() + output.square().sum() * 0.5;
}

/// `to` becomes a copy of `from` in double precision, which takes LibTorch's operations.
inline void copyInDouble(torch::nn::Module& from, torch::nn::Module& to) {
    to.to(at::kDouble);
    const at::NoGradGuard noGrad;
    const auto source = from.parameters(), target = to.parameters();
    for (std::size_t i = 0; i < source.size(); ++i)
        target[i].copy_(source[i]);
}

inline double largestDifference(const at::Tensor& found, const at::Tensor& expected) {
    if (found.sizes() != expected.sizes())
        return 1e300;
    if (found.numel() == 0)
        return 0;
    return (found.to(at::kDouble) - expected.to(at::kDouble)).abs().max().item<double>();
}

} // namespace cpw::testing

#define CPW_VERIFY_GRADIENTS(leaves, loss)                                                                                       \
    do {                                                                                                                         \
        const auto difference_ = cpw::testing::compareGradients(leaves, loss);                                                   \
        QVERIFY2(difference_.worst < 1e-6, qPrintable(QStringLiteral("gradient differs by %1 at %2")                             \
                                                          .arg(difference_.worst)                                                \
                                                          .arg(QString::fromStdString(difference_.where))));                     \
    } while (false)

#define CPW_VERIFY_NEAR(found, expected, tolerance)                                                                              \
    do {                                                                                                                         \
        const double difference_ = cpw::testing::largestDifference(found, expected);                                             \
        QVERIFY2(difference_ <= (tolerance), qPrintable(QStringLiteral("differs by %1").arg(difference_)));                      \
    } while (false)
