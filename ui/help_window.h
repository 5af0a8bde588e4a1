// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace cpw::ui {

class ActionRegistry;

/// What the program is, with the libraries it stands on. Not modal; deletes itself when closed.
void showAbout(QWidget* parent, const QString& torchVersion);
/// Keys and what they do: those of commands as they are now, and the fixed ones of charts and tables. Not modal; deletes itself
/// when closed.
void showShortcuts(QWidget* parent, const ActionRegistry& actions);
/// Beside the widget that has the focus, what it or what it is part of says of itself: help, else a tooltip. False: nothing.
bool explainFocused();
/// A help topic. Not modal; deletes itself when closed.
void showTopic(QWidget* parent, const QString& title, const QString& text);

} // namespace cpw::ui
