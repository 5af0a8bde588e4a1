// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QStandardPaths>
#include <QString>

namespace cpw::tests {

/// A D-Bus of the test's own, so that no desktop and no login manager of the computer is asked. Ends with the object.
class MessageBus {
public:
    MessageBus() = default;
    ~MessageBus() {
        if (m_daemon.state() == QProcess::NotRunning)
            return;
        m_daemon.terminate();
        m_daemon.waitForFinished(10'000);
    }
    MessageBus(const MessageBus&) = delete;
    MessageBus& operator=(const MessageBus&) = delete;

    [[nodiscard]] static bool isInstalled() { return !program().isEmpty(); }
    [[nodiscard]] bool start() {
        m_daemon.start(program(), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        if (!m_daemon.waitForReadyRead(10'000))
            return false;
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        return !m_address.isEmpty();
    }
    /// The same for the same name.
    [[nodiscard]] QDBusConnection connection(const char* name) const { return QDBusConnection::connectToBus(m_address, QString::fromLatin1(name)); }
    /// A connection that offers `object` as `service`.
    [[nodiscard]] QDBusConnection serve(const char* name, QObject& object, const char* path, const char* service) const {
        auto bus = connection(name);
        const bool isServed = bus.registerObject(QLatin1String(path), &object, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals) &&
                              bus.registerService(QLatin1String(service));
        return isServed ? bus : QDBusConnection(QStringLiteral("refused"));
    }

private:
    [[nodiscard]] static QString program() { return QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")); }

    QProcess m_daemon;
    QString m_address;
};

} // namespace cpw::tests
