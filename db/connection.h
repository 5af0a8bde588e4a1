// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cpw::db {

/// How a connection gets at a file.
enum class Access {
    Write,        ///< creates the file when it is missing
    Read,         ///< beside a writer, in this process or another
    ReadShared,   ///< the same, and the index of the write-ahead log is not written either
    ReadPrivate,  ///< a write-ahead log without its index: it is read into memory, without locks
    ReadImmutable ///< no write-ahead log: nobody writes; works on read-only media
};

/// One SQLite connection and its prepared statements. One thread at a time; every function throws SQLite::Exception, which
/// guarded() catches. Foreign keys are on, waiting for a lock takes at most 5 s.
class Connection {
public:
    Connection(const std::filesystem::path& file, Access access);

    [[nodiscard]] SQLite::Database& database() { return m_database; }
    /// Prepared once for each text. Use through Query.
    [[nodiscard]] SQLite::Statement& statement(const char* sql);
    void execute(const char* sql) { m_database.exec(sql); }
    void execute(const std::string& sql) { m_database.exec(sql); }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    [[nodiscard]] bool isReadOnly() const;

private:
    std::filesystem::path m_file;
    SQLite::Database m_database;
    std::unordered_map<std::string, SQLite::Statement> m_statements;
};

/// One use of a prepared statement: binds on construction, resets on destruction. A text is in use once at a time.
class Query {
public:
    template <class... Args>
    Query(Connection& connection, const char* sql, const Args&... args) : m_statement(connection.statement(sql)) {
        int index = 0;
        (bind(++index, args), ...);
    }
    ~Query() {
        m_statement.tryReset();
        sqliteClear();
    }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    [[nodiscard]] bool next() { return m_statement.executeStep(); }
    /// Runs to the end.
    void run() {
        while (m_statement.executeStep()) {
        }
    }
    [[nodiscard]] std::int64_t integer(int column) const { return m_statement.getColumn(column).getInt64(); }
    /// NULL is NaN.
    [[nodiscard]] double number(int column) const {
        const auto value = m_statement.getColumn(column);
        return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.getDouble();
    }
    [[nodiscard]] bool isNull(int column) const { return m_statement.getColumn(column).isNull(); }
    [[nodiscard]] std::string text(int column) const { return m_statement.getColumn(column).getString(); }
    /// Valid until the next step.
    [[nodiscard]] std::string_view bytes(int column) const {
        const auto value = m_statement.getColumn(column);
        const auto* data = static_cast<const char*>(value.getBlob());
        return {data, static_cast<std::size_t>(value.getBytes())};
    }

private:
    void bind(int index, std::int64_t value) { m_statement.bind(index, value); }
    void bind(int index, int value) { m_statement.bind(index, value); }
    void bind(int index, double value) { m_statement.bind(index, value); }
    void bind(int index, const std::string& value) { m_statement.bind(index, value); }
    void bind(int index, const char* value) { m_statement.bind(index, value); }
    void bind(int index, std::nullptr_t) { m_statement.bind(index); }
    void bind(int index, const std::vector<char>& blob) { m_statement.bind(index, blob.data(), static_cast<int>(blob.size())); }
    void sqliteClear() noexcept;

    SQLite::Statement& m_statement;
};

} // namespace cpw::db
