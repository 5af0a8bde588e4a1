// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPixmap>

namespace cpw::ui {

/// The disc that stands for a run or group in headers and menus, 12 wide, on a screen of this ratio.
[[nodiscard]] QPixmap colorMark(const QColor& color, double ratio);

} // namespace cpw::ui
