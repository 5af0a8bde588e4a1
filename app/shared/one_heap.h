// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw::app {

/// One heap for all threads. glibc gives each thread one of its own in pieces of 64 MB, so that on the thread that trains every larger
/// tensor is fresh memory, cleared by the system and given back in each step, whatever engine::keepLargeBlocks() says;
/// docs/PERFORMANCE.md has the numbers. To be called before any thread.
void useOneHeap();

} // namespace cpw::app
