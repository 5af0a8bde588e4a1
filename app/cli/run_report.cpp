// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_report.h"

#include "app/cli/command_context.h"
#include "app/cli/table_printer.h"
#include "core/api/spec_json.h"
#include "core/base/text_format.h"
#include "core/exchange/run_json.h"

#include <algorithm>

namespace cpw::cli {
namespace {

using nlohmann::json;

/// "/stages/0/batch" as "stages.0.batch"; a "/" inside a name, which imported settings may have, stands as "~1" there.
std::string dotted(const std::string& pointer) {
    std::string path;
    for (std::size_t i = 1; i < pointer.size(); ++i) {
        const bool isEscape = pointer[i] == '~' && i + 1 < pointer.size();
        path += pointer[i] == '/' ? '.' : !isEscape ? pointer[i] : pointer[i + 1] == '1' ? '/' : '~';
        i += isEscape ? 1 : 0;
    }
    return path;
}

json at(const json& flat, const std::string& key) {
    return flat.contains(key) ? flat.at(key) : json();
}

} // namespace

Result<json> settingsJson(const api::RunStore& store, const api::RunSummary& run) {
    if (run.origin) {
        CPW_TRY(settings, store.importedSettings(run.id));
        return json(settings);
    }
    CPW_TRY(spec, store.spec(run.id));
    return api::toJson(spec);
}

Result<RunDetails> loadRunDetails(const api::RunStore& store, api::RunId run) {
    CPW_TRY(summary, store.run(run));
    CPW_TRY(settings, settingsJson(store, summary));
    CPW_TRY(events, store.events(run));
    CPW_TRY(metrics, store.metricNames(run));
    RunDetails details{std::move(summary), {}, {}, std::move(events), std::move(metrics), store.runFolder(run).string()};
    if (details.summary.origin)
        details.settings = settings.get<std::map<std::string, std::string>>();
    else
        details.spec = std::move(settings);
    return details;
}

json detailsJson(const RunDetails& details) {
    auto object = exchange::summaryJson(details.summary);
    object["folder"] = details.folder;
    object["metrics"] = details.metrics;
    object["spec"] = details.spec;
    if (details.summary.origin)
        object["settings"] = details.settings;
    auto events = json::array();
    for (const auto& event : details.events)
        events.push_back(exchange::eventJson(event));
    object["events"] = std::move(events);
    return object;
}

std::string detailsText(const RunDetails& details) {
    const auto& run = details.summary;
    auto text = fmt::format("{}  {}  {}\n\n", api::toText(run.id), run.name, api::toText(run.state));
    TextTable facts({{"what"}, {"value"}});
    if (run.origin)
        facts.add({"imported from", api::programTitle(run.origin->program) + ", " + run.origin->source});
    for (const auto& [what, value] : {std::pair{"data", run.dataset}, std::pair{"backbone", run.backbone}, std::pair{"stages", run.stages}})
        if (!run.origin || !value.empty())
            facts.add({what, value});
    facts.add({"seed", std::to_string(run.seed)});
    facts.add({"step", withThousands(run.step)});
    facts.add({"time", durationText(run.seconds)});
    facts.add({"started", timeText(run.created)});
    if (!run.origin)
        facts.add({"spec hash", run.specHash});
    facts.add({"folder", details.folder});
    for (const auto& [name, value] : run.results)
        facts.add({name, fmt::format("{:.6f}", value)});
    if (run.parent)
        facts.add({"fork of", fmt::format("{} at step {}", api::toText(run.parent->run), withThousands(run.parent->step))});
    for (const auto& [name, value] : details.settings)
        facts.add({name, value});
    if (!run.note.empty())
        facts.add({"note", run.note});
    if (!run.error.empty())
        facts.add({"error", run.error});
    text += facts.text() + "\nEvents\n";
    TextTable events({{"step", Align::Right}, {"time"}, {"kind"}, {"what"}});
    for (const auto& event : details.events)
        if (event.level != api::LogLevel::Debug)
            events.add({withThousands(event.step), timeText(event.time), event.kind, event.text});
    if (run.origin)
        return text + events.text();
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
                                     exchange::secondsOf(point.time));
            CPW_TRY_VOID(writer.write(lines));
        }
    }
    return {};
}

} // namespace cpw::cli
