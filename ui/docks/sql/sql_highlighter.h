// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QSyntaxHighlighter>

namespace cpw::ui {

/// Colours words, texts, numbers and comments of SQL with the theme's tokens, and anew when the theme changes. Owned by its document.
class SqlHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    SqlHighlighter(const Theme& theme, QTextDocument* document);

protected:
    void highlightBlock(const QString& text) override;

private:
    const Theme& m_theme;
};

} // namespace cpw::ui
