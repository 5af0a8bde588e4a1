// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QString>

namespace cpw::ui {

/// The application's one style sheet. Variants are chosen by dynamic properties of a widget: kind (card, primary, link, danger,
/// flat, inset), segment (first, middle, last), role (title, section, help ...), tone (ok, warn, err, accent).
/// Lengths and sizes of text are as drawn, times `textScale`; lines of one pixel stay.
[[nodiscard]] QString makeStyleSheet(const Tokens& tokens, double textScale = 1);

} // namespace cpw::ui
