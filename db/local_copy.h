// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace cpw::db {

/// Of which file a local copy is, kept in the copy. A file on a network is worked on as a copy, because SQLite's write-ahead log needs
/// memory that all who write share.
struct CopyOrigin {
    std::filesystem::path original;
    std::uint64_t content = 0; ///< hash of the original's bytes when it was copied here, or last copied back
    bool operator==(const CopyOrigin&) const = default;
};

enum class OriginalState { Same, Changed, Gone };

/// None: the open file is no local copy. A copy that was itself copied or moved is none either.
[[nodiscard]] Result<std::optional<CopyOrigin>> copyOrigin(const api::RunStore& store);

/// Copies a run file that this process does not have open, with its runs' folders, and notes in the copy where it is from. An older copy
/// at `copy` is replaced. Fails, and leaves no copy, when the original changes meanwhile. May take long.
[[nodiscard]] Result<void> makeLocalCopy(const std::filesystem::path& original, const std::filesystem::path& copy);

/// Whether somebody else has changed the original since. Reads all of it.
[[nodiscard]] Result<OriginalState> stateOfOriginal(const CopyOrigin& origin);

/// Puts the open copy, with its runs' folders, in the place of `original`; what was there is gone only once the new files are complete
/// beside it. Whether it may be replaced is the caller's question.
[[nodiscard]] Result<void> copyBack(api::RunStore& copy, const std::filesystem::path& original);

} // namespace cpw::db
