// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/metric_table.h"

#include "core/base/expects.h"
#include "db/connection.h"
#include "db/nanoseconds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace cpw::db {
namespace {

static_assert(kBlockPoints == kPyramidFactor * kPyramidFactor * kPyramidFactor);

using api::MetricPoint;
using Points = std::vector<MetricPoint>;

struct Series {
    std::int64_t id = 0;
    std::int64_t blockPoints = 0;
    std::int64_t tailPoints = 0;
};

std::optional<Series> findSeries(Connection& connection, api::RunId run, const std::string& name) {
    Query query(connection,
                "SELECT s.id, s.block_points, s.tail_points FROM metric_series s JOIN metric_name n ON n.id = s.name "
                "WHERE s.run = ? AND n.name = ?",
                run.value, name);
    if (!query.next())
        return std::nullopt;
    return Series{query.integer(0), query.integer(1), query.integer(2)};
}

Series makeSeries(Connection& connection, api::RunId run, const std::string& name) {
    Query(connection, "INSERT INTO metric_name(name) VALUES (?) ON CONFLICT DO NOTHING", name).run();
    Query(connection, "INSERT INTO metric_series(run, name) SELECT ?, id FROM metric_name WHERE name = ?", run.value, name).run();
    return *findSeries(connection, run, name);
}

void saveCounts(Connection& connection, const Series& series) {
    Query(connection, "UPDATE metric_series SET block_points = ?, tail_points = ? WHERE id = ?", series.blockPoints,
          series.tailPoints, series.id)
        .run();
}

void insertTail(Connection& connection, std::int64_t series, std::int64_t number, const MetricPoint& point) {
    Query(connection, "INSERT INTO metric_tail(series, point, step, epoch, value, time_ns, stage) VALUES (?, ?, ?, ?, ?, ?, ?)",
          series, number, point.step, point.epoch, point.value, toNanoseconds(point.time), point.stage)
        .run();
}

void insertBlock(Connection& connection, const Series& series, std::span<const MetricPoint> points) {
    const auto latest =
        std::max_element(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    Query(connection, "INSERT INTO metric_block(series, first_point, last_step, pyramid, points) VALUES (?, ?, ?, ?, ?)",
          series.id, series.blockPoints, latest->step, encodePyramid(pyramidOf(points)), encodeBlock(points))
        .run();
}

Points readTail(Connection& connection, std::int64_t series) {
    Points points;
    Query query(connection, "SELECT step, epoch, value, time_ns, stage FROM metric_tail WHERE series = ? ORDER BY point", series);
    while (query.next())
        points.push_back({query.integer(0), query.number(1), query.number(2), fromNanoseconds(query.integer(3)),
                          static_cast<int>(query.integer(4))});
    return points;
}

void clearTail(Connection& connection, std::int64_t series) {
    Query(connection, "DELETE FROM metric_tail WHERE series = ?", series).run();
}

/// Adds `points` behind the series' blocks; its tail must be empty.
void appendBehindBlocks(Connection& connection, Series& series, std::span<const MetricPoint> points) {
    while (points.size() >= kBlockPoints) {
        insertBlock(connection, series, points.first(kBlockPoints));
        series.blockPoints += static_cast<std::int64_t>(kBlockPoints);
        points = points.subspan(kBlockPoints);
    }
    for (const auto& point : points)
        insertTail(connection, series.id, series.blockPoints + series.tailPoints++, point);
}

/// Blocks whose first point is number `first` or later, about `expected` points.
Result<Points> readBlocks(Connection& connection, std::int64_t series, std::int64_t first, std::int64_t expected) {
    Points points;
    points.reserve(static_cast<std::size_t>(std::max<std::int64_t>(expected, 0)));
    Query query(connection, "SELECT points FROM metric_block WHERE series = ? AND first_point >= ? ORDER BY first_point", series,
                first);
    while (query.next()) {
        CPW_TRY(block, decodeBlock(query.bytes(0)));
        points.insert(points.end(), block.begin(), block.end());
    }
    return points;
}

bool isTest(std::string_view name) {
    return name.starts_with("test/");
}
bool isValidation(std::string_view name) {
    return name.starts_with("valid/");
}

/// Last value of a test metric; best of a validation metric in the last stage, for an earlier one's model is not the run's. A
/// number is better than NaN.
double resultOf(const std::string& name, std::optional<double> before, std::span<const MetricPoint> points) {
    if (isTest(name))
        return points.back().value;
    double best = before.value_or(std::numeric_limits<double>::quiet_NaN());
    for (const auto& point : points)
        if (point.stage == points.back().stage)
            best = isSmallerBetter(name) ? std::fmin(best, point.value) : std::fmax(best, point.value);
    return best;
}

/// Of the last point; nothing in an empty series.
Result<std::optional<int>> lastStage(Connection& connection, const Series& series) {
    {
        Query query(connection, "SELECT stage FROM metric_tail WHERE series = ? ORDER BY point DESC LIMIT 1", series.id);
        if (query.next())
            return static_cast<int>(query.integer(0));
    }
    CPW_TRY(points,
            readBlocks(connection, series.id, series.blockPoints - static_cast<std::int64_t>(kBlockPoints), series.blockPoints));
    return points.empty() ? std::nullopt : std::optional(points.back().stage);
}

/// Whether the points go on with a stage that has a result already, or begin one.
enum class Stage { GoesOn, Begins };

void updateResult(Connection& connection, api::RunId run, const std::string& name, std::span<const MetricPoint> points,
                  Stage stage) {
    std::optional<double> before;
    if (stage == Stage::GoesOn) {
        Query query(connection, "SELECT value FROM run_result WHERE run = ? AND name = ?", run.value, name);
        if (query.next())
            before = query.number(0);
    }
    Query(connection,
          "INSERT INTO run_result(run, name, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", run.value,
          name, resultOf(name, before, points))
        .run();
}

Result<void> dropFromSeries(Connection& connection, Series series, std::int64_t fromStep) {
    std::int64_t first = series.blockPoints; // number of the first point that moves
    {
        Query query(connection, "SELECT min(first_point) FROM metric_block WHERE series = ? AND last_step >= ?", series.id,
                    fromStep);
        if (query.next() && !query.isNull(0))
            first = query.integer(0);
    }
    CPW_TRY(points, readBlocks(connection, series.id, first, series.blockPoints - first));
    const auto tail = readTail(connection, series.id);
    points.insert(points.end(), tail.begin(), tail.end());
    std::erase_if(points, [fromStep](const MetricPoint& point) { return point.step >= fromStep; });

    Query(connection, "DELETE FROM metric_block WHERE series = ? AND first_point >= ?", series.id, first).run();
    clearTail(connection, series.id);
    series.blockPoints = first;
    series.tailPoints = 0;
    appendBehindBlocks(connection, series, points);
    saveCounts(connection, series);
    if (series.blockPoints + series.tailPoints == 0)
        Query(connection, "DELETE FROM metric_series WHERE id = ?", series.id).run();
    return {};
}

} // namespace

Result<void> appendPoints(Connection& connection, api::RunId run, const std::string& name, std::span<const MetricPoint> points) {
    if (points.empty())
        return {};
    const auto found = findSeries(connection, run, name);
    auto series = found ? *found : makeSeries(connection, run, name);
    auto stage = Stage::Begins;
    if (isValidation(name)) {
        CPW_TRY(before, lastStage(connection, series));
        stage = before == points.back().stage ? Stage::GoesOn : Stage::Begins;
    }
    if (static_cast<std::size_t>(series.tailPoints) + points.size() < kBlockPoints) {
        for (const auto& point : points)
            insertTail(connection, series.id, series.blockPoints + series.tailPoints++, point);
    } else {
        auto all = readTail(connection, series.id);
        all.insert(all.end(), points.begin(), points.end());
        clearTail(connection, series.id);
        series.tailPoints = 0;
        appendBehindBlocks(connection, series, all);
    }
    saveCounts(connection, series);
    if (isTest(name) || isValidation(name))
        updateResult(connection, run, name, points, stage);
    return {};
}

Result<Points> readPoints(Connection& connection, api::RunId run, const std::string& name) {
    const auto series = findSeries(connection, run, name);
    if (!series)
        return Points{};
    auto blocks = readBlocks(connection, series->id, 0, series->blockPoints + series->tailPoints);
    if (!blocks)
        return withContext(std::move(blocks.error()),
                           fmt::format("curve {} of {} in {}", name, toText(run), connection.file().string()));
    auto points = std::move(*blocks);
    const auto tail = readTail(connection, series->id);
    points.insert(points.end(), tail.begin(), tail.end());
    if (static_cast<std::int64_t>(points.size()) != series->blockPoints + series->tailPoints)
        return fail(ErrorCode::Store, "the curve {} of {} holds {} points, expected {}; the file is damaged, restore a copy",
                    name, toText(run), points.size(), series->blockPoints + series->tailPoints);
    return points;
}

Result<void> dropPoints(Connection& connection, api::RunId run, std::int64_t fromStep) {
    for (const auto& name : readMetricNames(connection, run))
        CPW_TRY_VOID(dropFromSeries(connection, *findSeries(connection, run, name), fromStep));
    Query(connection, "DELETE FROM run_result WHERE run = ?", run.value).run();
    for (const auto& name : readMetricNames(connection, run)) {
        if (!isTest(name) && !isValidation(name))
            continue;
        CPW_TRY(points, readPoints(connection, run, name));
        updateResult(connection, run, name, points, Stage::Begins);
    }
    return {};
}

Result<std::vector<MetricBucket>> readBuckets(Connection& connection, api::RunId run, const std::string& name,
                                              std::size_t wanted) {
    const auto series = findSeries(connection, run, name);
    if (!series)
        return std::vector<MetricBucket>{};
    const auto count = static_cast<std::size_t>(series->blockPoints + series->tailPoints);
    std::size_t size = kBlockPoints;
    std::size_t level = 2; // of blocks of 16^3 points
    for (; size > 1 && count / size < wanted; size /= kPyramidFactor)
        --level;
    if (size == 1) {
        CPW_TRY(points, readPoints(connection, run, name));
        return bucketsOf(points, 1);
    }
    std::vector<MetricBucket> buckets;
    Query query(connection, "SELECT pyramid FROM metric_block WHERE series = ? ORDER BY first_point", series->id);
    while (query.next()) {
        CPW_TRY(levels, decodePyramid(query.bytes(0)));
        expects(level < levels.size(), "level {} of a pyramid with {}", level, levels.size());
        buckets.insert(buckets.end(), levels[level].begin(), levels[level].end());
    }
    const auto tail = bucketsOf(readTail(connection, series->id), size);
    buckets.insert(buckets.end(), tail.begin(), tail.end());
    return buckets;
}

std::vector<std::string> readMetricNames(Connection& connection, api::RunId run) {
    std::vector<std::string> names;
    Query query(connection,
                "SELECT n.name FROM metric_series s JOIN metric_name n ON n.id = s.name WHERE s.run = ? ORDER BY n.name",
                run.value);
    while (query.next())
        names.push_back(query.text(0));
    return names;
}

} // namespace cpw::db
