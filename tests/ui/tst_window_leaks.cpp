// SPDX-License-Identifier: GPL-3.0-or-later
// Opening and closing the window again and again leaves nothing behind: counted objects, files and threads, and bounded memory.
#include "tests/support/living_things.h"
#include "tests/support/window_bench.h"
#include "ui/pages/live_page.h"
#include "ui/palette/command_palette.h"
#include "ui/preferences/preferences_window.h"

#include <QTemporaryFile>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

constexpr int kWarmUp = 4;
constexpr int kCycles = 16;
constexpr double kMostInUse = 2; // megabytes; twelve windows were measured to leave 0.7, caches of Qt that end with the program; one holds about 12
constexpr double kMostResident = 20; // 15 measured: free memory between blocks in use, which the allocator cannot give back

/// Everything that a user can open, on a run with curves.
void useWindow(Theme& theme) {
    WindowBench bench(theme);
    auto script = bench.startSample(400);
    for (const auto& page : bench.window->pages()) {
        bench.window->showPage(page.id);
        QCoreApplication::processEvents();
    }
    bench.window->commandPalette().open(QStringLiteral("r"));
    bench.window->commandPalette().dismiss();
    bench.window->preferences().show();
    script.advance(200);
    bench.session.poll();
    QCoreApplication::processEvents();
    bench.window->setCloseQuestion([] { return CloseChoice::Discard; });
    bench.window->close();
}

} // namespace

class WindowLeaksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theCountersSeeWhatIsLeftBehind() {
        const ObjectCount count;
        const auto before = LivingThings::now(count);
        auto* widget = new QWidget;
        auto* child = new QObject(widget);
        QCOMPARE(LivingThings::now(count).objects, before.objects + 2);
        QCOMPARE(LivingThings::now(count).topLevelWidgets, before.topLevelWidgets + 1);
        child->deleteLater();
        QCOMPARE(LivingThings::now(count).objects, before.objects + 1);
        QTemporaryFile file;
        QVERIFY(file.open());
        QVERIFY(LivingThings::now(count).files > before.files);
        delete widget;
        QCOMPARE(LivingThings::now(count).topLevelWidgets, before.topLevelWidgets);
    }

    void openingAndClosingTheWindowLeavesNothing() {
        Theme theme(ThemeMode::Light);
        const ObjectCount count;
        LivingThings settled;
        for (int cycle = 0; cycle < kCycles; ++cycle) {
            useWindow(theme);
            if (cycle + 1 == kWarmUp) // caches of fonts, icons and style are full
                settled = LivingThings::now(count);
        }
        const auto end = LivingThings::now(count);
        const auto report = "after " + std::to_string(kWarmUp) + ": " + settled.text() + "; after " + std::to_string(kCycles) + ": " + end.text();
        QVERIFY2(end.objects <= settled.objects, report.c_str());
        QVERIFY2(end.topLevelWidgets <= settled.topLevelWidgets, report.c_str());
        QVERIFY2(end.files <= settled.files, report.c_str());
        QVERIFY2(end.threads <= settled.threads, report.c_str());
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory
        QVERIFY2(end.inUse <= settled.inUse + kMostInUse, report.c_str());
        QVERIFY2(end.megabytes <= settled.megabytes + kMostResident, report.c_str());
#endif
    }
};

QTEST_MAIN(WindowLeaksTest)
#include "tst_window_leaks.moc"
