// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/prompt_lab.h"

namespace cpw::ui {

/// One slot for each thing of the soft-prompt lab that shows an answer.
struct PromptLab::Slots {
    Slots(InspectSession& session, QObject& owner) : survey(session, owner), drift(session, owner), effects(session, owner) {}
    InspectSlot survey, drift, effects;
};

} // namespace cpw::ui
