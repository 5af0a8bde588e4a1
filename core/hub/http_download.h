// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace cpw::hub {

struct DownloadRequest {
    std::string url; ///< http or https
    std::filesystem::path target;
    std::string sha256;                           ///< 64 hexadecimal digits; empty: the one that the server tells, where it tells one
    std::chrono::milliseconds retryWait{1000};    ///< before the second attempt; doubled before each further one
};

struct DownloadedFile {
    std::uint64_t bytes = 0;
    std::string sha256;
    bool isVerified = false; ///< compared with a checksum of the request or the server
};

/// Called a few times in a second with the bytes that are here and the bytes of the whole file (0: not known yet). False stops.
using DownloadWatch = std::function<bool(std::uint64_t received, std::uint64_t total)>;

/// Downloads one file; blocks. What has come is kept as "<target>.part" with a note of its version ("<target>.version"), and the
/// next attempt or call goes on from there when the server has the same version. A connection that breaks is tried again, five
/// times without progress. A complete target of the server's version is not sent again. The file gets its name only when it is
/// complete, synced and has the right checksum; with a wrong one nothing is kept. Nothing: the server has no such file (404).
[[nodiscard]] Result<std::optional<DownloadedFile>> download(const DownloadRequest& request, const DownloadWatch& watch);

} // namespace cpw::hub
