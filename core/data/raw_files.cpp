// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/raw_files.h"

#include "core/base/ascii_case.h"
#include "core/base/mapped_file.h"
#include "core/data/zip_directory.h"

#include <algorithm>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

bool isZipName(const fs::path& path) {
    return lowered(path.extension().string()) == ".zip";
}

std::vector<fs::path> zipMembers(const fs::path& path) {
    std::vector<fs::path> files;
    const auto archive = MappedFile::open(path);
    const auto members = archive ? readZipDirectory((*archive)->text()) : tl::unexpected(archive.error());
    if (members)
        for (const auto& member : *members)
            files.push_back(path / member.name);
    return files;
}

} // namespace

RawPath splitRawPath(const fs::path& path) {
    std::error_code ignored;
    fs::path file;
    for (auto part = path.begin(); part != path.end(); ++part) {
        file /= *part;
        if (!fs::is_regular_file(file, ignored))
            continue;
        fs::path member;
        for (++part; part != path.end(); ++part)
            member /= *part;
        return {file, member.string()};
    }
    return {path, {}};
}

Result<void> checkRawPath(const std::string& path, std::string_view needs, std::string_view help) {
    if (path.empty())
        return badInput("{} a path: the {}", needs, help);
    std::error_code ignored;
    if (!std::filesystem::exists(splitRawPath(path).file, ignored))
        return badInput("{} is not there, expected the {}", path, help);
    return {};
}

bool isRawFile(const fs::path& path) {
    std::error_code ignored;
    const auto place = splitRawPath(path);
    if (place.member.empty())
        return fs::is_regular_file(path, ignored);
    const auto members = zipMembers(place.file);
    return std::find(members.begin(), members.end(), path) != members.end();
}

std::vector<fs::path> rawFiles(const fs::path& path) {
    std::error_code code;
    std::vector<fs::path> files;
    if (fs::is_regular_file(path, code)) {
        files = isZipName(path) ? zipMembers(path) : std::vector{path};
    } else {
        std::vector<fs::path> entries;
        for (fs::directory_iterator entry(path, code), end; !code && entry != end; entry.increment(code))
            if (!entry->path().filename().string().starts_with('.'))
                entries.push_back(entry->path());
        if (entries.size() == 1 && (fs::is_directory(entries.front(), code) || isZipName(entries.front())))
            return rawFiles(entries.front());
        std::copy_if(entries.begin(), entries.end(), std::back_inserter(files),
                     [&code](const fs::path& entry) { return fs::is_regular_file(entry, code); });
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::optional<fs::path> findRawFile(std::span<const fs::path> files, std::span<const std::string_view> names) {
    for (const auto name : names)
        for (const char* ending : {"", ".gz", ".zip"}) {
            const auto wanted = lowered(name) + ending;
            const auto found = std::find_if(files.begin(), files.end(),
                                            [&wanted](const fs::path& file) { return lowered(file.filename().string()) == wanted; });
            if (found != files.end())
                return *found;
        }
    return std::nullopt;
}

RawName rawName(const fs::path& file) {
    auto name = file.filename();
    if (name.extension() == ".gz" || name.extension() == ".zip")
        name = name.stem();
    return {name.stem().string(), name.extension().string()};
}

fs::path rawFileBelow(const fs::path& path, std::string_view name) {
    const auto files = rawFiles(path);
    return findRawFile(files, std::span(&name, 1)).value_or(path / name);
}

} // namespace cpw::data
