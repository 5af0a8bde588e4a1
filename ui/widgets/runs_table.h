// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QTableView>

namespace cpw::ui {

/// The table of the runs page: flat rows with hairlines, mono numbers on the right, states with an icon. Its model is a proxy
/// over a RunsModel.
class RunsTable : public QTableView {
    Q_OBJECT
public:
    explicit RunsTable(const Theme& theme, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace cpw::ui
