// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/generation_rows.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/vector_clones.h"
#include "core/nn/vector_tanh.h"

namespace cpw::nn {
namespace {

/// Joined rows: the first one and, but for what height exceeds a multiple of two by, the one after it.
struct Window {
    std::int64_t first;
    bool hasSecond;
};

[[gnu::always_inline]] inline Window windowOf(std::int64_t height, std::int64_t pooling, std::int64_t number) {
    if (pooling == 1)
        return {number, false};
    const auto start = 2 * number - height % 2; // -1: a row of minus infinity stands before the first
    return start < 0 ? Window{0, false} : Window{start, true};
}

// Sizes and factors come by value: no store through a pointer can change them.

CPW_VECTOR_CLONES void measure(float* values, std::int64_t count, float bias, ChannelMoments* moments) {
    Eight sum = {};
    for (std::int64_t i = 0; i < count; i += kLanes) {
        Eight lanes;
        loadLanes(lanes, values + i);
        lanes += bias;
        sum += lanes;
        storeLanes(lanes, values + i);
    }
    addAcross(sum);
    const Eight mean = sum / static_cast<float>(count);
    Eight squares = {};
    for (std::int64_t i = 0; i < count; i += kLanes) {
        Eight lanes;
        loadLanes(lanes, values + i);
        lanes -= mean;
        squares += lanes * lanes;
    }
    addAcross(squares);
    moments->mean = mean[0];
    moments->squares = squares[0];
}

CPW_VECTOR_CLONES void pool(GenerationShape shape, const float* channel, ChannelNorm norm, float* pooled) {
    const auto count = shape.pooledHeight();
    for (std::int64_t number = 0; number < count; ++number) {
        const auto window = windowOf(shape.height, shape.pooling, number);
        const float* first = channel + window.first * shape.size;
        for (std::int64_t i = 0; i < shape.size; i += kLanes) {
            Eight greatest;
            loadLanes(greatest, first + i);
            greatest = greatest * norm.factor + norm.offset;
            if (window.hasSecond) {
                Eight second;
                loadLanes(second, first + shape.size + i);
                second = second * norm.factor + norm.offset;
                greatest = second > greatest ? second : greatest;
            }
            tanhOfLanes(greatest);
            storeLanes(greatest, pooled + number * shape.size + i);
        }
    }
}

CPW_VECTOR_CLONES void poolBack(GenerationShape shape, const float* channel, NormGradient norm, const float* pooled, const float* gradient,
                                float* ofGreatest, PooledSums* sums) {
    const auto count = shape.pooledHeight();
    Eight ofAll = {}, timesDistance = {};
    for (std::int64_t number = 0; number < count; ++number) {
        const auto window = windowOf(shape.height, shape.pooling, number);
        const float* first = channel + window.first * shape.size;
        for (std::int64_t i = 0; i < shape.size; i += kLanes) {
            const auto at = number * shape.size + i;
            Eight winner, active, above;
            loadLanes(winner, first + i);
            loadLanes(active, pooled + at);
            loadLanes(above, gradient + at);
            if (window.hasSecond) {
                Eight second;
                loadLanes(second, first + shape.size + i);
                winner = second * norm.norm.factor > winner * norm.norm.factor ? second : winner;
            }
            above -= above * active * active;
            ofAll += above;
            timesDistance += above * (winner - norm.mean);
            storeLanes(above, ofGreatest + at);
        }
    }
    addAcross(ofAll);
    addAcross(timesDistance);
    sums->gradient = ofAll[0];
    sums->gradientTimesDistance = timesDistance[0];
}

/// The part of a number's gradient that goes through mean and variance of its channel, and its own.
[[gnu::always_inline]] inline void throughNorm(const Eight& number, const Eight& own, const NormGradient& norm, float* to) {
    storeLanes((own - norm.meanGradient - (number - norm.mean) * norm.perDistance) * norm.norm.factor, to);
}

CPW_VECTOR_CLONES void normBack(GenerationShape shape, const float* channel, NormGradient norm, const float* ofGreatest, float* ofChannel) {
    const auto count = shape.pooledHeight();
    for (std::int64_t number = 0; number < count; ++number) {
        const auto window = windowOf(shape.height, shape.pooling, number);
        const auto place = window.first * shape.size;
        for (std::int64_t i = place; i < place + shape.size; i += kLanes) {
            Eight first, above;
            loadLanes(first, channel + i);
            loadLanes(above, ofGreatest + number * shape.size + i - place);
            if (!window.hasSecond) {
                throughNorm(first, above, norm, ofChannel + i);
                continue;
            }
            Eight second;
            loadLanes(second, channel + i + shape.size);
            const auto isSecond = second * norm.norm.factor > first * norm.norm.factor;
            throughNorm(first, isSecond ? Eight{} : above, norm, ofChannel + i);
            throughNorm(second, isSecond ? above : Eight{}, norm, ofChannel + i + shape.size);
        }
    }
}

} // namespace

ChannelMoments addBiasAndMeasure(const GenerationShape& shape, float* channel, float bias) {
    ChannelMoments moments{};
    measure(channel, shape.height * shape.size, bias, &moments);
    return moments;
}

void poolChannel(const GenerationShape& shape, const float* channel, ChannelNorm norm, float* pooled) {
    pool(shape, channel, norm, pooled);
}

PooledSums poolChannelBack(const GenerationShape& shape, const float* channel, const NormGradient& norm, const float* pooled, const float* gradient,
                           float* ofGreatest) {
    PooledSums sums{};
    poolBack(shape, channel, norm, pooled, gradient, ofGreatest, &sums);
    return sums;
}

void normChannelBack(const GenerationShape& shape, const float* channel, const NormGradient& norm, const float* ofGreatest, float* ofChannel) {
    normBack(shape, channel, norm, ofGreatest, ofChannel);
}

} // namespace cpw::nn
