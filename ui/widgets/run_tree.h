// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QTreeView>

namespace cpw::ui {

/// The table of the runs page: groups with a coloured circle and below them their runs, mono numbers on the right, the difference
/// from the baseline drawn with its interval, a small curve. Its model is a RunTreeModel.
class RunTree : public QTreeView {
    Q_OBJECT
public:
    explicit RunTree(const Theme& theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void circleClicked(const QModelIndex& index);
    void runOpened(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace cpw::ui
