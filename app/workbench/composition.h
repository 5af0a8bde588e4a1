// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/main_window.h"
#include "ui/theme/theme.h"

#include <spdlog/logger.h>

#include <QObject>
#include <QSettings>

#include <memory>

namespace cpw::workbench {

/// Wires store, engine, session and window of one open file, and replaces them when another file is opened. Owned by main();
/// destroying it stops and saves what trains. No logic of its own.
class Composition : public QObject {
public:
    Composition(ui::Theme& theme, QSettings& settings, std::shared_ptr<spdlog::logger> logger);
    ~Composition() override;

    /// Opens the file (made when missing, read-only when it cannot be written) and shows its window; on an error everything stays
    /// as it was.
    [[nodiscard]] Result<void> open(const QString& path);
    /// Valid after the first successful open().
    [[nodiscard]] ui::MainWindow& window();

private:
    struct OpenFile;

    void replace(const QString& path);

    ui::Theme& m_theme;
    QSettings& m_settings;
    std::shared_ptr<spdlog::logger> m_logger;
    std::unique_ptr<OpenFile> m_open;
};

} // namespace cpw::workbench
