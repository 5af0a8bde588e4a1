// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/tensorboard_runs.h"

#include "core/base/ascii_case.h"
#include "core/base/file_io.h"
#include "core/base/mapped_file.h"
#include "core/base/text_format.h"
#include "core/exchange/epoch_curve.h"
#include "core/exchange/event_file.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace cpw::exchange {
namespace fs = std::filesystem;
namespace {

using Settings = std::map<std::string, std::string>;

constexpr int kDeepest = 16; ///< folders below the given one

/// The event files of a folder, oldest first (their names begin with the time), and what its curves are called in the run.
struct Part {
    std::string prefix; ///< "train/" or nothing
    std::vector<fs::path> files;
};

/// By the folder of the run.
using Parts = std::map<fs::path, std::map<fs::path, Part>>;

/// "train/" for a folder named after a part of the data; none for any other.
std::string prefixOf(const fs::path& folder) {
    static constexpr std::pair<const char*, const char*> kPrefixes[] = {{"train", "train/"},      {"training", "train/"}, {"validation", "valid/"},
                                                                        {"valid", "valid/"},      {"val", "valid/"},      {"test", "test/"},
                                                                        {"testing", "test/"},     {"eval", "eval/"},      {"evaluation", "eval/"}};
    const auto name = lowered(folder.filename().string());
    for (const auto& [part, prefix] : kPrefixes)
        if (name == part)
            return prefix;
    return {};
}

/// "1700000000.1234567": what add_hparams calls its folder.
bool isNumberName(const fs::path& folder) {
    const auto name = folder.filename().string();
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) || c == '.'; });
}

Result<std::map<fs::path, std::vector<fs::path>>> findEventFiles(const fs::path& root) {
    std::map<fs::path, std::vector<fs::path>> folders;
    std::error_code code;
    if (fs::is_regular_file(root, code)) {
        folders[root.parent_path()].push_back(root);
        return folders;
    }
    fs::recursive_directory_iterator entries(root, fs::directory_options::skip_permission_denied, code);
    for (const fs::recursive_directory_iterator end; !code && entries != end; entries.increment(code)) {
        if (entries.depth() > kDeepest)
            entries.disable_recursion_pending();
        if (isEventFileName(entries->path().filename().string()) && entries->is_regular_file(code))
            folders[entries->path().parent_path()].push_back(entries->path());
    }
    if (code)
        return tl::unexpected(systemError("read", root, code));
    for (auto& [folder, files] : folders)
        std::sort(files.begin(), files.end());
    return folders;
}

Parts partsOf(const fs::path& root, const std::map<fs::path, std::vector<fs::path>>& folders) {
    std::map<fs::path, int> numbered; // how many children of a folder have a number for a name
    for (const auto& [folder, files] : folders)
        if (isNumberName(folder))
            ++numbered[folder.parent_path()];
    Parts parts;
    for (const auto& [folder, files] : folders) {
        const auto parent = folder.parent_path();
        const bool isRoot = folder == root || fs::is_regular_file(root);
        const auto prefix = isRoot ? std::string() : prefixOf(folder);
        const bool isAddition = !isRoot && isNumberName(folder) && numbered[parent] == 1 && folders.contains(parent);
        parts[prefix.empty() && !isAddition ? folder : parent][folder] = {prefix, files};
    }
    return parts;
}

/// Reads the runs one by one; knows what was read of the folders above.
class RunReader {
public:
    RunReader(fs::path root, ImportSink& sink, std::uint64_t totalBytes) : m_root(std::move(root)), m_sink(sink), m_totalBytes(totalBytes) {}

