// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/shown_table.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <vector>

namespace cpw::ui {

/// What a view draws, as tables to read and sort, one a tab.
class TablesDialog : public QDialog {
    Q_OBJECT
public:
    TablesDialog(const Theme& theme, const std::vector<ShownTable>& tables, QWidget* parent = nullptr);
};

} // namespace cpw::ui
