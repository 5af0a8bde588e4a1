// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace cpw::db {
namespace {

constexpr int kBusyMilliseconds = 5000;

/// "file:/a%20b.cpw?mode=ro...": SQLite reads %, ? and # in a URI.
std::string uriOf(const std::filesystem::path& file, const char* parameters) {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        if (c == '%' || c == '?' || c == '#')
            uri += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else
            uri += c;
    }
    return uri + parameters;
}

std::string nameFor(const std::filesystem::path& file, Access access) {
    switch (access) {
    case Access::Write:
    case Access::Read:
        return std::filesystem::absolute(file).string();
    case Access::ReadShared:
        return uriOf(file, "?mode=ro&readonly_shm=1");
    case Access::ReadPrivate:
        return uriOf(file, "?mode=ro&vfs=unix-none");
    case Access::ReadImmutable:
        return uriOf(file, "?mode=ro&immutable=1");
    }
    return {};
}

int flagsFor(Access access) {
    switch (access) {
    case Access::Write:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    case Access::Read:
        return SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    case Access::ReadShared:
    case Access::ReadPrivate:
    case Access::ReadImmutable:
        return SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    }
    return 0;
}

} // namespace

Connection::Connection(const std::filesystem::path& file, Access access)
    : m_file(file), m_database(nameFor(file, access), flagsFor(access), kBusyMilliseconds) {
    if (access == Access::ReadPrivate)
        execute("PRAGMA locking_mode = EXCLUSIVE"); // SQLite then keeps the index of the log in memory
    if (access != Access::Write)
        sqlite3_db_config(m_database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;"
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
}

SQLite::Statement& Connection::statement(const char* sql) {
    const auto found = m_statements.find(sql);
    if (found != m_statements.end())
        return found->second;
    return m_statements.emplace(sql, SQLite::Statement(m_database, sql)).first->second;
}

bool Connection::isReadOnly() const {
    return sqlite3_db_readonly(m_database.getHandle(), "main") == 1;
}

void Query::sqliteClear() noexcept {
    // Lets go of bound texts and blobs; cannot fail on a statement that was reset.
    try {
        m_statement.clearBindings();
    } catch (const SQLite::Exception&) {
    }
}

} // namespace cpw::db
