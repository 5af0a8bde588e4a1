// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_tree.h"

#include "ui/models/run_tree_model.h"
#include "ui/widgets/cell_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kNoteRoom = 60, kMostText = 320;
constexpr int kWidened[] = {RunTreeModel::Name, RunTreeModel::Settings}; // in this order

struct StateLook {
    const char* icon;
    Tone tone;
};

StateLook lookOf(api::RunState state) {
    switch (state) {
    case api::RunState::Waiting:
        return {"clock", Tone::Text3};
    case api::RunState::Running:
        return {"live", Tone::Accent};
    case api::RunState::Paused:
        return {"pause", Tone::Warn};
    case api::RunState::Finished:
        return {"check", Tone::Ok};
    case api::RunState::Stopped:
        return {"stop", Tone::Text3};
    case api::RunState::Interrupted:
        return {"warning", Tone::Warn};
    case api::RunState::Failed:
        return {"error", Tone::Err};
    case api::RunState::Discarded:
        return {"stop", Tone::Text3};
    }
    return {"info", Tone::Text3};
}

constexpr int kCircle = 10;
constexpr int kCircleRoom = 18; // with the gap beside it

class RunDelegate : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        QRect area = paintGround(*painter, option);
        if (index.column() == RunTreeModel::Difference)
            area = paintDifference(*painter, area, index);
        else if (index.column() == RunTreeModel::Curve)
            paintCurve(*painter, area, index);
        else
            area = paintMark(*painter, area, index);
        paintWords(*painter, area, index);
        paintFocus(*painter, option);
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return {CellDelegate::sizeHint(option, index).width(), std::max(metric::kRowHeight, option.fontMetrics.height() + 6)};
    }

