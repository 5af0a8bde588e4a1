// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/action_registry.h"

#include <QVariant>
#include <QWidget>

#include <algorithm>

namespace cpw::ui {
namespace {

// Properties of an action.
constexpr const char* kCategory = "category";
constexpr const char* kPlace = "place";
constexpr const char* kIconName = "iconName";
constexpr const char* kReason = "reason";
constexpr const char* kDefaultKeys = "defaultKeys";

QString settingsKey(const QAction& action) {
    return QStringLiteral("shortcuts/") + action.objectName();
}

} // namespace

QString categoryTitle(ActionCategory category) {
    switch (category) {
    case ActionCategory::File:
        return ActionRegistry::tr("File");
    case ActionCategory::Edit:
        return ActionRegistry::tr("Edit");
    case ActionCategory::View:
        return ActionRegistry::tr("View");
    case ActionCategory::Data:
        return ActionRegistry::tr("Data");
    case ActionCategory::Run:
        return ActionRegistry::tr("Run");
    case ActionCategory::Compare:
        return ActionRegistry::tr("Compare");
    case ActionCategory::Window:
        return ActionRegistry::tr("Window");
    case ActionCategory::Help:
        return ActionRegistry::tr("Help");
    }
    return {};
}

QString plainText(const QAction& action) {
    QString text = action.text();
    return text.remove(QLatin1Char('&'));
}

void setActionEnabled(QAction& action, bool isEnabled, const QString& reason) {
    action.setProperty(kReason, isEnabled ? QString() : reason);
    action.setEnabled(isEnabled);
    action.setStatusTip(isEnabled ? QString() : reason);
}

QString disabledReason(const QAction& action) {
    return action.isEnabled() ? QString() : action.property(kReason).toString();
}

ActionRegistry::ActionRegistry(QWidget& window, QSettings& settings) : QObject(&window), m_window(window), m_settings(settings) {}

QAction* ActionRegistry::make(const Command& command) {
    auto* action = new QAction(command.text, &m_window);
    action->setObjectName(QString::fromLatin1(command.id));
    action->setProperty(kIconName, QString::fromLatin1(command.icon));
    m_window.addAction(action);
    take(action, command.category, command.place, command.keys);
    return action;
}

void ActionRegistry::take(QAction* action, ActionCategory category, const QString& place, const QKeySequence& keys) {
    action->setProperty(kCategory, static_cast<int>(category));
    action->setProperty(kPlace, place);
    action->setProperty(kDefaultKeys, QVariant::fromValue(keys));
    const QVariant chosen = m_settings.value(settingsKey(*action));
    action->setShortcut(chosen.isValid() ? QKeySequence(chosen.toString(), QKeySequence::PortableText) : keys);
    m_actions.push_back(action);
    connect(action, &QObject::destroyed, this, [this, action] {
        std::erase(m_actions, action);
        Q_EMIT actionRemoved();
    });
    Q_EMIT actionAdded(action);
}

void ActionRegistry::adopt(QWidget& page, ActionCategory category, const QString& place) {
    for (QAction* action : page.findChildren<QAction*>()) {
        const QString id = action->objectName();
        // Text fields name the actions of their own context menus and clear button "_q_..." or "edit-...".
        const bool isForeign = id.isEmpty() || id.startsWith(QLatin1String("_q_")) || id.startsWith(QLatin1String("edit-"));
        if (isForeign || action->text().isEmpty() || std::find(m_actions.begin(), m_actions.end(), action) != m_actions.end())
            continue;
        take(action, category, place, action->shortcut());
    }
}

QAction* ActionRegistry::find(const QString& id) const {
    const auto found = std::find_if(m_actions.begin(), m_actions.end(), [&](QAction* a) { return a->objectName() == id; });
    return found == m_actions.end() ? nullptr : *found;
}

std::vector<QAction*> ActionRegistry::ofCategory(ActionCategory wanted) const {
    std::vector<QAction*> found;
    std::copy_if(m_actions.begin(), m_actions.end(), std::back_inserter(found),
                 [&](QAction* action) { return category(*action) == wanted; });
    return found;
}

ActionCategory ActionRegistry::category(const QAction& action) {
    return static_cast<ActionCategory>(action.property(kCategory).toInt());
}

QString ActionRegistry::place(const QAction& action) {
    const QString page = action.property(kPlace).toString();
    return page.isEmpty() ? categoryTitle(category(action)) : page;
}

QString ActionRegistry::iconName(const QAction& action) {
    const QString name = action.property(kIconName).toString();
    return name.isEmpty() ? QStringLiteral("command") : name;
}

QKeySequence ActionRegistry::defaultKeys(const QAction& action) {
    return action.property(kDefaultKeys).value<QKeySequence>();
}

QAction* ActionRegistry::clash(const QAction& action, const QKeySequence& keys) const {
    if (keys.isEmpty())
        return nullptr;
    const QString page = action.property(kPlace).toString();
    for (QAction* other : m_actions) {
        if (other == &action || other->shortcut().isEmpty() || other->shortcut().matches(keys) == QKeySequence::NoMatch)
            continue;
        const QString otherPage = other->property(kPlace).toString();
        if (page.isEmpty() || otherPage.isEmpty() || page == otherPage)
            return other;
    }
    return nullptr;
}

void ActionRegistry::setKeys(QAction& action, const QKeySequence& keys) {
    action.setShortcut(keys);
    if (keys == defaultKeys(action))
        m_settings.remove(settingsKey(action));
    else
        m_settings.setValue(settingsKey(action), keys.toString(QKeySequence::PortableText));
    Q_EMIT keysChanged();
}

void ActionRegistry::resetKeys() {
    m_settings.remove(QStringLiteral("shortcuts"));
    for (QAction* action : m_actions)
        action->setShortcut(defaultKeys(*action));
    Q_EMIT keysChanged();
}

} // namespace cpw::ui
