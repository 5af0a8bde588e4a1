// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include <functional>

namespace cpw::ui {

/// A line over the page: a fault, or a note with one way on. Hidden while it has no text.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Fault, Note };

    MessageBar(const Theme& theme, Kind kind, QWidget* parent = nullptr);

    /// An empty text hides the bar; an empty `action` leaves only Close.
    void setMessage(const QString& text, const QString& action = {}, std::function<void()> then = {});
    [[nodiscard]] QString text() const { return m_text->text(); }
    [[nodiscard]] QPushButton& actionButton() { return *m_action; }

private:
    QLabel* m_text;
    QPushButton* m_action;
    std::function<void()> m_then;
};

} // namespace cpw::ui
