// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QStringList>

namespace cpw::ui {

/// Column heads of which nothing is clipped: words go over the lines that there are, and what is still too long is cut in its middle.
/// Measures with the face that it paints with, which an elide mode under a style sheet does not.
class ElidedHeader : public QHeaderView {
public:
    ElidedHeader(const Theme& theme, QWidget* parent);

    /// As many lines as the heads need in the columns as they are, at most this many; the height follows.
    void fitLines(int most);

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;
    bool viewportEvent(QEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    struct Head {
        QString words;
        QIcon mark;
        QRect area; ///< of the words
        bool isSorted = false;
        bool isRight = false;
    };
    [[nodiscard]] Head headAt(int section, const QRect& rect) const;

    const Theme& m_theme;
    int m_lines = 1;
};

/// A text over at most `most` lines of this width; a line ends at a sign between words where there is one in its second half.
[[nodiscard]] QStringList wrappedLines(const QString& text, const QFontMetrics& metrics, int width, int most);

} // namespace cpw::ui
