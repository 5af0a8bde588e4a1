// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/window_bench.h"

#include <QApplication>
#include <QtTest>

namespace cpw::tests {

WindowBench::WindowBench(ui::Theme& shared) : theme(shared) {
    openWindow();
}

WindowBench::~WindowBench() = default;

void WindowBench::openWindow() {
    window = std::make_unique<ui::MainWindow>(theme, sessions, settings);
    if (!settings.contains(QStringLiteral("window/geometry")))
        window->resize(1440, 900);
    window->show();
    window->activateWindow();
    (void)QTest::qWaitForWindowActive(window.get());
}

void WindowBench::reopen() {
    window->close();
    openWindow();
}

void WindowBench::press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QWidget* target = QApplication::focusWidget();
    QTest::keyClick(target ? target : window.get(), key, modifiers);
}

ScriptedRun WindowBench::startSample(std::int64_t steps) {
    window->trainSample();
    ScriptedRun script(engine, {3}, engine.submitted[2]);
    script.advance(steps);
    session.poll();
    window->selection().followRun({3});
    QCoreApplication::processEvents();
    return script;
}

} // namespace cpw::tests
