// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/shortcuts_model.h"

namespace cpw::ui {

ShortcutsModel::ShortcutsModel(ActionRegistry& actions, QObject* parent)
    : QAbstractTableModel(parent), m_actions(actions), m_rows(static_cast<int>(actions.actions().size())) {
    connect(&actions, &ActionRegistry::keysChanged, this,
            [this] { Q_EMIT dataChanged(index(0, Keys), index(m_rows - 1, Keys)); });
    const auto follow = [this] {
        beginResetModel();
        m_rows = static_cast<int>(m_actions.actions().size());
        endResetModel();
    };
    connect(&actions, &ActionRegistry::actionAdded, this, follow);
    connect(&actions, &ActionRegistry::actionRemoved, this, follow);
}

int ShortcutsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

int ShortcutsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ShortcutsModel::data(const QModelIndex& index, int role) const {
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    const QAction& shown = *action(index.row());
    switch (index.column()) {
    case Name:
        return plainText(shown);
    case Place:
        return ActionRegistry::place(shown);
    case Keys:
        return shown.shortcut().toString(QKeySequence::NativeText);
    default:
        return {};
    }
}

QVariant ShortcutsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Command");
    case Place:
        return tr("Place");
    case Keys:
        return tr("Keys");
    default:
        return {};
    }
}

} // namespace cpw::ui
