// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/passive_threads.h"

#include <cstdlib>
#include <unistd.h>

namespace cpw::app {

void restartWithPassiveThreads(char* const* arguments) {
    if (std::getenv("OMP_WAIT_POLICY") || std::getenv("GOMP_SPINCOUNT"))
        return;
    ::setenv("OMP_WAIT_POLICY", "passive", 1); // set now: the new program does not come here again
    ::execv("/proc/self/exe", arguments);
}

} // namespace cpw::app
