// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/local_copy.h"

#include "core/base/file_hash.h"
#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "db/run_folders.h"
#include "db/sqlite_store.h"

#include <charconv>
#include <cstdio>

namespace cpw::db {
namespace fs = std::filesystem;
namespace {

constexpr auto kSetting = "local_copy"; ///< three lines: the copy, the original, its hash

fs::path folderOf(const fs::path& file) {
    return RunFolders(file).root();
}

Result<void> rememberOrigin(api::RunStore& copy, const CopyOrigin& origin) {
    return copy.setSetting(kSetting, copy.file().string() + '\n' + origin.original.string() + '\n' + hashText(origin.content));
}

Result<void> move(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0)
        return tl::unexpected(systemError("rename", from));
    return {};
}

void removeFile(const fs::path& file) {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"})
        fs::remove(withEnding(file, ending), ignored);
    fs::remove_all(folderOf(file), ignored);
}

/// The folder first: a file without its folder would have runs without checkpoints. Every step that fails undoes those before.
Result<void> replace(const fs::path& incoming, const fs::path& original) {
    const auto folder = folderOf(original);
    const auto aside = withEnding(folder, ".replaced");
    std::error_code code;
    fs::remove_all(aside, code);
    const bool hadFolder = fs::exists(folder, code);
    const bool hasFolder = fs::exists(folderOf(incoming), code);
    const auto undo = [&](Result<void> failed) {
        std::error_code ignored;
        if (hasFolder && !fs::exists(folderOf(incoming), ignored))
            fs::rename(folder, folderOf(incoming), ignored);
        if (hadFolder && fs::exists(aside, ignored))
            fs::rename(aside, folder, ignored);
        return failed;
    };
    if (hadFolder)
        CPW_TRY_VOID(move(folder, aside));
    if (hasFolder)
        if (auto moved = move(folderOf(incoming), folder); !moved)
            return undo(std::move(moved));
    if (auto moved = move(incoming, original); !moved)
        return undo(std::move(moved));
    fs::remove_all(aside, code);
    return {};
}

} // namespace

Result<std::optional<CopyOrigin>> copyOrigin(const api::RunStore& store) {
    CPW_TRY(text, store.setting(kSetting));
    if (!text)
        return std::nullopt;
    const auto first = text->find('\n');
    const auto second = first == std::string::npos ? first : text->find('\n', first + 1);
    if (second == std::string::npos || fs::path(text->substr(0, first)) != store.file())
        return std::nullopt;
    CopyOrigin origin{text->substr(first + 1, second - first - 1), 0};
    const auto digits = text->substr(second + 1);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), origin.content, 16).ec != std::errc())
        return std::nullopt;
    return origin;
}

Result<void> makeLocalCopy(const fs::path& original, const fs::path& copy) {
    CPW_TRY_VOID(makeFolders(copy.parent_path()));
    removeFile(copy);
    CPW_TRY(before, hashOfFile(original));
    {
        CPW_TRY(store, SqliteStore::open(original, OpenMode::ReadOnly));
        CPW_TRY_VOID(store->saveCopy(copy));
    }
    CPW_TRY(after, hashOfFile(original));
    if (before != after) {
        removeFile(copy);
        return fail(ErrorCode::Store, "{} changed while it was copied; try again when nobody else writes to it", original.string());
    }
    CPW_TRY(store, SqliteStore::open(copy, OpenMode::ReadWrite));
    return rememberOrigin(*store, {original, after});
}

Result<OriginalState> stateOfOriginal(const CopyOrigin& origin) {
    std::error_code code;
    if (!fs::exists(origin.original, code))
        return OriginalState::Gone;
    // Changes that another program has not put into the file yet.
    for (const char* ending : {"-wal", "-journal"})
        if (const auto beside = withEnding(origin.original, ending); fs::exists(beside, code) && fs::file_size(beside, code) > 0)
            return OriginalState::Changed;
    CPW_TRY(content, hashOfFile(origin.original));
    return content == origin.content ? OriginalState::Same : OriginalState::Changed;
}

Result<void> copyBack(api::RunStore& copy, const fs::path& original) {
    const auto incoming = withEnding(original, ".incoming");
    removeFile(incoming); // of a time that was cut off
    if (auto saved = copy.saveCopy(incoming).and_then([&] { return replace(incoming, original); }); !saved) {
        removeFile(incoming);
        return saved;
    }
    std::error_code ignored; // a log of the file that was replaced is not of this one
    for (const char* ending : {"-wal", "-shm", "-journal"})
        fs::remove(withEnding(original, ending), ignored);
    CPW_TRY(content, hashOfFile(original));
    return rememberOrigin(copy, {original, content});
}

} // namespace cpw::db
