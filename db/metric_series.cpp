// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/metric_series.h"

#include "core/base/hash.h"
#include "db/byte_coding.h"
#include "db/nanoseconds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cpw::db {
namespace {

constexpr std::uint8_t kBlockFormat = 1;
constexpr std::uint8_t kPyramidFormat = 1;

std::vector<char> sealed(ByteWriter writer) {
    const auto checksum = hash64(std::string_view(writer.bytes.data(), writer.bytes.size()));
    writer.fixed(checksum);
    return std::move(writer.bytes);
}

/// The content in front of the checksum, or what is wrong.
Result<std::string_view> unsealed(std::string_view bytes, const char* what) {
    if (bytes.size() < sizeof(std::uint64_t))
        return fail(ErrorCode::Store, "a {} of a curve holds {} bytes, expected at least 8; it is damaged", what, bytes.size());
    const auto content = bytes.substr(0, bytes.size() - sizeof(std::uint64_t));
    ByteReader tail(bytes.substr(content.size()));
    const auto stored = tail.fixed<std::uint64_t>();
    const auto found = hash64(content);
    if (stored != found)
        return fail(ErrorCode::Store, "a {} of a curve has checksum {}, expected {}; it is damaged", what, hashText(found),
                    hashText(stored));
    return content;
}

Error wrongForm(const char* what) {
    return Error{ErrorCode::Store,
                 fmt::format("a {} of a curve is not in a known form; use a newer version of the program", what),
                 {},
                 {}};
}

/// Stages as (length, stage) pairs: a block seldom sees more than two.
void writeStages(ByteWriter& writer, std::span<const api::MetricPoint> points) {
    for (std::size_t begin = 0; begin < points.size();) {
        std::size_t end = begin + 1;
        while (end < points.size() && points[end].stage == points[begin].stage)
            ++end;
        writer.unsignedNumber(end - begin);
        writer.signedNumber(points[begin].stage);
        begin = end;
    }
}

bool readStages(ByteReader& reader, std::span<api::MetricPoint> points) {
    for (std::size_t begin = 0; begin < points.size();) {
        const auto length = reader.unsignedNumber();
        const auto stage = static_cast<int>(reader.signedNumber());
        if (length == 0 || length > points.size() - begin)
            return false;
        for (std::size_t i = 0; i < length; ++i)
            points[begin++].stage = stage;
    }
    return true;
}

} // namespace

std::vector<char> encodeBlock(std::span<const api::MetricPoint> points) {
    ByteWriter writer;
    writer.fixed(kBlockFormat);
    writer.unsignedNumber(points.size());
    // Differences wrap around as unsigned numbers, so that any two steps or times have one.
    std::uint64_t before = 0;
    for (const auto& point : points)
        writer.signedNumber(static_cast<std::int64_t>(static_cast<std::uint64_t>(point.step) -
                                                      std::exchange(before, static_cast<std::uint64_t>(point.step))));
    before = 0;
    for (const auto& point : points) {
        const auto time = static_cast<std::uint64_t>(toNanoseconds(point.time));
        writer.signedNumber(static_cast<std::int64_t>(time - std::exchange(before, time)));
    }
    writeStages(writer, points);
    for (const auto& point : points)
        writer.fixed(point.epoch);
    for (const auto& point : points)
        writer.fixed(point.value);
    return sealed(std::move(writer));
}

Result<std::vector<api::MetricPoint>> decodeBlock(std::string_view bytes) {
    CPW_TRY(content, unsealed(bytes, "block"));
    ByteReader reader(content);
    if (reader.fixed<std::uint8_t>() != kBlockFormat)
        return tl::unexpected(wrongForm("block"));
    const auto count = reader.unsignedNumber();
    if (count > content.size())
        return tl::unexpected(wrongForm("block"));
    std::vector<api::MetricPoint> points(count);
    std::uint64_t step = 0;
    for (auto& point : points)
        point.step = static_cast<std::int64_t>(step += static_cast<std::uint64_t>(reader.signedNumber()));
    std::uint64_t time = 0;
    for (auto& point : points)
        point.time = fromNanoseconds(static_cast<std::int64_t>(time += static_cast<std::uint64_t>(reader.signedNumber())));
    if (!readStages(reader, points))
        return tl::unexpected(wrongForm("block"));
    for (auto& point : points)
        point.epoch = reader.fixed<double>();
    for (auto& point : points)
        point.value = reader.fixed<double>();
    if (!reader.isAtEnd())
        return tl::unexpected(wrongForm("block"));
    return points;
}

