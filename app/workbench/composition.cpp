// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/composition.h"

#include "app/shared/build_info.h"
#include "app/workbench/open_file.h"
#include "core/desk/local_data_desk.h"
#include "core/engine/inspector.h"
#include "core/engine/local_engine.h"
#include "core/exchange/local_exchange.h"
#include "db/file_query.h"
#include "db/salvage.h"
#include "ui/copy_back_window.h"
#include "ui/damaged_file_window.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace cpw::workbench {
namespace {

/// "runs.cpw" -> "runs recovered.cpw", "runs recovered 2.cpw" ...; in the temporary folder where the own one cannot be written.
QString recoveredName(const QFileInfo& file) {
    const QDir folder = QFileInfo(file.absolutePath()).isWritable() ? file.absoluteDir() : QDir::temp();
    for (int i = 1;; ++i) {
        const QString name = i == 1 ? QStringLiteral("%1 recovered.cpw").arg(file.completeBaseName())
                                    : QStringLiteral("%1 recovered %2.cpw").arg(file.completeBaseName()).arg(i);
        if (!folder.exists(name))
            return folder.filePath(name);
    }
}

} // namespace

WindowLock lockFor(const QString& file) {
    WindowLock result{std::make_unique<QLockFile>(QFileInfo(file).absoluteFilePath() + QStringLiteral(".window")), false};
    result.lock->setStaleLockTime(0); // a window may be open for weeks; a lock of a process that is gone is taken over
    if (result.lock->tryLock(0))
        return result;
    result.isTaken = result.lock->error() == QLockFile::LockFailedError;
    result.lock.reset();
    return result;
}

Composition::Places Composition::Places::ofThisComputer() {
    return {[](const QString& path) { return fileSystemOf(path.toStdString()); },
            QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).filePath(QStringLiteral("copies"))};
}

Composition::Composition(ui::Theme& theme, ui::Language& language, QSettings& settings, std::shared_ptr<spdlog::logger> logger, Places places)
    : m_theme(theme), m_language(language), m_settings(settings), m_places(std::move(places)), m_copies(settings, m_places.copies),
      m_logger(std::move(logger)) {}

Composition::~Composition() = default;

ui::MainWindow& Composition::window() {
    return *m_open->window;
}

ui::EngineSession& Composition::session() {
    return *m_open->session;
}

Result<void> Composition::open(const QString& path) {
    return open(path, {});
}

Result<void> Composition::open(const QString& path, const QString& readOnlyReason) {
    const QFileInfo info(path);
    auto next = std::make_unique<OpenFile>();
    next->readOnlyReason = readOnlyReason;
    if (readOnlyReason.isEmpty() && info.exists() && !info.isWritable())
        next->readOnlyReason = tr("This file is open for reading only: it cannot be written. Nothing that you do here is kept.");
    if (next->readOnlyReason.isEmpty()) {
        auto [lock, isTaken] = lockFor(path);
        next->lock = std::move(lock);
        if (isTaken)
            next->readOnlyReason = tr("This file is open in another window, here it is for reading only.");
    }
    const auto mode = next->readOnlyReason.isEmpty() ? db::OpenMode::ReadWrite : db::OpenMode::ReadOnly;
    next->place = m_places.fileSystem(info.absoluteFilePath());
    CPW_TRY(store, db::SqliteStore::open(info.absoluteFilePath().toStdString(), mode, next->place));
    next->store = std::move(store);
    if (mode == db::OpenMode::ReadWrite)
        CPW_TRY_VOID(recogniseCopy(*next));
    next->engine = engine::makeLocalEngine(*next->store, {.logger = m_logger, .program = app::buildInfo(), .pausesOnBadLoss = true});
    next->inspector = engine::makeInspector(*next->store, next->engine.get());
    next->desk = desk::makeLocalDataDesk(next->store->cacheFolder());
    next->exchange = exchange::makeLocalExchange(*next->store, app::buildInfo());
    next->queries = db::makeFileQuery(*next->store);
    next->session = std::make_unique<ui::EngineSession>(*next->engine, *next->store);
    next->awake = std::make_unique<ui::SleepGuard>(*next->session, m_settings);
    connect(next->awake.get(), &ui::SleepGuard::failed, this, [this](const QString& text) { m_logger->info("{}", text.toStdString()); });
    next->data = std::make_unique<ui::DataSession>(*next->desk, *next->store);
    next->queue = std::make_unique<ui::RunQueue>(*next->session, *next->store);
    next->draft = std::make_unique<ui::ExperimentDraft>(*next->session);
    next->inspect = std::make_unique<ui::InspectSession>(*next->inspector);
    next->exchangeSession = std::make_unique<ui::ExchangeSession>(*next->exchange);
    next->querySession = std::make_unique<ui::QuerySession>(*next->queries);
    const QFileInfo trainer(QCoreApplication::applicationDirPath() + QStringLiteral("/clickprompt"));
    if (trainer.isExecutable())
        next->session->setTrainerProgram(trainer.absoluteFilePath());
    showWindow(*next);
    next->session->start();
    next->data->requestDatasets();
    next->data->requestTemplates();
    next->queue->start();
    next->draft->restore();
    if (m_open) {
        noteUnreturned();
        m_open->window->setCloseGuard({});
        m_open->window->close();
    }
    m_open = std::move(next);
    m_damaged.reset();
    return {};
}

