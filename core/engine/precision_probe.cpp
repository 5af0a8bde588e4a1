// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/precision_probe.h"

#include "core/nn/torch_pch.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace cpw::engine {
namespace {

constexpr std::int64_t kRows = 512;   // tokens of a small batch
constexpr std::int64_t kWidth = 384;  // MiniLM's
constexpr int kProbeRepeats = 6;      // the first warms up

double bestMilliseconds(const at::Tensor& tokens, const at::Tensor& weight, at::ScalarType type) {
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < kProbeRepeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const auto product = at::linear(tokens.to(type), weight.to(type));
        best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

} // namespace

const PrecisionTimes& processorPrecisionTimes() {
    static const PrecisionTimes times = [] {
        const at::NoGradGuard noGrad;
        const auto tokens = at::full({kRows, kWidth}, 0.5F);
        const auto weight = at::full({kWidth, kWidth}, 0.25F);
        return PrecisionTimes{bestMilliseconds(tokens, weight, at::kFloat), bestMilliseconds(tokens, weight, at::kBFloat16)};
    }();
    return times;
}

} // namespace cpw::engine
