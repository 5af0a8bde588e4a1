// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/number_spool.h"

#include "core/base/file_io.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace cpw::data {

std::unique_ptr<SpoolFile> SpoolFile::create(const std::filesystem::path& folder) {
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    auto name = (folder / "spool.tmp-XXXXXX").string();
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0)
        return nullptr;
    ::unlink(name.c_str());
    return std::unique_ptr<SpoolFile>(new SpoolFile(descriptor));
}

SpoolFile::~SpoolFile() {
    ::close(m_descriptor);
}

bool SpoolFile::append(std::span<const std::byte> bytes) {
    return writeAll(m_descriptor, bytes) == bytes.size();
}

Result<std::shared_ptr<const MappedFile>> SpoolFile::map() const {
    return MappedFile::open("/proc/self/fd/" + std::to_string(m_descriptor));
}

void SpoolFile::read(std::span<std::byte> bytes) const {
    for (std::size_t done = 0; done < bytes.size();) {
        const auto count = ::pread(m_descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            throw std::system_error(count < 0 ? errno : EIO, std::generic_category(), "reading back what was put aside on the disk");
        done += static_cast<std::size_t>(count);
    }
}

} // namespace cpw::data
