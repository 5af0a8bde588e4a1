// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw {

/// Seconds that processors have worked for this process, all threads together; 0 where the system does not tell.
[[nodiscard]] double processorSeconds();

} // namespace cpw
