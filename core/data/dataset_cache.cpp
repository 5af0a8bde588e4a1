// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_cache.h"

#include "core/base/file_hash.h"
#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "core/data/raw_files.h"
#include "core/data/table_file.h"

#include <nlohmann/json.hpp>

#include <chrono>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Up to here content is always compared: at over 5 GB/s it costs less than 50 ms.
constexpr std::uint64_t kAlwaysHashedBytes = 256'000'000;

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace); // paths may hold any bytes
}

std::string absoluteText(const std::string& path) {
    std::error_code ignored;
    return fs::absolute(path, ignored).lexically_normal().string();
}

/// Everything of the spec that decides what the table holds. Fields, split and vocabulary come later and cost nothing to redo.
std::string keyText(const DatasetSource& source, const spec::DataSpec& spec) {
    Json options = Json::object();
    for (const auto& [key, value] : spec.sourceOptions)
        options[key] = toText(value);
    Json files = Json::array();
    for (const auto& file : source.files(spec))
        files.push_back(absoluteText(file));
    return dump({{"source", source.id},
                 {"files", files},
                 {"are_parts", spec.split.kind == spec::SplitKind::Files},
                 {"options", options},
                 {"label_column", spec.label.column},
                 {"positive_from", spec.label.positiveFrom},
                 {"dropped_values", spec.label.droppedValues},
                 {"maximum_rows", spec.maximumRows}});
}

/// A raw file as it is now.
struct FileState {
    std::string path;
    std::uint64_t bytes = 0;
    std::int64_t modified = 0; // ticks of the file system's clock
};

Result<std::vector<FileState>> fileStates(const DatasetSource& source, const spec::DataSpec& spec) {
    std::vector<FileState> states;
    for (const auto& path : source.files(spec)) {
        std::error_code code;
        const auto file = splitRawPath(path).file; // of a member of an archive the archive
        const auto bytes = fs::file_size(file, code);
        const auto modified = code ? fs::file_time_type{} : fs::last_write_time(file, code);
        if (code)
            return badInput("{}: {}", path, code.message());
        states.push_back({file.string(), bytes, static_cast<std::int64_t>(modified.time_since_epoch().count())});
    }
    return states;
}

std::uint64_t totalBytes(const std::vector<FileState>& states) {
    std::uint64_t total = 0;
    for (const auto& state : states)
        total += state.bytes;
    return total;
}

Result<std::string> contentHash(const std::string& path) {
    CPW_TRY(hash, hashOfFile(path));
    return hashText(hash);
}

/// What is kept beside the table: the key, the raw files and the import report.
Result<std::string> describeOrigin(const std::string& key, const std::vector<FileState>& states, const ImportReport& report) {
    Json files = Json::array();
    for (const auto& state : states) {
        CPW_TRY(hash, contentHash(state.path));
        files.push_back({{"bytes", state.bytes}, {"modified", state.modified}, {"hash", hash}});
    }
    return dump({{"key", key},
                 {"files", files},
                 {"lines_read", report.linesRead},
                 {"rows_kept", report.rowsKept},
                 {"rows_dropped", report.rowsDroppedByLabel},
                 {"notes", report.notes}});
}

Result<void> checkFiles(const Json& saved, const std::vector<FileState>& states) {
    if (saved.size() != states.size())
        return badInput("it was made from other files");
    const bool isAlwaysHashed = totalBytes(states) <= kAlwaysHashedBytes;
    for (std::size_t i = 0; i < states.size(); ++i) {
        const auto name = fs::path(states[i].path).filename().string();
        if (saved[i].at("bytes") != states[i].bytes)
            return badInput("{} has changed since", name);
        if (!isAlwaysHashed && saved[i].at("modified") == states[i].modified)
            continue;
        CPW_TRY(hash, contentHash(states[i].path));
        if (saved[i].at("hash") != hash)
            return badInput("{} has changed since", name);
    }
    return {};
}

/// What an import said, from the text beside a table that fits.
Result<ImportReport> reportOf(const std::string& callerText, const std::string& key, const std::vector<FileState>& states) {
    const auto origin = Json::parse(callerText, nullptr, false);
    if (origin.is_discarded())
        return badInput("its origin is not JSON");
    try {
        if (origin.at("key") != key)
            return badInput("it belongs to another data set");
        CPW_TRY_VOID(checkFiles(origin.at("files"), states));
        ImportReport report;
        report.linesRead = origin.at("lines_read");
        report.rowsKept = origin.at("rows_kept");
        report.rowsDroppedByLabel = origin.at("rows_dropped");
        report.notes = origin.at("notes").get<std::vector<std::string>>();
        return report;
    } catch (const nlohmann::json::exception&) {
        return badInput("its origin lacks an entry");
    }
}

