// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::api {

/// "1,2,3", "1-5", "1-3,7"; each seed once, at most 1,000 of them.
[[nodiscard]] Result<std::vector<std::uint64_t>> parseSeeds(const std::string& text);
/// Shortest text that parseSeeds() reads back: "1-5", "1,3,7".
[[nodiscard]] std::string seedsText(const std::vector<std::uint64_t>& seeds);

/// An option that takes several values. Values are texts as `--set` has them.
struct SweepAxis {
    std::string path; ///< dotted: "stages.0.optimizer.learning_rate_plm"
    std::vector<std::string> values;
};

/// "1e-4, 3e-4, 1e-3" as a list; "1..5" as whole numbers; "1e-5..1e-3 x5" as five values in equal ratios (equal distances where an
/// end is 0 or negative). At most 100 values, each once.
[[nodiscard]] Result<std::vector<std::string>> parseSweepValues(const std::string& text);

/// One run for each combination of values and seed: all combinations of the first seed, then of the next. The first axis changes
/// slowest. Names say what differs ("learning_rate_plm=1e-4"). Fails on a path or value that does not fit, on more than 1,000 runs.
[[nodiscard]] Result<std::vector<RunSpec>> expandRuns(const RunSpec& base, const std::vector<SweepAxis>& axes,
                                                      const std::vector<std::uint64_t>& seeds);

/// Where two specs differ, by dotted path, in the order of the spec. Values as JSON texts; empty: not there.
struct SpecDifference {
    std::string path;
    std::string before;
    std::string after;
};
[[nodiscard]] std::vector<SpecDifference> differences(const RunSpec& before, const RunSpec& after);

/// The spec with one option set from a text, as `--set path=value` does. Fails with what is wrong with the value.
[[nodiscard]] Result<RunSpec> withValue(const RunSpec& spec, std::string_view path, std::string_view value);
/// The spec with what `base` has at the path of a difference: a value, an item of a list, or nothing where base has none.
[[nodiscard]] Result<RunSpec> withValueFrom(const RunSpec& spec, const RunSpec& base, const std::string& path);

/// A command line that starts the same runs: `clickprompt train PRESET --arm ARM --set a.b=c --seeds 1-5`, quoted for a POSIX
/// shell. `base` is the spec of that preset's arm. A list that has other items than there, and a group of open options that lacks
/// one, is set as a whole, because `--set a.b=c` adds and removes none.
[[nodiscard]] std::string commandLine(const std::string& presetId, const std::string& armId, const RunSpec& base,
                                      const RunSpec& spec, const std::string& seeds);

} // namespace cpw::api
