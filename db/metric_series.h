// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cpw::db {

/// Points of one block. 4,096 points read back in well under a millisecond and keep a file of a million points in 250 rows.
inline constexpr std::size_t kBlockPoints = 4096;
/// Points under one bucket of the pyramid's lowest level; each level above joins as many buckets of the level below.
inline constexpr std::size_t kPyramidFactor = 16;

using api::MetricBucket;

/// Columns one after the other: steps and times as differences, epochs and values bit for bit (NaN and infinity too), stages as
/// runs; a checksum at the end.
[[nodiscard]] std::vector<char> encodeBlock(std::span<const api::MetricPoint> points);
/// Fails on a checksum that does not fit and on an unknown format.
[[nodiscard]] Result<std::vector<api::MetricPoint>> decodeBlock(std::string_view bytes);

[[nodiscard]] MetricBucket bucketOf(std::span<const api::MetricPoint> points);
[[nodiscard]] MetricBucket joined(std::span<const MetricBucket> buckets);
/// Buckets of `size` points each, the last one may hold fewer.
[[nodiscard]] std::vector<MetricBucket> bucketsOf(std::span<const api::MetricPoint> points, std::size_t size);

/// All levels of one block, the finest (16 points a bucket) first: 256, 16 and 1 buckets for a full block.
[[nodiscard]] std::vector<std::vector<MetricBucket>> pyramidOf(std::span<const api::MetricPoint> points);
[[nodiscard]] std::vector<char> encodePyramid(const std::vector<std::vector<MetricBucket>>& levels);
[[nodiscard]] Result<std::vector<std::vector<MetricBucket>>> decodePyramid(std::string_view bytes);

/// Of two values of a validation metric: losses and errors are better when smaller, everything else when larger.
[[nodiscard]] bool isSmallerBetter(std::string_view metric);

} // namespace cpw::db
