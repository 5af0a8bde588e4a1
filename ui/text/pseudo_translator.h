// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace cpw::ui {

/// A language to look at and to test layouts with: every text keeps its meaning, is in marks, has accents and is 40 % longer.
class PseudoTranslator : public QTranslator {
    Q_OBJECT
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* disambiguation, int n) const override;

    [[nodiscard]] static bool isPseudo(const QString& text) { return text.contains(QChar(0x27E6)); }
    /// Letters get accents, but for what is in <tags> and after % or &.
    [[nodiscard]] static QString pseudo(const QString& source);
};

} // namespace cpw::ui
