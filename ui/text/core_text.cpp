// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/core_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

// Outside a namespace, as Qt asks: the resources live in a static library.
static void initCoreTexts() {
    Q_INIT_RESOURCE(resources);
}

namespace cpw::ui {
namespace {

constexpr const char* kCommonForm = "is %1, expected %2"; // every translation has it

QString translated(const QString& english) {
    return QCoreApplication::translate("core", english.toUtf8().constData());
}

bool isKnown(const QString& english) {
    static const auto texts = coreTexts();
    static const QSet<QString> known(texts.begin(), texts.end());
    return known.contains(english);
}

/// Where "%1" ... "%9" begins at or after `from`; -1 without one.
qsizetype placeAfter(const QString& text, qsizetype from) {
    for (auto at = text.indexOf(QLatin1Char('%'), from); at >= 0; at = text.indexOf(QLatin1Char('%'), at + 1))
        if (at + 1 < text.size() && text[at + 1] >= QLatin1Char('1') && text[at + 1] <= QLatin1Char('9'))
            return at;
    return -1;
}

/// "is %1, expected %2" as the words around its places: "is ", ", expected ", "".
class Form {
public:
    explicit Form(QString english) : m_english(std::move(english)) {
        qsizetype from = 0;
        for (auto at = placeAfter(m_english, 0); at >= 0; at = placeAfter(m_english, from)) {
            m_words << m_english.mid(from, at - from);
            from = at + 2;
        }
        m_words << m_english.mid(from);
    }

    [[nodiscard]] const QString& english() const { return m_english; }
    [[nodiscard]] bool hasPlaces() const { return m_words.size() > 1; }
    [[nodiscard]] qsizetype letters() const { return m_words.join(QString()).size(); }

    /// What stands at the places of `text`, or nothing if it is of another form.
    [[nodiscard]] std::optional<QStringList> partsOf(const QString& text) const {
        if (!text.startsWith(m_words.first()) || !text.endsWith(m_words.last()))
            return std::nullopt;
        QStringList parts;
        const auto end = text.size() - m_words.last().size();
        auto from = m_words.first().size();
        for (qsizetype i = 1; i < m_words.size(); ++i) {
            const bool isLast = i + 1 == m_words.size();
            const auto to = isLast ? end : text.indexOf(m_words[i], from + 1);
            if (to <= from || to > end)
                return std::nullopt;
            parts << text.mid(from, to - from);
            from = to + m_words[i].size();
        }
        return parts;
    }

private:
    QString m_english;
    QStringList m_words;
};

/// Those with places, the longest first: of two forms that a text has, the one with more words says more of it.
const std::vector<Form>& forms() {
    static const auto all = [] {
        std::vector<Form> found;
        for (const QString& english : coreTexts())
            if (Form form(english); form.hasPlaces())
                found.push_back(std::move(form));
        std::stable_sort(found.begin(), found.end(), [](const Form& a, const Form& b) { return a.letters() > b.letters(); });
        return found;
    }();
    return all;
}

/// `text` with each part at its place; a part that holds "%2" itself stays as it is.
QString filled(const QString& text, const QStringList& parts) {
    QString whole;
    qsizetype from = 0;
    for (auto at = placeAfter(text, 0); at >= 0; at = placeAfter(text, from)) {
        whole += text.mid(from, at - from) + parts.value(text[at + 1].digitValue() - 1);
        from = at + 2;
    }
    return whole + text.mid(from);
}

} // namespace

QStringList coreTexts() {
    initCoreTexts();
    QFile file(QStringLiteral(":/translations/core_texts.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

QString coreText(const QString& english) {
    if (isKnown(english))
        return translated(english);
    if (translated(QLatin1String(kCommonForm)) == QLatin1String(kCommonForm)) // the window speaks English
        return english;
    for (const Form& form : forms()) {
        auto parts = form.partsOf(english);
        const QString words = parts ? translated(form.english()) : form.english();
        if (words == form.english())
            continue;
        for (QString& part : *parts)
            part = coreText(part); // "between 0 and 1" in "is 2, expected between 0 and 1"; shorter each time
        return filled(words, *parts);
    }
    return english;
}

QString coreText(const std::string& english) {
    return coreText(QString::fromStdString(english));
}

} // namespace cpw::ui
