// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/file_copy.h"

#include "core/base/file_io.h"
#include "db/connection.h"
#include "db/store_error.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace cpw::db {
namespace fs = std::filesystem;
namespace {

/// Copies what is there; a file that goes away meanwhile was replaced by a newer one of the run.
Result<void> copyTree(const fs::path& from, const fs::path& to) {
    std::error_code code;
    fs::create_directories(to, code);
    if (code) {
        errno = code.value();
        return tl::unexpected(systemError("create", to));
    }
    for (auto entry = fs::directory_iterator(from, code); !code && entry != fs::directory_iterator(); entry.increment(code)) {
        const auto target = to / entry->path().filename();
        std::error_code failed;
        if (entry->is_directory(failed) && !entry->is_symlink(failed)) {
            CPW_TRY_VOID(copyTree(entry->path(), target));
            continue;
        }
        fs::copy(entry->path(), target, fs::copy_options::copy_symlinks, failed);
        if (failed && failed != std::errc::no_such_file_or_directory) {
            errno = failed.value();
            return tl::unexpected(systemError("copy", entry->path()));
        }
    }
    return {};
}

} // namespace

Result<void> syncToDisk(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return tl::unexpected(systemError("open", file));
    const bool isSynced = ::fsync(descriptor) == 0;
    auto error = isSynced ? Error{} : systemError("sync", file);
    ::close(descriptor);
    if (!isSynced)
        return tl::unexpected(std::move(error));
    return {};
}

Result<void> copyFile(Connection& connection, const fs::path& target) {
    auto temporary = target.string() + ".tmp-XXXXXX";
    const int descriptor = ::mkstemp(temporary.data()); // VACUUM takes a file that is empty
    if (descriptor < 0)
        return tl::unexpected(systemError("create", target));
    ::close(descriptor);
    auto result = guarded(target, [&]() -> Result<void> {
        SQLite::Statement copy(connection.database(), "VACUUM INTO ?");
        copy.bind(1, temporary);
        copy.exec();
        CPW_TRY_VOID(syncToDisk(temporary));
        std::error_code code; // who may read the file may read its copy
        fs::permissions(temporary, fs::status(connection.file(), code).permissions() | fs::perms::owner_write, code);
        if (::rename(temporary.c_str(), target.c_str()) != 0)
            return tl::unexpected(systemError("rename", target));
        return {};
    });
    std::error_code ignored;
    fs::remove(temporary, ignored);
    return result;
}

Result<void> copyRunFolders(const fs::path& from, const fs::path& to) {
    std::error_code code;
    if (!fs::is_directory(from, code))
        return {};
    const auto aside = withEnding(to, ".part");
    fs::remove_all(aside, code);
    for (auto entry = fs::directory_iterator(from, code); !code && entry != fs::directory_iterator(); entry.increment(code)) {
        if (entry->path().filename() == "cache" || !entry->is_directory())
            continue;
        if (auto copied = copyTree(entry->path(), aside / entry->path().filename()); !copied) {
            fs::remove_all(aside, code);
            return copied;
        }
    }
    if (!fs::exists(aside, code))
        return {};
    if (::rename(aside.c_str(), to.c_str()) != 0)
        return tl::unexpected(systemError("rename", to));
    return {};
}

} // namespace cpw::db
