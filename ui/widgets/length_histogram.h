// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace cpw::ui {

/// Rows by the number of tokens of their sentence, with marks at the median, 95 %, the longest and the limit. The limit can be
/// dragged, and moved by the arrow keys.
class LengthHistogram : public QWidget {
    Q_OBJECT
public:
    explicit LengthHistogram(const Theme& theme, QWidget* parent = nullptr);

    void setLengths(const api::TokenLengths& lengths);
    void setLimit(std::size_t limit);
    void clear();
    [[nodiscard]] std::size_t limit() const { return m_limit; }
    [[nodiscard]] QSize sizeHint() const override { return {480, scaled(196)}; }

Q_SIGNALS:
    /// The user has let go of the limit.
    void limitChosen(std::size_t limit);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] double xOf(double length) const;
    [[nodiscard]] std::size_t lengthAt(double x) const;
    [[nodiscard]] std::size_t firstLength() const;
    [[nodiscard]] std::size_t lastLength() const;
    void paintBars(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    void paintMark(QPainter& painter, std::size_t length, const QString& text, int row, const QColor& color) const;
    void describe();

    const Theme& m_theme;
    api::TokenLengths m_lengths;
    std::size_t m_limit = 0;
    bool m_isDragging = false;
};

} // namespace cpw::ui
