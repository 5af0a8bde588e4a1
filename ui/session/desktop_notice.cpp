// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/desktop_notice.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace cpw::ui {
namespace {

// Desktop Notifications Specification 1.2
constexpr auto kService = "org.freedesktop.Notifications";
constexpr auto kPath = "/org/freedesktop/Notifications";
constexpr int kDefaultTimeout = -1; // as the desktop likes it

} // namespace

DesktopNotice::DesktopNotice(QDBusConnection bus, QObject* parent) : QObject(parent), m_bus(std::move(bus)) {
    m_bus.connect(QLatin1String(kService), QLatin1String(kPath), QLatin1String(kService), QStringLiteral("ActionInvoked"), this,
                  SLOT(onAction(uint, QString)));
}

bool DesktopNotice::show(const QString& title, const QString& text) {
    if (!m_bus.isConnected() || !m_bus.interface()->isServiceRegistered(QLatin1String(kService)))
        return false;
    auto call = QDBusMessage::createMethodCall(QLatin1String(kService), QLatin1String(kPath), QLatin1String(kService), QStringLiteral("Notify"));
    call << QStringLiteral("ClickPrompt Workbench") << m_shown << QStringLiteral("clickprompt-workbench") << title << text.toHtmlEscaped()
         << QStringList{QStringLiteral("default"), tr("Show the run")} << QVariantMap{} << kDefaultTimeout;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<uint> reply = *watcher;
        m_shown = reply.isError() ? 0 : reply.value();
        watcher->deleteLater();
    });
    return true;
}

void DesktopNotice::onAction(uint id, const QString& action) {
    if (id == m_shown && action == QLatin1String("default"))
        Q_EMIT opened();
}

} // namespace cpw::ui
