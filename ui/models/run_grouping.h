// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/paired_groups.h"
#include "core/compare/run_values.h"
#include "core/compare/settings.h"
#include "ui/models/run_cells.h"
#include "ui/session/known_run.h"

#include <cstdint>
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

/// The groups of all runs of a list, whatever a filter leaves of them: made once for the list and the keys. A filter then copies what
/// is whole and counts what is not.
struct AllGroups {
    std::vector<std::uint32_t> groupOf; ///< by row
    std::vector<RunGroup> groups;       ///< in the order of their first runs; without look and differences
    std::vector<bool> areNamesFixed;    ///< by group: any part of it has its name
    std::vector<double> auc;            ///< of the test rows, by row; NaN: not finished, or without
    std::vector<double> logLoss;
};

/// What the table is to show: a value that a worker thread may keep.
struct GroupingQuestion {
    using FitsRun = std::function<bool(const KnownRun& run)>;
    /// By row: 1 where the run is to be shown.
    using Fits = std::function<std::vector<char>(const GroupingQuestion& question)>;

    RunList runs;
    std::shared_ptr<const SettingsBook> settings;
    Fits fits; ///< empty: by words, and all without any
    std::vector<std::string> words; ///< each is somewhere in a run's words
    std::shared_ptr<const std::vector<char>> within; ///< rows that fewer or shorter words left; null: any
    /// Paths of settings, or names of a run ("backbone"); empty: all settings but the seed.
    std::vector<std::string> keys;
    bool isByRun = false; ///< each run by itself
    std::string baseline; ///< key of a group; empty: none
    std::vector<std::string> differing; ///< settings that the rows name
    std::map<std::string, int> colors;  ///< of groups by chosen settings, in order of first sight
    int sortColumn = RunColumns::Created;
    Qt::SortOrder order = Qt::DescendingOrder;
    std::shared_ptr<const OrderKeys> orderKeys; ///< of these runs in this column; null: to be made
    std::shared_ptr<const AllGroups> allGroups; ///< of these runs by these keys; null: to be made
    std::shared_ptr<const compare::RunValues> values; ///< of these runs

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
    std::shared_ptr<const AllGroups> allGroups; ///< that they are of
    std::shared_ptr<const std::vector<char>> fits; ///< by row; null: all
    std::vector<std::string> words;                ///< by which they fit; empty: by something else
};

// From any thread; rows are those of question.runs.
[[nodiscard]] std::shared_ptr<const compare::RunValues> valuesOf(const RunList& runs);
[[nodiscard]] Grouping groupRuns(const GroupingQuestion& question);
/// Name and means of a group whose runs changed.
void measureGroup(RunGroup& group, const GroupingQuestion& question);

} // namespace cpw::ui
