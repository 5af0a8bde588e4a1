// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cpw::ui {

/// What the program is, with the libraries it stands on. Not modal; deletes itself when closed.
void showAbout(QWidget* parent, const QString& torchVersion);
/// Keys and what they do. Not modal; deletes itself when closed.
void showShortcuts(QWidget* parent);

} // namespace cpw::ui
