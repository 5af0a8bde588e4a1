// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw::app {

/// CLICKPROMPT_REFERENCE_KERNELS=1 in the environment: computes with LibTorch's operations alone.
void readReferenceKernels();

} // namespace cpw::app
