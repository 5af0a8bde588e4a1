// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/paired_groups.h"
#include "core/compare/settings.h"
#include "ui/models/run_cells.h"
#include "ui/session/known_run.h"

#include <string>
#include <vector>

namespace cpw::ui {

/// One of the things compared: a group, or runs of it.
struct ComparedGroup {
    std::string key;
    QString name;
    RunLook look;
    RunList runs;
    const compare::Settings* settings = nullptr; ///< of its first run; borrowed until the next show()
    std::vector<compare::SeedDifference> differences;
    bool isBaseline = false;
};

} // namespace cpw::ui
