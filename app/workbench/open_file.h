// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workbench/composition.h"
#include "app/workbench/working_copy.h"
#include "core/api/data_desk.h"
#include "core/api/engine.h"
#include "core/api/file_query.h"
#include "core/api/inspect.h"
#include "core/api/run_exchange.h"
#include "db/sqlite_store.h"
#include "ui/session/sleep_guard.h"

#include <QLockFile>

#include <memory>

namespace cpw::workbench {

/// One open file and all that works on it, in the order of dependence: the last member goes first.
struct Composition::OpenFile {
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<db::SqliteStore> store;
    std::unique_ptr<WorkingCopy> copy; ///< null: no copy of a file on a network
    std::unique_ptr<api::Engine> engine;
    std::unique_ptr<api::Inspector> inspector;
    std::unique_ptr<api::DataDesk> desk;
    std::unique_ptr<api::RunExchange> exchange;
    std::unique_ptr<api::FileQuery> queries;
    std::unique_ptr<ui::EngineSession> session;
    std::unique_ptr<ui::SleepGuard> awake;
    std::unique_ptr<ui::DataSession> data;
    std::unique_ptr<ui::RunQueue> queue;
    std::unique_ptr<ui::ExperimentDraft> draft;
    std::unique_ptr<ui::InspectSession> inspect;
    std::unique_ptr<ui::ExchangeSession> exchangeSession;
    std::unique_ptr<ui::QuerySession> querySession;
    std::unique_ptr<ui::MainWindow> window;
    QString readOnlyReason;
    FileSystem place;
};

/// The lock by which a second window knows that it may only read; null: the folder cannot hold one, or it is taken.
struct WindowLock {
    std::unique_ptr<QLockFile> lock;
    bool isTaken = false;
};
[[nodiscard]] WindowLock lockFor(const QString& file);

} // namespace cpw::workbench
