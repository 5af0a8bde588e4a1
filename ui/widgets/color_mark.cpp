// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/color_mark.h"

#include <QPainter>

namespace cpw::ui {
namespace {

constexpr int kSize = 16; // of icons in headers and menus: another size would be scaled
constexpr int kEdge = 3;

} // namespace

QPixmap colorMark(const QColor& color, double ratio) {
    QPixmap pixmap(QSizeF(kSize * ratio, kSize * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(kEdge, kEdge, kSize - 2 * kEdge, kSize - 2 * kEdge));
    return pixmap;
}

} // namespace cpw::ui
