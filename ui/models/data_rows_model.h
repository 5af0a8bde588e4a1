// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"

#include <QAbstractTableModel>

#include <string>
#include <vector>

namespace cpw::ui {

/// Some rows of a data set as texts: the number of the row, its fields, its label. GUI thread.
class DataRowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit DataRowsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setRows(std::vector<std::string> fields, std::vector<api::DataRow> rows);
    [[nodiscard]] const api::DataRow* rowAt(int row) const; ///< null: there is none
    /// The rows with their heads, tab-separated.
    [[nodiscard]] QString tabSeparated(const QModelIndexList& rows) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const api::DataRow& row, int column) const;
    [[nodiscard]] bool isNumber(int column) const;

    std::vector<std::string> m_fields;
    std::vector<api::DataRow> m_rows;
};

} // namespace cpw::ui
