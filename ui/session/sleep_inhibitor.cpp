// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sleep_inhibitor.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <utility>

namespace cpw::ui {
namespace {

// https://systemd.io/INHIBITOR_LOCKS and the Idle Inhibition Service of freedesktop.org
constexpr auto kLogin = "org.freedesktop.login1";
constexpr auto kLoginPath = "/org/freedesktop/login1";
constexpr auto kLoginInterface = "org.freedesktop.login1.Manager";
constexpr auto kScreenSaver = "org.freedesktop.ScreenSaver";
constexpr auto kScreenSaverPath = "/org/freedesktop/ScreenSaver";
constexpr auto kProgram = "ClickPrompt Workbench";

QDBusMessage callOf(const char* service, const char* path, const char* interface, const char* method) {
    return QDBusMessage::createMethodCall(QLatin1String(service), QLatin1String(path), QLatin1String(interface), QLatin1String(method));
}

} // namespace

SleepInhibitor::SleepInhibitor(QDBusConnection system, QDBusConnection session, QObject* parent)
    : QObject(parent), m_system(std::move(system)), m_session(std::move(session)) {}

SleepInhibitor::~SleepInhibitor() {
    release();
}

void SleepInhibitor::hold(const QString& reason) {
    if (std::exchange(m_isWanted, true))
        return;
    ++m_ticket;
    askLogin(reason);
}

void SleepInhibitor::askLogin(const QString& reason) {
    if (!m_system.isConnected()) // it would never answer
        return askScreenSaver(reason, tr("there is no system bus"));
    auto call = callOf(kLogin, kLoginPath, kLoginInterface, "Inhibit");
    call << QStringLiteral("sleep:idle") << QLatin1String(kProgram) << reason << QStringLiteral("block");
    auto* watcher = new QDBusPendingCallWatcher(m_system.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, reason, ticket = m_ticket] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (ticket != m_ticket || !m_isWanted)
            return; // its descriptor closes with the reply
        if (reply.isError() || !reply.value().isValid())
            return askScreenSaver(reason, reply.error().message());
        m_login = reply.value();
    });
}

void SleepInhibitor::askScreenSaver(const QString& reason, const QString& problem) {
    if (!m_session.isConnected())
        return tellFailure(problem, tr("there is no session bus"));
    auto call = callOf(kScreenSaver, kScreenSaverPath, kScreenSaver, "Inhibit");
    call << QLatin1String(kProgram) << reason;
    auto* watcher = new QDBusPendingCallWatcher(m_session.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, problem, ticket = m_ticket] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError()) {
            if (ticket == m_ticket && m_isWanted)
                tellFailure(problem, reply.error().message());
        } else if (ticket == m_ticket && m_isWanted) {
            m_cookie = reply.value();
        } else {
            dropCookie(reply.value());
        }
    });
}

void SleepInhibitor::tellFailure(const QString& login, const QString& screenSaver) {
    Q_EMIT failed(tr("The computer may go to sleep while a run trains: %1; %2").arg(login, screenSaver));
}

void SleepInhibitor::release() {
    m_isWanted = false;
    m_login = {};
    if (const uint cookie = std::exchange(m_cookie, 0))
        dropCookie(cookie);
}

void SleepInhibitor::dropCookie(uint cookie) {
    auto call = callOf(kScreenSaver, kScreenSaverPath, kScreenSaver, "UnInhibit");
    call << cookie;
    m_session.send(call);
}

} // namespace cpw::ui
