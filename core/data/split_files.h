// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What sources of one table in a file have in common: it may lie in three files, one for each part of the split.

#include "core/data/dataset_source.h"
#include "core/data/split.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cpw::data {

/// The files that a spec of such a source names, the training rows' first.
[[nodiscard]] std::vector<std::string> splitFiles(const spec::DataSpec& spec);
/// All paths that the split needs are given, and beside the label the training file `name` has a column.
[[nodiscard]] Result<void> checkSplitFiles(const spec::DataSpec& spec, const std::string& name, std::size_t columns);

/// Hands the open training file to `add`, and where the split is by files the other two after it. `open` takes a path and gives a
/// Result of an open file; `add` takes that and the part, nothing where the split is drawn later.
template <class File, class Open, class Add>
[[nodiscard]] Result<void> addSplitFiles(const spec::DataSpec& spec, File training, const Open& open, const Add& add) {
    const bool isSplitByFiles = spec.split.kind == spec::SplitKind::Files;
    CPW_TRY_VOID(add(std::move(training), isSplitByFiles ? std::optional(Part::Train) : std::nullopt));
    if (!isSplitByFiles)
        return {};
    CPW_TRY(valid, open(spec.split.validPath));
    CPW_TRY_VOID(add(std::move(valid), Part::Valid));
    CPW_TRY(test, open(spec.split.testPath));
    return add(std::move(test), Part::Test);
}

} // namespace cpw::data
