// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/row_view.h"

namespace cpw::ui {

/// One slot for each thing of the row's view that shows an answer.
struct RowView::Slots {
    Slots(InspectSession& session, QObject& owner)
        : grid(session, owner), attention(session, owner), headEffect(session, owner), contributions(session, owner), near(session, owner),
          promptEffect(session, owner), survey(session, owner), masked(session, owner) {}

    InspectSlot grid, attention, headEffect, contributions, near, promptEffect, survey, masked;
};

} // namespace cpw::ui
