// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scrolled_column.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

namespace cpw::ui {

ScrolledColumn::ScrolledColumn(QWidget* content, QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    content->setProperty("kind", QStringLiteral("plain"));
    setWidget(content); // filters its events
}

void ScrolledColumn::resizeEvent(QResizeEvent* event) {
    keepWhole();
    QScrollArea::resizeEvent(event);
}

bool ScrolledColumn::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        keepWhole();
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

QSize ScrolledColumn::minimumSizeHint() const {
    const int bar = verticalScrollBar()->sizeHint().width();
    return {widget()->minimumSizeHint().width() + bar, QScrollArea::minimumSizeHint().height()};
}

void ScrolledColumn::keepWhole() {
    const QLayout& layout = *widget()->layout();
    const int needed = layout.hasHeightForWidth() ? layout.minimumHeightForWidth(viewport()->width()) : layout.minimumSize().height();
    if (widget()->minimumHeight() != needed)
        widget()->setMinimumHeight(needed);
}

} // namespace cpw::ui
