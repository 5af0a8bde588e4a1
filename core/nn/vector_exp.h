// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

/// exp for x <= 0 to about 1 unit in the last place (Cody-Waite reduction, the degree-6 polynomial of Cephes' expf). Below -87
/// the result is flushed to zero. For loops in functions marked CPW_VECTOR_CLONES.
[[gnu::always_inline]] inline float expOfNegative(float x) {
    const float clamped = x < -87.0F ? -87.0F : x;
    const float shifted = clamped * 1.44269504F + 12582912.0F; // adding 1.5 * 2^23 rounds to a whole number
    const float whole = shifted - 12582912.0F;
    const float rest = (clamped - whole * 0.693359375F) + whole * 2.12194440e-4F;
    float polynomial = 1.9875691500e-4F;
    polynomial = polynomial * rest + 1.3981999507e-3F;
    polynomial = polynomial * rest + 8.3334519073e-3F;
    polynomial = polynomial * rest + 4.1665795894e-2F;
    polynomial = polynomial * rest + 1.6666665459e-1F;
    polynomial = polynomial * rest + 5.0000001201e-1F;
    polynomial = polynomial * (rest * rest) + rest + 1.0F;
    const std::int32_t exponent = (static_cast<std::int32_t>(whole) + 127) << 23;
    return x < -87.0F ? 0.0F : polynomial * __builtin_bit_cast(float, exponent);
}

} // namespace cpw::nn
