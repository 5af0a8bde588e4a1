// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/message_bus.h"
#include "ui/session/desktop_notice.h"

#include <QDBusContext>
#include <QSignalSpy>
#include <QVariantMap>
#include <QtTest>

using namespace cpw::tests;
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
        if (!MessageBus::isInstalled())
            QSKIP("dbus-daemon is not installed");
        QVERIFY(m_bus.start());
    }

    void withoutADesktopNothingIsShown() {
        DesktopNotice notice(m_bus.connection("alone"));
        QVERIFY(!notice.show(QStringLiteral("r-0001"), QStringLiteral("Finished")));
        DesktopNotice unconnected(QDBusConnection(QStringLiteral("never made")));
        QVERIFY(!unconnected.show(QStringLiteral("r-0001"), QStringLiteral("Finished")));
    }

    void theDesktopGetsTitleTextAndAClickComesBack() {
        FakeDesktop desktop;
        QVERIFY(m_bus.serve("desktop", desktop, "/org/freedesktop/Notifications", "org.freedesktop.Notifications").isConnected());
        DesktopNotice notice(m_bus.connection("window"));
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
    MessageBus m_bus;
};

QTEST_GUILESS_MAIN(DesktopNoticeTest)
#include "tst_desktop_notice.moc"
