// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string>

namespace cpw::ui {

/// A text of the core in the language of the window: a problem, a note, a reason, the name of a preset. The core has them in English and puts
/// numbers and names into many of them, so a text that is not known as it stands is taken apart by coreTexts(), and what stands for
/// %1, %2 is put into the translation. A text of no known form stays as it is.
[[nodiscard]] QString coreText(const QString& english);
[[nodiscard]] QString coreText(const std::string& english);
/// All texts of the core that have a translation, with %1, %2 for what is put in; resources/translations/core_texts.py gathers them.
[[nodiscard]] QStringList coreTexts();

} // namespace cpw::ui
