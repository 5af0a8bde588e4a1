// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// A path that may lead into a zip archive, as ByteSource takes it, cut where the archive ends.
struct RawPath {
    std::filesystem::path file; ///< on disk
    std::string member;         ///< name inside the archive; empty: none
};

/// Splits at the first part that is a file on disk; a path that leads nowhere is all `file`.
[[nodiscard]] RawPath splitRawPath(const std::filesystem::path& path);

/// That a path is given and leads somewhere; `needs` is "GoodReads needs", `help` what is expected there.
[[nodiscard]] Result<void> checkRawPath(const std::string& path, std::string_view needs, std::string_view help);

/// The file is on disk, or the archive holds it.
[[nodiscard]] bool isRawFile(const std::filesystem::path& path);

/// Every file that a source may find below `path`, as paths that ByteSource takes: of a folder its files (not those of folders in
/// it), of a zip archive its members, of any other file that file. A folder that holds nothing but one folder or one zip archive
/// stands for it, as unpacked downloads do. Sorted by name. Empty when `path` cannot be read.
[[nodiscard]] std::vector<std::filesystem::path> rawFiles(const std::filesystem::path& path);

/// The one of `files` that is called like one of `names`, whatever its case; the ending .gz or .zip may follow the name. Earlier
/// names win, then plain files over packed ones.
[[nodiscard]] std::optional<std::filesystem::path> findRawFile(std::span<const std::filesystem::path> files,
                                                               std::span<const std::string_view> names);

/// "reviews_5.json.gz" to "reviews_5" and ".json": the packing (.gz, .zip) is left out.
struct RawName {
    std::string stem;
    std::string ending; ///< with its dot; may be empty
};
[[nodiscard]] RawName rawName(const std::filesystem::path& file);

/// The one of rawFiles(path) with that name (see findRawFile), else the path it should have.
[[nodiscard]] std::filesystem::path rawFileBelow(const std::filesystem::path& path, std::string_view name);

} // namespace cpw::data
