// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSettings>
#include <QString>
#include <QTranslator>

#include <memory>
#include <vector>

namespace cpw::ui {

/// The language of the window: English as written, or a translation of resources/translations. Texts are taken when a widget is
/// made, so the program makes the window anew after a change. Made once by the program, after QApplication.
class Language {
public:
    struct Choice {
        QString id; ///< "" is the desktop's language, "en", "zh_CN"
        QString name;
    };

    /// What can be chosen; names in their own language.
    [[nodiscard]] static QList<Choice> choices();
    /// Of the user's settings ("language").
    void apply(const QSettings& settings);
    /// "en" for a language without a translation; "pseudo", which cannot be chosen in the window, shows what is not translated or cut.
    void apply(const QString& id);
    /// What is in force: "en", "zh_CN".
    [[nodiscard]] QString current() const { return m_current; }
    ~Language();

private:
    void remove();

    QString m_current = QStringLiteral("en");
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

} // namespace cpw::ui
