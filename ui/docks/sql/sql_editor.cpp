// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/sql/sql_editor.h"

#include "ui/docks/sql/sql_highlighter.h"

#include <QKeyEvent>
#include <QRegularExpression>
#include <QTextBlock>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr qsizetype kHistory = 100;

bool isOwnKey(const QKeyEvent& event) {
    const bool isReturn = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    const bool isArrow = event.key() == Qt::Key_Up || event.key() == Qt::Key_Down;
    return event.key() == Qt::Key_Escape || ((isReturn || isArrow) && event.modifiers() == Qt::ControlModifier);
}

} // namespace

SqlEditor::SqlEditor(const Theme& theme, QWidget* parent) : QPlainTextEdit(parent), m_theme(theme) {
    setAccessibleName(tr("SQL query"));
    setPlaceholderText(tr("SELECT ... Ctrl+Return runs it"));
    setFont(fontOf(FontRole::Mono));
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    new SqlHighlighter(theme, document());
    connect(this, &QPlainTextEdit::textChanged, this, [this] { markFault(std::nullopt); });
}

QString SqlEditor::query() const {
    const QString selected = textCursor().selectedText().replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    return selected.trimmed().isEmpty() ? toPlainText() : selected;
}

void SqlEditor::setHistory(const QStringList& history) {
    m_history = history;
    m_place = m_history.size();
}

void SqlEditor::remember(const QString& query) {
    m_history.removeAll(query);
    m_history << query;
    while (m_history.size() > kHistory)
        m_history.removeFirst();
    m_place = m_history.size();
}

void SqlEditor::markFault(std::optional<qsizetype> utf8Offset) {
    QList<QTextEdit::ExtraSelection> marks;
    const QByteArray text = query().toUtf8();
    if (utf8Offset && *utf8Offset <= text.size()) {
        const auto begin = (textCursor().hasSelection() ? textCursor().selectionStart() : 0) + QString::fromUtf8(text.first(*utf8Offset)).size();
        static const QRegularExpression word(QStringLiteral("[\\w.]+|\\S|$"));
        const auto match = word.match(toPlainText(), begin);
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(static_cast<int>(begin));
        mark.cursor.setPosition(static_cast<int>(std::max(match.capturedEnd(), begin)), QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(m_theme.tokens().err);
        mark.format.setBackground(m_theme.tokens().errSoft);
        marks << mark;
    }
    setExtraSelections(marks);
}

/// Other parts of the window have these keys too; here they are the editor's.
bool SqlEditor::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void SqlEditor::keyPressEvent(QKeyEvent* event) {
    if (!isOwnKey(*event))
        return QPlainTextEdit::keyPressEvent(event);
    if (event->key() == Qt::Key_Escape)
        Q_EMIT stopRequested();
    else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        walkHistory(event->key() == Qt::Key_Up ? -1 : 1);
    else
        Q_EMIT runRequested();
}

void SqlEditor::walkHistory(int by) {
    const auto place = std::clamp<qsizetype>(m_place + by, 0, m_history.size());
    if (place == m_place)
        return;
    if (m_place == m_history.size())
        m_unfinished = toPlainText();
    m_place = place;
    setPlainText(m_place == m_history.size() ? m_unfinished : m_history.at(m_place));
    moveCursor(QTextCursor::End);
}

} // namespace cpw::ui
