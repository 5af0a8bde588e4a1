// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace cpw::ui {

struct SqlExample {
    QString title;
    QString sql;
};

/// Questions to start from; each is one statement that works on every file of runs.
[[nodiscard]] std::vector<SqlExample> sqlExamples();

} // namespace cpw::ui
