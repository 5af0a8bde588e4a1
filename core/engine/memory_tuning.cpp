// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/memory_tuning.h"

#include <malloc.h>

namespace cpw::engine {

void keepLargeBlocks() {
    ::mallopt(M_MMAP_THRESHOLD, 1 << 30);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
    ::mallopt(M_TOP_PAD, 64 << 20);
}

} // namespace cpw::engine
