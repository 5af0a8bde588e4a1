// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QIcon>
#include <QObject>
#include <QString>

#include <optional>

namespace cpw::ui {

/// System takes what the desktop has: dark or light, and high contrast where its palette is black and white.
enum class ThemeMode { System, Light, Dark, LightContrast, DarkContrast };

/// Which colour an icon or a word takes; resolved when it is painted, so that it follows a change of theme.
enum class Tone { Text, Text2, Text3, Accent, AccentText, Ok, Warn, Err };

[[nodiscard]] QString toText(ThemeMode mode);
[[nodiscard]] std::optional<ThemeMode> themeModeFromText(const QString& text);

/// Colours, fonts and icons of the application: sets the palette and the one style sheet. Made once by the program after
/// QApplication and handed to every widget that paints; outlives them. GUI thread.
class Theme : public QObject {
    Q_OBJECT
public:
    static constexpr const char* kTextScaleProperty = "textScale"; ///< of the application

    explicit Theme(ThemeMode mode = ThemeMode::System, QObject* parent = nullptr);
    ~Theme() override;

    void setMode(ThemeMode mode);
    [[nodiscard]] ThemeMode mode() const { return m_mode; }
    /// The same with light and dark changed.
    [[nodiscard]] ThemeMode oppositeMode() const;
    /// Of fonts and of everything that holds text. Painted widgets follow at once; a window gets its lengths when it is made, so it
    /// is to be made anew.
    void setTextScale(double scale);
    [[nodiscard]] const Tokens& tokens() const { return m_tokens; }
    [[nodiscard]] QColor color(Tone tone) const;
    /// Ground that belongs to a tone: accentSoft for Accent, errSoft for Err ...
    [[nodiscard]] QColor softColor(Tone tone) const;
    /// `name` of resources/icons, tinted with the tone of the theme at paint time.
    [[nodiscard]] QIcon icon(const QString& name, Tone tone = Tone::Text2) const;
    [[nodiscard]] QIcon icon(const char* name, Tone tone = Tone::Text2) const { return icon(QString::fromLatin1(name), tone); }

Q_SIGNALS:
    void changed();

private:
    void apply();

    ThemeMode m_mode;
    ThemeMode m_systemMode; ///< what the desktop has, never System
    Tokens m_tokens;
};

} // namespace cpw::ui
