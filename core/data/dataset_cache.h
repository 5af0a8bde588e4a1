// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"

#include <filesystem>
#include <optional>
#include <string>

namespace cpw::data {

/// The table of a spec, from the cache folder when it holds one that fits, else read from the raw files and put there.
///
/// A cached table fits when it was made from the same source, path, source options, label rule and row limit, and from the same
/// files: each has the size it had, and the same content. Content is compared by its XXH3 up to 256 MB in all; above that a file
/// whose size and modification time are unchanged is trusted, any other is hashed. A damaged, older or outdated cache file is
/// replaced, with a note in the report; a cache that cannot be written is a note too, never an error. Generated data (a source
/// without files) is not cached, nor is anything when `cacheFolder` is empty. Several processes may share a folder.
[[nodiscard]] Result<ReadResult> loadOrRead(const DatasetSource& source, const spec::DataSpec& spec,
                                            const std::filesystem::path& cacheFolder, const ReadContext& context);

/// What loadOrRead() would take from the cache folder.
struct CachedTable {
    std::string title; ///< the source's own
    std::string fingerprint;
    ImportReport report;
};
/// Nothing where it would read the raw files. The raw files are compared as loadOrRead() does; the rows of the table are neither read
/// nor checked, so that this is quick whatever the size.
[[nodiscard]] std::optional<CachedTable> findCached(const DatasetSource& source, const spec::DataSpec& spec,
                                                    const std::filesystem::path& cacheFolder);

/// Removes what processes that were killed left of writing `file`: temporary files beside it that nobody has written to for a day.
void removeAbandoned(const std::filesystem::path& file);

/// Where loadOrRead() keeps the table of a spec.
[[nodiscard]] std::filesystem::path cacheFile(const DatasetSource& source, const spec::DataSpec& spec,
                                              const std::filesystem::path& cacheFolder);

} // namespace cpw::data
