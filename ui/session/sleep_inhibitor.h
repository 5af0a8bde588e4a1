// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QString>

namespace cpw::ui {

/// Asks the computer not to go to sleep by itself: systemd's login manager, else the desktop's screen saver. A machine that has
/// neither sleeps as it likes, and failed() says why. GUI thread; never waits for an answer.
class SleepInhibitor : public QObject {
    Q_OBJECT
public:
    SleepInhibitor(QDBusConnection system, QDBusConnection session, QObject* parent = nullptr);
    ~SleepInhibitor() override;

    /// Stays in force until release().
    void hold(const QString& reason);
    void release();
    [[nodiscard]] bool isWanted() const { return m_isWanted; }
    /// Somebody has promised it.
    [[nodiscard]] bool isHeld() const { return m_login.isValid() || m_cookie != 0; }

Q_SIGNALS:
    void failed(const QString& text);

private:
    void askLogin(const QString& reason);
    void askScreenSaver(const QString& reason, const QString& problem);
    void dropCookie(uint cookie);
    void tellFailure(const QString& login, const QString& screenSaver);

    QDBusConnection m_system;
    QDBusConnection m_session;
    bool m_isWanted = false;
    quint64 m_ticket = 0;           ///< of the last hold; answers to older ones are given back
    QDBusUnixFileDescriptor m_login; ///< the lock holds as long as it is open
    uint m_cookie = 0;              ///< of the screen saver
};

} // namespace cpw::ui
