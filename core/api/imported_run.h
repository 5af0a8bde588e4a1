// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_id.h"

#include <array>
#include <map>
#include <string>

namespace cpw::api {

/// Where an imported run comes from. Program and id together name it: the same again is the same run.
struct ImportOrigin {
    std::string program; ///< "tensorboard", "mlflow", "csv" or "clickprompt"
    std::string source;  ///< the file or folder it was read from
    std::string id;      ///< of the run in its program
    bool operator==(const ImportOrigin&) const = default;
};

enum class ImportOutcome { Added, Updated, Unchanged };

/// A run of the file after an import.
struct ImportedAs {
    RunId run;
    std::string name;
    ImportOutcome outcome = ImportOutcome::Added;
};

/// Settings of other programs that hold the seed of a run.
inline constexpr std::array<const char*, 3> kSeedSettings = {"seed", "random_seed", "random_state"};

/// Equal for runs of one program whose settings differ in nothing but a seed, as groupHash() is of specs. A run without any settings
/// is like no other.
[[nodiscard]] std::string groupHash(const ImportOrigin& origin, const std::map<std::string, std::string>& settings);

/// "TensorBoard" for "tensorboard"; an unknown program stays as it is.
[[nodiscard]] std::string programTitle(const std::string& program);

} // namespace cpw::api
