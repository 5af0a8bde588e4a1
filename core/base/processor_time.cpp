// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/processor_time.h"

#include <ctime>

namespace cpw {

double processorSeconds() {
    timespec worked{};
    if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &worked) != 0)
        return 0;
    return static_cast<double>(worked.tv_sec) + static_cast<double>(worked.tv_nsec) * 1e-9;
}

} // namespace cpw
