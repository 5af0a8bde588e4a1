// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw::app {

/// Starts the program anew with OMP_WAIT_POLICY=passive unless the user chose a policy. OpenMP reads it when its library is loaded,
/// so setting it in main() is too late. Without it torch's threads spin while they wait: a window or any other program on the
/// same cores then slows a step down many times over. Returns when nothing is to be done or the start fails.
void restartWithPassiveThreads(char* const* arguments);

} // namespace cpw::app