    Result<void> read(const fs::path& folder, const std::map<fs::path, Part>& parts) {
        api::ForeignRun run;
        run.origin = originOf(folder, parts);
        run.name = nameOf(folder);
        std::map<std::string, api::MetricSeries> curves;
        double first = 0, last = 0;
        std::uint64_t others = 0;
        for (const auto& [place, part] : parts) {
            EventFolder events;
            CPW_TRY_VOID(readFiles(part, events, run));
            for (const auto& [tag, curve] : events.curves()) {
                auto& points = curves[part.prefix + tag].points;
                points.insert(points.end(), curve.points.begin(), curve.points.end());
            }
            takeHparams(folder, events.hparams(), run);
            if (events.firstSeconds() > 0)
                first = first == 0 ? events.firstSeconds() : std::min(first, events.firstSeconds());
            last = std::max(last, events.lastSeconds());
            others += events.otherValues();
        }
        run.settings = settingsOf(folder);
        for (auto& [name, curve] : curves) {
            curve.name = name;
            run.metrics.push_back(std::move(curve));
        }
        orderCurves(run.metrics);
        takeEpochs(run.metrics);
        run.created = timeOfSeconds(first);
        run.seconds = last > first && first > 0 ? last - first : 0;
        if (others > 0)
            run.events.push_back(historyLine(run.created, fmt::format("Left out, because they are no numbers (pictures, histograms, texts): {}.",
                                                                     withThousands(static_cast<std::int64_t>(others)))));
        if (run.metrics.empty() && run.settings.empty()) {
            m_sink.notes.push_back(fmt::format("{} holds no numbers and was left out", run.name));
            return {};
        }
        return m_sink.take(std::move(run));
    }

private:
    Result<void> readFiles(const Part& part, EventFolder& events, api::ForeignRun& run) {
        for (const auto& file : part.files) {
            CPW_TRY(mapped, MappedFile::open(file));
            const auto bytes = mapped->text();
            CPW_TRY(end, events.read(bytes, [&](std::uint64_t done) {
                return m_sink.progress(run.name, m_totalBytes > 0 ? static_cast<double>(m_doneBytes + done) / static_cast<double>(m_totalBytes) : 1);
            }));
            m_doneBytes += bytes.size();
            if (!end.isWhole && !end.isEventFile)
                return badInput("{} is no event file of TensorBoard: it {}; choose another file or folder", file.string(), end.note);
            if (!end.isWhole)
                m_sink.notes.push_back(fmt::format("{} {}", file.filename().string(), end.note));
        }
        return {};
    }

    /// The run is known by its folder's own name and its oldest file, whose name holds time, computer and process: it stays the same
    /// run when the folder is moved or copied, or grows.
    [[nodiscard]] static api::ImportOrigin originOf(const fs::path& folder, const std::map<fs::path, Part>& parts) {
        const auto& oldest = parts.begin()->second.files.front();
        return {"tensorboard", folder.string(), oldest.lexically_relative(folder.parent_path()).generic_string()};
    }

    [[nodiscard]] std::string nameOf(const fs::path& folder) const {
        const auto relative = folder.lexically_relative(m_root).generic_string();
        return relative.empty() || relative.starts_with(".") ? folder.filename().string() : relative;
    }

    void takeHparams(const fs::path& folder, const HparamsContent& content, api::ForeignRun& run) {
        for (const auto& [key, value] : content.settings)
            m_settings[folder][key] = value;
        constexpr int kFailure = 2, kRunning = 3;
        if (content.endStatus == kFailure)
            run.state = api::RunState::Failed;
        else if (content.endStatus == kRunning)
            run.state = api::RunState::Interrupted;
    }

    /// Of the folder and of those above it, which the map has seen before; the nearest wins.
    [[nodiscard]] Settings settingsOf(const fs::path& folder) const {
        Settings settings;
        for (auto place = folder;; place = place.parent_path()) {
            if (const auto found = m_settings.find(place); found != m_settings.end())
                settings.insert(found->second.begin(), found->second.end());
            if (place == m_root || !place.has_relative_path())
                return settings;
        }
    }

    fs::path m_root;
    ImportSink& m_sink;
    std::uint64_t m_totalBytes;
    std::uint64_t m_doneBytes = 0;
    std::map<fs::path, Settings> m_settings;
};

} // namespace

bool isEventFileName(std::string_view name) {
    return name.find("tfevents") != std::string_view::npos && !name.ends_with(".profile-empty");
}

Result<void> readTensorBoard(const fs::path& given, ImportSink& sink) {
    const auto root = canonicalPath(given);
    CPW_TRY(folders, findEventFiles(root));
    if (folders.empty())
        return badInput("{} holds no event files of TensorBoard (their names contain \"tfevents\"); choose the folder that was given to "
                        "--logdir",
                        given.string());
    std::uint64_t bytes = 0;
    std::error_code code;
    for (const auto& [folder, files] : folders)
        for (const auto& file : files)
            if (const auto size = fs::file_size(file, code); !code)
                bytes += size;
    RunReader reader(root, sink, bytes);
    for (const auto& [folder, parts] : partsOf(root, folders))
        CPW_TRY_VOID(reader.read(folder, parts));
    return {};
}

} // namespace cpw::exchange
