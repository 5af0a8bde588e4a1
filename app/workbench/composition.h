// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workbench/local_copies.h"
#include "core/base/file_system.h"
#include "core/base/result.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/session/store_worker.h"
#include "ui/theme/theme.h"

#include <spdlog/logger.h>

#include <QObject>
#include <QSettings>

#include <functional>
#include <memory>

namespace cpw::ui {
class CopyBackWindow;
class DamagedFileWindow;
}

namespace cpw::workbench {

/// Wires store, engine, session and window of one open file, and replaces them when another file is opened or the language
/// or size of text changes. A file on a network can be worked on as a copy on this computer, of which WorkingCopy decides. Owned by
/// main(); destroying it stops and saves what trains. No logic of its own.
class Composition : public QObject {
    Q_OBJECT
public:
    /// Where things are on this computer; tests have their own.
    struct Places {
        std::function<FileSystem(const QString& path)> fileSystem; ///< that a file lies on
        QString copies;                                            ///< folder of copies of files that lie on a network
        [[nodiscard]] static Places ofThisComputer();
    };

    Composition(ui::Theme& theme, ui::Language& language, QSettings& settings, std::shared_ptr<spdlog::logger> logger,
                Places places = Places::ofThisComputer());
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
    /// Null: nothing is asked about a local copy.
    [[nodiscard]] ui::CopyBackWindow* copyBackWindow() { return m_copyBack.get(); }

private:
    struct OpenFile;

    [[nodiscard]] Result<void> open(const QString& path, const QString& readOnlyReason);
    void showWindow(OpenFile& file);
    void replace(const QString& path);
    void renewWindow();
    void openCopyOf(const QString& path);
    /// Goes on when it is noted what of an open copy is not on the network yet, and not inside a slot of the window that goes away.
    void settled(std::function<void()> then);
    /// Says when a file lies on a network, and offers a copy here.
    void tellPlace(OpenFile& file);
    void workOnCopy(const QString& original);
    ui::CopyBackWindow& shownCopyBack();

    ui::Theme& m_theme;
    ui::Language& m_language;
    QSettings& m_settings;
    Places m_places;
    LocalCopies m_copies;
    std::shared_ptr<spdlog::logger> m_logger;
    std::unique_ptr<OpenFile> m_open;
    std::unique_ptr<ui::DamagedFileWindow> m_damaged;
    std::unique_ptr<ui::CopyBackWindow> m_copyBack;
    ui::StoreWorker m_worker; ///< makes copies of damaged files
};

} // namespace cpw::workbench
