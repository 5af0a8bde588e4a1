// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace cpw {

/// What a file lies on, as the kernel names it.
struct FileSystem {
    std::string type;   ///< "ext4", "nfs4", "fuse.sshfs"; empty: the system does not tell
    std::string source; ///< "/dev/sda1", "server:/home"
    bool operator==(const FileSystem&) const = default;
};

/// Of a file or folder, which need not be there yet. Reads /proc/self/mountinfo; touches nothing on the file system itself.
[[nodiscard]] FileSystem fileSystemOf(const std::filesystem::path& path);
/// The same from the text of a mountinfo; `path` is absolute and without links.
[[nodiscard]] FileSystem fileSystemIn(std::string_view mountinfo, const std::filesystem::path& path);
/// Other computers may write there too, and memory is not shared with them.
[[nodiscard]] bool isNetwork(const FileSystem& system);

} // namespace cpw
