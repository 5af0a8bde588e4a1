// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/window_bench.h"
#include "ui/docks/dock_area.h"
#include "ui/docks/layout_keeper.h"
#include "ui/pages/live_page.h"
#include "ui/pages/runs_page.h"
#include "ui/widgets/sidebar.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QTableView>
#include <QtTest>

#include <algorithm>
#include <memory>

using namespace cpw;
using namespace cpw::ui;

using Bench = tests::WindowBench;

class LayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void docksAndColumnsComeBackInTheNextWindow();
    void widthsForTextOfAnotherSizeAreLeftBehind();
    void layoutOfAnotherVersionIsLeftAlone();
    void resetPutsEverythingBack();
    void docksShowTheCurrentRun();
    void noteInTheDockReachesTheStore();
    void eventInTheDockMovesTheCursor();
    void modelsKeepTheirPromises();
    void rightColumnFoldsInANarrowWindow();
    void aNarrowWindowTakesTheWordsOfTheSidebarAway();
    void panesAreReachedByKeys();
    void fullScreenShowsThePageAlone();
    void historyWalksThePages();
    void themeSwitchReachesEveryPage();

private:
    std::unique_ptr<Theme> m_theme;
};

void LayoutTest::docksAndColumnsComeBackInTheNextWindow() {
    Bench bench(*m_theme);
    bench.press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(bench.window->docks().dock(QStringLiteral("log"))->isVisible());
    bench.window->trainSample();
    bench.window->showPage(PageId::Runs);
    bench.window->runsPage().table().setColumnWidth(1, 313);
    bench.press(Qt::Key_B, Qt::ControlModifier);
    bench.engine.commands.clear();
    for (const int run : {1, 2, 3})
        bench.engine.push({run}, api::RunCancelled{0, false});
    bench.session.poll();
    bench.reopen();
    QVERIFY(bench.window->docks().dock(QStringLiteral("log"))->isVisible());
    QVERIFY(!bench.window->docks().dock(QStringLiteral("values"))->isVisible());
    QVERIFY(bench.window->sidebar().isCollapsed());
    bench.window->showPage(PageId::Runs);
    QCOMPARE(bench.window->runsPage().table().columnWidth(1), 313);
}

void LayoutTest::widthsForTextOfAnotherSizeAreLeftBehind() {
    Bench bench(*m_theme);
    bench.window->showPage(PageId::Runs);
    const int width = bench.window->runsPage().table().columnWidth(1);
    bench.window->runsPage().table().setColumnWidth(1, 313);
    m_theme->setTextScale(2);
    bench.reopen();
    bench.window->showPage(PageId::Runs);
    QCOMPARE(bench.window->runsPage().table().columnWidth(1), 2 * width);
    m_theme->setTextScale(1);
}

void LayoutTest::layoutOfAnotherVersionIsLeftAlone() {
    Bench bench(*m_theme);
    const QByteArray before = bench.window->layoutKeeper().text();
    QVERIFY(!bench.window->layoutKeeper().apply(R"({"version":99,"docks":"AAAA","parts":{}})"));
    QVERIFY(!bench.window->layoutKeeper().apply("not a layout"));
    QCOMPARE(bench.window->layoutKeeper().text(), before);
}

void LayoutTest::resetPutsEverythingBack() {
    Bench bench(*m_theme);
    bench.window->showPage(PageId::Runs);
    const int width = bench.window->runsPage().table().columnWidth(1);
    bench.window->runsPage().table().setColumnWidth(1, width + 90);
    bench.window->docks().dock(QStringLiteral("events"))->show();
    bench.window->actions().find(QStringLiteral("window.reset_layout"))->trigger();
    QVERIFY(!bench.window->docks().dock(QStringLiteral("events"))->isVisible());
    QCOMPARE(bench.window->runsPage().table().columnWidth(1), width);
}

