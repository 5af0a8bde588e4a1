// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/action_registry.h"
#include "ui/preferences/shortcuts_model.h"
#include "ui/theme/theme.h"

#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace cpw::ui {

/// The keys of every command: searched, changed, and checked against the others while they are pressed.
class ShortcutsPanel : public QWidget {
    Q_OBJECT
public:
    ShortcutsPanel(const Theme& theme, ActionRegistry& actions, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit& search() { return *m_search; }
    [[nodiscard]] QTableView& table() { return *m_table; }
    [[nodiscard]] QKeySequenceEdit& keys() { return *m_keys; }
    [[nodiscard]] QPushButton& setButton() { return *m_set; }
    [[nodiscard]] QString note() const { return m_note->text(); }

private:
    void showCurrent();
    void checkKeys();
    void setKeys();
    [[nodiscard]] QAction* current() const;

    ActionRegistry& m_actions;
    ShortcutsModel m_model;
    QSortFilterProxyModel m_filtered;
    QLineEdit* m_search;
    QTableView* m_table;
    QKeySequenceEdit* m_keys;
    QPushButton* m_set;
    QPushButton* m_default;
    QLabel* m_note;
};

} // namespace cpw::ui
