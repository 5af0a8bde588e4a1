// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/message_bus.h"
#include "tests/support/scripted_run.h"
#include "ui/session/sleep_guard.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <unistd.h>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

/// systemd's login manager: gives a descriptor for each lock, which holds until the other side closes it.
class FakeLogin : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    QStringList asked;
    ~FakeLogin() override {
        for (const int end : std::as_const(m_ends))
            ::close(end);
    }
    /// Locks that are still held.
    int held() const {
        int count = 0;
        for (const int end : m_ends) {
            char byte = 0;
            count += ::read(end, &byte, 1) == 0 ? 0 : 1; // the end of the pipe: nobody has the other side
        }
        return count;
    }

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& why, const QString& mode) {
        asked << QStringList{what, who, why, mode}.join(QLatin1Char('|'));
        int ends[2];
        if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0)
            qFatal("no pipe");
        m_ends << ends[0];
        QDBusUnixFileDescriptor given(ends[1]); // a copy
        ::close(ends[1]);
        return given;
    }

private:
    QList<int> m_ends;
};

class FakeScreenSaver : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")
public:
    QStringList asked;
    QList<uint> dropped;

public Q_SLOTS:
    uint Inhibit(const QString& who, const QString& why) {
        asked << who + QLatin1Char('|') + why;
        return 40 + static_cast<uint>(asked.size());
    }
    void UnInhibit(uint cookie) { dropped << cookie; }
};

/// On message buses of the test's own.
class SleepInhibitorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (!MessageBus::isInstalled())
            QSKIP("dbus-daemon is not installed");
        QVERIFY(m_bus.start());
    }

    void theLoginManagersLockIsHeldAndClosed() {
        FakeLogin login;
        auto bus = serveLogin(login);
        SleepInhibitor inhibitor(connection("holder"), connection("holder"));
        inhibitor.hold(QStringLiteral("A run trains"));
        inhibitor.hold(QStringLiteral("A run trains")); // once is enough
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(login.asked, QStringList{QStringLiteral("sleep:idle|ClickPrompt Workbench|A run trains|block")});
        QCOMPARE(login.held(), 1);
        inhibitor.release();
        QTRY_COMPARE(login.held(), 0);
        inhibitor.hold(QStringLiteral("Another one"));
        inhibitor.release(); // before the answer
        QTRY_COMPARE(login.asked.size(), 2);
        QTRY_COMPARE(login.held(), 0);
        QVERIFY(!inhibitor.isHeld());
        {
            SleepInhibitor gone(connection("gone"), connection("gone"));
            gone.hold(QStringLiteral("Until the end of the program"));
            QTRY_VERIFY(gone.isHeld());
            QCOMPARE(login.held(), 1);
        }
        QTRY_COMPARE(login.held(), 0);
        bus.unregisterService(QStringLiteral("org.freedesktop.login1"));
    }

    void withoutALoginManagerTheScreenSaverIsAsked() {
        FakeScreenSaver saver;
        auto bus = m_bus.serve("saver", saver, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver");
        QVERIFY(bus.isConnected());
        SleepInhibitor inhibitor(connection("asker"), connection("asker"));
        QSignalSpy failed(&inhibitor, &SleepInhibitor::failed);
        inhibitor.hold(QStringLiteral("A run trains"));
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(saver.asked, QStringList{QStringLiteral("ClickPrompt Workbench|A run trains")});
        QVERIFY(failed.isEmpty());
        inhibitor.release();
        QTRY_COMPARE(saver.dropped, QList<uint>{41});
        bus.unregisterService(QStringLiteral("org.freedesktop.ScreenSaver"));
    }

    void withoutEitherItIsToldOnce() {
        SleepInhibitor inhibitor(connection("alone"), connection("alone"));
        QSignalSpy failed(&inhibitor, &SleepInhibitor::failed);
        inhibitor.hold(QStringLiteral("A run trains"));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!inhibitor.isHeld());
        SleepInhibitor unconnected(QDBusConnection(QStringLiteral("never made")), QDBusConnection(QStringLiteral("never made")));
        QSignalSpy alsoFailed(&unconnected, &SleepInhibitor::failed);
        unconnected.hold(QStringLiteral("A run trains"));
        QTRY_COMPARE(alsoFailed.size(), 1);
    }

    void aRunThatTrainsKeepsTheComputerAwake() {
        FakeLogin login;
        auto bus = serveLogin(login);
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        FakeStore store;
        FakeEngine engine(store);
        EngineSession session(engine, store);
        SleepGuard guard(session, settings, [this] { return std::make_unique<SleepInhibitor>(connection("guard"), connection("guard")); });
        const auto spec = FakeEngine::makeSpec("awake", {spec::StageKind::FinetuneCtr});
        const auto run = session.submit(spec);
        QVERIFY(run);
        ScriptedRun script(engine, *run, spec);
        script.advance(10);
        session.poll();
        QVERIFY(guard.isHolding());
        QTRY_COMPARE(login.held(), 1);
        session.command(*run, {api::CommandKind::Pause, 0, {}});
        script.advance(1);
        session.poll();
        QVERIFY(!guard.isHolding()); // a pause may last
        QTRY_COMPARE(login.held(), 0);
        session.command(*run, {api::CommandKind::Resume, 0, {}});
        script.advance(10);
        session.poll();
        QTRY_COMPARE(login.held(), 1);
        settings.setValue(QLatin1String(SleepGuard::kKeepAwake), false);
        script.advance(1);
        session.poll();
        QTRY_COMPARE(login.held(), 0); // switched off while it trains
        settings.setValue(QLatin1String(SleepGuard::kKeepAwake), true);
        script.advance(1);
        session.poll();
        QTRY_COMPARE(login.held(), 1);
        script.fail("the card is gone");
        session.poll();
        QTRY_COMPARE(login.held(), 0);
        bus.unregisterService(QStringLiteral("org.freedesktop.login1"));
    }

private:
    QDBusConnection connection(const char* name) const { return m_bus.connection(name); }
    QDBusConnection serveLogin(FakeLogin& login) const { return m_bus.serve("login", login, "/org/freedesktop/login1", "org.freedesktop.login1"); }

    MessageBus m_bus;
};

QTEST_GUILESS_MAIN(SleepInhibitorTest)
#include "tst_sleep_inhibitor.moc"
