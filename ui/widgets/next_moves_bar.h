// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QPushButton>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace cpw::ui {

/// A line over the page that offers what can be done next, until one is taken or the line is closed. Hidden until it is offered;
/// whether it was offered before is the window's business.
class NextMovesBar : public QFrame {
    Q_OBJECT
public:
    struct Move {
        QString title;
        std::function<void()> take;
    };

    explicit NextMovesBar(const Theme& theme, QWidget* parent = nullptr);

    void offer(const QString& text, std::vector<Move> moves);
    [[nodiscard]] const std::vector<QPushButton*>& buttons() const { return m_buttons; }

private:
    const Theme& m_theme;
    QLabel* m_text;
    QHBoxLayout* m_row;
    std::vector<QPushButton*> m_buttons;
};

} // namespace cpw::ui
