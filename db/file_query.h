// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/file_query.h"

#include <filesystem>
#include <memory>

namespace cpw::db {

class SqliteStore;

/// Queries the file of `store`, which outlives it.
[[nodiscard]] std::unique_ptr<api::FileQuery> makeFileQuery(const SqliteStore& store);

} // namespace cpw::db
