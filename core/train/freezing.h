// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clickprompt/click_prompt_model.h"
#include "core/spec/stage_spec.h"
#include "core/train/optimizer.h"

#include <string>

namespace cpw::train {

/// Which parameters are not trained now: what the stage freezes in part for good, and the two sides as the live values have them.
/// A stage that freezes a whole side starts with the live value set, so that a command can release it.
class Freezing {
public:
    Freezing() = default;
    Freezing(clickprompt::ClickPromptModel model, const spec::FreezeSpec& spec);

    /// The live flags that the stage starts with.
    void begin(LiveValues& values) const;
    [[nodiscard]] bool isFrozen(const std::string& parameter, const LiveValues& values) const;
    /// Frozen modules to evaluation mode (unless dropout is kept), the others to training mode. A module is frozen when all of
    /// its parameters are.
    void applyModes(const LiveValues& values) const;

private:
    [[nodiscard]] bool isTable(const std::string& parameter) const;

    clickprompt::ClickPromptModel m_model{nullptr};
    spec::FreezeSpec m_spec;
    std::vector<std::string> m_tables; ///< parameter names of the embedding tables
};

} // namespace cpw::train
