// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

class QAbstractItemDelegate;
class QTableView;

namespace cpw::ui {

/// The look of every plain table: flat rows with hairlines, no grid, no row numbers, whole rows selected, Tab leaves it. `delegate`
/// null: CellDelegate.
void setUpPlainTable(QTableView& table, const Theme& theme, const QString& name, QAbstractItemDelegate* delegate = nullptr);
/// Columns as wide as their texts, at most `widest` where it is above 0.
void fitColumns(QTableView& view, int widest = 0);

} // namespace cpw::ui
