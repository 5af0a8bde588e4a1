// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plm/encoder.h"
#include "core/spec/model_spec.h"

namespace cpw::plm {

/// Mean over the tokens that are not padding. hidden [B, T, hidden], mask [B, T] bool or undefined (no padding); gives [B,
/// hidden].
[[nodiscard]] at::Tensor poolMean(const at::Tensor& hidden, const at::Tensor& mask);

/// What a pooler needs of an encoder with this many layers, and no more.
[[nodiscard]] EncoderWanted wantedBy(spec::Pooler pooler, std::int64_t layers);
/// [B, hidden] from what wantedBy asked for.
[[nodiscard]] at::Tensor pool(spec::Pooler pooler, const EncoderOutput& encoded, const at::Tensor& mask);
/// The same from every layer's hidden states, L + 1 of [B, T, hidden].
[[nodiscard]] at::Tensor poolStates(spec::Pooler pooler, const std::vector<at::Tensor>& hiddenStates, const at::Tensor& mask);

} // namespace cpw::plm
