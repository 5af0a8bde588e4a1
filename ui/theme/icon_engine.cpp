// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icon_engine.h"

#include <QPaintDevice>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <utility>

namespace cpw::ui {

IconEngine::IconEngine(const Theme& theme, QString name, Tone tone) : m_theme(&theme), m_name(std::move(name)), m_tone(tone) {}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) {
    const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    QPixmap image = pixmap(rect.size() * scale, mode, state);
    image.setDevicePixelRatio(scale);
    painter->drawPixmap(rect, image);
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) {
    if (!m_theme || size.isEmpty())
        return {};
    QColor color = m_theme->color(m_tone);
    if (mode == QIcon::Disabled)
        color = blend(m_theme->tokens().page, m_theme->tokens().text3, 0.6);
    const QString key = QStringLiteral("cpw-icon/%1/%2/%3x%4")
                            .arg(m_name, color.name(), QString::number(size.width()), QString::number(size.height()));
    QPixmap image;
    if (QPixmapCache::find(key, &image))
        return image;
    image = QPixmap(size);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(m_name));
    renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(size)));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), color);
    painter.end();
    QPixmapCache::insert(key, image);
    return image;
}

QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) {
    return pixmap(size, mode, state);
}

QIconEngine* IconEngine::clone() const {
    return m_theme ? new IconEngine(*m_theme, m_name, m_tone) : nullptr;
}

} // namespace cpw::ui
