// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/icon_engine.h"
#include "ui/theme/style_sheet.h"

#include <QApplication>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleFactory>

namespace cpw::ui {
namespace {

QPalette paletteOf(const Tokens& t) {
    QPalette palette;
    palette.setColor(QPalette::Window, t.page);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.raised);
    palette.setColor(QPalette::AlternateBase, t.inset);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.text3);
    palette.setColor(QPalette::Button, t.raised);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.err);
    palette.setColor(QPalette::Highlight, t.selection);
    palette.setColor(QPalette::HighlightedText, t.text);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    palette.setColor(QPalette::ToolTipBase, t.raised);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Light, t.raised);
    palette.setColor(QPalette::Midlight, t.hover);
    palette.setColor(QPalette::Mid, t.border);
    palette.setColor(QPalette::Dark, t.borderStrong);
    palette.setColor(QPalette::Shadow, t.borderStrong);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, blend(t.page, t.text3, 0.75));
    return palette;
}

/// Fusion without underlined letters in menus; Alt still opens them.
class CalmStyle : public QProxyStyle {
public:
    CalmStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override {
        return hint == SH_UnderlineShortcut ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
    }
};

} // namespace

QString toText(ThemeMode mode) {
    switch (mode) {
    case ThemeMode::System:
        return QStringLiteral("system");
    case ThemeMode::Light:
        return QStringLiteral("light");
    case ThemeMode::Dark:
        return QStringLiteral("dark");
    }
    return {};
}

std::optional<ThemeMode> themeModeFromText(const QString& text) {
    for (const auto mode : {ThemeMode::System, ThemeMode::Light, ThemeMode::Dark})
        if (toText(mode) == text)
            return mode;
    return std::nullopt;
}

Theme::Theme(ThemeMode mode, QObject* parent)
    : QObject(parent), m_mode(mode), m_isSystemDark(QApplication::palette().color(QPalette::Window).lightness() < 128) {
    loadBundledFonts();
    QApplication::setStyle(new CalmStyle);
    QApplication::setFont(fontOf(FontRole::Body));
    apply();
}

void Theme::setMode(ThemeMode mode) {
    if (m_mode == mode)
        return;
    m_mode = mode;
    apply();
}

Theme::~Theme() {
    if (qApp)
        qApp->setProperty(kTextScaleProperty, {});
}

void Theme::setTextScale(double scale) {
    if (scale == textScale())
        return;
    qApp->setProperty(kTextScaleProperty, scale);
    QApplication::setFont(fontOf(FontRole::Body));
    apply();
}

void Theme::apply() {
    const bool isDark = m_mode == ThemeMode::Dark || (m_mode == ThemeMode::System && m_isSystemDark);
    m_tokens = isDark ? darkTokens() : lightTokens();
    QApplication::setPalette(paletteOf(m_tokens));
    qApp->setStyleSheet(makeStyleSheet(m_tokens, textScale()));
    Q_EMIT changed();
}

QColor Theme::color(Tone tone) const {
    switch (tone) {
    case Tone::Text:
        return m_tokens.text;
    case Tone::Text2:
        return m_tokens.text2;
    case Tone::Text3:
        return m_tokens.text3;
    case Tone::Accent:
        return m_tokens.accent;
    case Tone::AccentText:
        return m_tokens.accentText;
    case Tone::Ok:
        return m_tokens.ok;
    case Tone::Warn:
        return m_tokens.warn;
    case Tone::Err:
        return m_tokens.err;
    }
    return m_tokens.text;
}

QColor Theme::softColor(Tone tone) const {
    switch (tone) {
    case Tone::Accent:
    case Tone::AccentText:
        return m_tokens.accentSoft;
    case Tone::Ok:
        return m_tokens.okSoft;
    case Tone::Warn:
        return m_tokens.warnSoft;
    case Tone::Err:
        return m_tokens.errSoft;
    case Tone::Text:
    case Tone::Text2:
    case Tone::Text3:
        return m_tokens.hover;
    }
    return m_tokens.hover;
}

QIcon Theme::icon(const QString& name, Tone tone) const {
    return QIcon(new IconEngine(*this, name, tone));
}

} // namespace cpw::ui
