// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/elided_box.h"

#include <QAbstractItemView>
#include <QScreen>
#include <QStylePainter>

#include <algorithm>

namespace cpw::ui {

void ElidedBox::showPopup() {
    constexpr int kEdges = 24; // of the list, its scroll bar among them
    view()->setMinimumWidth(std::min(view()->sizeHintForColumn(modelColumn()) + kEdges, screen()->availableGeometry().width() / 2));
    QComboBox::showPopup();
}

void ElidedBox::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    option.currentText = option.fontMetrics.elidedText(option.currentText, Qt::ElideMiddle, field.width() - 4);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

} // namespace cpw::ui
