// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

/// Sizes of the part of FGCNN's block that stands before the recombination, with a pooling of one or two rows.
struct GenerationShape {
    std::int64_t inputRows = 0; ///< I, channels and rows of the map below
    std::int64_t channels = 0;  ///< C
    std::int64_t height = 0;    ///< H
    std::int64_t pooling = 2;
    std::int64_t size = 0; ///< D, a multiple of eight

    [[nodiscard]] std::int64_t pooledHeight() const { return (height + pooling - 1) / pooling; } // H'
    [[nodiscard]] std::int64_t convolvedRows() const { return channels * height; }               // C * H
    [[nodiscard]] std::int64_t pooledRows() const { return channels * pooledHeight(); }          // C * H'
};

/// The numbers of a channel in one row of the batch: [H, D].
struct ChannelMoments {
    float mean;
    float squares; ///< sum of squares of what differs from the mean
};

/// y = factor x + offset is the norm of a channel in this batch.
struct ChannelNorm {
    float factor;
    float offset;
};

/// Sums over the winners of the pooling.
struct PooledSums {
    float gradient;
    float gradientTimesDistance; ///< of the number from the channel's mean
};

/// What is taken off the gradient of every number of a channel, because mean and variance depend on it.
struct NormGradient {
    ChannelNorm norm;
    float mean;
    float meanGradient;
    float perDistance;
};

/// The functions below are about one row of the batch. `channel` numbers are [H, D], pooled ones [H', D].

/// Adds the bias to the numbers of a channel.
[[nodiscard]] ChannelMoments addBiasAndMeasure(const GenerationShape& shape, float* channel, float bias);
/// pooled = greatest tanh of the norm among the rows that are joined, which is the tanh of the greatest.
void poolChannel(const GenerationShape& shape, const float* channel, ChannelNorm norm, float* pooled);
/// gradient of pooled to that of the greatest number before tanh.
[[nodiscard]] PooledSums poolChannelBack(const GenerationShape& shape, const float* channel, const NormGradient& norm, const float* pooled,
                                         const float* gradient, float* ofGreatest);
/// From the gradient of the greatest numbers to that of all numbers of the channel.
void normChannelBack(const GenerationShape& shape, const float* channel, const NormGradient& norm, const float* ofGreatest, float* ofChannel);

} // namespace cpw::nn
