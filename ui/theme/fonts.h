// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace cpw::ui {

/// The type scale; sizes in points, so that the desktop's font scale applies.
enum class FontRole {
    Title,      ///< 18, semi-bold
    Message,    ///< 15, semi-bold
    Section,    ///< 13, semi-bold
    Body,       ///< 13
    BodyMedium, ///< 13, medium
    Table,      ///< 12
    TableMedium,
    ColumnHead, ///< 11, semi-bold
    Caption,    ///< 11
    Mono,       ///< 12, all digits of one width
    MonoMedium,
    MonoSmall, ///< 11
};

/// Registers the bundled faces (Inter, JetBrains Mono) with the application. The system's faces stand in when that fails.
void loadBundledFonts();

/// How much larger than drawn the user wants text: 1, 1.5, 2. The application keeps it; Theme::setTextScale() alone changes it.
[[nodiscard]] double textScale();
/// A length that text must fit into, in pixels as drawn for a scale of 1.
[[nodiscard]] int scaled(int pixels);
[[nodiscard]] QFont fontOf(FontRole role);

} // namespace cpw::ui
