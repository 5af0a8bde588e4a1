// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plain_table.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/elided_header.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace cpw::ui {
void setUpPlainTable(QTableView& table, const Theme& theme, const QString& name, QAbstractItemDelegate* delegate) {
    auto* header = new ElidedHeader(theme, &table);
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

void fitColumns(QTableView& view, int widest) {
    constexpr int kMoreRoom = 20; // numbers are drawn in a wider face than the view measures with
    view.resizeColumnsToContents();
    for (int column = 0; column < view.model()->columnCount(); ++column) {
        const int width = view.columnWidth(column) + kMoreRoom;
        view.setColumnWidth(column, widest > 0 ? std::min(widest, width) : width);
    }
}

} // namespace cpw::ui
