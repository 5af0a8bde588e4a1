// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <vector>

namespace cpw::compare {

/// A spec as texts by dotted path: "stages.0.optimizer.learning_rate_ctr" -> "0.001". Texts stand without quotes; an empty list
/// or map is "none", like an option without a value.
using Settings = std::map<std::string, std::string>;

[[nodiscard]] Settings settingsOf(const api::RunSpec& spec);
/// The same of a spec as JSON, by whichever version it was written.
[[nodiscard]] Settings settingsOfJson(const nlohmann::json& spec);

/// Text that is equal for runs with the same values of `keys`; a run without a key has "none".
[[nodiscard]] std::string groupText(const Settings& settings, const std::vector<std::string>& keys);

/// One setting over the things compared, in their order.
struct SettingDifference {
    std::string key;
    std::vector<std::string> values; ///< "none" where one has no such setting
};

/// Settings that are not the same in all, by key. Name and seed never count. A stage is held against the stage of its kind:
/// "stages.pa_mlm.batch"; where one has no such stage, a single line "stages.pa_mlm" says "present" or "absent", and settings of the
/// stage are held against each other among those that have it. `total` gets the number of settings compared.
struct SettingsDifference {
    std::vector<SettingDifference> rows;
    std::size_t total = 0;
};
[[nodiscard]] SettingsDifference differingSettings(const std::vector<const Settings*>& asRecorded);

} // namespace cpw::compare
