// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/pseudo_translator.h"

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kWord = 8;

} // namespace

QString PseudoTranslator::translate(const char*, const char* source, const char*, int n) const {
    if (!source || !*source)
        return {};
    QString text = pseudo(QString::fromUtf8(source));
    if (n >= 0)
        text.replace(QLatin1String("%n"), QString::number(n));
    return text;
}

QString PseudoTranslator::pseudo(const QString& source) {
    static const QString from = QStringLiteral("aeiouycnsz");
    static const QString to = QStringLiteral("áéíóúýçñšž");
    QString text;
    bool isTag = false;
    for (qsizetype i = 0; i < source.size(); ++i) {
        const QChar letter = source[i];
        isTag = letter == QLatin1Char('<') || (isTag && letter != QLatin1Char('>'));
        const bool isKept = isTag || (i > 0 && (source[i - 1] == QLatin1Char('%') || source[i - 1] == QLatin1Char('&')));
        const auto place = isKept ? -1 : from.indexOf(letter);
        text += place < 0 ? letter : to[place];
    }
    const auto more = std::max(0, static_cast<int>(0.4 * static_cast<double>(source.size())) - 2);
    QString rest(more, QLatin1Char('~'));
    if (source.contains(QLatin1Char(' ')))
        for (int i = kWord; i < more; i += kWord) // words, that the text can wrap at as one of another language would
            rest[i] = QLatin1Char(' ');
    return QChar(0x27E6) + text + rest + QChar(0x27E7);
}

} // namespace cpw::ui
