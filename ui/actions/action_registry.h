// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QSettings>
#include <QString>

#include <utility>
#include <vector>

namespace cpw::ui {

/// The menu a command belongs to.
enum class ActionCategory { File, Edit, View, Data, Run, Compare, Window, Help };

[[nodiscard]] QString categoryTitle(ActionCategory category);
/// The text of an action as it is read: no "&".
[[nodiscard]] QString plainText(const QAction& action);
/// Enables an action, or disables it with the reason that the palette shows.
void setActionEnabled(QAction& action, bool isEnabled, const QString& reason = {});
[[nodiscard]] QString disabledReason(const QAction& action);

/// Every command of the window: the only list that menus, palette and preferences read. Commands of the window are added here;
/// those of a page are its QActions with an objectName, adopted when it is built. Keeps the user's shortcuts in the settings
/// ("shortcuts/<id>"). Owned by the window, GUI thread.
class ActionRegistry : public QObject {
    Q_OBJECT
public:
    struct Command {
        const char* id; ///< "file.open": objectName, key in the settings, never shown
        QString text;
        ActionCategory category;
        QKeySequence keys;
        const char* icon = ""; ///< of resources/icons, for the palette
        QString place = {};    ///< title of the page whose keys these are, though it works everywhere; empty: of the window
    };

    ActionRegistry(QWidget& window, QSettings& settings);

    template <class Receiver, class Slot>
    QAction* add(const Command& command, Receiver* receiver, Slot slot) {
        QAction* action = make(command);
        connect(action, &QAction::triggered, receiver, std::move(slot));
        return action;
    }
    /// Takes up the named actions of a page that are not known yet; `place` is the page's title.
    void adopt(QWidget& page, ActionCategory category, const QString& place);

    [[nodiscard]] const std::vector<QAction*>& actions() const { return m_actions; }
    [[nodiscard]] QAction* find(const QString& id) const; ///< null: unknown
    [[nodiscard]] std::vector<QAction*> ofCategory(ActionCategory category) const;
    [[nodiscard]] static ActionCategory category(const QAction& action);
    /// Where the command works: the title of its page, else that of its menu.
    [[nodiscard]] static QString place(const QAction& action);
    [[nodiscard]] static QString iconName(const QAction& action);

    [[nodiscard]] static QKeySequence defaultKeys(const QAction& action);
    /// The other command that has these keys; null: free. Commands of two different pages never clash.
    [[nodiscard]] QAction* clash(const QAction& action, const QKeySequence& keys) const;
    /// Keeps them for the user. The caller has asked clash().
    void setKeys(QAction& action, const QKeySequence& keys);
    void resetKeys();

Q_SIGNALS:
    void actionAdded(QAction* action);
    void actionRemoved();
    void keysChanged();

private:
    QAction* make(const Command& command);
    void take(QAction* action, ActionCategory category, const QString& place, const QKeySequence& keys);

    QWidget& m_window;
    QSettings& m_settings;
    std::vector<QAction*> m_actions;
};

} // namespace cpw::ui
