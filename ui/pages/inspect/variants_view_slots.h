// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/variants_view.h"

namespace cpw::ui {

/// One slot for each thing of the side by side that shows an answer.
struct VariantsView::Slots {
    Slots(InspectSession& session, QObject& owner) : looks(session, owner), grids(session, owner), attention(session, owner), contributions(session, owner) {}
    InspectSlot looks, grids, attention, contributions;
};

} // namespace cpw::ui
