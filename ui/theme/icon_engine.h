// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIconEngine>
#include <QPointer>

namespace cpw::ui {

/// Paints an SVG of the resources in one colour of the theme, at any size and scale. Owned by its QIcon; GUI thread. Never
/// keeps pixels of an old theme: it is tinted at each painting.
class IconEngine : public QIconEngine {
public:
    IconEngine(const Theme& theme, QString name, Tone tone);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    [[nodiscard]] QIconEngine* clone() const override;
    [[nodiscard]] QString key() const override { return QStringLiteral("cpw-tinted"); }
    bool isNull() override { return false; }

private:
    QPointer<const Theme> m_theme;
    QString m_name;
    Tone m_tone;
};

} // namespace cpw::ui
