// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

#include <optional>

namespace cpw::nn {

/// The distinct ids of a batch in places, those of one field beside each other, and the rows of the batch that have each of them.
/// A field's places are filled up to a multiple of kPlacesOfField by empty ones, so that products over them have few shapes.
/// On the processor. B batch, F fields, P places.
struct IdGroups {
    at::Tensor order;       ///< [P] int64, which of the step's gathered rows a place is; -1: an empty one
    at::Tensor fieldStarts; ///< [F + 1] int64, where the places of each field begin
    at::Tensor places;      ///< [B, F] int32, counted from the first place of the field
    at::Tensor starts;      ///< [P + 1] int32, where the list of a place begins in `rows`
    at::Tensor rows;        ///< [B * F] int32, lists of rows of the batch, each ascending
};

inline constexpr std::int64_t kPlacesOfField = 64;

/// inverse [B, F] int64, places among `distinct` gathered rows, of which a batch may lack some. Nothing where an id is in two
/// fields.
[[nodiscard]] std::optional<IdGroups> groupIds(const at::Tensor& inverse, std::int64_t distinct);

} // namespace cpw::nn
