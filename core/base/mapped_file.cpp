// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mapped_file.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"

#include <cerrno>
#include <cstring>

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
    return std::shared_ptr<const MappedFile>(new MappedFile(path, descriptor, static_cast<const std::byte*>(data), size));
}

MappedFile::MappedFile(std::filesystem::path path, int descriptor, const std::byte* data, std::size_t size)
    : m_path(std::move(path)), m_descriptor(descriptor), m_data(data), m_size(size) {}

std::size_t MappedFile::placeOf(std::span<const std::byte> part) const {
    expects(part.empty() || (part.data() >= m_data && part.data() + part.size() <= m_data + m_size), "a part of {}", m_path.string());
    return part.empty() ? 0 : static_cast<std::size_t>(part.data() - m_data);
}

void MappedFile::giveBack(std::span<const std::byte> part) const {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); // the file begins at one
    const auto place = placeOf(part);
    const auto begin = (place + page - 1) / page * page;
    const auto end = (place + part.size()) / page * page;
    if (begin < end)
        ::madvise(const_cast<std::byte*>(m_data + begin), end - begin, MADV_DONTNEED);
}

void MappedFile::read(std::span<const std::byte> part, std::byte* target) const {
    const auto place = placeOf(part);
    for (std::size_t done = 0; done < part.size();) {
        const auto count = ::pread(m_descriptor, target + done, part.size() - done, static_cast<off_t>(place + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) { // what the file does not give the mapping gives, or tells as for every other reader
            std::memcpy(target + done, part.data() + done, part.size() - done);
            return;
        }
        done += static_cast<std::size_t>(count);
    }
}

void MappedFile::askFor(std::span<const std::byte> part) const {
    if (!part.empty())
        ::posix_fadvise(m_descriptor, static_cast<off_t>(placeOf(part)), static_cast<off_t>(part.size()), POSIX_FADV_WILLNEED);
}

MappedFile::~MappedFile() {
    if (m_data)
        ::munmap(const_cast<std::byte*>(m_data), m_size);
    ::close(m_descriptor);
}

} // namespace cpw
