// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <vector>

namespace cpw {
namespace fs = std::filesystem;
namespace {

std::vector<std::string_view> wordsOf(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const auto end = std::min(line.find(' '), line.size());
        if (end > 0)
            words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

/// The kernel writes blanks, tabs, line ends and backslashes as "\040".
std::string unescaped(std::string_view text) {
    const auto isOctal = [](char c) { return c >= '0' && c <= '7'; };
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && isOctal(text[i + 1]) && isOctal(text[i + 2]) && isOctal(text[i + 3])) {
            result += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            result += text[i];
        }
    }
    return result;
}

bool isBelow(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

} // namespace

// "36 35 98:0 /root /mnt/two rw,noatime master:1 - nfs4 server:/home rw": the fifth word is the place, those behind the dash type and
// source. A later line hides an earlier one of the same place.
FileSystem fileSystemIn(std::string_view mountinfo, const fs::path& path) {
    constexpr std::size_t kPlace = 4;
    FileSystem found;
    std::size_t depth = 0;
    while (!mountinfo.empty()) {
        const auto end = std::min(mountinfo.find('\n'), mountinfo.size());
        const auto words = wordsOf(mountinfo.substr(0, end));
        mountinfo.remove_prefix(std::min(end + 1, mountinfo.size()));
        const auto dash = std::find(words.begin(), words.end(), "-");
        if (words.size() <= kPlace || words.end() - dash < 3)
            continue;
        const auto place = unescaped(words[kPlace]);
        if (place.size() >= depth && isBelow(path, place)) {
            depth = place.size();
            found = {std::string(dash[1]), unescaped(dash[2])};
        }
    }
    return found;
}

FileSystem fileSystemOf(const fs::path& path) {
    std::error_code code;
    const auto whole = fs::absolute(path, code);
    auto real = fs::weakly_canonical(whole, code);
    if (code)
        real = whole.lexically_normal();
    std::ifstream mounts("/proc/self/mountinfo"); // cannot be mapped
    return fileSystemIn(std::string(std::istreambuf_iterator<char>(mounts), {}), real);
}

bool isNetwork(const FileSystem& system) {
    static constexpr std::array<std::string_view, 22> kTypes{
        "nfs",        "nfs4",          "cifs",        "smb3",       "smbfs",          "ncpfs",         "afs",       "coda",       "ceph",         "9p",       "lustre",
        "glusterfs",  "fuse.sshfs",    "fuse.rclone", "fuse.s3fs",  "fuse.glusterfs", "fuse.ceph",     "davfs", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.gvfsd-fuse", "beegfs"};
    return std::find(kTypes.begin(), kTypes.end(), system.type) != kTypes.end();
}

} // namespace cpw
