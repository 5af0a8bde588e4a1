// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/fast_feature_generation.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/float_on_processor.h"
#include "core/nn/small_product.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>

namespace cpw::nn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Rows whose sums are added up in one place. Fixed, so that the order of the sums is the same for all threads.
constexpr std::int64_t kGenerationPart = 64;

std::int64_t partsOf(std::int64_t rows) {
    return (rows + kGenerationPart - 1) / kGenerationPart;
}

/// Calls work(part, row) for every row, the rows of a part in order.
template <class Work>
void forRows(std::int64_t rows, std::int64_t firstPart, std::int64_t lastPart, const Work& work) {
    for (auto part = firstPart; part < lastPart; ++part)
        for (auto row = part * kGenerationPart; row < std::min(rows, (part + 1) * kGenerationPart); ++row)
            work(part, row);
}

/// Mean and sum of squared distances from it of numbers that come in groups (Chan, Golub and LeVeque 1979).
struct RunningMoments {
    double count = 0, mean = 0, squares = 0;

    void add(double otherCount, double otherMean, double otherSquares) {
        const double both = count + otherCount, distance = otherMean - mean;
        if (both == 0)
            return;
        mean += distance * otherCount / both;
        squares += otherSquares + distance * distance * count * otherCount / both;
        count = both;
    }
};

/// Numbers of a batch: pointers to those of each row.
struct Maps {
    float* numbers;
    std::int64_t perRow;

    Maps(const at::Tensor& tensor) : numbers(tensor.mutable_data_ptr<float>()), perRow(tensor.numel() / std::max<std::int64_t>(1, tensor.size(0))) {}
    [[nodiscard]] float* row(std::int64_t number) const { return numbers + number * perRow; }
};

std::vector<RunningMoments> convolve(const at::Tensor& map, const GenerationWeights& weights, const GenerationShape& shape, const at::Tensor& convolved) {
    const auto rows = map.size(0), parts = partsOf(rows), channels = shape.channels, perChannel = shape.height * shape.size;
    std::vector<RunningMoments> moments(static_cast<std::size_t>(parts * channels));
    const auto* kernel = weights.kernel.const_data_ptr<float>();
    const auto* bias = weights.bias.const_data_ptr<float>();
    const auto* from = map.const_data_ptr<float>();
    const Maps to(convolved);
    at::parallel_for(0, parts, 1, [&](std::int64_t first, std::int64_t last) {
        forRows(rows, first, last, [&](std::int64_t part, std::int64_t row) {
            writeProduct({kernel, shape.inputRows, 1, from + row * shape.inputRows * shape.size, shape.size, to.row(row), shape.size,
                          shape.convolvedRows(), shape.size, shape.inputRows});
            for (std::int64_t channel = 0; channel < channels; ++channel) {
                const auto found = addBiasAndMeasure(shape, to.row(row) + channel * perChannel, bias[channel]);
                moments[static_cast<std::size_t>(part * channels + channel)].add(static_cast<double>(perChannel), found.mean, found.squares);
            }
        });
    });
    std::vector<RunningMoments> all(static_cast<std::size_t>(channels));
    for (std::size_t i = 0; i < moments.size(); ++i)
        all[i % all.size()].add(moments[i].count, moments[i].mean, moments[i].squares);
    return all;
}

/// [3, C]: mean, one by the deviation, unbiased variance.
at::Tensor statisticsOf(const std::vector<RunningMoments>& moments, double epsilon, const at::TensorOptions& options) {
    const auto statistics = at::empty({3, static_cast<std::int64_t>(moments.size())}, options);
    auto numbers = statistics.accessor<float, 2>();
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const auto& found = moments[i];
        const auto channel = static_cast<std::int64_t>(i);
        numbers[0][channel] = static_cast<float>(found.mean);
        numbers[1][channel] = static_cast<float>(1 / std::sqrt(found.squares / found.count + epsilon));
        numbers[2][channel] = static_cast<float>(found.squares / std::max(1.0, found.count - 1));
    }
    return statistics;
}

std::vector<NormGradient> normsOf(const at::Tensor& statistics, const at::Tensor& factor, const at::Tensor& bias) {
    const auto numbers = statistics.accessor<float, 2>();
    const auto *factors = factor.const_data_ptr<float>(), *biases = bias.const_data_ptr<float>();
    std::vector<NormGradient> norms;
    for (std::int64_t channel = 0; channel < statistics.size(1); ++channel) {
        const float mean = numbers[0][channel], slope = factors[channel] * numbers[1][channel];
        norms.push_back({{slope, biases[channel] - mean * slope}, mean, 0, 0});
    }
    return norms;
}

