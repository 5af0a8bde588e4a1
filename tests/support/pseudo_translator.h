// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QTranslator>

#include <mutex>
#include <set>
#include <utility>

namespace cpw::tests {

/// A language for tests: every text keeps its meaning, is in marks, has accents and is 40 % longer. Remembers what it was asked.
class PseudoTranslator : public QTranslator {
public:
    using Key = std::pair<QString, QString>; // context, source

    bool isEmpty() const override { return false; }

    QString translate(const char* context, const char* source, const char*, int n) const override {
        if (!source || !*source)
            return {};
        {
            std::lock_guard lock(m_mutex);
            m_asked.emplace(QString::fromUtf8(context), QString::fromUtf8(source));
        }
        QString text = pseudo(QString::fromUtf8(source));
        if (n >= 0)
            text.replace(QLatin1String("%n"), QString::number(n));
        return text;
    }

    static bool isPseudo(const QString& text) { return text.contains(QChar(0x27E6)); }

    /// Letters get accents, but for what is in <tags> and after % or &.
    static QString pseudo(const QString& source) {
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
        const auto more = static_cast<int>(0.4 * static_cast<double>(source.size())) - 2;
        return QChar(0x27E6) + text + QString(std::max(more, 0), QLatin1Char('~')) + QChar(0x27E7);
    }

    std::set<Key> asked() const {
        std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    mutable std::mutex m_mutex;
    mutable std::set<Key> m_asked;
};

} // namespace cpw::tests
