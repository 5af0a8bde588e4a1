// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/dropout.h"

#include "core/base/expects.h"
#include "core/nn/vector_clones.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>
#include <mutex>

namespace cpw::nn {
namespace {

/// Elements of one block share a 32-bit key, so that the inner loop hashes 32-bit counters, which every vector unit can.
constexpr std::int64_t kBlock = 1 << 16;
/// Elements for which starting another thread pays.
constexpr std::int64_t kGrain = 1 << 15;

struct DropoutRule {
    std::uint64_t key = 0;
    std::uint32_t threshold = 0; ///< of 65536: an element is dropped when its 16 bits are below
    double scale = 1;
};

/// lowbias32 (Chris Wellons' search for 32-bit mixers with the least bias): two elements for each hash, high and low half.
[[gnu::always_inline]] inline std::uint32_t mix32(std::uint32_t x) {
    x ^= x >> 16;
    x *= 0x7feb352dU;
    x ^= x >> 15;
    x *= 0x846ca68bU;
    return x ^ (x >> 16);
}

/// Elements [begin, end) of a block; index i takes half (i & 1) of hash i / 2. `begin` is even.
template <class Scalar>
[[gnu::always_inline]] inline void scaleKept(const Scalar* input, Scalar* output, std::uint32_t key, std::uint32_t begin, std::uint32_t end,
                      std::uint32_t threshold, Scalar scale) {
    const std::uint32_t pairs = (end - begin) / 2;
    for (std::uint32_t p = 0; p < pairs; ++p) {
        const std::uint32_t hash = mix32(key + begin / 2 + p);
        output[2 * p] = (hash & 0xffffU) < threshold ? Scalar(0) : input[2 * p] * scale;
        output[2 * p + 1] = (hash >> 16) < threshold ? Scalar(0) : input[2 * p + 1] * scale;
    }
    if ((end - begin) % 2 != 0)
        output[2 * pairs] = (mix32(key + begin / 2 + pairs) & 0xffffU) < threshold ? Scalar(0) : input[2 * pairs] * scale;
}

CPW_VECTOR_CLONES void scaleKeptFloat(const float* input, float* output, std::uint32_t key, std::uint32_t begin,
                                      std::uint32_t end, std::uint32_t threshold, float scale) {
    scaleKept<float>(input, output, key, begin, end, threshold, scale);
}

void scaleKeptDouble(const double* input, double* output, std::uint32_t key, std::uint32_t begin, std::uint32_t end,
                     std::uint32_t threshold, double scale) {
    scaleKept<double>(input, output, key, begin, end, threshold, scale);
}

std::uint32_t blockKey(std::uint64_t key, std::int64_t block) {
    std::uint64_t z = key + static_cast<std::uint64_t>(block + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return static_cast<std::uint32_t>(z >> 32);
}

template <class Scalar, class Kernel>
void applyTyped(const at::Tensor& input, const at::Tensor& output, const DropoutRule& rule, Kernel kernel) {
    const auto* in = input.const_data_ptr<Scalar>();
    auto* out = output.mutable_data_ptr<Scalar>();
    const std::int64_t count = input.numel();
    // Work is cut at multiples of 2 elements, so that where a thread starts does not change a mask.
    at::parallel_for(0, (count + 1) / 2, kGrain / 2, [&](std::int64_t first, std::int64_t last) {
        const std::int64_t end = std::min(count, 2 * last);
        for (std::int64_t at = 2 * first; at < end;) {
            const std::int64_t block = at / kBlock;
            const std::int64_t stop = std::min(end, (block + 1) * kBlock);
            kernel(in + at, out + at, blockKey(rule.key, block), static_cast<std::uint32_t>(at - block * kBlock),
                   static_cast<std::uint32_t>(stop - block * kBlock), rule.threshold, static_cast<Scalar>(rule.scale));
            at = stop;
        }
    });
}

at::Tensor applyRule(const at::Tensor& input, const DropoutRule& rule) {
    const auto contiguous = input.contiguous();
    auto output = at::empty_like(contiguous);
    if (contiguous.scalar_type() == at::kFloat)
        applyTyped<float>(contiguous, output, rule, scaleKeptFloat);
    else
        applyTyped<double>(contiguous, output, rule, scaleKeptDouble);
    return output;
}

class CounterDropout : public torch::autograd::Function<CounterDropout> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, std::int64_t key,
                              std::int64_t threshold, double scale) {
        context->saved_data["key"] = key;
        context->saved_data["threshold"] = threshold;
        context->saved_data["scale"] = scale;
        return applyRule(input, ruleOf(context));
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        return {applyRule(gradients[0], ruleOf(context)), {}, {}, {}};
    }

private:
    static DropoutRule ruleOf(torch::autograd::AutogradContext* context) {
        return {static_cast<std::uint64_t>(context->saved_data["key"].toInt()),
                static_cast<std::uint32_t>(context->saved_data["threshold"].toInt()), context->saved_data["scale"].toDouble()};
    }
};

std::uint64_t drawKey() {
    auto generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard lock(generator.mutex());
    return generator.get<at::CPUGeneratorImpl>()->random64();
}

} // namespace

at::Tensor dropout(const at::Tensor& input, double probability, bool isTraining) {
    expects(probability >= 0 && probability < 1, "a dropout probability of {}, expected at least 0 and below 1", probability);
    if (!isTraining || probability == 0)
        return input;
    const bool isFast = input.is_cpu() && (input.scalar_type() == at::kFloat || input.scalar_type() == at::kDouble);
    if (!isFast)
        return at::dropout(input, probability, true);
    const auto threshold = std::min<std::int64_t>(std::llround(probability * 65536.0), 65535);
    const double scale = 65536.0 / static_cast<double>(65536 - threshold);
    return CounterDropout::apply(input, static_cast<std::int64_t>(drawKey()), threshold, scale);
}

} // namespace cpw::nn