/// Sums of a channel over the batch.
struct ChannelSums {
    double gradient = 0, gradientTimesDistance = 0;
};

/// What both passes of the way back read and write.
struct GenerationBackward {
    GenerationShape shape;
    at::Tensor map;        ///< [B, I, D]
    at::Tensor kernel;     ///< [C * H, I]
    at::Tensor convolved;  ///< [B, C * H, D]
    at::Tensor pooled;     ///< [B, C * H', D]
    at::Tensor gradient;   ///< [B, C * H', D]
    at::Tensor ofGreatest; ///< [B, C * H', D]
};

std::vector<ChannelSums> poolBack(const GenerationBackward& at, const std::vector<NormGradient>& norms) {
    const auto& shape = at.shape;
    const auto rows = at.map.size(0), parts = partsOf(rows), channels = shape.channels;
    const auto perChannel = shape.height * shape.size, perPooled = shape.pooledHeight() * shape.size;
    std::vector<ChannelSums> sums(static_cast<std::size_t>(parts * channels)), all(static_cast<std::size_t>(channels));
    const Maps convolved(at.convolved), pooled(at.pooled), gradient(at.gradient), ofGreatest(at.ofGreatest);
    at::parallel_for(0, parts, 1, [&](std::int64_t first, std::int64_t last) {
        forRows(rows, first, last, [&](std::int64_t part, std::int64_t row) {
            for (std::int64_t channel = 0; channel < channels; ++channel) {
                const auto place = channel * perPooled;
                const auto found = poolChannelBack(shape, convolved.row(row) + channel * perChannel, norms[static_cast<std::size_t>(channel)],
                                                   pooled.row(row) + place, gradient.row(row) + place, ofGreatest.row(row) + place);
                auto& sum = sums[static_cast<std::size_t>(part * channels + channel)];
                sum.gradient += found.gradient;
                sum.gradientTimesDistance += found.gradientTimesDistance;
            }
        });
    });
    for (std::size_t i = 0; i < sums.size(); ++i) {
        all[i % all.size()].gradient += sums[i].gradient;
        all[i % all.size()].gradientTimesDistance += sums[i].gradientTimesDistance;
    }
    return all;
}

/// Gradients of the map [B, I, D] and of the kernel [C * H, I].
std::pair<at::Tensor, at::Tensor> convolveBack(const GenerationBackward& at, const std::vector<NormGradient>& norms) {
    const auto& shape = at.shape;
    const auto rows = at.map.size(0), parts = partsOf(rows), input = shape.inputRows, padded = roundedUpToLanes(input), size = shape.size;
    const auto perChannel = shape.height * size, perPooled = shape.pooledHeight() * size, convolvedRows = shape.convolvedRows();
    const auto ofMap = at::empty_like(at.map), ofKernels = at::zeros({parts, convolvedRows, padded}, at.map.options());
    const Maps map(at.map), convolved(at.convolved), ofGreatest(at.ofGreatest), toMap(ofMap), toKernel(ofKernels);
    const auto* kernel = at.kernel.const_data_ptr<float>();
    at::parallel_for(0, parts, 1, [&](std::int64_t first, std::int64_t last) {
        const auto scratch = at::zeros({(convolvedRows + padded) * size}, at.map.options());
        auto* const ofConvolved = scratch.mutable_data_ptr<float>();  // [C * H, D]
        auto* const transposed = ofConvolved + convolvedRows * size; // [D, I']
        forRows(rows, first, last, [&](std::int64_t part, std::int64_t row) {
            for (std::int64_t channel = 0; channel < shape.channels; ++channel)
                normChannelBack(shape, convolved.row(row) + channel * perChannel, norms[static_cast<std::size_t>(channel)],
                                ofGreatest.row(row) + channel * perPooled, ofConvolved + channel * perChannel);
            writeProduct({kernel, 1, input, ofConvolved, size, toMap.row(row), size, input, size, convolvedRows});
            transposeRows(map.row(row), size, input, size, transposed, padded);
            addProduct({ofConvolved, size, 1, transposed, padded, toKernel.row(part), padded, convolvedRows, padded, size});
        });
    });
    return {ofMap, ofKernels.sum(0).narrow(1, 0, input)};
}

