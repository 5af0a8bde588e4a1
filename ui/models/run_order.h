// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_grouping.h"

#include <QString>

#include <vector>

namespace cpw::ui {

// The order of the table: each run has one number, so that sorting compares neither texts nor values that must be looked up. From any
// thread.

/// Of all runs of the question, for its column. Nothing for the differences, which belong to the groups.
[[nodiscard]] OrderKeys orderKeys(const GroupingQuestion& question);
/// Places among the different texts, in the order of their letters; equal texts share one.
[[nodiscard]] OrderKeys textRanks(const std::vector<QString>& texts);
/// Sorts the groups, and the runs in each; equal ones stay as they were. Missing values come last, either way.
void sortGroups(Grouping& grouping, const GroupingQuestion& question, const OrderKeys& keys);

} // namespace cpw::ui
