// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace cpw::data {

struct AmazonFiles {
    std::filesystem::path reviews;
    std::optional<std::filesystem::path> metadata;
    std::string category; ///< "Toys_and_Games"
};

/// Below a folder or archive, or beside a file of reviews: reviews_Toys_and_Games.json (2014) or Toys_and_Games.json (2018), either
/// with _5 behind the category, and meta_Toys_and_Games.json; packed or not. The file of all reviews wins over the one with _5, as
/// the core is found here. A file counts as one of reviews when its first line names a reviewerID.
/// `category` empty: the only one there, else Toys_and_Games.
[[nodiscard]] Result<AmazonFiles> findAmazonFiles(const std::filesystem::path& path, const std::string& category);

} // namespace cpw::data
