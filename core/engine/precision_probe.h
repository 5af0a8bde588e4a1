// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw::engine {

/// Milliseconds of one product of an encoder's size on the processor, the best of some.
struct PrecisionTimes {
    double float32 = 0;
    double bfloat16 = 0; ///< casts of the operands included, as autocast does them
    [[nodiscard]] bool isBFloat16Faster() const { return bfloat16 < float32; }
};

/// Measured at the first call (some 20 ms; far slower where the processor has no bfloat16 products), with torch's present
/// threads; the same answer from then on. Any thread.
[[nodiscard]] const PrecisionTimes& processorPrecisionTimes();

} // namespace cpw::engine
