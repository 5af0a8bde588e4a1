// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/action_registry.h"

#include <QAbstractTableModel>

namespace cpw::ui {

/// Every command with its place and keys. Follows the registry.
class ShortcutsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Place, Keys, ColumnCount };

    explicit ShortcutsModel(ActionRegistry& actions, QObject* parent = nullptr);

    [[nodiscard]] QAction* action(int row) const { return m_actions.actions()[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    ActionRegistry& m_actions;
    int m_rows;
};

} // namespace cpw::ui
