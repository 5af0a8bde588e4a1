// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/mean_curve.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace cpw::compare {
namespace {

using Points = std::vector<api::MetricPoint>;

double secondsBetween(api::Clock::time_point first, api::Clock::time_point last) {
    return std::chrono::duration<double>(last - first).count();
}

bool rises(const Points& points) {
    return std::adjacent_find(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.step >= b.step; }) == points.end();
}

/// By rising step, the last point of each.
Points newestOfEachStep(const Points& points) {
    Points sorted = points;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    Points newest;
    for (const auto& point : sorted) {
        if (!newest.empty() && newest.back().step == point.step)
            newest.back() = point;
        else
            newest.push_back(point);
    }
    return newest;
}

/// One run on its way through the steps.
struct Reader {
    explicit Reader(const Points& of) : first(of.empty() ? api::Clock::time_point() : of.front().time) {
        if (!rises(of))
            owned = newestOfEachStep(of);
        points = owned.empty() ? &of : &owned;
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    [[nodiscard]] bool isDone() const { return place == points->size(); }
    [[nodiscard]] const api::MetricPoint& point() const { return (*points)[place]; }
    /// Points count epochs within their stage; here they go on from one stage to the next.
    [[nodiscard]] double epoch() const { return earlierEpochs + point().epoch; }
    void advance() {
        const auto& here = point();
        ++place;
        if (!isDone() && point().stage != here.stage)
            earlierEpochs += here.epoch;
    }

    api::Clock::time_point first;
    Points owned;
    const Points* points = nullptr;
    std::size_t place = 0;
    double earlierEpochs = 0;
};

void reserve(MeanCurve& curve, std::size_t count, bool isSpread) {
    curve.steps.reserve(count);
    for (auto* column : {&curve.epochs, &curve.seconds, &curve.means})
        column->reserve(count);
    if (isSpread)
        curve.deviations.reserve(count);
}

void append(MeanCurve& curve, std::int64_t step, double epoch, double seconds, double mean) {
    curve.steps.push_back(step);
    curve.epochs.push_back(epoch);
    curve.seconds.push_back(seconds);
    curve.means.push_back(mean);
}

MeanCurve curveOf(const api::MetricSeries& run) {
    Reader reader(run.points);
    MeanCurve curve;
    curve.runs = 1;
    reserve(curve, reader.points->size(), false);
    for (; !reader.isDone(); reader.advance()) {
        const auto& point = reader.point();
        if (std::isfinite(point.value))
            append(curve, point.step, reader.epoch(), secondsBetween(reader.first, point.time), point.value);
        else
            ++curve.stepsLeftOut;
    }
    return curve;
}

/// The next step that any of them has.
std::int64_t nextStep(const std::vector<Reader*>& readers) {
    std::int64_t step = std::numeric_limits<std::int64_t>::max();
    for (const auto* reader : readers)
        if (!reader->isDone())
            step = std::min(step, reader->point().step);
    return step;
}

/// What the runs have at one step; used again for the next, as there are many.
struct StepValues {
    std::int64_t step = 0;
    std::vector<double> values; ///< finite ones
    double epochs = 0;
    double seconds = 0;
};

/// The next step that any of them has; moves those that have it on.
void takeStep(const std::vector<Reader*>& readers, StepValues& at) {
    at.step = nextStep(readers);
    at.values.clear();
    at.epochs = at.seconds = 0;
    for (auto* reader : readers) {
        if (reader->isDone() || reader->point().step != at.step)
            continue;
        const auto& point = reader->point();
        if (std::isfinite(point.value)) {
            at.values.push_back(point.value);
            at.epochs += reader->epoch();
            at.seconds += secondsBetween(reader->first, point.time);
        }
        reader->advance();
    }
}

} // namespace

double RowCount::after(std::int64_t step) const {
    if (m_stages.empty())
        return static_cast<double>(step);
    double rows = 0;
    for (std::size_t i = 0; i < m_stages.size() && m_stages[i].firstStep <= step; ++i) {
        const bool isLast = i + 1 == m_stages.size() || m_stages[i + 1].firstStep > step;
        const auto end = isLast ? step + 1 : m_stages[i + 1].firstStep;
        rows += static_cast<double>(end - m_stages[i].firstStep) * static_cast<double>(m_stages[i].batch);
    }
    return rows;
}

Summary MeanCurve::at(std::size_t index) const {
    Summary summary{runs, means[index], deviations.empty() ? 0 : deviations[index], std::nullopt};
    if (runs >= 3)
        summary.halfInterval = studentQuantile975(runs - 1) * summary.deviation / std::sqrt(static_cast<double>(runs));
    return summary;
}

MeanCurve meanCurve(const std::vector<const api::MetricSeries*>& runs) {
    if (runs.size() == 1)
        return curveOf(*runs.front());
    std::vector<std::unique_ptr<Reader>> owned;
    std::vector<Reader*> readers;
    for (const auto* run : runs) {
        owned.push_back(std::make_unique<Reader>(run->points));
        readers.push_back(owned.back().get());
    }
    MeanCurve curve;
    curve.runs = runs.size();
    if (!readers.empty())
        reserve(curve, readers.front()->points->size(), true);
    const auto count = static_cast<double>(runs.size());
    StepValues at;
    while (!std::all_of(readers.begin(), readers.end(), [](const auto* reader) { return reader->isDone(); })) {
        takeStep(readers, at);
        if (at.values.size() != runs.size()) {
            ++curve.stepsLeftOut;
            continue;
        }
        const auto summary = summarize(at.values);
        append(curve, at.step, at.epochs / count, at.seconds / count, summary.mean);
        curve.deviations.push_back(summary.deviation);
    }
    return curve;
}

} // namespace cpw::compare
