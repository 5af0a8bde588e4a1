// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/window_sessions.h"

#include "core/desk/local_data_desk.h"

namespace cpw::tests {

WindowSessions::WindowSessions(ui::EngineSession& engineSession, api::RunStore& store)
    : engine(engineSession), desk(desk::makeLocalDataDesk({})), data(*desk, store), queue(engineSession, store),
      draft(engineSession) {}

WindowSessions::~WindowSessions() = default;

} // namespace cpw::tests