Result<ReadResult> loadCached(const fs::path& path, const std::string& key, const std::vector<FileState>& states) {
    CPW_TRY(file, openTableFile(path));
    CPW_TRY(report, reportOf(file.callerText, key, states));
    return ReadResult{std::move(file.table), std::move(report), path};
}

Result<void> saveCached(const fs::path& path, const std::string& key, const std::vector<FileState>& states,
                        const ReadResult& result) {
    CPW_TRY_VOID(makeFolders(path.parent_path()));
    removeAbandoned(path);
    CPW_TRY(origin, describeOrigin(key, states, result.report));
    return writeTableFile(path, *result.table, origin);
}

/// Gives the table the spec's name for the data set, when there is one; the cache keeps the source's own.
ReadResult withTitle(ReadResult result, const std::string& title) {
    if (title.empty() || title == result.table->title)
        return result;
    auto renamed = std::make_shared<Table>(*result.table);
    renamed->title = title;
    result.table = std::move(renamed);
    return result;
}

} // namespace

fs::path cacheFile(const DatasetSource& source, const spec::DataSpec& spec, const fs::path& cacheFolder) {
    return cacheFolder / fmt::format("{}-{}.cpwtable", source.id, hashText(hash64(keyText(source, spec))));
}

void removeAbandoned(const fs::path& file) {
    static constexpr auto kLeastAge = std::chrono::hours(24);
    const auto begin = file.filename().string() + ".tmp-";
    std::error_code code;
    for (fs::directory_iterator entry(file.parent_path(), code), end; !code && entry != end; entry.increment(code)) {
        std::error_code ignored;
        const auto written = fs::last_write_time(entry->path(), ignored);
        const bool isOld = !ignored && fs::file_time_type::clock::now() - written > kLeastAge;
        if (isOld && entry->path().filename().string().starts_with(begin))
            fs::remove(entry->path(), ignored);
    }
}

std::optional<CachedTable> findCached(const DatasetSource& source, const spec::DataSpec& spec, const fs::path& cacheFolder) {
    const auto states = spec.path.empty() ? Result<std::vector<FileState>>() : fileStates(source, spec);
    if (cacheFolder.empty() || !states || states->empty())
        return std::nullopt;
    auto head = readTableFileHead(cacheFile(source, spec, cacheFolder));
    if (!head)
        return std::nullopt;
    auto report = reportOf(head->callerText, keyText(source, spec), *states);
    if (!report)
        return std::nullopt;
    return CachedTable{std::move(head->title), std::move(head->fingerprint), std::move(*report)};
}

Result<ReadResult> loadOrRead(const DatasetSource& source, const spec::DataSpec& spec, const fs::path& cacheFolder,
                              const ReadContext& context) {
    // An unreadable path is the source's to explain, it knows what it needs.
    const auto states = spec.path.empty() ? Result<std::vector<FileState>>() : fileStates(source, spec);
    if (cacheFolder.empty() || !states || states->empty())
        return source.read(spec, context);

    const auto key = keyText(source, spec);
    const auto path = cacheFile(source, spec, cacheFolder);
    auto unnamed = spec;
    unnamed.dataset.clear();
    std::string note;
    std::error_code ignored;
    if (fs::exists(path, ignored)) {
        auto cached = loadCached(path, key, *states);
        if (cached)
            return withTitle(std::move(*cached), spec.dataset);
        note = fmt::format("the cached copy was made again: {}", cached.error().message);
    }
    auto reading = context;
    reading.spoolFolder = cacheFolder;
    CPW_TRY(result, source.read(unnamed, reading));
    if (const auto saved = saveCached(path, key, *states, result); !saved) {
        result.report.notes.push_back(fmt::format("there is no cached copy for the next start: {}", saved.error().text()));
    } else if (auto file = openTableFile(path)) { // the mapped one takes no memory of ours
        result.table = std::move(file->table);
        result.cacheFile = path;
    }
    if (!note.empty())
        result.report.notes.push_back(note);
    return withTitle(std::move(result), spec.dataset);
}

} // namespace cpw::data