private:
    [[nodiscard]] QColor runColor(const QModelIndex& index) const {
        return m_theme.tokens().runs.at(static_cast<std::size_t>(index.data(RunTreeModel::LookRole).value<RunLook>().palette));
    }

    /// The circle of a group or the icon of a state; gives the area beside it.
    QRect paintMark(QPainter& painter, QRect area, const QModelIndex& index) const {
        if (index.column() == RunTreeModel::Name && index.data(RunTreeModel::IsGroupRole).toBool()) {
            const QRectF circle(area.left() - 4 + 0.5, area.center().y() - kCircle / 2 + 0.5, kCircle - 1, kCircle - 1);
            painter.setPen(QPen(runColor(index), 1.5));
            painter.setBrush(index.data(RunTreeModel::IsPlottedRole).toBool() ? QBrush(runColor(index)) : QBrush(Qt::NoBrush));
            painter.drawEllipse(circle);
            area.setLeft(area.left() - 4 + scaled(kCircleRoom));
        } else if (const QVariant state = index.data(RunTreeModel::StateRole); index.column() == RunTreeModel::State && state.isValid()) {
            const StateLook look = lookOf(static_cast<api::RunState>(state.toInt()));
            m_theme.icon(look.icon, look.tone).paint(&painter, QRect(area.left(), area.center().y() - 6, 13, 13));
            area.setLeft(area.left() + 20);
        }
        return area;
    }

    void paintWords(QPainter& painter, const QRect& area, const QModelIndex& index) const {
        const Tokens& t = m_theme.tokens();
        const int column = index.column();
        const bool isTop = index.data(RunTreeModel::IsGroupRole).toBool();
        QColor color = t.text2;
        QFont font = fontOf(FontRole::Table);
        if (column == RunTreeModel::Name) {
            font = fontOf(isTop ? FontRole::TableMedium : FontRole::Mono);
            color = isTop ? t.text : t.text2;
        } else if (RunTreeModel::isNumber(column)) {
            const bool isChief = isTop && (column == RunTreeModel::TestAuc || column == RunTreeModel::Difference);
            font = fontOf(isChief ? FontRole::MonoMedium : FontRole::Mono);
            color = isChief ? t.text : t.text2;
        } else if (column == RunTreeModel::State) {
            const QVariant state = index.data(RunTreeModel::StateRole);
            const Tone tone = state.isValid() ? lookOf(static_cast<api::RunState>(state.toInt())).tone : Tone::Text2;
            color = tone == Tone::Text3 || tone == Tone::Ok ? t.text2 : m_theme.color(tone);
        }
        if (column != RunTreeModel::Curve)
            paintText(painter, area, index.data().toString(), Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()), font, color);
    }

    /// A line at no difference, a dot at the mean and its interval; gives the area of the number.
    QRect paintDifference(QPainter& painter, const QRect& area, const QModelIndex& index) const {
        static constexpr int kNumber = 62;
        const auto cell = index.data(RunTreeModel::DifferenceRole).value<DifferenceCell>();
        const QRect graph = area.adjusted(0, 4, -kNumber - 8, -4);
        const QRect number(area.right() - kNumber, area.top(), kNumber, area.height());
        if (!(cell.high > cell.low) || graph.width() < 20)
            return number;
        const double room = 0.12 * (cell.high - cell.low);
        const auto x = [&](double value) {
            const double share = (value - cell.low + room) / (cell.high - cell.low + 2 * room);
            return graph.left() + graph.width() * std::clamp(share, 0.0, 1.0);
        };
        painter.setPen(QPen(m_theme.tokens().borderStrong, 1));
        painter.drawLine(QPointF(x(0), graph.top()), QPointF(x(0), graph.bottom()));
        if (!cell.mean)
            return number;
        const bool isTop = index.data(RunTreeModel::IsGroupRole).toBool();
        const QColor color = isTop ? runColor(index) : m_theme.tokens().text3;
        const double y = graph.center().y() + 0.5;
        painter.setPen(QPen(color, 1.8));
        if (cell.half)
            painter.drawLine(QPointF(x(*cell.mean - *cell.half), y), QPointF(x(*cell.mean + *cell.half), y));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(x(*cell.mean), y), isTop ? 3.5 : 2.5, isTop ? 3.5 : 2.5);
        return number;
    }

    void paintCurve(QPainter& painter, const QRect& area, const QModelIndex& index) const {
        const QVariantList values = index.data(RunTreeModel::SparkRole).toList();
        if (values.size() < 2)
            return;
        const auto [low, high] = std::minmax_element(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.toDouble() < b.toDouble(); });
        const double from = low->toDouble(), span = std::max(high->toDouble() - from, 1e-12);
        QPolygonF line;
        for (qsizetype i = 0; i < values.size(); ++i)
            line << QPointF(area.left() + (area.width() - 4.0) * static_cast<double>(i) / static_cast<double>(values.size() - 1),
                            area.bottom() - 5 - (area.height() - 10) * (values[i].toDouble() - from) / span);
        painter.setPen(QPen(runColor(index), index.data(RunTreeModel::IsGroupRole).toBool() ? 1.6 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(line);
        painter.setPen(Qt::NoPen);
        painter.setBrush(runColor(index));
        painter.drawEllipse(line.last(), 2, 2);
    }
};

/// Column heads with a small arrow at the sorted one.
class SortHeader : public QHeaderView {
public:
    SortHeader(const Theme& theme, QWidget* parent) : QHeaderView(Qt::Horizontal, parent), m_theme(theme) {
        setSectionsClickable(true);
        setHighlightSections(false);
        setSectionsMovable(true);
        setFixedHeight(scaled(metric::kHeaderHeight));
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        const Tokens& t = m_theme.tokens();
        const bool isSorted = sortIndicatorSection() == section;
        painter->fillRect(rect, t.raised);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.border);
        QRect area = rect.adjusted(8, 0, -8, -1);
        const bool isRight = RunTreeModel::isNumber(section);
        painter->setFont(fontOf(FontRole::ColumnHead));
        painter->setPen(isSorted ? t.text : t.text2);
        if (isSorted)
            area.setRight(area.right() - 13);
        const QString text = painter->fontMetrics().elidedText(model()->headerData(section, Qt::Horizontal).toString(), Qt::ElideMiddle, area.width());
        const int textWidth = painter->fontMetrics().horizontalAdvance(text);
        painter->drawText(area, Qt::AlignVCenter | (isRight ? Qt::AlignRight : Qt::AlignLeft), text);
        if (!isSorted)
            return;
        const int x = isRight ? area.right() + 3 : area.left() + textWidth + 4;
        m_theme.icon(sortIndicatorOrder() == Qt::AscendingOrder ? "chevron-up" : "chevron-down", Tone::Text2)
            .paint(painter, QRect(x, rect.center().y() - 4, 9, 9));
    }

