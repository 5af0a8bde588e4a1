// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "ui/main_window.h"

#include <memory>

namespace cpw::tests {

/// What a window needs beside engine and store: the real desk, which makes the sample data set without any file.
struct WindowSessions {
    WindowSessions(ui::EngineSession& engineSession, api::RunStore& store);
    ~WindowSessions();

    operator ui::Sessions() { return {engine, data, queue, draft}; } // NOLINT: made to be passed to MainWindow

    ui::EngineSession& engine;
    std::unique_ptr<api::DataDesk> desk;
    ui::DataSession data;
    ui::RunQueue queue;
    ui::ExperimentDraft draft;
};

} // namespace cpw::tests
