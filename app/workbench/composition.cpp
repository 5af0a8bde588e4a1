// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/composition.h"

#include "app/shared/build_info.h"
#include "app/workbench/open_file.h"
#include "core/desk/local_data_desk.h"
#include "core/engine/inspector.h"
#include "core/engine/local_engine.h"
#include "core/exchange/local_exchange.h"
#include "db/file_query.h"
#include "db/local_copy.h"
#include "db/salvage.h"
#include "ui/copy_back_window.h"
#include "ui/damaged_file_window.h"
#include "ui/text/format.h"

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
    if (mode == db::OpenMode::ReadWrite) {
        CPW_TRY(copy, WorkingCopy::of(*next->store, m_copies, [this]() -> ui::CopyBackWindow& { return shownCopyBack(); }));
        next->copy = std::move(copy);
    }
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
    else if (file.copy)
        file.copy->setWindow(*file.window);
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
    settled([this, path] {
        if (auto opened = open(path); !opened) {
            if (m_open)
                m_open->queue->setHeld(false); // this file stays
            explain(path, opened.error());
        }
    });
}

void Composition::settled(std::function<void()> then) {
    const auto goOn = [this, then = std::move(then)] {
        QMetaObject::invokeMethod(
            this,
            [this, then] {
                then();
                if (m_open)
                    m_open->window->setEnabled(true);
            },
            Qt::QueuedConnection);
    };
    if (m_open && m_open->copy)
        m_open->copy->settle([goOn](bool) { goOn(); });
    else
        goOn();
}

void Composition::tellPlace(OpenFile& file) {
    ui::MainWindow& window = *file.window;
    if (!isNetwork(file.place))
        return;
    const QString original = file.session->file();
    if (const QString copy = m_copies.unreturned(original); !copy.isEmpty()) {
        window.showNote(tr("A copy of this file on this computer has changes that were not copied back here."), tr("Open the copy"),
                        [this, copy] { m_open->window->whenIdle([this, copy] { replace(copy); }); });
        return;
    }
    window.showNote(tr("This file is on a network (%1), where its log cannot be shared: writing is slower, and two computers that write at once are kept apart "
                       "by the server's locks alone.")
                        .arg(QString::fromStdString(file.place.type)),
                    tr("Work on a local copy"), [this, original] { m_open->window->whenIdle([this, original] { workOnCopy(original); }); });
}

/// The original is closed before it is copied, so that the copy has all of it.
void Composition::workOnCopy(const QString& original) {
    const auto close = [this, original] {
        shownCopyBack().showWork(tr("Copying to this computer"), tr("From %1").arg(QDir::toNativeSeparators(original)));
        m_open->window->close();
        m_open.reset();
        const QString copy = m_copies.placeOf(original);
        m_worker.ask(
            this, [from = original.toStdString(), to = copy.toStdString()] { return db::makeLocalCopy(from, to); },
            [this, original, copy](const Result<void>& made) {
                auto opened = made.and_then([&] { return open(copy); });
                if (opened) {
                    if (m_open->copy)
                        m_open->copy->takeAsReturned();
                } else if (auto again = open(original); again) {
                    m_open->window->showProblem(tr("There is no local copy: %1").arg(ui::errorText(opened.error())));
                } else {
                    explain(original, again.error());
                }
                m_copyBack->finish();
            });
    };
    QMetaObject::invokeMethod(this, close, Qt::QueuedConnection); // not inside a slot of the window that goes away
}

ui::CopyBackWindow& Composition::shownCopyBack() {
    if (!m_copyBack) {
        m_copyBack = std::make_unique<ui::CopyBackWindow>(m_theme);
        connect(m_copyBack.get(), &ui::CopyBackWindow::closed, this, [this] {
            if (m_open)
                m_open->window->setEnabled(true);
        });
    }
    if (m_open && !m_copyBack->isVisible()) // over the window that it asks about, where the eye is
        m_copyBack->move(m_open->window->geometry().center() - m_copyBack->rect().center());
    m_copyBack->show();
    return *m_copyBack;
}

void Composition::explain(const QString& path, const Error& error) {
    m_damaged = std::make_unique<ui::DamagedFileWindow>(m_theme, path, ui::errorText(error));
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
                m_damaged->showProgress(ui::errorText(saved.error()), false);
                return;
            }
            const QString reason =
                saved->damagedTables == 0
                    ? tr("This is a copy of %1; all of its rows could be read. It is open for reading only.").arg(name)
                    : tr("This is what could be read of %1, some of it is lost. It is open for reading only.").arg(name);
            settled([this, target, reason] {
                if (auto opened = open(target, reason); !opened)
                    m_damaged->showProgress(ui::errorText(opened.error()), false);
            });
        });
}

} // namespace cpw::workbench
