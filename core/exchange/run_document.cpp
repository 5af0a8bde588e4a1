// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/run_document.h"

#include "core/api/spec_json.h"
#include "core/exchange/run_json.h"

#include <chrono>
#include <utility>

namespace cpw::exchange {
namespace {

using nlohmann::json;

constexpr std::size_t kPieceBytes = 64 * 1024;

/// The document is put together by hand where it is long: a tree of a million points would not fit beside them.
class DocumentWriter {
public:
    DocumentWriter(const api::RunStore& store, const TextTarget& target, const std::stop_token& stop)
        : m_store(store), m_target(target), m_stop(stop) {}

    Result<void> write(const std::vector<api::RunId>& runs, const std::string& program) {
        add(fmt::format("{{\n\"format\": \"{}\",\n\"format_version\": {},\n\"program\": {},\n\"written\": {},\n\"runs\": [",
                        kRunDocumentFormat, kRunDocumentVersion, api::jsonText(json(program)),
                        numberText(secondsOf(std::chrono::floor<std::chrono::milliseconds>(api::Clock::now())))));
        for (std::size_t i = 0; i < runs.size(); ++i) {
            add(i == 0 ? "\n" : ",\n");
            CPW_TRY_VOID(writeRun(runs[i]));
        }
        add("\n]\n}\n");
        return flush();
    }

private:
    void add(std::string_view text) { m_piece += text; }

    Result<void> flush() {
        if (m_stop.stop_requested())
            return fail(ErrorCode::Stopped, "writing the document was stopped; nothing was written");
        auto written = m_target(m_piece);
        m_piece.clear();
        return written;
    }
    Result<void> flushWhenFull() { return m_piece.size() < kPieceBytes ? Result<void>{} : flush(); }

    /// Members of an object without its braces, each on a line.
    void addMembers(const json& object) {
        for (const auto& [key, value] : object.items())
            add(api::jsonText(json(key)) + ": " + api::jsonText(value) + ",\n");
    }

    Result<void> writeRun(api::RunId run) {
        CPW_TRY(summary, m_store.run(run));
        add("{\n");
        auto facts = summaryJson(summary);
        facts.erase("results"); // may hold what JSON has no number for
        addMembers(facts);
        CPW_TRY_VOID(writeSettings(summary));
        addResults(summary);
        CPW_TRY_VOID(writeEvents(run));
        addMembers({{"checkpoints", checkpointsJson(m_store.runFolder(run))}});
        CPW_TRY_VOID(flush());
        add("\"metrics\": [");
        CPW_TRY(names, m_store.metricNames(run));
        for (std::size_t i = 0; i < names.size(); ++i) {
            add(i == 0 ? "\n" : ",\n");
            CPW_TRY_VOID(writeCurve(run, names[i]));
        }
        add("]\n}");
        return flushWhenFull();
    }

    Result<void> writeSettings(const api::RunSummary& summary) {
        if (summary.origin) {
            CPW_TRY(settings, m_store.importedSettings(summary.id));
            addMembers({{"spec", nullptr}, {"settings", settings}});
            return {};
        }
        CPW_TRY(spec, m_store.spec(summary.id));
        addMembers({{"spec", api::toJson(spec)}});
        return {};
    }

    void addResults(const api::RunSummary& summary) {
        add("\"results\": {");
        const char* separator = "";
        for (const auto& [name, value] : summary.results) {
            add(separator + api::jsonText(json(name)) + ": " + numberText(value));
            separator = ", ";
        }
        add("},\n");
    }

    /// What a run recorded of its machine and program stands in the events that tell a start.
    Result<void> writeEvents(api::RunId run) {
        CPW_TRY(events, m_store.events(run));
        auto list = json::array(), environment = json::array();
        for (const auto& event : events) {
            list.push_back(eventJson(event));
            if (event.kind == "started" || event.kind == "resumed")
                environment.push_back({{"step", event.step}, {"time", secondsOf(event.time)}, {"text", event.text}});
        }
        addMembers({{"environment", environment}, {"events", list}});
        return {};
    }

    template <class ValueText>
    Result<void> writeColumn(const char* name, const std::vector<api::MetricPoint>& points, ValueText valueText) {
        add(fmt::format(",\n \"{}\": [", name));
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (i > 0)
                add(",");
            add(valueText(points[i]));
            CPW_TRY_VOID(flushWhenFull());
        }
        add("]");
        return {};
    }

    Result<void> writeCurve(api::RunId run, const std::string& name) {
        CPW_TRY(series, m_store.metric(run, name));
        const auto& points = series.points;
        add(fmt::format("{{\"name\": {}, \"points\": {}", api::jsonText(json(name)), points.size()));
        CPW_TRY_VOID(writeColumn("step", points, [](const auto& point) { return std::to_string(point.step); }));
        CPW_TRY_VOID(writeColumn("value", points, [](const auto& point) { return numberText(point.value); }));
        CPW_TRY_VOID(writeColumn("epoch", points, [](const auto& point) { return numberText(point.epoch); }));
        CPW_TRY_VOID(writeColumn("stage", points, [](const auto& point) { return std::to_string(point.stage); }));
        CPW_TRY_VOID(writeColumn("time", points, [](const auto& point) { return numberText(secondsOf(point.time)); }));
        add("}");
        return flushWhenFull();
    }

    const api::RunStore& m_store;
    const TextTarget& m_target;
    const std::stop_token& m_stop;
    std::string m_piece;
};

} // namespace

Result<void> writeRunDocument(const api::RunStore& store, const std::vector<api::RunId>& runs, const std::string& program, const TextTarget& target,
                              const std::stop_token& stop) {
    return DocumentWriter(store, target, stop).write(runs, program);
}

Result<void> writeRunDocument(const api::RunStore& store, const std::vector<api::RunId>& runs, const std::string& program, FileWriter& writer,
                              const std::stop_token& stop) {
    return writeRunDocument(store, runs, program, [&](std::string_view text) { return writer.write(text); }, stop);
}

} // namespace cpw::exchange
