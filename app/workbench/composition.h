// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/session/store_worker.h"
#include "ui/theme/theme.h"

#include <spdlog/logger.h>

#include <QObject>
#include <QSettings>

#include <memory>

namespace cpw::ui {
class DamagedFileWindow;
}

namespace cpw::workbench {

/// Wires store, engine, session and window of one open file, and replaces them when another file is opened or the language
/// or size of text changes. Owned by main(); destroying it stops and saves what trains. No logic of its own.
class Composition : public QObject {
    Q_OBJECT
public:
    Composition(ui::Theme& theme, ui::Language& language, QSettings& settings, std::shared_ptr<spdlog::logger> logger);
    ~Composition() override;

    /// Opens the file (made when missing; read-only when it cannot be written or another window has it) and shows its window; on
    /// an error everything stays as it was.
    [[nodiscard]] Result<void> open(const QString& path);
    /// Shows what is wrong with a file that cannot be opened, and the ways on.
    void explain(const QString& path, const Error& error);
    /// Valid after the first successful open().
    [[nodiscard]] ui::MainWindow& window();
    [[nodiscard]] ui::EngineSession& session();
    [[nodiscard]] bool hasWindow() const { return m_open != nullptr; }

private:
    struct OpenFile;

    [[nodiscard]] Result<void> open(const QString& path, const QString& readOnlyReason);
    void showWindow(OpenFile& file);
    void replace(const QString& path);
    void renewWindow();
    void openCopyOf(const QString& path);

    ui::Theme& m_theme;
    ui::Language& m_language;
    QSettings& m_settings;
    std::shared_ptr<spdlog::logger> m_logger;
    std::unique_ptr<OpenFile> m_open;
    std::unique_ptr<ui::DamagedFileWindow> m_damaged;
    ui::StoreWorker m_worker; ///< makes copies of damaged files
};

} // namespace cpw::workbench
