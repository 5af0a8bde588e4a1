// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "core/api/run_store.h"

#include <filesystem>

namespace cpw::engine {

struct PromptExport {
    std::int64_t step = 0;
    std::uint64_t rows = 0;
    std::uint64_t rowsTotal = 0; ///< of the part
    int layers = 0;
    int prompts = 0;
    bool hasValues = false; ///< else the states of prompts, which have no values
};

/// Soft prompts of rows of a part, evenly spread, as safetensors: "rows" [N], "labels" [N], and "keys" and "values" or "states",
/// [N, L, K, hidden] each (one layer for the form input).
[[nodiscard]] Result<PromptExport> exportPrompts(api::RunStore& store, const api::ModelAt& at, const std::string& part, std::size_t rows,
                                                 const std::filesystem::path& output);

} // namespace cpw::engine
