// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_event.h"

#include <optional>
#include <string>

namespace cpw::db {

/// An event as a row of the run's history.
struct EventRow {
    std::int64_t step = 0;
    std::string kind;
    std::string text; ///< one sentence
    api::LogLevel level = api::LogLevel::Info;
};

/// Kinds: started, resumed, preparing, stage_started, command, paused, continued, checkpoint, log, stage_finished, finished,
/// stopped, discarded, failed; the store itself adds interrupted. Nothing for Metric (points) and Progress (the run's step).
[[nodiscard]] std::optional<EventRow> eventRow(const api::EventBody& body);

/// Step an event speaks of; 0 for none.
[[nodiscard]] std::int64_t stepOf(const api::EventBody& body);

} // namespace cpw::db
