// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QByteArray>
#include <QStringList>
#include <QVariant>

#include <vector>

namespace cpw::ui {

/// What a drawing says, as numbers: its twin for those who read, and what an export of its data writes. Integers are counts, doubles
/// have the digits of their column, an invalid value is nothing.
struct ShownTable {
    QString title;
    QStringList columns;
    std::vector<QVariantList> rows;
    int digits = 4; ///< of doubles
};

/// Tables one below the other: a line with the title, the columns, the rows; full precision.
[[nodiscard]] QString csvOf(const std::vector<ShownTable>& tables);
/// {"title": [{"column": value}]}.
[[nodiscard]] QByteArray jsonOf(const std::vector<ShownTable>& tables);

/// A ShownTable for a view. Sorting is left to a proxy, by SortRole.
class ShownTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(ShownTable table);
    [[nodiscard]] const ShownTable& table() const { return m_table; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] bool isNumber(int column) const;

    ShownTable m_table;
};

} // namespace cpw::ui
