// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/compared_curves.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

namespace cpw::ui {
namespace {

/// Of "Stage 2, finetune: started, 1,540 steps planned." (see db/event_text.cpp); counted from 0.
std::optional<std::size_t> stageOf(const std::string& sentence) {
    static constexpr std::string_view kStage = "Stage ";
    std::size_t number = 0;
    if (!sentence.starts_with(kStage))
        return std::nullopt;
    const auto [end, code] = std::from_chars(sentence.data() + kStage.size(), sentence.data() + sentence.size(), number);
    return code == std::errc{} && number > 0 ? std::optional(number - 1) : std::nullopt;
}

compare::RowCount rowsOf(const api::RunStore& store, api::RunId run) {
    const auto spec = store.spec(run);
    const auto events = store.events(run);
    return spec && events ? rowCount(*spec, *events) : compare::RowCount();
}

} // namespace

compare::RowCount rowCount(const api::RunSpec& spec, const std::vector<api::StoredEvent>& events) {
    std::map<std::size_t, std::int64_t> firstSteps; // by stage; a resumed run tells a stage again
    for (const auto& event : events)
        if (event.kind == "stage_started")
            if (const auto stage = stageOf(event.text))
                firstSteps.emplace(*stage, event.step);
    std::vector<compare::RowCount::Stage> stages;
    for (const auto& [stage, step] : firstSteps) {
        if (stage >= spec.stages.size())
            continue;
        if (!stages.empty() && stages.back().firstStep >= step)
            stages.pop_back(); // taken from an earlier run: no step of its own
        stages.push_back({step, spec.stages[stage].batch});
    }
    return compare::RowCount(std::move(stages));
}

CurveAnswer readCurves(const api::RunStore& store, const CurveQuestion& question) {
    CurveAnswer answer;
    std::vector<api::MetricSeries> read;
    std::vector<api::RunId> runs;
    for (const auto run : question.runs) {
        const auto names = store.metricNames(run).value_or(std::vector<std::string>{});
        answer.names.insert(names.begin(), names.end());
        if (std::find(names.begin(), names.end(), question.metric) == names.end())
            continue;
        if (auto series = store.metric(run, question.metric); series && !series->points.empty()) {
            read.push_back(std::move(*series));
            runs.push_back(run);
        }
    }
    if (read.empty())
        return answer;
    const auto rows = question.wantsRows ? rowsOf(store, runs.front()) : compare::RowCount();
    const auto add = [&](api::RunId run, const std::vector<const api::MetricSeries*>& series) {
        answer.lines.push_back({run, std::make_shared<const LineData>(compare::meanCurve(series), rows)});
    };
    std::vector<const api::MetricSeries*> all;
    for (std::size_t i = 0; i < read.size(); ++i) {
        all.push_back(&read[i]);
        if (question.isEverySeed)
            add(runs[i], {&read[i]});
    }
    if (!question.isEverySeed)
        add(runs.front(), all);
    return answer;
}

std::vector<float> readSpark(const api::RunStore& store, api::RunId run, const std::string& metric, std::size_t wanted) {
    const auto buckets = store.metricBuckets(run, metric, wanted / 2);
    std::vector<float> values;
    if (!buckets)
        return values;
    const std::size_t stretch = std::max<std::size_t>(1, (buckets->size() + wanted / 2 - 1) / (wanted / 2));
    for (std::size_t begin = 0; begin < buckets->size(); begin += stretch) {
        const auto end = std::min(buckets->size(), begin + stretch);
        std::optional<std::size_t> low, high; // buckets with the extremes
        for (std::size_t i = begin; i < end; ++i) {
            const auto& bucket = (*buckets)[i];
            if (std::isnan(bucket.minimum))
                continue;
            low = !low || bucket.minimum < (*buckets)[*low].minimum ? i : *low;
            high = !high || bucket.maximum > (*buckets)[*high].maximum ? i : *high;
        }
        if (!low)
            continue;
        const auto lowest = static_cast<float>((*buckets)[*low].minimum), highest = static_cast<float>((*buckets)[*high].maximum);
        values.push_back(*low <= *high ? lowest : highest);
        if (lowest != highest)
            values.push_back(*low <= *high ? highest : lowest);
    }
    return values;
}

} // namespace cpw::ui
