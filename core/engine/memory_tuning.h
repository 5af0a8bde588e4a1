// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw::engine {

/// Torch frees and takes buffers of megabytes in every step; by default glibc gives each back to the system, and touching fresh
/// pages costs more than the arithmetic. Keeps them, for the whole process.
void keepLargeBlocks();

} // namespace cpw::engine
