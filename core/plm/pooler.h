// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::plm {

/// Mean over the tokens that are not padding. hidden [B, T, hidden], mask [B, T] bool or undefined (no padding); gives [B,
/// hidden]. The other pooler, cls, is the encoder's Last::First.
[[nodiscard]] at::Tensor poolMean(const at::Tensor& hidden, const at::Tensor& mask);

} // namespace cpw::plm