void LayoutTest::docksShowTheCurrentRun() {
    Bench bench(*m_theme);
    auto script = bench.startSample(300);
    for (const char* id : {"log", "events", "values"})
        bench.window->docks().dock(QString::fromLatin1(id))->show();
    auto* values = bench.window->docks().dock(QStringLiteral("values"))->findChild<QTableView*>();
    bench.window->docks().dock(QStringLiteral("values"))->raise();
    QTRY_VERIFY(values->model()->rowCount() > 2);
    const RunFeed* feed = bench.session.knownFeed({3});
    QCOMPARE(static_cast<std::size_t>(values->model()->rowCount()), feed->metricNames(0).size());
    bench.window->selection().setStepCursor(10);
    const auto names = feed->metricNames(0);
    const auto loss = std::find(names.begin(), names.end(), "train/loss");
    QVERIFY(loss != names.end());
    const Curve* curve = feed->curve(0, *loss);
    const auto row = static_cast<int>(loss - names.begin());
    const auto shown = [&] { return values->model()->index(row, ValueTableModel::AtCursor).data().toString(); };
    QTRY_COMPARE(shown(), QString::number(curve->value(*curve->at(10)), 'f', 4));
}

void LayoutTest::noteInTheDockReachesTheStore() {
    Bench bench(*m_theme);
    auto script = bench.startSample(20);
    auto* dock = bench.window->docks().dock(QStringLiteral("notes"));
    dock->show();
    auto* editor = dock->findChild<QPlainTextEdit*>();
    QTRY_VERIFY(!editor->isReadOnly());
    QTest::keyClicks(editor, QStringLiteral("a good start"));
    QTRY_COMPARE(bench.store.run({3})->note, std::string("a good start"));
}

void LayoutTest::eventInTheDockMovesTheCursor() {
    Bench bench(*m_theme);
    auto script = bench.startSample(300);
    auto* dock = bench.window->docks().dock(QStringLiteral("events"));
    dock->show();
    dock->raise();
    auto* table = dock->findChild<QTableView*>();
    QTRY_VERIFY(table->model()->rowCount() > 0);
    const QModelIndex event = table->model()->index(0, 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(event).center());
    QCOMPARE(bench.window->selection().stepCursor(),
             std::optional<std::int64_t>(event.data(EventTableModel::StepRole).toLongLong()));
}

