// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/reader_pool.h"

#include "core/base/file_io.h"
#include "core/base/hash.h"

#include <sys/stat.h>

namespace cpw::db {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kIdleConnections = 4;

bool hasContent(const fs::path& file) {
    std::error_code code;
    const auto size = fs::file_size(file, code);
    return !code && size > 0;
}

std::uint64_t stampOf(const fs::path& file, std::uint64_t seed) {
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0)
        return seed;
    const std::int64_t numbers[] = {static_cast<std::int64_t>(facts.st_ino), facts.st_size, facts.st_mtim.tv_sec,
                                    facts.st_mtim.tv_nsec};
    return hash64(numbers, sizeof numbers, seed);
}

} // namespace

Access readingAccess(const fs::path& file) {
    if (!hasContent(withEnding(file, "-wal")))
        return Access::ReadImmutable;
    return fs::exists(withEnding(file, "-shm")) ? Access::ReadShared : Access::ReadPrivate;
}

std::uint64_t ReaderPool::currentStamp() const {
    if (m_mode == Mode::BesideWriter)
        return 0;
    const auto access = readingAccess(m_file);
    const auto kind = static_cast<std::uint64_t>(access);
    if (access == Access::ReadShared)
        return kind; // SQLite itself sees every change
    return stampOf(withEnding(m_file, "-wal"), stampOf(m_file, kind));
}

ReaderPool::Lease ReaderPool::lease() {
    const auto stamp = currentStamp();
    std::vector<Idle> outdated;
    {
        std::lock_guard lock(m_mutex);
        if (!m_idle.empty() && m_idle.back().stamp != stamp)
            outdated.swap(m_idle);
        if (!m_idle.empty()) {
            auto idle = std::move(m_idle.back());
            m_idle.pop_back();
            return Lease(*this, std::move(idle.connection), stamp);
        }
    }
    const auto access = m_mode == Mode::BesideWriter ? Access::Read : readingAccess(m_file);
    return Lease(*this, std::make_unique<Connection>(m_file, access), stamp);
}

void ReaderPool::giveBack(std::unique_ptr<Connection> connection, std::uint64_t stamp) {
    std::lock_guard lock(m_mutex);
    if (m_idle.size() < kIdleConnections)
        m_idle.push_back({std::move(connection), stamp});
}

} // namespace cpw::db
