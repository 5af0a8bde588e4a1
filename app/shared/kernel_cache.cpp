// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/kernel_cache.h"

#include <cstdlib>

namespace cpw::app {

void boundKernelCache() {
    if (!std::getenv("DNNL_PRIMITIVE_CACHE_CAPACITY")) // the older name, which counts where the newer one is not set
        ::setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64", /*overwrite=*/0);
}

} // namespace cpw::app
