// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QString>

namespace cpw::ui {

/// Notices of the desktop (org.freedesktop.Notifications, which every Linux desktop answers, with or without a tray). GUI thread;
/// never waits for the desktop.
class DesktopNotice : public QObject {
    Q_OBJECT
public:
    explicit DesktopNotice(QDBusConnection bus, QObject* parent = nullptr);

    /// False where nobody is there to show it; else it takes the place of the one before.
    bool show(const QString& title, const QString& text);

Q_SIGNALS:
    /// The notice was clicked.
    void opened();

private Q_SLOTS:
    void onAction(uint id, const QString& action);

private:
    QDBusConnection m_bus;
    uint m_shown = 0;
};

} // namespace cpw::ui
