// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace cpw::hub {

struct FileFacts {
    std::uint64_t bytes = 0;
    std::string sha256;
};
using WeightFacts = std::map<std::string, FileFacts>; ///< by file name

/// Where a model folder came from: origin.json in it, written when it was fetched or imported.
struct ModelOrigin {
    std::string from;     ///< address at a hub, or a folder
    std::string revision; ///< at a hub; else empty
    std::string time;     ///< "2026-03-01T14:05:00Z"; when written, the present time takes its place
    WeightFacts weights;
};

/// Sizes and checksums of a folder's weights; reads all of them.
[[nodiscard]] Result<WeightFacts> measureWeights(const std::filesystem::path& folder);
/// The SHA-256 of a single file; of several that of the lines that `sha256sum` prints for them in the order of their names.
[[nodiscard]] std::string checksumOf(const WeightFacts& weights);
[[nodiscard]] std::uint64_t bytesOf(const WeightFacts& weights);

/// Nothing: the folder has no origin.json.
[[nodiscard]] Result<std::optional<ModelOrigin>> readOrigin(const std::filesystem::path& folder);
[[nodiscard]] Result<void> writeOrigin(const std::filesystem::path& folder, const ModelOrigin& origin);

} // namespace cpw::hub
