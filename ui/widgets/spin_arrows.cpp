// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/spin_arrows.h"

#include <QAbstractSpinBox>
#include <QMouseEvent>
#include <QPainter>

namespace cpw::ui {
namespace {

constexpr int kArrowWidth = 18;
constexpr int kArrowSize = 10;

} // namespace

SpinArrows::SpinArrows(const Theme& theme, QAbstractSpinBox* box) : QWidget(box), m_theme(theme), m_box(*box) {
    setCursor(Qt::ArrowCursor);
}

void SpinArrows::place() {
    setGeometry(m_box.width() - scaled(kArrowWidth) - 1, 1, scaled(kArrowWidth), m_box.height() - 2);
    raise();
}

void SpinArrows::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int side = scaled(kArrowSize);
    m_theme.icon("chevron-up", Tone::Text2).paint(&painter, QRect(width() / 2 - side / 2, height() / 2 - side, side, side));
    m_theme.icon("chevron-down", Tone::Text2).paint(&painter, QRect(width() / 2 - side / 2, height() / 2, side, side));
}

void SpinArrows::mousePressEvent(QMouseEvent* event) {
    m_box.stepBy(event->pos().y() < height() / 2 ? 1 : -1);
}

} // namespace cpw::ui
