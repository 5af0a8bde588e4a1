// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace cpw::ui {

/// Lines that wrap and are never cut: it is at least as high as its text needs at its width. A plain label with word wrap leaves that to
/// its layout, and stacks, forms and scroll areas do not ask.
class WrappedLabel : public QLabel {
    Q_OBJECT
public:
    explicit WrappedLabel(const char* role, QWidget* parent = nullptr);
    void setFullText(const QString& text);
    /// Room for so many lines is kept, so that what is below stays where it is.
    void keepLines(int lines);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();
    int m_keptLines = 0;
};

} // namespace cpw::ui
