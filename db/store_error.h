// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <SQLiteCpp/Exception.h>

#include <exception>
#include <filesystem>
#include <type_traits>

namespace cpw::db {

/// What went wrong with the file, in one sentence with what to do. SQLite's own words are the details.
[[nodiscard]] Error storeError(const SQLite::Exception& exception, const std::filesystem::path& file);
/// The sentence for a file whose content is broken; `finding` says where.
[[nodiscard]] Error damagedError(const std::filesystem::path& file, const std::string& finding);
/// Of a call that writes, on a store opened read-only.
[[nodiscard]] Error readOnlyError(const std::filesystem::path& file);

/// Runs `work`, which returns a Result, and turns what SQLite throws into an Error: the border of this folder.
template <class Work>
[[nodiscard]] std::invoke_result_t<Work> guarded(const std::filesystem::path& file, Work&& work) {
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(storeError(exception, file));
    } catch (const std::exception& exception) {
        return tl::unexpected(
            Error{ErrorCode::Store,
                  fmt::format("using {} failed: {}; try again, and report it if it stays", file.string(), exception.what()),
                  {},
                  {}});
    }
}

} // namespace cpw::db
