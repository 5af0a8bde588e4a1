// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/compare_panel.h"

#include <QAbstractTableModel>

namespace cpw::ui {

/// What a chart shows as numbers, for those who read rather than look.
class ChartTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setContent(TableContent content);
    [[nodiscard]] const TableContent& content() const { return m_content; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] bool isNumber(int column) const;
    TableContent m_content;
};

} // namespace cpw::ui
