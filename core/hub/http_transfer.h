// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hub/http_download.h"

namespace cpw::hub {

/// What one request asks for.
struct TransferRequest {
    std::string url;
    std::filesystem::path part;      ///< received bytes are added to it, or replace it when the server sends the whole file
    std::uint64_t from = 0;          ///< bytes of `part` that are there already
    std::string version;             ///< of these bytes; the server sends the rest of this version only
    bool isComplete = false;         ///< the whole file is there: send it only in another version
};

/// How one request ended.
struct TransferResult {
    enum class Kind { Done, Unchanged, NotFound, Broken, Refused, Stopped };
    Kind kind = Kind::Broken;
    long status = 0;         ///< HTTP; 0 without an answer
    std::string version;     ///< ETag or date of the file
    std::string sha256;      ///< told by the server; else empty
    std::uint64_t size = 0;  ///< of `part` afterwards
    std::string reason;      ///< of Broken and Refused
};

/// One GET over libcurl with redirections, on the calling thread. Errors are those of the disk; what the network does is in the
/// result. `onVersion` is called once before the first byte is written, when bytes of another version are gone.
[[nodiscard]] Result<TransferResult> transfer(const TransferRequest& request, const DownloadWatch& watch,
                                              const std::function<Result<void>(const std::string& version)>& onVersion);

} // namespace cpw::hub
