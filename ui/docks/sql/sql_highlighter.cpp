// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/sql/sql_highlighter.h"

#include <QRegularExpression>
#include <QSet>

namespace cpw::ui {
namespace {

/// Words of SQLite that come up in questions.
const QSet<QString>& keywords() {
    static const QSet<QString> words = [] {
        const QString all = QStringLiteral("all and as asc between by case cast collate cross desc distinct else end escape except exists explain filter first "
                                           "following from full glob group having in inner intersect is join last left like limit natural not null nulls "
                                           "offset on or order outer over partition plan pragma preceding query range recursive regexp right row rows select "
                                           "then union unbounded using values when where window with");
        const auto list = all.split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return words;
}

} // namespace

SqlHighlighter::SqlHighlighter(const Theme& theme, QTextDocument* document) : QSyntaxHighlighter(document), m_theme(theme) {
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void SqlHighlighter::highlightBlock(const QString& text) {
    static const QRegularExpression token(QStringLiteral("(?<comment>--.*$)|(?<text>'(?:[^']|'')*'?)|(?<name>\"[^\"]*\"?)|(?<number>\\b\\d[\\d.]*(?:[eE][+-]?\\d+)?\\b)|(?<word>[A-Za-z_]\\w*)"));
    const Tokens& t = m_theme.tokens();
    for (auto matches = token.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        QTextCharFormat format;
        if (match.hasCaptured(QStringLiteral("comment")))
            format.setForeground(t.text3);
        else if (match.hasCaptured(QStringLiteral("text")))
            format.setForeground(t.ok);
        else if (match.hasCaptured(QStringLiteral("number")))
            format.setForeground(t.warn);
        else if (match.hasCaptured(QStringLiteral("word")) && keywords().contains(match.captured().toLower()))
            format.setForeground(t.accent);
        else
            continue;
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), format);
    }
}

} // namespace cpw::ui
