// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

// The exact GELU, x Phi(x) (Hendrycks and Gimpel 2016), to 4e-7; Phi by the error function of Abramowitz and Stegun, 7.1.26,
// whose exponential is the density that the slope needs. What is not a number stays so.

/// Every number becomes its GELU.
void geluInPlace(float* values, std::int64_t count);
/// output = GELU of the values, each of which becomes the slope there, Phi(x) + x phi(x).
void geluAndSlope(float* values, float* output, std::int64_t count);

} // namespace cpw::nn
