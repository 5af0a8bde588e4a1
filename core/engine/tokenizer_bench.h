// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/model_session.h"

namespace cpw::engine {

/// The lines of `bench --only tokenizer`: whole sentences, and rows assembled from values that were tokenised once. One thread.
[[nodiscard]] Result<std::vector<BenchLine>> benchTokenizer(const BenchOptions& options, const api::RunSpec& spec);

} // namespace cpw::engine
