// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_report.h"

#include "app/cli/command_context.h"
#include "app/cli/table_printer.h"
#include "core/api/spec_json.h"
#include "core/base/text_format.h"

#include <algorithm>
#include <chrono>

namespace cpw::cli {
namespace {

using nlohmann::json;

const char* levelText(api::LogLevel level) {
    switch (level) {
    case api::LogLevel::Debug: return "debug";
    case api::LogLevel::Info: return "info";
    case api::LogLevel::Warning: return "warning";
    case api::LogLevel::Error: return "error";
    }
    return "";
}

double secondsOf(api::Clock::time_point time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

/// "/stages/0/batch" as "stages.0.batch".
std::string dotted(std::string pointer) {
    std::replace(pointer.begin(), pointer.end(), '/', '.');
    return pointer.empty() ? pointer : pointer.substr(1);
}

json at(const json& flat, const std::string& key) {
    return flat.contains(key) ? flat.at(key) : json();
}

} // namespace

json summaryJson(const api::RunSummary& run) {
    json object = {{"run", api::toText(run.id)}, {"name", run.name},   {"state", api::toText(run.state)}, {"spec_hash", run.specHash},
                   {"dataset", run.dataset},     {"backbone", run.backbone}, {"stages", run.stages},      {"seed", run.seed},
                   {"step", run.step},           {"seconds", run.seconds},   {"created", secondsOf(run.created)},
                   {"results", run.results},     {"note", run.note},         {"tags", run.tags}};
    if (!run.error.empty())
        object["error"] = run.error;
    if (run.parent) {
        object["parent"] = api::toText(run.parent->run);
        object["parent_step"] = run.parent->step;
    }
    return object;
}

Result<RunDetails> loadRunDetails(const api::RunStore& store, api::RunId run) {
    CPW_TRY(summary, store.run(run));
    CPW_TRY(spec, store.spec(run));
    CPW_TRY(events, store.events(run));
    CPW_TRY(metrics, store.metricNames(run));
    return RunDetails{std::move(summary), std::move(spec), std::move(events), std::move(metrics), store.runFolder(run).string()};
}

json detailsJson(const RunDetails& details) {
    auto object = summaryJson(details.summary);
    object["folder"] = details.folder;
    object["metrics"] = details.metrics;
    object["spec"] = api::toJson(details.spec);
    auto events = json::array();
    for (const auto& event : details.events)
        events.push_back({{"step", event.step}, {"time", secondsOf(event.time)}, {"kind", event.kind}, {"text", event.text},
                          {"level", levelText(event.level)}});
    object["events"] = std::move(events);
    return object;
}

std::string detailsText(const RunDetails& details) {
    const auto& run = details.summary;
    auto text = fmt::format("{}  {}  {}\n\n", api::toText(run.id), run.name, api::toText(run.state));
    TextTable facts({{"what"}, {"value"}});
    facts.add({"data", run.dataset});
    facts.add({"backbone", run.backbone});
    facts.add({"stages", run.stages});
    facts.add({"seed", std::to_string(run.seed)});
    facts.add({"step", withThousands(run.step)});
    facts.add({"time", durationText(run.seconds)});
    facts.add({"started", timeText(run.created)});
    facts.add({"spec hash", run.specHash});
    facts.add({"folder", details.folder});
    for (const auto& [name, value] : run.results)
        facts.add({name, fmt::format("{:.6f}", value)});
    if (run.parent)
        facts.add({"fork of", fmt::format("{} at step {}", api::toText(run.parent->run), withThousands(run.parent->step))});
    if (!run.note.empty())
        facts.add({"note", run.note});
    if (!run.error.empty())
        facts.add({"error", run.error});
    text += facts.text() + "\nEvents\n";
    TextTable events({{"step", Align::Right}, {"time"}, {"kind"}, {"what"}});
    for (const auto& event : details.events)
        if (event.level != api::LogLevel::Debug)
            events.add({withThousands(event.step), timeText(event.time), event.kind, event.text});
    return text + events.text() + "\nThe spec: clickprompt runs show " + api::toText(run.id) + " --json\n";
}

std::vector<SpecDifference> specDifferences(const json& first, const json& second) {
    const auto firstFlat = first.flatten();
    const auto secondFlat = second.flatten();
    std::vector<std::string> keys;
    for (const auto* flat : {&firstFlat, &secondFlat})
        for (const auto& item : flat->items())
            keys.push_back(item.key());
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::vector<SpecDifference> differences;
    for (const auto& key : keys) {
        auto a = at(firstFlat, key), b = at(secondFlat, key);
        if (a != b)
            differences.push_back({dotted(key), std::move(a), std::move(b)});
    }
    return differences;
}

Result<void> writeMetricPoints(const api::RunStore& store, const std::vector<api::RunId>& runs, FileWriter& writer) {
    CPW_TRY_VOID(writer.write("run,metric,stage,step,epoch,value,time\n"));
    for (const auto run : runs) {
        CPW_TRY_VOID(store.run(run));
        CPW_TRY(names, store.metricNames(run));
        for (const auto& name : names) {
            CPW_TRY(series, store.metric(run, name));
            std::string lines;
            for (const auto& point : series.points)
                lines += fmt::format("{},{},{},{},{},{},{:.3f}\n", api::toText(run), name, point.stage, point.step, point.epoch, point.value,
                                     secondsOf(point.time));
            CPW_TRY_VOID(writer.write(lines));
        }
    }
    return {};
}

} // namespace cpw::cli
