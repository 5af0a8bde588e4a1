// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plain_table.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/cell_delegate.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QTableView>

namespace cpw::ui {
namespace {

/// Words that have no room are cut in their middle: an elide mode of the header is nothing under a style sheet.
class ElidedHeader : public QHeaderView {
public:
    explicit ElidedHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {}

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override {
        constexpr int kPadding = 8, kArrow = 14; // as in the style sheet
        QHeaderView::initStyleOptionForIndex(option, section);
        int room = sectionSize(section) - 2 * kPadding;
        if (!option->icon.isNull())
            room -= style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this) + 4;
        if (isSortIndicatorShown() && sortIndicatorSection() == section)
            room -= kArrow;
        option->text = QFontMetrics(fontOf(FontRole::ColumnHead)).elidedText(option->text, Qt::ElideMiddle, room);
    }
};

} // namespace

void setUpPlainTable(QTableView& table, const Theme& theme, const QString& name, QAbstractItemDelegate* delegate) {
    auto* header = new ElidedHeader(&table);
    header->setSectionsClickable(true);
    header->setDefaultAlignment(table.horizontalHeader()->defaultAlignment());
    header->setStretchLastSection(table.horizontalHeader()->stretchLastSection());
    table.setHorizontalHeader(header);
    table.setItemDelegate(delegate ? delegate : new CellDelegate(theme, &table));
    table.setAccessibleName(name);
    table.setSelectionBehavior(QTableView::SelectRows);
    table.setEditTriggers(QTableView::NoEditTriggers);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setTabKeyNavigation(false);
    table.setCornerButtonEnabled(false);
    for (auto* corner : table.findChildren<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly))
        corner->hide(); // stands there until the table is first shown
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(scaled(metric::kRowHeight));
    table.horizontalHeader()->setFixedHeight(scaled(metric::kHeaderHeight));
    table.horizontalHeader()->setHighlightSections(false);
    QObject::connect(&theme, &Theme::changed, table.viewport(), qOverload<>(&QWidget::update));
}

} // namespace cpw::ui
