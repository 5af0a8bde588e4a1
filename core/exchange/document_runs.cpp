// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/document_runs.h"

#include "core/compare/settings.h"
#include "core/exchange/metric_number.h"
#include "core/exchange/run_document.h"
#include "core/exchange/run_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <utility>

namespace cpw::exchange {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr std::size_t kFirstBytes = 256;
constexpr const char* kExpected = "expected what \"clickprompt runs export --output FILE.json\" writes";

/// Thrown through the parser, which has no other way to stop.
struct Refused {
    Error error;
};

/// A number, or the text of one that JSON has no number for.
double numberOf(const json& value) {
    if (!value.is_string())
        return value.get<double>();
    const auto number = metricNumber(value.get_ref<const std::string&>());
    return number ? *number : value.get<double>(); // which says what is wrong with a text
}

api::Clock::time_point timeOf(const json& value) {
    return timeOfSeconds(numberOf(value));
}

/// Members of a run and what it becomes. Throws json::exception where one is missing or of another kind.
class RunReader {
public:
    RunReader(const json& run, const fs::path& file) : m_run(run), m_file(file) {}

    api::ForeignRun read() const {
        api::ForeignRun run;
        run.origin = origin();
        run.name = m_run.at("name").get<std::string>();
        run.created = timeOf(m_run.at("created"));
        run.seconds = numberOf(m_run.at("seconds"));
        run.note = m_run.value("note", std::string());
        run.tags = m_run.value("tags", std::vector<std::string>());
        run.settings = settings();
        run.metrics = curves();
        run.events = events();
        setState(run);
        orderCurves(run.metrics);
        return run;
    }

private:
    api::ImportOrigin origin() const {
        if (const auto found = m_run.find("imported_from"); found != m_run.end())
            return {found->at("program").get<std::string>(), found->at("source").get<std::string>(),
                    found->at("id").get<std::string>()};
        return {"clickprompt", m_file.string(), documentRunId(m_run.at("run").get<std::string>(), numberOf(m_run.at("created")))};
    }

    std::map<std::string, std::string> settings() const {
        const auto& spec = m_run.at("spec");
        if (spec.is_null())
            return m_run.at("settings").get<std::map<std::string, std::string>>();
        auto settings = compare::settingsOfJson(spec);
        settings.erase("name"); // stands in the run itself, and would make every group one of its own
        return settings;
    }

    void setState(api::ForeignRun& run) const {
        const auto text = m_run.at("state").get<std::string>();
        const auto state = api::runStateFromText(text);
        const bool hasEnded =
            state && (*state == api::RunState::Finished || *state == api::RunState::Failed || *state == api::RunState::Stopped);
        run.state = hasEnded ? *state : api::RunState::Interrupted;
        if (!hasEnded)
            run.events.push_back(historyLine(run.created, fmt::format("It had not ended when it was exported: it was {}.", text),
                                             api::LogLevel::Warning));
    }

    std::vector<api::StoredEvent> events() const {
        std::vector<api::StoredEvent> events;
        for (const auto& event : m_run.value("events", json::array()))
            if (const auto kind = event.at("kind").get<std::string>(); kind != "imported") // it is imported anew
                events.push_back({event.at("step").get<std::int64_t>(), timeOf(event.at("time")), kind,
                                  event.at("text").get<std::string>(), levelFromText(event.at("level").get<std::string>())});
        return events;
    }

    std::vector<api::MetricSeries> curves() const {
        std::vector<api::MetricSeries> curves;
        for (const auto& curve : m_run.at("metrics")) {
            const auto &step = curve.at("step"), &value = curve.at("value"), &epoch = curve.at("epoch"),
                       &stage = curve.at("stage"), &time = curve.at("time");
            auto& series = curves.emplace_back();
            series.name = curve.at("name").get<std::string>();
            const auto points = std::max(
                {step.size(), value.size(), epoch.size(), stage.size(), time.size()}); // at() throws where one is shorter
            for (std::size_t i = 0; i < points; ++i)
                series.points.push_back({step.at(i).get<std::int64_t>(), numberOf(epoch.at(i)), numberOf(value.at(i)),
                                         timeOf(time.at(i)), stage.at(i).get<int>()});
        }
        return curves;
    }

