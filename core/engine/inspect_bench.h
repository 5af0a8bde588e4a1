// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/model_session.h"

namespace cpw::engine {

/// The lines of `bench --only inspect`: what one answer about a row costs on a language model of BERT-base's size.
[[nodiscard]] std::vector<BenchLine> benchInspection(const BenchOptions& options);

} // namespace cpw::engine
