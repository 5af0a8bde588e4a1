// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace cpw::ui {

/// A column of cards that scrolls when it is higher than its place, rather than pressing them together: wrapped text counts with the
/// lines that it needs at this width. Owns its content, which has a layout.
class ScrolledColumn : public QScrollArea {
    Q_OBJECT
public:
    explicit ScrolledColumn(QWidget* content, QWidget* parent = nullptr);
    /// As wide as the content needs, with its bar: it scrolls up and down, and sideways only where even that is not to be had.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void keepWhole();
};

} // namespace cpw::ui
