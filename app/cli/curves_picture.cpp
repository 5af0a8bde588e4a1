// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/svg_curves.h"
#include "app/cli/train_session.h"

#include <algorithm>

namespace cpw::cli {
namespace {

constexpr std::size_t kPointsOfCurve = 150;

/// Points of one metric of a run in the stages for which `isWanted`, over the epochs of their stage.
template <class IsWanted>
Result<std::vector<CurvePoint>> pointsOf(const api::RunStore& store, api::RunId run, const std::string& metric, IsWanted isWanted) {
    CPW_TRY(names, store.metricNames(run));
    std::vector<CurvePoint> points;
    if (std::find(names.begin(), names.end(), metric) == names.end())
        return points;
    CPW_TRY(series, store.metric(run, metric));
    for (const auto& point : series.points)
        if (isWanted(static_cast<std::size_t>(point.stage)))
            points.push_back({point.epoch, point.value});
    return points;
}

bool isPretraining(const api::RunSpec& spec, std::size_t stage) {
    return stage < spec.stages.size() && spec.stages[stage].kind == spec::StageKind::PaMlm;
}

} // namespace

Result<std::string> curvesPicture(const std::vector<ArmResult>& results, const api::RunStore& store) {
    CurvePanel pretraining{"Training loss, PA-MLM", "epoch", {}, false};
    CurvePanel finetuning{"Training loss, clicks", "epoch", {}, false};
    CurvePanel validation{"Validation AUC", "epoch", {}, true};
    const auto add = [](CurvePanel& panel, const std::string& name, const std::vector<CurvePoint>& points) {
        if (!points.empty())
            panel.curves.push_back({name, smoothed(points, kPointsOfCurve)});
    };
    for (const auto& result : results) {
        const auto run = result.summary.id;
        CPW_TRY(spec, store.spec(run));
        const auto isMasked = [&](std::size_t stage) { return isPretraining(spec, stage); };
        const auto isClicked = [&](std::size_t stage) { return !isPretraining(spec, stage); };
        CPW_TRY(masked, pointsOf(store, run, "train/loss", isMasked));
        CPW_TRY(clicked, pointsOf(store, run, "train/loss", isClicked));
        CPW_TRY(auc, pointsOf(store, run, "valid/auc", isClicked));
        add(pretraining, result.arm, masked);
        add(finetuning, result.arm, clicked);
        add(validation, result.arm, auc);
    }
    std::vector<CurvePanel> panels;
    if (!pretraining.curves.empty())
        panels.push_back(std::move(pretraining));
    panels.push_back(std::move(finetuning));
    panels.push_back(std::move(validation));
    return curvesSvg(results.front().summary.dataset, panels);
}

} // namespace cpw::cli
