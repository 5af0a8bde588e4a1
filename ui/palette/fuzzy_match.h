// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace cpw::ui {

/// A text prepared for matching: lower case, and where its words start.
class FuzzyText {
public:
    FuzzyText() = default;
    /// `title` counts more than `rest`, and only `title` is matched letter by letter.
    FuzzyText(const QString& title, const QString& rest);

    /// How well all of the words (lower case) are found, in any order: the start of a word before its middle, that before first
    /// letters of words ("gor" for "Go to Runs"). 0: one of them is not found.
    [[nodiscard]] int score(const QStringList& words) const;

private:
    [[nodiscard]] int scoreOf(const QString& word) const;

    QString m_title;
    QString m_rest;
};

/// What is typed, as words in lower case.
[[nodiscard]] QStringList fuzzyWords(const QString& typed);

} // namespace cpw::ui