private:
    const Theme& m_theme;
};

} // namespace

RunTree::RunTree(const Theme& theme, QWidget* parent) : QTreeView(parent), m_theme(theme) {
    setHeader(new SortHeader(theme, this));
    setItemDelegate(new RunDelegate(theme, this));
    setSortingEnabled(true);
    setUniformRowHeights(true);
    setRootIsDecorated(true);
    setIndentation(20);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(44);
    setAccessibleName(tr("Runs"));
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
    connect(header(), &QHeaderView::sectionResized, this, [this](int section, int before, int now) {
        if (before == 0 || now == 0) // was hidden, or is now
            widenTexts();
        else if (!m_isWidening)
            m_leastWidths.erase(section);
    });
}

void RunTree::fitTexts() {
    for (const int column : kWidened)
        m_leastWidths[column] = columnWidth(column);
    widenTexts();
}

void RunTree::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    widenTexts();
}

void RunTree::widenTexts() {
    if (m_isWidening)
        return;
    const auto isWidened = [this](int column) { return m_leastWidths.contains(column) && !isColumnHidden(column); };
    int room = viewport()->width();
    for (int column = 0; column < header()->count(); ++column)
        if (!isColumnHidden(column))
            room -= column == RunTreeModel::Note ? scaled(kNoteRoom)
                    : isWidened(column)          ? m_leastWidths[column]
                                                 : columnWidth(column);
    m_isWidening = true;
    for (const int column : kWidened)
        if (isWidened(column)) {
            const int least = m_leastWidths[column], more = std::clamp(room, 0, std::max(0, scaled(kMostText) - least));
            setColumnWidth(column, least + more);
            room -= more;
        }
    m_isWidening = false;
}

void RunTree::keyPressEvent(QKeyEvent* event) {
    const bool isOpen = (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && state() != EditingState;
    if (isOpen && currentIndex().isValid())
        Q_EMIT runOpened(currentIndex().siblingAtColumn(0));
    else if (event->key() == Qt::Key_H && event->modifiers() == Qt::NoModifier && currentIndex().isValid())
        Q_EMIT circleClicked(currentIndex().siblingAtColumn(0));
    else
        QTreeView::keyPressEvent(event);
}

void RunTree::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    const QRect cell = visualRect(index);
    const bool isCircle = index.isValid() && index.column() == 0 && index.data(RunTreeModel::IsGroupRole).toBool() &&
                          event->pos().x() >= cell.left() && event->pos().x() < cell.left() + scaled(kCircleRoom) + 4;
    if (isCircle && event->button() == Qt::LeftButton)
        Q_EMIT circleClicked(index);
    else
        QTreeView::mousePressEvent(event);
}

void RunTree::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const {
    const Tokens& t = m_theme.tokens();
    if (selectionModel()->isSelected(index))
        painter->fillRect(rect, t.selection);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.grid);
    if (model()->hasChildren(index))
        m_theme.icon(isExpanded(index) ? "chevron-down" : "chevron-right", Tone::Text2)
            .paint(painter, QRect(rect.right() - 13, rect.center().y() - 4, 9, 9));
}

} // namespace cpw::ui
