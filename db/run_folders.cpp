// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/run_folders.h"

#include "core/base/file_io.h"
#include "db/process_identity.h"

#include <optional>
#include <vector>

namespace cpw::db {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kPrefix = ".deleted-";

/// ".deleted-4711-r-0012": process and run.
struct Aside {
    std::int64_t pid = 0;
    api::RunId run;
};

std::string asideName(api::RunId run) {
    return fmt::format("{}{}-{}", kPrefix, currentProcess().pid, toText(run));
}

std::optional<Aside> asideFrom(const std::string& name) {
    if (!name.starts_with(kPrefix))
        return std::nullopt;
    const auto rest = name.substr(kPrefix.size());
    const auto dash = rest.find('-');
    if (dash == std::string::npos || dash == 0 || rest.find_first_not_of("0123456789") != dash || dash > 10)
        return std::nullopt;
    const auto run = api::runIdFromText(rest.substr(dash + 1));
    return run ? std::optional(Aside{std::stoll(rest.substr(0, dash)), *run}) : std::nullopt;
}

/// The number alone: whoever has it now, its removals are over within the second, and the next opening sweeps again.
bool isProcess(std::int64_t pid) {
    std::error_code ignored;
    return fs::exists(fmt::format("/proc/{}", pid), ignored);
}

} // namespace

RunFolders::RunFolders(const fs::path& file) : m_root(withEnding(file, ".d")) {}

fs::path RunFolders::of(api::RunId run) const {
    return m_root / toText(run);
}

Result<void> RunFolders::remove(api::RunId run, const std::function<Result<void>()>& erase) const {
    const auto folder = of(run);
    const auto aside = m_root / asideName(run);
    std::error_code code;
    const bool hasFolder = fs::exists(folder, code);
    if (hasFolder && ::rename(folder.c_str(), aside.c_str()) != 0)
        return tl::unexpected(systemError("move aside", folder));
    if (auto erased = erase(); !erased) {
        if (hasFolder)
            fs::rename(aside, folder, code);
        return erased;
    }
    fs::remove_all(aside, code);
    if (code)
        return fail(ErrorCode::Store, "{} was deleted, but its folder could not be removed ({}: {}); remove it by hand",
                    toText(run), aside.string(), code.message());
    return {};
}

void RunFolders::sweep(const std::function<bool(api::RunId)>& exists) const {
    std::error_code code;
    std::vector<fs::path> found;
    for (fs::directory_iterator entry(m_root, code), end; !code && entry != end; entry.increment(code))
        found.push_back(entry->path());
    for (const auto& path : found) {
        const auto aside = asideFrom(path.filename().string());
        if (!aside || isProcess(aside->pid))
            continue;
        if (exists(aside->run))
            fs::rename(path, of(aside->run), code);
        else
            fs::remove_all(path, code);
    }
}

} // namespace cpw::db
