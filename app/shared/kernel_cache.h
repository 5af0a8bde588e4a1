// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw::app {

/// Lets oneDNN, and LibTorch above it, keep the kernels of 256 shapes each unless the user chose numbers. By themselves both keep
/// 1,024, and nearly every step of training has new shapes (texts of another length, another number of masked words), so that the
/// process grows for hundreds of steps; docs/PERFORMANCE.md has the numbers. To be called before the first product and before any
/// thread: it writes the environment.
void boundKernelCache();

} // namespace cpw::app