MetricBucket bucketOf(std::span<const api::MetricPoint> points) {
    constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
    MetricBucket bucket{0, 0, static_cast<std::uint32_t>(points.size()), 0, kNotANumber, kNotANumber, kNotANumber};
    if (points.empty())
        return bucket;
    bucket.firstStep = points.front().step;
    bucket.lastStep = points.back().step;
    bucket.last = points.back().value;
    for (const auto& point : points) {
        bucket.notNumbers += std::isnan(point.value) ? 1U : 0U;
        bucket.minimum = std::fmin(bucket.minimum, point.value); // fmin takes the number when the other is NaN
        bucket.maximum = std::fmax(bucket.maximum, point.value);
    }
    return bucket;
}

MetricBucket joined(std::span<const MetricBucket> buckets) {
    auto all = buckets.front();
    for (const auto& bucket : buckets.subspan(1)) {
        all.lastStep = bucket.lastStep;
        all.points += bucket.points;
        all.notNumbers += bucket.notNumbers;
        all.minimum = std::fmin(all.minimum, bucket.minimum);
        all.maximum = std::fmax(all.maximum, bucket.maximum);
        all.last = bucket.last;
    }
    return all;
}

std::vector<MetricBucket> bucketsOf(std::span<const api::MetricPoint> points, std::size_t size) {
    std::vector<MetricBucket> buckets;
    buckets.reserve(points.size() / size + 1);
    for (std::size_t begin = 0; begin < points.size(); begin += size)
        buckets.push_back(bucketOf(points.subspan(begin, std::min(size, points.size() - begin))));
    return buckets;
}

std::vector<std::vector<MetricBucket>> pyramidOf(std::span<const api::MetricPoint> points) {
    std::vector<std::vector<MetricBucket>> levels{bucketsOf(points, kPyramidFactor)};
    while (levels.back().size() > 1) {
        const std::span<const MetricBucket> below(levels.back());
        std::vector<MetricBucket> level;
        for (std::size_t begin = 0; begin < below.size(); begin += kPyramidFactor)
            level.push_back(joined(below.subspan(begin, std::min(kPyramidFactor, below.size() - begin))));
        levels.push_back(std::move(level));
    }
    return levels;
}

std::vector<char> encodePyramid(const std::vector<std::vector<MetricBucket>>& levels) {
    ByteWriter writer;
    writer.fixed(kPyramidFormat);
    writer.unsignedNumber(levels.size());
    for (const auto& level : levels) {
        writer.unsignedNumber(level.size());
        for (const auto& bucket : level) {
            writer.signedNumber(bucket.firstStep);
            writer.signedNumber(bucket.lastStep);
            writer.unsignedNumber(bucket.points);
            writer.unsignedNumber(bucket.notNumbers);
            writer.fixed(bucket.minimum);
            writer.fixed(bucket.maximum);
            writer.fixed(bucket.last);
        }
    }
    return sealed(std::move(writer));
}

Result<std::vector<std::vector<MetricBucket>>> decodePyramid(std::string_view bytes) {
    CPW_TRY(content, unsealed(bytes, "pyramid"));
    ByteReader reader(content);
    const auto format = reader.fixed<std::uint8_t>();
    const auto count = reader.unsignedNumber();
    if (format != kPyramidFormat || count > content.size())
        return tl::unexpected(wrongForm("pyramid"));
    std::vector<std::vector<MetricBucket>> levels(count);
    for (auto& level : levels) {
        const auto buckets = reader.unsignedNumber();
        if (buckets > content.size())
            return tl::unexpected(wrongForm("pyramid"));
        level.resize(buckets);
        for (auto& bucket : level) {
            bucket.firstStep = reader.signedNumber();
            bucket.lastStep = reader.signedNumber();
            bucket.points = static_cast<std::uint32_t>(reader.unsignedNumber());
            bucket.notNumbers = static_cast<std::uint32_t>(reader.unsignedNumber());
            bucket.minimum = reader.fixed<double>();
            bucket.maximum = reader.fixed<double>();
            bucket.last = reader.fixed<double>();
        }
    }
    if (!reader.isAtEnd())
        return tl::unexpected(wrongForm("pyramid"));
    return levels;
}

bool isSmallerBetter(std::string_view metric) {
    return metric.find("loss") != std::string_view::npos || metric.find("error") != std::string_view::npos;
}

} // namespace cpw::db
