// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/mlflow_run.h"

#include "core/exchange/epoch_curve.h"

#include <algorithm>
#include <utility>

namespace cpw::exchange {
namespace {

/// The names in the database, the numbers in meta.yaml.
api::RunState stateOf(const std::string& status) {
    static constexpr std::pair<const char*, api::RunState> kStates[] = {
        {"RUNNING", api::RunState::Interrupted}, {"1", api::RunState::Interrupted}, {"SCHEDULED", api::RunState::Interrupted},
        {"2", api::RunState::Interrupted},       {"FINISHED", api::RunState::Finished}, {"3", api::RunState::Finished},
        {"FAILED", api::RunState::Failed},       {"4", api::RunState::Failed},      {"KILLED", api::RunState::Stopped},
        {"5", api::RunState::Stopped}};
    for (const auto& [name, state] : kStates)
        if (status == name)
            return state;
    return api::RunState::Finished;
}

bool isOwnTag(const std::string& key) {
    return key.starts_with("mlflow.");
}

std::string tagOr(const MlflowRun& run, const char* key, const std::string& otherwise = {}) {
    const auto found = run.tags.find(key);
    return found == run.tags.end() ? otherwise : found->second;
}

/// What MLflow wrote down of code and user, for the history of the run.
std::string recordedText(const MlflowRun& run) {
    static constexpr std::pair<const char*, const char*> kFacts[] = {{"mlflow.source.name", "program"},
                                                                     {"mlflow.source.git.commit", "git commit"},
                                                                     {"mlflow.source.git.branch", "branch"},
                                                                     {"mlflow.user", "user"}};
    std::string text;
    for (const auto& [key, what] : kFacts)
        if (const auto value = tagOr(run, key); !value.empty())
            text += (text.empty() ? "MLflow recorded: " : ", ") + std::string(what) + " " + value;
    return text.empty() ? text : text + ".";
}

} // namespace

void addPoint(MlflowRun& run, const std::string& metric, std::int64_t step, double value, std::int64_t milliseconds) {
    run.metrics[metric].points.push_back({step, 0, value, timeOfMilliseconds(milliseconds), 0});
}

api::ForeignRun foreignRun(MlflowRun run, const std::string& source) {
    api::ForeignRun foreign;
    foreign.origin = {"mlflow", source, run.id};
    foreign.name = !run.name.empty() ? run.name : tagOr(run, "mlflow.runName", run.id.substr(0, 8));
    foreign.state = stateOf(run.status);
    foreign.note = tagOr(run, "mlflow.note.content");
    foreign.created = timeOfMilliseconds(run.startMilliseconds);
    if (run.endMilliseconds > run.startMilliseconds && run.startMilliseconds > 0)
        foreign.seconds = static_cast<double>(run.endMilliseconds - run.startMilliseconds) / 1000;
    if (!run.experiment.empty())
        foreign.tags.push_back(run.experiment);
    for (const auto& [key, value] : run.tags)
        if (!isOwnTag(key))
            foreign.tags.push_back(value.empty() ? key : key + ": " + value);
    if (const auto text = recordedText(run); !text.empty())
        foreign.events.push_back(historyLine(foreign.created, text));
    if (foreign.state == api::RunState::Interrupted)
        foreign.events.push_back(historyLine(foreign.created, "It had not ended when it was imported.", api::LogLevel::Warning));
    foreign.settings = std::move(run.params);
    for (auto& [name, curve] : run.metrics) {
        curve.name = name;
        foreign.metrics.push_back(std::move(curve));
    }
    for (auto& curve : foreign.metrics) // values of one step in the order of their times
        std::stable_sort(curve.points.begin(), curve.points.end(),
                         [](const auto& a, const auto& b) { return std::pair(a.step, a.time) < std::pair(b.step, b.time); });
    orderCurves(foreign.metrics);
    takeEpochs(foreign.metrics);
    return foreign;
}

} // namespace cpw::exchange
