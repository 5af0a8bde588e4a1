// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QString>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace cpw::ui {

/// Asks what becomes of the work on a local copy of a file on a network, and tells what came of it. Made by the program, which does what
/// is chosen; not modal, so that the window of the copy can still be looked at.
class CopyBackWindow : public QMainWindow {
    Q_OBJECT
public:
    /// One way on; the first of them is the one that Return takes.
    struct Way {
        QString text;
        std::function<void()> then;
        bool isDestructive = false;
    };

    explicit CopyBackWindow(const Theme& theme, QWidget* parent = nullptr);

    void ask(const QString& title, const QString& text, const std::vector<Way>& ways);
    /// No way but to wait; the window cannot be closed.
    void showWork(const QString& title, const QString& text);
    /// Closes the window, also while work is shown.
    void finish();
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] const std::vector<QPushButton*>& buttons() const { return m_buttons; }

Q_SIGNALS:
    /// By the user, when no work is going on.
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_text;
    QHBoxLayout* m_ways;
    std::vector<QPushButton*> m_buttons;
    bool m_isWorking = false;
};

} // namespace cpw::ui
