// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_id.h"
#include "core/base/result.h"

#include <filesystem>
#include <functional>

namespace cpw::db {

/// The folder beside a file, "<file>.d", as far as the store itself changes it: removing the folders of deleted runs so that a
/// crash at any moment leaves a run with its folder or neither. No state of its own.
class RunFolders {
public:
    explicit RunFolders(const std::filesystem::path& file);

    [[nodiscard]] std::filesystem::path root() const { return m_root; }
    [[nodiscard]] std::filesystem::path of(api::RunId run) const;

    /// Moves the folder aside, calls `erase` (which removes the run from the file), then deletes what was moved. When erase
    /// fails, the folder is moved back.
    [[nodiscard]] Result<void> remove(api::RunId run, const std::function<Result<void>()>& erase) const;

    /// Ends removals that a crash cut off: folders of runs that still exist come back, the others go. Those of a living process
    /// are left to it.
    void sweep(const std::function<bool(api::RunId)>& exists) const;

private:
    std::filesystem::path m_root;
};

} // namespace cpw::db
