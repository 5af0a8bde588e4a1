// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <QString>

namespace cpw::ui {

/// Columns of the table of runs.
struct RunColumns {
    enum Column { Name, State, Settings, Data, Backbone, Stages, Seed, TestAuc, Difference, LogLoss, Curve, Steps, Time, Created, Tags, Note, ColumnCount };
};

/// What a row is ordered by: the number, then the text. A number that is NaN is a value that is missing.
struct RunSortKey {
    double number = 0;
    QString text;
};

// What the cells of one run say, for the table, its order and its export. From any thread. Settings, Difference and Curve are not of
// the run alone and stay empty here.
[[nodiscard]] QString runCell(const api::RunSummary& run, int column);
[[nodiscard]] RunSortKey runSortKey(const api::RunSummary& run, int column);
[[nodiscard]] QString runColumnTitle(int column);
/// Mono, on the right.
[[nodiscard]] bool isNumberColumn(int column);

/// Color of a run in the palette of the theme, and its line: 0 whole, 1 dashed, 2 dotted.
struct RunLook {
    int palette = 0;
    int dash = 0;
    bool operator==(const RunLook&) const = default;
};
inline constexpr int kBaselinePalette = 6; ///< the seventh is not given away
/// Of RunSummary::color; -1 counts as 0.
[[nodiscard]] RunLook runLook(int color);

} // namespace cpw::ui
