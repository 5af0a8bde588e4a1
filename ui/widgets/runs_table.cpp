// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/runs_table.h"

#include "ui/models/runs_model.h"
#include "ui/widgets/cell_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace cpw::ui {
namespace {

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

class RunDelegate : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = m_theme.tokens();
        painter->save();
        QRect area = paintGround(*painter, option);
        const int column = index.column();
        QColor color = t.text2;
        QFont font = fontOf(FontRole::Table);
        if (RunsModel::isNumber(column)) {
            font = fontOf(column == RunsModel::TestAuc ? FontRole::MonoMedium : FontRole::Mono);
            color = column == RunsModel::TestAuc ? t.text : t.text2;
        } else if (column == RunsModel::Run) {
            font = fontOf(FontRole::Mono);
        } else if (column == RunsModel::Name) {
            font = fontOf(FontRole::TableMedium);
            color = t.text;
        } else if (column == RunsModel::State) {
            const StateLook look = lookOf(static_cast<api::RunState>(index.data(RunsModel::StateRole).toInt()));
            m_theme.icon(look.icon, look.tone).paint(painter, QRect(area.left(), area.center().y() - 6, 13, 13));
            area.setLeft(area.left() + 20);
            color = look.tone == Tone::Text3 || look.tone == Tone::Ok ? t.text2 : m_theme.color(look.tone);
        }
        paintText(*painter, area, index.data().toString(), Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()), font, color);
        paintFocus(*painter, option);
        painter->restore();
    }
};

/// Column heads with a small arrow at the sorted one.
class SortHeader : public QHeaderView {
public:
    SortHeader(const Theme& theme, QWidget* parent) : QHeaderView(Qt::Horizontal, parent), m_theme(theme) {
        setSectionsClickable(true);
        setHighlightSections(false);
        setSectionsMovable(true);
        setFixedHeight(metric::kHeaderHeight);
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        const Tokens& t = m_theme.tokens();
        const bool isSorted = sortIndicatorSection() == section;
        painter->fillRect(rect, t.raised);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.border);
        QRect area = rect.adjusted(8, 0, -8, -1);
        const bool isRight = RunsModel::isNumber(section);
        painter->setFont(fontOf(FontRole::ColumnHead));
        painter->setPen(isSorted ? t.text : t.text2);
        const QString text = model()->headerData(section, Qt::Horizontal).toString();
        const int textWidth = painter->fontMetrics().horizontalAdvance(text);
        if (isSorted && isRight)
            area.setRight(area.right() - 13);
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

RunsTable::RunsTable(const Theme& theme, QWidget* parent) : QTableView(parent) {
    setHorizontalHeader(new SortHeader(theme, this));
    setItemDelegate(new RunDelegate(theme, this));
    setShowGrid(false);
    setSortingEnabled(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed | SelectedClicked | DoubleClicked);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(metric::kRowHeight);
    verticalHeader()->setMinimumSectionSize(metric::kRowHeight);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(44);
    setAccessibleName(tr("Runs"));
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
}

void RunsTable::keyPressEvent(QKeyEvent* event) {
    const bool isOpen = (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && state() != EditingState;
    if (isOpen && currentIndex().isValid())
        Q_EMIT doubleClicked(currentIndex().siblingAtColumn(RunsModel::Run));
    else
        QTableView::keyPressEvent(event);
}

} // namespace cpw::ui