void Composition::showWindow(OpenFile& file) {
    const ui::Sessions sessions{*file.session, *file.data, *file.queue, *file.draft, file.inspect.get(), file.exchangeSession.get(), file.querySession.get()};
    file.window = std::make_unique<ui::MainWindow>(m_theme, sessions, m_settings);
    connect(file.window.get(), &ui::MainWindow::fileRequested, this, [this](const QString& other) { replace(other); });
    // Not inside a slot of the window that goes away.
    connect(file.window.get(), &ui::MainWindow::renewalRequested, this, &Composition::renewWindow, Qt::QueuedConnection);
    if (!file.readOnlyReason.isEmpty())
        file.window->setReadOnlyReason(file.readOnlyReason);
    else
        tellPlace(file);
    file.window->show();
}

void Composition::renewWindow() {
    const auto old = std::move(m_open->window);
    old->keepLayout();
    m_language.apply(m_settings);
    showWindow(*m_open);
    ui::MainWindow& next = *m_open->window;
    if (const auto run = old->selection().currentRun())
        old->selection().isFollowing() ? next.selection().followRun(*run) : next.selection().chooseRun(*run);
    next.selection().setStepCursor(old->selection().stepCursor());
    next.showPage(old->page());
    if (old->arePreferencesShown()) // the change was made there
        next.showPreferences();
}

void Composition::replace(const QString& path) {
    // Not inside a slot of the window that goes away.
    QMetaObject::invokeMethod(
        this,
        [this, path] {
            if (auto opened = open(path); !opened) {
                m_open->queue->setHeld(false); // this file stays
                explain(path, opened.error());
            }
        },
        Qt::QueuedConnection);
}

void Composition::explain(const QString& path, const Error& error) {
    m_damaged = std::make_unique<ui::DamagedFileWindow>(m_theme, path, QString::fromStdString(error.text()));
    connect(m_damaged.get(), &ui::DamagedFileWindow::openRequested, this, &Composition::replace);
    connect(m_damaged.get(), &ui::DamagedFileWindow::newRequested, this, &Composition::replace);
    connect(m_damaged.get(), &ui::DamagedFileWindow::copyRequested, this, [this, path] { openCopyOf(path); });
    m_damaged->show();
}

void Composition::openCopyOf(const QString& path) {
    const QFileInfo info(path);
    const QString target = recoveredName(info);
    m_damaged->showProgress(tr("Reading what can be read into %1").arg(target), true);
    m_worker.ask(
        m_damaged.get(),
        [from = info.absoluteFilePath().toStdString(), to = target.toStdString()] { return db::salvage(from, to); },
        [this, target, name = info.fileName()](Result<db::Salvage> saved) {
            if (!saved) {
                m_damaged->showProgress(QString::fromStdString(saved.error().text()), false);
                return;
            }
            const QString reason =
                saved->damagedTables == 0
                    ? tr("This is a copy of %1; all of its rows could be read. It is open for reading only.").arg(name)
                    : tr("This is what could be read of %1, some of it is lost. It is open for reading only.").arg(name);
            QMetaObject::invokeMethod(
                this,
                [this, target, reason] {
                    if (auto opened = open(target, reason); !opened)
                        m_damaged->showProgress(QString::fromStdString(opened.error().text()), false);
                },
                Qt::QueuedConnection);
        });
}

} // namespace cpw::workbench
