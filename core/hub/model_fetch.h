// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hub/http_download.h"

#include <vector>

namespace cpw::hub {

struct FetchRequest {
    std::string hub;               ///< "https://hub.example.org"
    std::string model;             ///< "owner/name" or "name"
    std::string revision = "main"; ///< branch, tag or commit
    std::string sha256;            ///< of the one weight file; empty: what the hub tells
    std::filesystem::path folder;  ///< files are gathered here; what is there from an earlier attempt is used
    std::chrono::milliseconds retryWait{1000};
    /// Called when config.json and the tokenizer files are in the folder; an error ends the fetch before the large files.
    std::function<Result<void>(const std::filesystem::path& folder)> beforeWeights;
};

struct FetchedFile {
    std::string name;
    DownloadedFile facts;
};

/// Called a few times in a second; false stops. `total` is 0 while it is not known.
using FetchWatch = std::function<bool(const std::string& file, std::uint64_t received, std::uint64_t total)>;

/// The tokenizer files that a Hugging Face folder may have.
[[nodiscard]] const std::vector<std::string>& tokenizerFileNames();

/// What to do without a hub: which files to download by hand, and the command that takes them in.
[[nodiscard]] std::string adviceWithoutHub(const std::string& model);

/// "https://hub.example.org/owner/name": the page of the model.
[[nodiscard]] std::string addressOf(const FetchRequest& request);

/// Downloads config.json, the tokenizer files that the hub has and the first form of the weights that it has (with all files of an
/// index) from <hub>/<model>/resolve/<revision>/<file>. Blocks; see download() for resuming and checksums. The names of the
/// request are checked first, so that an address holds nothing but them.
[[nodiscard]] Result<std::vector<FetchedFile>> fetchModel(const FetchRequest& request, const FetchWatch& watch);

} // namespace cpw::hub
