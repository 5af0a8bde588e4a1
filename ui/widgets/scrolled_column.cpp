// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scrolled_column.h"

#include <QEvent>
#include <QLayout>

namespace cpw::ui {

ScrolledColumn::ScrolledColumn(QWidget* content, QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    content->setProperty("kind", QStringLiteral("plain"));
    setWidget(content); // filters its events
}

void ScrolledColumn::resizeEvent(QResizeEvent* event) {
    keepWhole();
    QScrollArea::resizeEvent(event);
}

bool ScrolledColumn::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        keepWhole();
    return QScrollArea::eventFilter(watched, event);
}

void ScrolledColumn::keepWhole() {
    const QLayout& layout = *widget()->layout();
    const int needed = layout.hasHeightForWidth() ? layout.minimumHeightForWidth(viewport()->width()) : layout.minimumSize().height();
    if (widget()->minimumHeight() != needed)
        widget()->setMinimumHeight(needed);
}

} // namespace cpw::ui
