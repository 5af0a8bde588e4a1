// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations.h"

#include "core/base/file_io.h"
#include "db/connection.h"
#include "db/file_copy.h"
#include "db/reader_pool.h"
#include "db/store_error.h"

#include <SQLiteCpp/Transaction.h>

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace cpw::db {
namespace fs = std::filesystem;
namespace {

/// quick_check reads a file at about 500 MB/s; an opening may cost 0.1 s.
constexpr std::uintmax_t kCheckedBytes = 32U << 20U;

int versionOf(Connection& connection) {
    return connection.database().execAndGet("PRAGMA user_version").getInt();
}

Result<void> checkPages(Connection& connection) {
    SQLite::Statement check(connection.database(), "PRAGMA quick_check(1)");
    const bool hasRow = check.executeStep();
    const auto finding = hasRow ? check.getColumn(0).getString() : std::string("no answer from the check");
    if (finding != "ok")
        return tl::unexpected(damagedError(connection.file(), finding));
    return {};
}

Error notOurs(const fs::path& file) {
    return Error{
        ErrorCode::Store,
        fmt::format("{} is a SQLite file of another program, not a run file of ClickPrompt Workbench; choose another file",
                    file.string()),
        {},
        {}};
}

Result<int> inspect(const fs::path& file, Access access, int newest) {
    Connection connection(file, access);
    const auto application = connection.database().execAndGet("PRAGMA application_id").getInt();
    if (application != kApplicationId) {
        const bool isEmpty = connection.database().execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
        if (isEmpty && application == 0 && versionOf(connection) == 0)
            return 0;
        return tl::unexpected(notOurs(file));
    }
    const auto version = versionOf(connection);
    if (version > newest)
        return fail(ErrorCode::Store,
                    "{} has version {} of the run file, this program knows versions up to {}; use a newer ClickPrompt Workbench",
                    file.string(), version, newest);
    std::error_code ignored;
    if (fs::file_size(file, ignored) <= kCheckedBytes)
        CPW_TRY_VOID(checkPages(connection));
    return version;
}

} // namespace

Result<int> inspectFile(const fs::path& file, int newest) {
    std::error_code code;
    const auto size = fs::file_size(file, code);
    if (!code && size == 0)
        return 0;
    const auto access = readingAccess(file);
    auto version = guarded(file, [&] { return inspect(file, access, newest); });
    const auto accessNow = readingAccess(file);
    if (version || accessNow == access)
        return version;
    // Another process began to write while the file was read without locks.
    return guarded(file, [&] { return inspect(file, accessNow, newest); });
}

Result<void> migrate(Connection& connection, std::span<const Migration> steps) {
    return guarded(connection.file(), [&]() -> Result<void> {
        if (versionOf(connection) == steps.back().version)
            return {};
        SQLite::Transaction transaction(connection.database(), SQLite::TransactionBehavior::IMMEDIATE);
        const int from = versionOf(connection); // another process may have been faster
        for (const auto& step : steps)
            if (step.version > from)
                connection.execute(step.sql);
        if (from < steps.back().version) {
            connection.execute(fmt::format("PRAGMA application_id = {}", kApplicationId));
            connection.execute(fmt::format("PRAGMA user_version = {}", steps.back().version));
        }
        transaction.commit();
        return {};
    });
}

fs::path backupPath(const fs::path& file, int version) {
    auto path = file;
    path += fmt::format(".version-{}", version);
    return path;
}

Result<void> backUp(Connection& connection, int version) {
    const auto path = backupPath(connection.file(), version);
    auto temporary = path.string() + ".tmp-XXXXXX";
    auto result = guarded(path, [&]() -> Result<void> {
        const int descriptor = ::mkstemp(temporary.data()); // VACUUM takes a file that is empty
        if (descriptor < 0)
            return tl::unexpected(systemError("create", path));
        ::close(descriptor);
        SQLite::Statement copy(connection.database(), "VACUUM INTO ?");
        copy.bind(1, temporary);
        copy.exec();
        {
            Connection check(temporary, Access::ReadImmutable);
            if (versionOf(check) != version)
                return {};
        }
        CPW_TRY_VOID(syncToDisk(temporary));
        std::error_code code; // who may read the file may read its copy
        fs::permissions(temporary, fs::status(connection.file(), code).permissions(), code);
        if (::rename(temporary.c_str(), path.c_str()) != 0)
            return tl::unexpected(systemError("rename", path));
        return {};
    });
    std::error_code ignored;
    fs::remove(temporary, ignored);
    if (!result)
        return withContext(std::move(result.error()), fmt::format("copying {} before bringing it to a newer version", connection.file().string()));
    return {};
}

} // namespace cpw::db
