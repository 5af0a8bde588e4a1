// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/compare/settings.h"

#include <string>
#include <vector>

namespace cpw::compare {

/// A run and what it was made with; both borrowed. Settings may be null: not read.
struct ComparedRun {
    const api::RunSummary* run = nullptr;
    const Settings* settings = nullptr;
};

/// One option or result over many runs, ready for an axis. Texts become numbers: the place in `categories`, which are sorted. NaN: the
/// run has no such value.
struct ValueColumn {
    std::string key;
    std::vector<double> values;           ///< one a run
    std::vector<std::string> categories;  ///< empty: numbers
    [[nodiscard]] bool isNumber() const { return categories.empty(); }
    /// Of the values that there are; none where no run has one.
    struct Range {
        double low = 0;
        double high = 0;
    };
    [[nodiscard]] Range range() const;
    [[nodiscard]] std::size_t missing() const;
};

/// `key` is a name that filters use ("auc", "backbone", "test/auc") or the path of a setting. An unknown one has no values.
[[nodiscard]] ValueColumn valueColumn(const std::vector<ComparedRun>& runs, const std::string& key);

} // namespace cpw::compare
