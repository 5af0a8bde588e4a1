// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw {

/// The switch of all loops and products of our own. On: what they compute is computed by LibTorch's operations, to compare with
/// or to rule our own out. What dropout draws stays ours, so that a run draws the same either way. The programs set it once at
/// their start (app/shared/reference_kernels.h). Any thread.
[[nodiscard]] bool usesReferenceKernels();
void setReferenceKernels(bool isOn);

} // namespace cpw
