// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/table.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace cpw::data {

/// A file without a name: the disk space is free again with the last who has it open or mapped, also when the process is killed.
class SpoolFile {
public:
    /// Makes the folder where it is not there. Nothing where no file can be made.
    [[nodiscard]] static std::unique_ptr<SpoolFile> create(const std::filesystem::path& folder);
    ~SpoolFile();
    SpoolFile(const SpoolFile&) = delete;
    SpoolFile& operator=(const SpoolFile&) = delete;

    /// False when the disk is full; what was appended before can still be read.
    [[nodiscard]] bool append(std::span<const std::byte> bytes);
    [[nodiscard]] Result<std::shared_ptr<const MappedFile>> map() const;
    /// The first bytes of the file. Throws std::system_error when the disk does not give back what it took.
    void read(std::span<std::byte> bytes) const;

private:
    explicit SpoolFile(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor;
};

/// Numbers that arrive one by one and may be more than memory should hold: with a folder, each `most` of them go to a file there and
/// only the last ones are in memory. What the disk does not take stays in memory. Used by one thread.
template <class T>
class NumberSpool {
public:
    static constexpr std::size_t kMost = std::size_t{2} << 20U;

    /// Without a folder everything stays in memory.
    explicit NumberSpool(std::filesystem::path folder = {}, std::size_t most = kMost)
        : m_folder(std::move(folder)), m_most(m_folder.empty() ? kNever : most) {}

    void add(T value) {
        m_recent.push_back(value);
        spoolMany();
    }
    /// append(vector) adds to the end of the vector.
    template <class Append>
    void addWith(const Append& append) {
        append(m_recent);
        spoolMany();
    }
    void reserve(std::size_t count) { m_recent.reserve(std::min(count, m_most)); }
    [[nodiscard]] std::size_t size() const { return m_spooled + m_recent.size(); }
    /// Of at least one.
    [[nodiscard]] T last() const { return m_recent.empty() ? m_lastSpooled : m_recent.back(); }
    /// Hands all of them over, mapped where they went to the file; the spool is empty afterwards.
    [[nodiscard]] Numbers<T> take() {
        auto numbers = m_spooled == 0 ? Numbers<T>(std::move(m_recent)) : takeSpooled();
        m_recent = {};
        m_file.reset();
        m_spooled = 0;
        return numbers;
    }

private:
    static constexpr auto kNever = std::numeric_limits<std::size_t>::max();

    void spoolMany() {
        if (m_recent.size() >= m_most && !spool())
            m_most = kNever;
    }
    bool spool() {
        if (!m_file)
            m_file = SpoolFile::create(m_folder);
        if (!m_file || !m_file->append(std::as_bytes(std::span(std::as_const(m_recent)))))
            return false;
        m_spooled += m_recent.size();
        m_lastSpooled = m_recent.empty() ? m_lastSpooled : m_recent.back();
        m_recent.clear();
        return true;
    }
    Numbers<T> takeSpooled() {
        const auto count = size();
        if (m_most != kNever && spool()) {
            m_recent.shrink_to_fit();
            if (auto file = m_file->map())
                return {std::span(reinterpret_cast<const T*>((*file)->bytes().data()), count), *file};
        }
        std::vector<T> all(count);
        m_file->read(std::as_writable_bytes(std::span(all).first(m_spooled)));
        std::copy(m_recent.begin(), m_recent.end(), all.begin() + static_cast<std::ptrdiff_t>(m_spooled));
        return Numbers<T>(std::move(all));
    }

    std::filesystem::path m_folder;
    std::size_t m_most;
    std::vector<T> m_recent; ///< behind those of the file
    std::unique_ptr<SpoolFile> m_file;
    std::size_t m_spooled = 0;
    T m_lastSpooled{};
};

} // namespace cpw::data
