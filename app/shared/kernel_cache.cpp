// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/kernel_cache.h"

#include <cstdlib>

namespace cpw::app {
namespace {

constexpr const char* kShapes = "256";

} // namespace

void boundKernelCache() {
    ::setenv("LRU_CACHE_CAPACITY", kShapes, /*overwrite=*/0); // read by LibTorch's layer over oneDNN
    if (!std::getenv("DNNL_PRIMITIVE_CACHE_CAPACITY")) // the older name, which counts where the newer one is not set
        ::setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", kShapes, /*overwrite=*/0);
}

} // namespace cpw::app
