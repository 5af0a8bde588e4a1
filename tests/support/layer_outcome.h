// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/gradient_check.h"

#include <ATen/Parallel.h>
#include <QtTest>

#include <algorithm>
#include <functional>
#include <vector>

/// Comparing a layer that has loops of its own with the same by LibTorch's operations.
namespace cpw::testing {

using Outputs = std::vector<at::Tensor>;

/// What a layer gives, and its gradients for given ones of its outputs.
struct Outcome {
    Outputs outputs, gradients;
};

inline Outcome outcomeOf(const Outputs& leaves, const std::function<Outputs()>& layer, const Outputs& above) {
    for (const auto& leaf : leaves)
        leaf.mutable_grad().reset();
    const auto outputs = layer();
    at::Tensor loss = at::zeros({}, outputs.front().options());
    for (std::size_t i = 0; i < outputs.size(); ++i)
        loss = loss + (outputs[i] * above[i].to(outputs[i].scalar_type())).sum();
    loss.backward();
    Outcome outcome;
    for (const auto& output : outputs)
        outcome.outputs.push_back(output.detach().clone());
    for (const auto& leaf : leaves)
        outcome.gradients.push_back(leaf.grad().clone());
    return outcome;
}

inline Outputs leavesWith(torch::nn::Module& module, const Outputs& inputs) {
    auto leaves = module.parameters();
    leaves.insert(leaves.end(), inputs.begin(), inputs.end());
    return leaves;
}

inline at::Tensor leafInDouble(const at::Tensor& leaf) {
    return leaf.detach().to(at::kDouble).set_requires_grad(true);
}

/// The greatest difference of any tensor, as a share of its greatest number.
inline double worstShare(const Outputs& found, const Outputs& expected) {
    double worst = found.size() == expected.size() ? 0 : 1e300;
    for (std::size_t i = 0; i < found.size(); ++i)
        worst =
            std::max(worst, largestDifference(found[i], expected[i]) / std::max(1e-30, expected[i].abs().max().item<double>()));
    return worst;
}

inline bool areEqual(const Outcome& one, const Outcome& other) {
    const auto same = [](const Outputs& a, const Outputs& b) {
        return std::ranges::equal(a, b, [](const at::Tensor& x, const at::Tensor& y) { return at::equal(x, y); });
    };
    return same(one.outputs, other.outputs) && same(one.gradients, other.gradients);
}

/// The same on three threads, twice.
inline bool repeatsOnThreeThreads(const Outcome& found, const Outputs& leaves, const std::function<Outputs()>& layer,
                                  const Outputs& above) {
    const int threads = at::get_num_threads();
    at::set_num_threads(3);
    const bool result = areEqual(outcomeOf(leaves, layer, above), found) && areEqual(outcomeOf(leaves, layer, above), found);
    at::set_num_threads(threads);
    return result;
}

} // namespace cpw::testing

#define CPW_VERIFY_SHARE(found, expected, tolerance)                                                                             \
    do {                                                                                                                         \
        const double share_ = worstShare(found, expected);                                                                       \
        QVERIFY2(share_ <= (tolerance), qPrintable(QStringLiteral("differs by a share of %1").arg(share_)));                     \
    } while (false)
