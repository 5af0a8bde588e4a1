// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace cpw::api {

/// What a user may do to a running job; applied at the next step boundary and answered with that step (CommandApplied).
enum class CommandKind {
    Pause,
    Resume,
    Step,           ///< run `value` steps, then pause
    SetLearningRatePlm,
    SetLearningRateCtr,
    SetLearningRateHeads,
    SetWeightDecay,
    SetClipNorm,
    Freeze,         ///< `part`: plm, ctr
    Unfreeze,
    EvaluateNow,
    CheckpointNow,
    StopAndSave,
    Discard,        ///< stop without a checkpoint of the work since the last one
};

struct RunCommand {
    CommandKind kind = CommandKind::Pause;
    double value = 0;
    std::string part;
};

/// The text form of the command line and the store: "set learning_rate_plm 1e-4", "pause", "step 10", "freeze plm".
[[nodiscard]] std::string toText(const RunCommand& command);
/// Error lists the commands.
[[nodiscard]] Result<RunCommand> commandFromText(std::string_view text);

} // namespace cpw::api
