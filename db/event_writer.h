// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_event.h"
#include "core/base/result.h"

#include <span>

namespace cpw::db {

class Connection;

/// Writes events, of any runs, in one transaction: metric points to the curves, everything else to the history, and what they
/// mean to the run's row (state, step, seconds, owner). All or nothing. Events of a run that is not in the file (deleted) are
/// left out.
[[nodiscard]] Result<void> writeEvents(Connection& connection, std::span<const api::RunEvent> events);

} // namespace cpw::db