void LayoutTest::modelsKeepTheirPromises() {
    Bench bench(*m_theme);
    auto script = bench.startSample(30);
    EventTableModel events;
    ValueTableModel values;
    QAbstractItemModelTester eventTester(&events, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester valueTester(&values, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const std::int64_t more : {0, 250, 250}) {
        script.advance(more);
        bench.session.poll();
        events.follow(bench.session.knownFeed({3}));
        values.show(bench.session.knownFeed({3}), 0, 100);
    }
    QVERIFY(events.rowCount() > 0);
    events.follow(nullptr);
    values.show(nullptr, 0, std::nullopt);
    QCOMPARE(values.rowCount(), 0);
}

void LayoutTest::rightColumnFoldsInANarrowWindow() {
    Bench bench(*m_theme);
    auto script = bench.startSample(20);
    bench.window->showPage(PageId::Live);
    QWidget* column = &bench.window->livePage().control();
    QVERIFY(bench.window->livePage().isAncestorOf(column));
    const int place = column->mapTo(&bench.window->livePage(), QPoint()).x();
    bench.window->resize(1000, 700);
    QTRY_VERIFY(!bench.window->livePage().isAncestorOf(column));
    QVERIFY(column->isVisible()); // in a dock
    bench.window->showPage(PageId::Runs);
    QVERIFY(!column->isVisible());
    bench.window->showPage(PageId::Live);
    QVERIFY(column->isVisible());
    bench.window->resize(1440, 900);
    QTRY_VERIFY(bench.window->livePage().isAncestorOf(column));
    QTRY_COMPARE(column->mapTo(&bench.window->livePage(), QPoint()).x(), place);
}

void LayoutTest::aNarrowWindowTakesTheWordsOfTheSidebarAway() {
    Bench bench(*m_theme);
    QVERIFY(!bench.window->sidebar().isCollapsed());
    bench.window->resize(1100, 680);
    QTRY_VERIFY(bench.window->sidebar().isCollapsed());
    bench.window->resize(1440, 900);
    QTRY_VERIFY(!bench.window->sidebar().isCollapsed());
    bench.window->actions().find(QStringLiteral("view.sidebar"))->trigger();
    QVERIFY(bench.window->sidebar().isCollapsed());
    bench.window->resize(1100, 680);
    bench.window->resize(1440, 900);
    QTRY_VERIFY(bench.window->sidebar().isCollapsed()); // as the user has it
    bench.window->actions().find(QStringLiteral("view.sidebar"))->trigger();
    bench.window->resize(1100, 680);
    QTRY_VERIFY(bench.window->sidebar().isCollapsed());
    bench.reopen(); // narrow again
    QTRY_VERIFY(bench.window->sidebar().isCollapsed());
    bench.window->resize(1440, 900);
    QTRY_VERIFY(!bench.window->sidebar().isCollapsed());
}

void LayoutTest::panesAreReachedByKeys() {
    Bench bench(*m_theme);
    bench.window->docks().dock(QStringLiteral("log"))->show();
    bench.window->sidebar().pageList().setFocus();
    QTRY_VERIFY(bench.window->sidebar().pageList().hasFocus());
    bench.press(Qt::Key_F6);
    QTRY_VERIFY(bench.window->pageWidget(PageId::Home)->isAncestorOf(QApplication::focusWidget()));
    bench.press(Qt::Key_F6);
    QTRY_VERIFY(bench.window->docks().dock(QStringLiteral("log"))->isAncestorOf(QApplication::focusWidget()));
    bench.press(Qt::Key_F6);
    QTRY_VERIFY(bench.window->sidebar().pageList().hasFocus());
    bench.press(Qt::Key_F6, Qt::ShiftModifier);
    QTRY_VERIFY(bench.window->docks().dock(QStringLiteral("log"))->isAncestorOf(QApplication::focusWidget()));
}

void LayoutTest::fullScreenShowsThePageAlone() {
    Bench bench(*m_theme);
    bench.press(Qt::Key_F11);
    QVERIFY(bench.window->isFullScreen());
    QVERIFY(!bench.window->sidebar().isVisible());
    bench.press(Qt::Key_F11);
    QVERIFY(!bench.window->isFullScreen());
    QVERIFY(bench.window->sidebar().isVisible());
}

void LayoutTest::historyWalksThePages() {
    Bench bench(*m_theme);
    bench.press(Qt::Key_6, Qt::ControlModifier);
    QCOMPARE(bench.window->page(), PageId::Runs);
    bench.press(Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(bench.window->page(), PageId::Live);
    bench.press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(bench.window->page(), PageId::Runs);
    bench.press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(bench.window->page(), PageId::Home);
    QVERIFY(!bench.window->actions().find(QStringLiteral("view.back"))->isEnabled());
    bench.press(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(bench.window->page(), PageId::Runs);
}

void LayoutTest::themeSwitchReachesEveryPage() {
    Bench bench(*m_theme);
    auto script = bench.startSample(300);
    for (const auto& page : bench.window->pages()) {
        bench.window->showPage(page.id);
        QCoreApplication::processEvents();
        bench.window->actions().find(QStringLiteral("theme.light"))->trigger();
        const QImage light = bench.window->pageWidget(page.id)->grab().toImage();
        bench.window->actions().find(QStringLiteral("theme.dark"))->trigger();
        QVERIFY(bench.window->actions().find(QStringLiteral("theme.dark"))->isChecked());
        const QImage dark = bench.window->pageWidget(page.id)->grab().toImage();
        // The corner is the ground of the page; nothing of the light page's ground is left on the dark one.
        QCOMPARE(light.pixelColor(2, 2), lightTokens().page);
        QCOMPARE(dark.pixelColor(2, 2), darkTokens().page);
        int bright = 0;
        for (int y = 0; y < dark.height(); y += 3)
            for (int x = 0; x < dark.width(); x += 3)
                bright += dark.pixelColor(x, y) == lightTokens().page;
        QVERIFY2(bright < dark.width() * dark.height() / 9 / 100, qPrintable(pageName(page.id)));
    }
    m_theme->setMode(ThemeMode::Light);
}

QTEST_MAIN(LayoutTest)
#include "tst_layout.moc"
