// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/composition.h"

#include "core/engine/local_engine.h"
#include "db/sqlite_store.h"
#include "ui/session/engine_session.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <utility>

namespace cpw::workbench {

/// In the order of dependence: the last member goes first.
struct Composition::OpenFile {
    std::unique_ptr<db::SqliteStore> store;
    std::unique_ptr<api::Engine> engine;
    std::unique_ptr<ui::EngineSession> session;
    std::unique_ptr<ui::MainWindow> window;
};

Composition::Composition(ui::Theme& theme, QSettings& settings, std::shared_ptr<spdlog::logger> logger)
    : m_theme(theme), m_settings(settings), m_logger(std::move(logger)) {}

Composition::~Composition() = default;

ui::MainWindow& Composition::window() {
    return *m_open->window;
}

Result<void> Composition::open(const QString& path) {
    const QFileInfo info(path);
    const bool isReadOnly = info.exists() && !info.isWritable();
    auto next = std::make_unique<OpenFile>();
    CPW_TRY(store, db::SqliteStore::open(info.absoluteFilePath().toStdString(),
                                         isReadOnly ? db::OpenMode::ReadOnly : db::OpenMode::ReadWrite));
    next->store = std::move(store);
    next->engine = engine::makeLocalEngine(*next->store, {.logger = m_logger, .pausesOnBadLoss = true});
    next->session = std::make_unique<ui::EngineSession>(*next->engine, *next->store);
    const QFileInfo trainer(QCoreApplication::applicationDirPath() + QStringLiteral("/clickprompt"));
    if (trainer.isExecutable())
        next->session->setTrainerProgram(trainer.absoluteFilePath());
    next->window = std::make_unique<ui::MainWindow>(m_theme, *next->session, m_settings);
    connect(next->window.get(), &ui::MainWindow::fileRequested, this, [this](const QString& other) { replace(other); });
    next->session->start();
    next->window->show();
    if (m_open)
        m_open->window->close();
    m_open = std::move(next);
    return {};
}

void Composition::replace(const QString& path) {
    // Not inside a slot of the window that goes away.
    QMetaObject::invokeMethod(
        this,
        [this, path] {
            if (auto opened = open(path); !opened)
                window().showProblem(
                    tr("%1 cannot be opened: %2").arg(QFileInfo(path).fileName(), QString::fromStdString(opened.error().text())));
        },
        Qt::QueuedConnection);
}

} // namespace cpw::workbench
