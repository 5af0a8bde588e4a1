// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Asks the system for pages of 2 MB under a large tensor that is read row by row at random, before it is filled: with pages of
/// 4 KB nearly every row costs a walk through the page tables. A hint only: small tensors, other devices and other systems stay
/// as they are, and no number depends on it.
void preferHugePages(const at::Tensor& tensor);

} // namespace cpw::nn
