// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/store_error.h"

#include <sqlite3.h>

namespace cpw::db {
namespace {

std::string sentenceFor(int code, const std::string& file, const char* words) {
    switch (code) {
    case SQLITE_FULL:
        return fmt::format(
            "the disk that holds {} is full; free some space, recording then goes on by itself and nothing is lost meanwhile",
            file);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fmt::format("{} was kept busy by another program for more than 5 s; close that program or wait until it is done",
                           file);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return fmt::format(
            "{} cannot be written: no permission for the file or its folder; change the permissions, or open it read-only", file);
    case SQLITE_CANTOPEN:
        return fmt::format("{} cannot be opened; check the path and the permissions of the file and its folder", file);
    case SQLITE_IOERR:
        return fmt::format("reading or writing {} failed ({}); check the disk, its free space and the limits of this account",
                           file, words);
    case SQLITE_NOMEM:
        return fmt::format("there was not enough memory to use {}; close other programs and try again", file);
    case SQLITE_TOOBIG:
        return fmt::format("a text or block for {} is too big for a run file; shorten it", file);
    default:
        return fmt::format("{} could not be used ({}); try again, and report it if it stays", file, words);
    }
}

} // namespace

Error storeError(const SQLite::Exception& exception, const std::filesystem::path& file) {
    const int code = exception.getErrorCode() & 0xFF;
    if (code == SQLITE_CORRUPT)
        return damagedError(file, exception.what());
    if (code == SQLITE_NOTADB)
        return Error{
            ErrorCode::Store,
            fmt::format(
                "{} is not a run file of this program, or its first bytes are damaged; choose another file or restore a copy",
                file.string()),
            {},
            exception.what()};
    return Error{ErrorCode::Store,
                 sentenceFor(code, file.string(), exception.what()),
                 {},
                 fmt::format("SQLite {}: {}", exception.getExtendedErrorCode(), exception.what())};
}

Error damagedError(const std::filesystem::path& file, const std::string& finding) {
    return Error{ErrorCode::Store,
                 fmt::format("{} is damaged ({}); nothing was changed: restore a copy, or save what can be read with "
                             "\"sqlite3 {} .recover\"",
                             file.string(), finding, file.filename().string()),
                 {},
                 {}};
}

Error readOnlyError(const std::filesystem::path& file) {
    return Error{
        ErrorCode::Store, fmt::format("{} was opened read-only and is not changed; open it for writing", file.string()), {}, {}};
}

} // namespace cpw::db
