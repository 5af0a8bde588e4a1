// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/one_heap.h"

#include <malloc.h>

namespace cpw::app {

void useOneHeap() {
    ::mallopt(M_ARENA_MAX, 1);
}

} // namespace cpw::app
