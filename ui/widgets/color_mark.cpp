// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/color_mark.h"

#include <QPainter>

namespace cpw::ui {
namespace {

constexpr int kSize = 12;

} // namespace

QPixmap colorMark(const QColor& color, double ratio) {
    QPixmap pixmap(QSizeF(kSize * ratio, kSize * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(1, 1, kSize - 2, kSize - 2));
    return pixmap;
}

} // namespace cpw::ui
