// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace cpw::db {

/// How to read a file when this process does not write it, so that nothing beside it is created or changed.
[[nodiscard]] Access readingAccess(const std::filesystem::path& file);

/// Connections for reading, from any thread. A lease is used by one thread; given back, it serves the next one. At most four
/// idle ones are kept. When the file is read without locks and changes, its connections are opened anew.
class ReaderPool {
public:
    enum class Mode {
        BesideWriter, ///< this process holds a writing connection for the life of the pool
        Alone,        ///< see readingAccess
    };
    ReaderPool(std::filesystem::path file, Mode mode) : m_file(std::move(file)), m_mode(mode) {}

    class Lease {
    public:
        Lease(ReaderPool& pool, std::unique_ptr<Connection> connection, std::uint64_t stamp)
            : m_pool(pool), m_connection(std::move(connection)), m_stamp(stamp) {}
        ~Lease() { m_pool.giveBack(std::move(m_connection), m_stamp); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        [[nodiscard]] Connection& operator*() const { return *m_connection; }

    private:
        ReaderPool& m_pool;
        std::unique_ptr<Connection> m_connection;
        std::uint64_t m_stamp;
    };
    /// Throws SQLite::Exception.
    [[nodiscard]] Lease lease();

private:
    struct Idle {
        std::unique_ptr<Connection> connection;
        std::uint64_t stamp = 0;
    };
    void giveBack(std::unique_ptr<Connection> connection, std::uint64_t stamp);
    /// Changes when connections must be opened anew.
    [[nodiscard]] std::uint64_t currentStamp() const;

    std::filesystem::path m_file;
    Mode m_mode;
    std::mutex m_mutex;
    std::vector<Idle> m_idle;
};

} // namespace cpw::db
