// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>
#include <QMainWindow>
#include <QPushButton>

namespace cpw::ui {

/// Stands in for the window of a file that cannot be opened: which file, what is wrong with it, and the ways on. Made by the
/// program, which does what is asked.
class DamagedFileWindow : public QMainWindow {
    Q_OBJECT
public:
    DamagedFileWindow(const Theme& theme, const QString& file, const QString& problem, QWidget* parent = nullptr);

    /// While a copy is made, or with what went wrong with it.
    void showProgress(const QString& text, bool isWorking);
    [[nodiscard]] QPushButton& copyButton() { return *m_copy; }

Q_SIGNALS:
    /// What can be read goes to a new file beside this one.
    void copyRequested();
    void openRequested(const QString& path);
    void newRequested(const QString& path);

private:
    QString m_file;
    QLabel* m_progress;
    QPushButton* m_copy;
};

} // namespace cpw::ui
