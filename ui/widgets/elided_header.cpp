// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/elided_header.h"

#include "ui/theme/fonts.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPixmap>
#include <QToolTip>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kPadding = 8; // as in the style sheet
constexpr int kArrow = 9;
constexpr int kArrowRoom = 13;
constexpr int kMarkGap = 4;

/// Where the first line ends that fits.
qsizetype lineEnd(const QString& text, const QFontMetrics& metrics, int width) {
    qsizetype fits = 1;
    while (fits < text.size() && metrics.horizontalAdvance(text.left(fits + 1)) <= width)
        ++fits;
    for (qsizetype end = fits; end > fits / 2; --end)
        if (QStringLiteral(" /,_-.").contains(text[end - 1]))
            return end;
    return fits;
}

} // namespace

QStringList wrappedLines(const QString& text, const QFontMetrics& metrics, int width, int most) {
    QStringList lines;
    QString rest = text;
    while (lines.size() + 1 < most && metrics.horizontalAdvance(rest) > width) {
        const auto end = lineEnd(rest, metrics, width);
        lines << rest.left(end).trimmed();
        rest = rest.mid(end);
    }
    return lines << metrics.elidedText(rest, Qt::ElideMiddle, width);
}

ElidedHeader::ElidedHeader(const Theme& theme, QWidget* parent) : QHeaderView(Qt::Horizontal, parent), m_theme(theme) {
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

ElidedHeader::Head ElidedHeader::headAt(int section, const QRect& rect) const {
    Head head;
    const auto of = [&](int role) { return model() ? model()->headerData(section, Qt::Horizontal, role) : QVariant(); };
    head.words = of(Qt::DisplayRole).toString();
    const QVariant alignment = of(Qt::TextAlignmentRole);
    head.isRight = (alignment.isValid() ? Qt::Alignment(alignment.toInt()) : defaultAlignment()) & Qt::AlignRight;
    head.isSorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    head.area = rect.adjusted(kPadding, 0, -kPadding, -1);
    if (const QVariant mark = of(Qt::DecorationRole); mark.canConvert<QPixmap>() && !mark.value<QPixmap>().isNull()) {
        head.mark = QIcon(mark.value<QPixmap>());
        head.area.setLeft(head.area.left() + style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this) + kMarkGap);
    }
    if (head.isSorted)
        head.area.setRight(head.area.right() - kArrowRoom);
    return head;
}

/// The style paints the ground alone.
void ElidedHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const {
    QHeaderView::initStyleOptionForIndex(option, section);
    option->text.clear();
    option->icon = {};
}

/// Every head says its words whole, also where the model has no tooltip.
bool ElidedHeader::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip || !model())
        return QHeaderView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int section = logicalIndexAt(help->pos());
    const QString own = model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole).toString();
    QToolTip::showText(help->globalPos(), own.isEmpty() ? model()->headerData(section, Qt::Horizontal).toString() : own, this);
    return true;
}

void ElidedHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    painter->save();
    QHeaderView::paintSection(painter, rect, section);
    painter->restore();
    const Head head = headAt(section, rect);
    const QFont font = fontOf(FontRole::ColumnHead);
    const QFontMetrics metrics(font);
    const QStringList lines = wrappedLines(head.words, metrics, head.area.width(), m_lines);
    const QRect words(head.area.left(), rect.center().y() - metrics.lineSpacing() * static_cast<int>(lines.size()) / 2, head.area.width(), metrics.lineSpacing());
    painter->save();
    painter->setFont(font);
    painter->setPen(head.isSorted ? m_theme.tokens().text : m_theme.tokens().text2);
    int widest = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter->drawText(words.translated(0, static_cast<int>(i) * metrics.lineSpacing()), Qt::AlignVCenter | (head.isRight ? Qt::AlignRight : Qt::AlignLeft), lines[i]);
        widest = std::max(widest, metrics.horizontalAdvance(lines[i]));
    }
    if (!head.mark.isNull()) {
        const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
        head.mark.paint(painter, QRect(rect.left() + kPadding, words.center().y() - size / 2, size, size));
    }
    if (head.isSorted) {
        const int x = head.isRight ? head.area.right() + kMarkGap : head.area.left() + widest + kMarkGap;
        m_theme.icon(sortIndicatorOrder() == Qt::AscendingOrder ? "chevron-up" : "chevron-down", Tone::Text2)
            .paint(painter, QRect(x, rect.center().y() - kArrow / 2, kArrow, kArrow));
    }
    painter->restore();
}

void ElidedHeader::fitLines(int most) {
    const QFontMetrics metrics(fontOf(FontRole::ColumnHead));
    m_lines = 1;
    for (int section = 0; section < count(); ++section) {
        const Head head = headAt(section, QRect(0, 0, sectionSize(section), 1));
        m_lines = std::max(m_lines, static_cast<int>(wrappedLines(head.words, metrics, head.area.width(), most).size()));
    }
    setFixedHeight(std::max(scaled(metric::kHeaderHeight), metrics.lineSpacing() * m_lines + 2 * kMarkGap + 1));
    viewport()->update();
}

} // namespace cpw::ui
