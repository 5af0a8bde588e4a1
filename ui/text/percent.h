// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cpw::ui {

/// "12.3 %"; "0 %" and "100 %" only for what is: "< 0.1 %".
[[nodiscard]] QString percentText(double share);
/// Of work that is under way: 0 only before the start and 100 only at the end.
[[nodiscard]] int wholePercent(double share);

} // namespace cpw::ui