void keep(AutogradContext& context, const GenerationShape& shape) {
    context.saved_data["channels"] = shape.channels;
    context.saved_data["height"] = shape.height;
    context.saved_data["pooling"] = shape.pooling;
}

GenerationShape keptGeneration(AutogradContext& context, const at::Tensor& map) {
    return {map.size(1), context.saved_data["channels"].toInt(), context.saved_data["height"].toInt(),
            context.saved_data["pooling"].toInt(), map.size(2)};
}

class FastGeneration : public torch::autograd::Function<FastGeneration> {
public:
    /// Returns pooled, mean and variance.
    static variable_list forward(AutogradContext* context, const at::Tensor& map, const at::Tensor& kernel, const at::Tensor& bias,
                                 const at::Tensor& normFactor, const at::Tensor& normBias, double epsilon, const GenerationShape& shape) {
        const auto rows = map.size(0), perChannel = shape.height * shape.size, perPooled = shape.pooledHeight() * shape.size;
        const auto convolved = at::empty({rows, shape.convolvedRows(), shape.size}, map.options());
        const auto pooled = at::empty({rows, shape.pooledRows(), shape.size}, map.options());
        const auto statistics = statisticsOf(convolve(map, {kernel, bias, normFactor, normBias, epsilon}, shape, convolved), epsilon, map.options());
        const auto norms = normsOf(statistics, normFactor, normBias);
        const Maps from(convolved), to(pooled);
        at::parallel_for(0, partsOf(rows), 1, [&](std::int64_t first, std::int64_t last) {
            forRows(rows, first, last, [&](std::int64_t, std::int64_t row) {
                for (std::int64_t channel = 0; channel < shape.channels; ++channel)
                    poolChannel(shape, from.row(row) + channel * perChannel, norms[static_cast<std::size_t>(channel)].norm,
                                to.row(row) + channel * perPooled);
            });
        });
        keep(*context, shape);
        context->save_for_backward({map, kernel, normFactor, normBias, statistics, convolved, pooled});
        const auto mean = statistics[0].clone(), variance = statistics[2].clone();
        context->mark_non_differentiable({mean, variance});
        return {pooled, mean, variance};
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto& statistics = saved[4];
        const GenerationBackward at{keptGeneration(*context, saved[0]),
                                    saved[0],
                                    saved[1],
                                    saved[5],
                                    saved[6],
                                    gradients[0].contiguous(),
                                    at::empty_like(saved[6])};
        auto norms = normsOf(statistics, saved[2], saved[3]);
        const auto sums = poolBack(at, norms);
        const auto ofFactor = at::empty_like(saved[2]), ofNormBias = at::empty_like(saved[3]); // [C]
        const double count = static_cast<double>(at.map.size(0) * at.shape.height * at.shape.size);
        for (std::size_t i = 0; i < norms.size(); ++i) {
            const auto channel = static_cast<std::int64_t>(i);
            const double inverse = statistics.accessor<float, 2>()[1][channel];
            ofFactor.mutable_data_ptr<float>()[i] = static_cast<float>(sums[i].gradientTimesDistance * inverse);
            ofNormBias.mutable_data_ptr<float>()[i] = static_cast<float>(sums[i].gradient);
            norms[i].meanGradient = static_cast<float>(sums[i].gradient / count);
            norms[i].perDistance = static_cast<float>(sums[i].gradientTimesDistance * inverse * inverse / count);
        }
        const auto [ofMap, ofKernel] = convolveBack(at, norms);
        return {ofMap, ofKernel, at::zeros_like(ofFactor), ofFactor, ofNormBias, {}, {}};
    }
};

} // namespace

bool isFastGeneration(const at::Tensor& map, const at::Tensor& kernel, const GenerationShape& shape) {
    return isPlainFloat(map) && isFloatOnProcessor(kernel) && !isAutocastOnProcessor() && shape.size % kLanes == 0 &&
           shape.pooling <= 2;
}

GenerationOutput fastGeneration(const at::Tensor& map, const GenerationWeights& weights, const GenerationShape& shape) {
    const auto outputs =
        FastGeneration::apply(map, weights.kernel, weights.bias, weights.normFactor, weights.normBias, weights.epsilon, shape);
    return {outputs[0], outputs[1], outputs[2]};
}

} // namespace cpw::nn
