// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"

#include <QAbstractTableModel>

#include <vector>

namespace cpw::ui {

/// The fields of a data set, one row each, with what the delegate paints in their cells. GUI thread.
class FieldFactsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Distinct, Coverage, MostFrequent, Distribution, Unseen, InText, Example, ColumnCount };
    enum Role { SortRole = Qt::UserRole, ShareRole, SharesRole, FieldRole };

    explicit FieldFactsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setFields(std::vector<api::FieldFacts> fields, std::vector<std::string> worded);
    [[nodiscard]] const std::vector<api::FieldFacts>& fields() const { return m_fields; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    [[nodiscard]] static bool isNumber(int column);

private:
    [[nodiscard]] QString text(const api::FieldFacts& field, int column) const;
    [[nodiscard]] QString toolTip(const api::FieldFacts& field, int column) const;
    [[nodiscard]] bool isWorded(const api::FieldFacts& field) const;

    std::vector<api::FieldFacts> m_fields;
    std::vector<std::string> m_worded; ///< fields of the template; empty: all
};

} // namespace cpw::ui
