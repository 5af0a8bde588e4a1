// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace cpw::ui {

/// Draws a widget as it is on the screen into a file, by its ending: .svg and .pdf as lines and words, else PNG at three times the size
/// of the screen. Buttons and fields are left out; what is chosen with one of them stands there as words. False: it cannot be written.
[[nodiscard]] bool writeFigure(QWidget& widget, const QString& path);

} // namespace cpw::ui
