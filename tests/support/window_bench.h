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

    explicit WindowBench(ui::Theme& shared);
    ~WindowBench();

    void openWindow();
    void reopen();
    /// Where the focus is.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    /// The sample's last arm, `steps` steps in.
    ScriptedRun startSample(std::int64_t steps);
};

} // namespace cpw::tests
