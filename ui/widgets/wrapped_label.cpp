// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrapped_label.h"

#include <QEvent>
#include <QResizeEvent>

#include <algorithm>

namespace cpw::ui {

WrappedLabel::WrappedLabel(const char* role, QWidget* parent) : QLabel(parent) {
    setProperty("role", QString::fromLatin1(role));
    setWordWrap(true);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
}

void WrappedLabel::setFullText(const QString& text) {
    setText(text);
    fit();
}

void WrappedLabel::keepLines(int lines) {
    m_keptLines = lines;
    fit();
}

void WrappedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

void WrappedLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void WrappedLabel::fit() {
    const int kept = m_keptLines * fontMetrics().lineSpacing();
    setMinimumHeight(std::max(kept, text().isEmpty() ? 0 : heightForWidth(width())));
}

} // namespace cpw::ui
