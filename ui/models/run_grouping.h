// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/paired_groups.h"
#include "core/compare/settings.h"
#include "ui/models/run_cells.h"
#include "ui/session/known_run.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace cpw::ui {

/// Settings by RunSummary::settingsHash: seeds share one copy.
using SettingsBook = std::unordered_map<std::string, std::shared_ptr<const compare::Settings>>;

/// Runs that are compared as one: the same settings but for the seed, or the same values of chosen settings.
struct RunGroup {
    std::string key;
    QString name;
    double nameRank = 0;   ///< among the names of all groups, where they are ranked
    std::vector<int> rows; ///< of the list of runs; one row: the run itself, without children
    RunLook look;
    compare::Summary auc;
    compare::Summary logLoss;
    std::vector<compare::SeedDifference> differences; ///< of the test AUC against the baseline, by seed
};

/// What each run of a list is ordered by in one column, by its row; NaN: missing.
using OrderKeys = std::vector<double>;

/// What the table is to show: a value that a worker thread may keep.
struct GroupingQuestion {
    using Fits = std::function<bool(const KnownRun& run, const compare::Settings* settings)>;

    RunList runs;
    std::shared_ptr<const SettingsBook> settings;
    Fits fits; ///< empty: all
    /// Paths of settings, or names of a run ("backbone"); empty: all settings but the seed.
    std::vector<std::string> keys;
    bool isByRun = false; ///< each run by itself
    std::string baseline; ///< key of a group; empty: none
    std::vector<std::string> differing; ///< settings that the rows name
    std::map<std::string, int> colors;  ///< of groups by chosen settings, in order of first sight
    int sortColumn = RunColumns::Created;
    Qt::SortOrder order = Qt::DescendingOrder;
    std::shared_ptr<const OrderKeys> orderKeys; ///< of these runs in this column; null: to be made

    [[nodiscard]] const api::RunSummary& run(int row) const { return runs[static_cast<std::size_t>(row)]->summary; }
    [[nodiscard]] const compare::Settings* settingsOf(const api::RunSummary& run) const; ///< null: not read
    [[nodiscard]] std::string keyOf(const api::RunSummary& run) const;
    /// "batch 64, fusion sum".
    [[nodiscard]] QString settingsText(const api::RunSummary& run) const;
};

/// The answer.
struct Grouping {
    std::vector<RunGroup> groups;
    double lowDifference = 0; ///< common scale of the column
    double highDifference = 0;
    int shownRuns = 0;
    bool areNamesRanked = false;
    std::map<std::string, int> colors;
    std::shared_ptr<const OrderKeys> orderKeys; ///< that the groups were sorted by
};

// From any thread; rows are those of question.runs.
[[nodiscard]] Grouping groupRuns(const GroupingQuestion& question);
/// Name and means of a group whose runs changed.
void measureGroup(RunGroup& group, const GroupingQuestion& question);

} // namespace cpw::ui
