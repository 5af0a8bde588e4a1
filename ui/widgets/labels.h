// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QString>

namespace cpw::ui {

/// A label in a role of the style sheet: "title", "section", "help", "caption" ...
[[nodiscard]] QLabel* makeLabel(const char* role, const QString& text, QWidget* parent = nullptr);
/// A frame of a kind of the style sheet: "card", "inset", "line" ...
[[nodiscard]] QFrame* makeFrame(const char* kind, QWidget* parent = nullptr);
/// A button of a kind ("primary", "link", "danger" or "") with an icon of that tone.
[[nodiscard]] QPushButton* makeButton(const Theme& theme, const QString& text, const char* icon = "", const char* kind = "",
                                      QWidget* parent = nullptr);
/// The top of a card: its title, facts beside it, and room for more on the right (layout()).
[[nodiscard]] QWidget* makeCardHead(const QString& title, QLabel* facts, QWidget* parent);
/// Changes a property that the style sheet looks at.
void setStyleProperty(QWidget* widget, const char* name, const QString& value);

/// One line that is cut with an ellipsis when there is no room; the tooltip then has all of it.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const char* role, QWidget* parent = nullptr);
    void setFullText(const QString& text);
    [[nodiscard]] QString fullText() const { return m_text; }
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();
    QString m_text;
};

/// Words on a soft ground: the state of a run.
class BadgeLabel : public QWidget {
    Q_OBJECT
public:
    explicit BadgeLabel(const Theme& theme, QWidget* parent = nullptr);
    void setContent(const QString& icon, const QString& text, Tone tone);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_icon;
    QString m_text;
    Tone m_tone = Tone::Text2;
};

/// An icon of the theme as a widget.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    IconLabel(const Theme& theme, const QString& icon, Tone tone, int size = 16, QWidget* parent = nullptr);
    void setIcon(const QString& icon, Tone tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_icon;
    Tone m_tone;
};

} // namespace cpw::ui
