// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/api/run_store.h"
#include "core/base/result.h"

#include <filesystem>

namespace cpw::engine {

/// The checkpoint folder that `initialisation.start_from` means: a folder itself, or the best (else last) checkpoint of a run of
/// the store. Empty when the spec names none; an error when it is no checkpoint.
[[nodiscard]] Result<std::filesystem::path> resolveStart(const api::RunSpec& spec, const api::RunStore& store);

} // namespace cpw::engine
