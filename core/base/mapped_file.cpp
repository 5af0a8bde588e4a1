// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mapped_file.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cpw {

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path) {
    // Not to wait for a writer where the path is a pipe; a file knows no difference.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return tl::unexpected(systemError("open", path));
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return badInput("{} is not a regular file; give the path of a file", path.string());
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void* data = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (data == MAP_FAILED) {
        auto error = systemError("map", path);
        ::close(descriptor);
        return tl::unexpected(std::move(error));
    }
    ::close(descriptor);
    return std::shared_ptr<const MappedFile>(new MappedFile(path, static_cast<const std::byte*>(data), size));
}

MappedFile::MappedFile(std::filesystem::path path, const std::byte* data, std::size_t size)
    : m_path(std::move(path)), m_data(data), m_size(size) {}

void MappedFile::giveBack(std::span<const std::byte> part) const {
    expects(part.empty() || (part.data() >= m_data && part.data() + part.size() <= m_data + m_size), "a part of {}", m_path.string());
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); // the file begins at one
    const auto begin = (static_cast<std::size_t>(part.data() - m_data) + page - 1) / page * page;
    const auto end = part.empty() ? 0 : static_cast<std::size_t>(part.data() - m_data + part.size()) / page * page;
    if (begin < end)
        ::madvise(const_cast<std::byte*>(m_data + begin), end - begin, MADV_DONTNEED);
}

MappedFile::~MappedFile() {
    if (m_data)
        ::munmap(const_cast<std::byte*>(m_data), m_size);
}

} // namespace cpw
