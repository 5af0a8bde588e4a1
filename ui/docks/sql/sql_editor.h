// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QStringList>

namespace cpw::ui {

/// Where a query is written. Ctrl+Return runs it (the selected part where there is one), Escape stops it, Ctrl+Up and Ctrl+Down walk
/// through what was run before. Owned by the SQL dock.
class SqlEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit SqlEditor(const Theme& theme, QWidget* parent = nullptr);

    /// What would be run.
    [[nodiscard]] QString query() const;
    /// Oldest first.
    void setHistory(const QStringList& history);
    [[nodiscard]] const QStringList& history() const { return m_history; }
    /// Puts the query at the end, where it is next to Ctrl+Up; each is there once, the last hundred are kept.
    void remember(const QString& query);
    /// Marks the word at a place of the text that query() gave; without a place nothing.
    void markFault(std::optional<qsizetype> utf8Offset);

Q_SIGNALS:
    void runRequested();
    void stopRequested();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void walkHistory(int by);

    const Theme& m_theme;
    QStringList m_history;
    qsizetype m_place = 0;  ///< in the history; its size: what is being written
    QString m_unfinished; ///< what was being written when the walk began
};

} // namespace cpw::ui
