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

/// Desktops have no common word for high contrast, but their palettes for it have no grey behind text: Fusion's own and those of GNOME,
/// KDE and Windows stay below 19 : 1, black on white has 21.
ThemeMode modeOf(const QPalette& desktop) {
    constexpr double kContrast = 20;
    const QColor ground = desktop.color(QPalette::Window);
    const bool isDark = ground.lightness() < 128;
    const bool isContrast = contrast(ground, desktop.color(QPalette::WindowText)) >= kContrast &&
                            contrast(desktop.color(QPalette::Base), desktop.color(QPalette::Text)) >= kContrast;
    return isContrast ? (isDark ? ThemeMode::DarkContrast : ThemeMode::LightContrast) : isDark ? ThemeMode::Dark : ThemeMode::Light;
}

Tokens tokensOf(ThemeMode mode) {
    switch (mode) {
    case ThemeMode::Dark:
        return darkTokens();
    case ThemeMode::LightContrast:
        return lightContrastTokens();
    case ThemeMode::DarkContrast:
        return darkContrastTokens();
    case ThemeMode::System:
    case ThemeMode::Light:
        break;
    }
    return lightTokens();
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
    case ThemeMode::LightContrast:
        return QStringLiteral("light-contrast");
    case ThemeMode::DarkContrast:
        return QStringLiteral("dark-contrast");
    }
    return {};
}

std::optional<ThemeMode> themeModeFromText(const QString& text) {
    for (const auto mode : {ThemeMode::System, ThemeMode::Light, ThemeMode::Dark, ThemeMode::LightContrast, ThemeMode::DarkContrast})
        if (toText(mode) == text)
            return mode;
    return std::nullopt;
}

Theme::Theme(ThemeMode mode, QObject* parent)
    : QObject(parent), m_mode(mode), m_systemMode(modeOf(QApplication::palette())) {
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

ThemeMode Theme::oppositeMode() const {
    switch (m_mode == ThemeMode::System ? m_systemMode : m_mode) {
    case ThemeMode::LightContrast:
        return ThemeMode::DarkContrast;
    case ThemeMode::DarkContrast:
        return ThemeMode::LightContrast;
    case ThemeMode::Dark:
        return ThemeMode::Light;
    case ThemeMode::System:
    case ThemeMode::Light:
        break;
    }
    return ThemeMode::Dark;
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
    m_tokens = tokensOf(m_mode == ThemeMode::System ? m_systemMode : m_mode);
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
