// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/desktop_notice.h"

#include <QDBusContext>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QVariantMap>
#include <QtTest>

using namespace cpw::ui;

/// What a desktop does with a notice: keeps it and gives it a number.
class FakeDesktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Notice {
        QString program, title, text;
        uint replaces = 0;
        QStringList actions;
    };
    QList<Notice> notices;

public Q_SLOTS:
    uint Notify(const QString& program, uint replaces, const QString&, const QString& title, const QString& text, const QStringList& actions,
                const QVariantMap&, int) {
        notices.push_back({program, title, text, replaces, actions});
        return 41;
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
};

/// On a message bus of the test's own.
class DesktopNoticeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            QSKIP("dbus-daemon is not installed");
        m_daemon.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        QVERIFY(m_daemon.waitForReadyRead(10'000));
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    }
    void cleanupTestCase() {
        m_daemon.terminate();
        m_daemon.waitForFinished(10'000);
    }

    void withoutADesktopNothingIsShown() {
        DesktopNotice notice(connection("alone"));
        QVERIFY(!notice.show(QStringLiteral("r-0001"), QStringLiteral("Finished")));
        DesktopNotice unconnected(QDBusConnection(QStringLiteral("never made")));
        QVERIFY(!unconnected.show(QStringLiteral("r-0001"), QStringLiteral("Finished")));
    }

    void theDesktopGetsTitleTextAndAClickComesBack() {
        FakeDesktop desktop;
        auto bus = connection("desktop");
        QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.Notifications")));
        DesktopNotice notice(connection("window"));
        QSignalSpy opened(&notice, &DesktopNotice::opened);
        QVERIFY(notice.show(QStringLiteral("r-0001 DCNv2"), QStringLiteral("AUC < 1 & done")));
        QTRY_COMPARE(desktop.notices.size(), 1);
        QCOMPARE(desktop.notices[0].title, QStringLiteral("r-0001 DCNv2"));
        QCOMPARE(desktop.notices[0].text, QStringLiteral("AUC &lt; 1 &amp; done")); // the body is markup
        QCOMPARE(desktop.notices[0].replaces, 0U);
        QCOMPARE(desktop.notices[0].actions.value(0), QStringLiteral("default"));
        // The second one takes the place of the first as soon as its number has come.
        QTRY_VERIFY([&] {
            notice.show(QStringLiteral("r-0002"), QStringLiteral("Failed"));
            QTest::qWait(20);
            return desktop.notices.back().replaces == 41U;
        }());
        Q_EMIT desktop.ActionInvoked(7, QStringLiteral("default")); // of another program
        Q_EMIT desktop.ActionInvoked(41, QStringLiteral("default"));
        QTRY_COMPARE(opened.size(), 1);
        QTest::qWait(50);
        QCOMPARE(opened.size(), 1);
    }

private:
    QDBusConnection connection(const char* name) { return QDBusConnection::connectToBus(m_address, QString::fromLatin1(name)); }

    QProcess m_daemon;
    QString m_address;
};

QTEST_GUILESS_MAIN(DesktopNoticeTest)
#include "tst_desktop_notice.moc"
