// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "core/nn/torch_pch.h"

namespace cpw::engine {

/// Of attention [L, H, T, K + T], whose rows sum to one; [L, H].
[[nodiscard]] std::vector<api::HeadFacts> headFactsOf(const at::Tensor& attention, std::int64_t promptCount);
/// See api::AttentionGrid.
[[nodiscard]] api::AttentionGrid gridOf(const at::Tensor& attention, std::int64_t promptCount, int side);

} // namespace cpw::engine
