// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

class QAbstractItemDelegate;
class QTableView;

namespace cpw::ui {

/// The look of every plain table: flat rows with hairlines, no grid, no row numbers, whole rows selected, Tab leaves it. `delegate`
/// null: CellDelegate.
void setUpPlainTable(QTableView& table, const Theme& theme, const QString& name, QAbstractItemDelegate* delegate = nullptr);

} // namespace cpw::ui
