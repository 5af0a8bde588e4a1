// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/theme/theme.h"

#include <spdlog/logger.h>

#include <QString>

#include <memory>

namespace cpw::workbench {

/// Draws every page of the window into `folder`: empty, with the built-in sample trained by the real engine (light, dark, twice
/// as fine), and with an error. The runs and their seeds are those of the sample, so curves and scores are the same each time;
/// times and speeds are not. Takes minutes; runs its own event loop.
[[nodiscard]] Result<void> takeScreenshots(ui::Theme& theme, const QString& folder, std::shared_ptr<spdlog::logger> logger);

} // namespace cpw::workbench
