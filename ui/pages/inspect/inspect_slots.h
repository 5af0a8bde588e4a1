// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect_page.h"

namespace cpw::ui {

/// One slot for each thing on the Inspect page that shows an answer.
struct InspectPage::Slots {
    Slots(InspectSession& session, QObject& owner)
        : marks(session, owner), fields(session, owner), rows(session, owner), look(session, owner), grid(session, owner), attention(session, owner),
          contributions(session, owner), over(session, owner), prompt(session, owner), survey(session, owner), values(session, owner) {}

    InspectSlot marks, fields, rows, look, grid, attention, contributions, over, prompt, survey, values;
    int attendedLayer = -1; ///< of the attention that is here
};

} // namespace cpw::ui
