// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QTreeView>

#include <map>

namespace cpw::ui {

/// The table of the runs page: groups with a coloured circle and below them their runs, mono numbers on the right, the difference
/// from the baseline drawn with its interval, a small curve. Its model is a RunTreeModel.
class RunTree : public QTreeView {
    Q_OBJECT
public:
    explicit RunTree(const Theme& theme, QWidget* parent = nullptr);

    /// From now on columns of texts have at least the width that they have now, and what the others leave: names first. Each
    /// until the user drags its border.
    void fitTexts();

Q_SIGNALS:
    void circleClicked(const QModelIndex& index);
    void runOpened(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;

private:
    void widenTexts();

    const Theme& m_theme;
    std::map<int, int> m_leastWidths; ///< of columns that are widened
    bool m_isWidening = false;
};

} // namespace cpw::ui
