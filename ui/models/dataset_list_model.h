// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <QAbstractListModel>
#include <QString>

#include <vector>

namespace cpw::ui {

/// The built-in sample and the data sets of the file. GUI thread.
class DatasetListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { DetailRole = Qt::UserRole };
    struct Item {
        QString name;
        QString detail; ///< "739,012 rows, 8 fields"
        spec::DataSpec data;
        bool isBuiltIn = false;
    };

    explicit DatasetListModel(QObject* parent = nullptr);

    void setDatasets(const std::vector<api::RunStore::DatasetRecord>& records);
    [[nodiscard]] const Item& item(int row) const { return m_items[static_cast<std::size_t>(row)]; }
    [[nodiscard]] int rowOf(const QString& name) const; ///< -1: unknown

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<Item> m_items;
};

} // namespace cpw::ui
