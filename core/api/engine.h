// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/catalog.h"
#include "core/api/run_command.h"
#include "core/api/run_event.h"
#include "core/api/run_id.h"
#include "core/api/run_spec.h"

#include <vector>

namespace cpw::api {

/// The training core as the window and the command line see it: values in, events out. Every method returns at once, may be
/// called from any thread, and never throws. One run trains at a time; others wait in the order of submission. Each event is
/// also given to the RunStore the engine was made with.
class Engine {
public:
    virtual ~Engine() = default;

    /// Checks the spec as a whole, creates the run in the store and queues it. Every problem is in the error.
    [[nodiscard]] virtual Result<RunId> submit(const RunSpec& spec) = 0;
    /// Goes on from the last checkpoint of an interrupted or stopped run of the store.
    [[nodiscard]] virtual Result<RunId> resume(RunId run) = 0;
    /// Applied at the next step boundary; a waiting run can only be discarded. Ends in CommandApplied or a warning in the log.
    virtual void command(RunId run, const RunCommand& command) = 0;
    /// Problems of a spec, errors and warnings, without starting anything.
    [[nodiscard]] virtual std::vector<Problem> check(const RunSpec& spec) const = 0;
    /// Everything that happened since the last call, in order.
    [[nodiscard]] virtual std::vector<RunEvent> poll() = 0;
    [[nodiscard]] virtual const Catalog& catalog() const = 0;
    /// Stops and saves the running job, drops the waiting ones, joins the threads. The engine takes nothing after that.
    virtual void shutdown() = 0;
};

} // namespace cpw::api
