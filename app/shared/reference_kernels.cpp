// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/reference_kernels.h"

#include "core/base/reference_kernels.h"

#include <cstdlib>
#include <string_view>

namespace cpw::app {

void readReferenceKernels() {
    const char* asked = std::getenv("CLICKPROMPT_REFERENCE_KERNELS");
    setReferenceKernels(asked && std::string_view(asked) == "1");
}

} // namespace cpw::app
