// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/fuzzy_match.h"

#include <QRegularExpression>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kTitleStart = 60;
constexpr int kTitleWordStart = 40;
constexpr int kTitleInside = 20;
constexpr int kRestWordStart = 12;
constexpr int kRestInside = 6;
constexpr int kLetters = 2;

bool startsWord(const QString& text, qsizetype place) {
    return place == 0 || !text[place - 1].isLetterOrNumber();
}

/// 0: not found, 1: inside a word, 2: at the start of a word, 3: at the start of the text.
int findWord(const QString& text, const QString& word) {
    int best = 0;
    for (qsizetype place = text.indexOf(word); place >= 0; place = text.indexOf(word, place + 1)) {
        if (place == 0)
            return 3;
        if (startsWord(text, place))
            return 2;
        best = 1;
    }
    return best;
}

/// Each letter follows the one before or starts a word: "gor" finds "Go to Runs". Numbers are meant exactly.
bool hasLettersInOrder(const QString& text, const QString& letters, qsizetype from = 0, qsizetype next = 0) {
    if (next == letters.size())
        return true;
    for (qsizetype i = from; i < text.size(); ++i)
        if (text[i] == letters[next] && ((next > 0 && i == from) || startsWord(text, i)) &&
            hasLettersInOrder(text, letters, i + 1, next + 1))
            return true;
    return false;
}

bool isLetters(const QString& word) {
    return word.size() > 1 && std::all_of(word.begin(), word.end(), [](QChar letter) { return letter.isLetter(); });
}

} // namespace

FuzzyText::FuzzyText(const QString& title, const QString& rest) : m_title(title.toLower()), m_rest(rest.toLower()) {}

int FuzzyText::scoreOf(const QString& word) const {
    switch (findWord(m_title, word)) {
    case 3:
        return kTitleStart;
    case 2:
        return kTitleWordStart;
    case 1:
        return kTitleInside;
    default:
        break;
    }
    switch (findWord(m_rest, word)) {
    case 3:
    case 2:
        return kRestWordStart;
    case 1:
        return kRestInside;
    default:
        return isLetters(word) && hasLettersInOrder(m_title, word) ? kLetters : 0;
    }
}

int FuzzyText::score(const QStringList& words) const {
    int sum = 1;
    for (const QString& word : words) {
        const int found = scoreOf(word);
        if (found == 0)
            return 0;
        sum += found;
    }
    return sum;
}

QStringList fuzzyWords(const QString& typed) {
    static const QRegularExpression space(QStringLiteral("\\s+"));
    return typed.toLower().split(space, Qt::SkipEmptyParts);
}

} // namespace cpw::ui