    const json& m_run;
    const fs::path& m_file;
};

/// Follows the parser through the document, hands on each run at its end and lets it go.
class DocumentReader {
public:
    DocumentReader(const fs::path& file, ImportSink& sink) : m_file(file), m_sink(sink) {}

    Result<void> read(std::ifstream& stream) {
        std::error_code code;
        m_bytes = std::max<std::uintmax_t>(1, fs::file_size(m_file, code));
        try {
            const auto rest = json::parse(
                stream, [&](int depth, json::parse_event_t event, json& parsed) { return follow(stream, depth, event, parsed); });
            if (!m_hasRuns)
                return badInput("{} has no list \"runs\"; {}", m_file.string(), kExpected);
        } catch (Refused& refused) {
            return tl::unexpected(std::move(refused.error));
        } catch (const json::parse_error& error) {
            return badInput("{} is not whole: after {} runs its JSON breaks off or is wrong ({}); export it again",
                            m_file.string(), m_runs, error.what());
        }
        return {};
    }

private:
    using Event = json::parse_event_t;

    /// False: the parser keeps nothing of it.
    bool follow(std::ifstream& stream, int depth, Event event, json& parsed) {
        if (depth == 1 && event == Event::key) {
            m_key = parsed.get<std::string>();
        } else if (depth == 1 && event == Event::value) {
            checkHead(parsed);
        } else if (depth == 1 && event == Event::array_start) {
            m_hasRuns = m_hasRuns || m_key == "runs";
        } else if (depth == 2 && event == Event::value && m_key == "runs") {
            refuse(
                badInput("{}: item {} of \"runs\" is {} and no run; {}", m_file.string(), m_runs + 1, parsed.dump(), kExpected));
        } else if (depth == 2 && event == Event::object_end && m_key == "runs") {
            take(stream, parsed);
            return false;
        }
        return true;
    }

    void checkHead(const json& value) {
        if (m_key == "format" && value != kRunDocumentFormat)
            refuse(badInput("{} is of the form {}, not of \"{}\"; {}", m_file.string(), value.dump(), kRunDocumentFormat,
                            kExpected));
        if (m_key != "format_version")
            return;
        if (value != kRunDocumentVersion)
            refuse(badInput("{} has format_version {}, and this program reads {}; read it with the version that wrote it",
                            m_file.string(), value.dump(), kRunDocumentVersion));
        m_hasVersion = true;
    }

    void take(std::ifstream& stream, const json& run) {
        if (!m_hasVersion)
            refuse(badInput("{} has runs before its format_version; {}", m_file.string(), kExpected));
        check(m_sink.progress(m_file.filename().string(), static_cast<double>(stream.tellg()) / static_cast<double>(m_bytes)));
        ++m_runs;
        std::optional<api::ForeignRun> read;
        try {
            read = RunReader(run, m_file).read();
        } catch (const json::exception& error) {
            refuse(badInput("{}: run {} of the list ({}) cannot be read: {}; {}", m_file.string(), m_runs,
                            run.value("run", json()).dump(), error.what(), kExpected));
        }
        check(m_sink.take(std::move(*read)));
    }

    static void check(Result<void> done) {
        if (!done)
            throw Refused{std::move(done.error())};
    }
    [[noreturn]] static void refuse(tl::unexpected<Error> error) { throw Refused{std::move(error.value())}; }

    const fs::path& m_file;
    ImportSink& m_sink;
    std::uintmax_t m_bytes = 1;
    std::string m_key; ///< the member of the document that the parser is in
    bool m_hasVersion = false, m_hasRuns = false;
    int m_runs = 0;
};

} // namespace

Result<void> readRunDocument(const fs::path& given, ImportSink& sink) {
    const auto file = canonicalPath(given);
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return badInput("{} cannot be opened; check that it is there and may be read", file.string());
    return DocumentReader(file, sink).read(stream);
}

std::string documentRunId(const std::string& run, double created) {
    return fmt::format("{}@{:.6f}", run, created);
}

bool isRunDocument(const fs::path& file) {
    std::array<char, kFirstBytes> bytes{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(bytes.data(), bytes.size());
    return std::string_view(bytes.data(), static_cast<std::size_t>(stream.gcount()))
               .find(fmt::format("\"{}\"", kRunDocumentFormat)) != std::string_view::npos;
}

} // namespace cpw::exchange
