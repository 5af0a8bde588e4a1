// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scripted_run.h"
#include "tests/support/window_sessions.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

namespace cpw::tests {

/// A shown window of 1440 x 900 over a store and an engine that only pretend, with settings of its own.
struct WindowBench {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    FakeStore store;
    FakeEngine engine{store};
    ui::EngineSession session{engine, store};
    WindowSessions sessions{session, store};
    std::unique_ptr<ui::MainWindow> window;
    ui::Theme& theme;

    explicit WindowBench(ui::Theme& shared) : theme(shared) { openWindow(); }

    void openWindow() {
        window = std::make_unique<ui::MainWindow>(theme, sessions, settings);
        if (!settings.contains(QStringLiteral("window/geometry")))
            window->resize(1440, 900);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }
    void reopen() {
        window->close();
        openWindow();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* target = QApplication::focusWidget();
        QTest::keyClick(target ? target : window.get(), key, modifiers);
    }
    /// The sample's last arm, `steps` steps in.
    ScriptedRun startSample(std::int64_t steps) {
        window->trainSample();
        ScriptedRun script(engine, {3}, engine.submitted[2]);
        script.advance(steps);
        session.poll();
        window->selection().followRun({3});
        QCoreApplication::processEvents();
        return script;
    }
};

} // namespace cpw::tests
