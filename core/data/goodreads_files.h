// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cpw::data {

struct GoodreadsFiles {
    std::filesystem::path interactions; ///< goodreads_interactions_dedup.json, goodreads_interactions.csv, those of a part, or reviews
    std::filesystem::path books;
    std::optional<std::filesystem::path> bookMap; ///< book_id_map.csv, which the comma-separated file needs
    std::optional<std::filesystem::path> authors, works, genres;
    bool isCommaSeparated = false;

    [[nodiscard]] std::vector<std::filesystem::path> all() const;
};

/// By the names of the files as they are offered, packed or not, in a folder or an archive. `part` as in GoodreadsOptions.
[[nodiscard]] Result<GoodreadsFiles> findGoodreadsFiles(const std::filesystem::path& path, const std::string& part);

} // namespace cpw::data
