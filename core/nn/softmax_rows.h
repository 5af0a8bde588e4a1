// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

/// scores [rows, padded] to the softmax of scale * score along the first `columns`; weights beyond them are 0. `padded` is
/// `columns` rounded up to kLanes; scores beyond `columns` must be numbers and are else ignored.
void softmaxRows(float* scores, std::int64_t rows, std::int64_t columns, std::int64_t padded, float scale);

} // namespace cpw::nn
