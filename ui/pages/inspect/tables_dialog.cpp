// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/tables_dialog.h"

#include "ui/widgets/plain_table.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace cpw::ui {

TablesDialog::TablesDialog(const Theme& theme, const std::vector<ShownTable>& tables, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("As tables"));
    resize(900, 560);
    auto* layout = new QVBoxLayout(this);
    auto* tabs = new QTabWidget(this);
    for (const auto& table : tables) {
        auto* view = new QTableView(tabs);
        auto* model = new ShownTableModel(view);
        model->setTable(table);
        auto* sorted = new QSortFilterProxyModel(view);
        sorted->setSourceModel(model);
        sorted->setSortRole(ShownTableModel::SortRole);
        view->setModel(sorted);
        setUpPlainTable(*view, theme, table.title);
        view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // as it comes
        view->setSortingEnabled(true);
        fitColumns(*view);
        tabs->addTab(view, table.title);
    }
    layout->addWidget(tabs);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setIcon({}); // that of the style is of another look
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace cpw::ui
