// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect_page.h"
#include "ui/session/known_run.h"

#include <utility>

namespace cpw::ui {

/// One slot for each thing of the page's left column that shows an answer, and what may be compared with.
struct InspectPage::Slots {
    Slots(InspectSession& session, QObject& owner)
        : marks(session, owner), fields(session, owner), rows(session, owner), look(session, owner), over(session, owner), second(session, owner),
          values(session, owner) {}

    InspectSlot marks, fields, rows, look, over, second, values;
    RunList runs;                                          ///< of the file
    std::vector<std::pair<QString, api::ModelAt>> offered; ///< to compare with, in the order of the box after "nothing"
};

} // namespace cpw::ui
