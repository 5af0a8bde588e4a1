// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace cpw {

/// A whole file mapped read-only. Shared by everything that points into it; unmapped with the last owner. Any thread may read.
/// An empty file maps to an empty span.
class MappedFile {
public:
    [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::byte> bytes() const { return {m_data, m_size}; }
    [[nodiscard]] std::string_view text() const { return {reinterpret_cast<const char*>(m_data), m_size}; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// Takes the whole pages inside `part`, which lies in bytes(), out of this process's memory. The page cache keeps them as
    /// long as it likes; whoever looks all the same reads them again. Any thread.
    void giveBack(std::span<const std::byte> part) const;
    /// Copies `part`, which lies in bytes(), without its pages coming into this process's memory: for small parts of a large file in
    /// no order, where that is also several times as fast as touching them. Any thread.
    void read(std::span<const std::byte> part, std::byte* target) const;
    /// Has the disk read the pages of `part`, which lies in bytes(), and does not wait for it. Any thread.
    void askFor(std::span<const std::byte> part) const;

private:
    MappedFile(std::filesystem::path path, int descriptor, const std::byte* data, std::size_t size);
    [[nodiscard]] std::size_t placeOf(std::span<const std::byte> part) const;

    std::filesystem::path m_path;
    int m_descriptor;
    const std::byte* m_data;
    std::size_t m_size;
};

} // namespace cpw
