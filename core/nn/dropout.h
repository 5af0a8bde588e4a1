// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Dropout with inverted scaling; the input itself when not training or the probability is 0. On a processor the mask is a pure
/// function of (one number drawn from the default generator, element index), made on the fly forward and backward: nothing is
/// stored, the thread count does not matter, and restoring the generator restores the masks. The probability is rounded to a
/// multiple of 2^-16 and the scale is exact for the rounded one. Other devices: at::dropout.
[[nodiscard]] at::Tensor dropout(const at::Tensor& input, double probability, bool isTraining);

} // namespace cpw::nn
