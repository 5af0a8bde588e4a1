// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/catalog.h"
#include "core/api/run_command.h"
#include "core/api/run_estimate.h"
#include "core/api/run_event.h"
#include "core/api/run_id.h"
#include "core/api/run_spec.h"

#include <optional>
#include <vector>

namespace cpw::api {

/// Where a fork of a run can begin: at a checkpoint that is on disk.
struct ForkPoint {
    RunId parent;
    std::int64_t step = 0;           ///< of the checkpoint, counted over all stages
    int stage = 0;                   ///< that the checkpoint is of
    std::vector<std::int64_t> steps; ///< of every checkpoint of the run, rising
    RunSpec spec;                    ///< the parent's, with the values that were in force at that step
};

struct Fork {
    RunId run;
    std::int64_t step = 0;          ///< of the checkpoint it goes on from
    std::vector<std::string> notes; ///< what of the parent is not taken over, one sentence each
};

/// The training core as the window and the command line see it: values in, events out. Every method but estimate() returns at
/// once; all may be called from any thread and never throw. One run trains at a time; others wait in the order of submission. Each event is
/// also given to the RunStore the engine was made with.
class Engine {
public:
    virtual ~Engine() = default;

    /// Checks the spec as a whole, creates the run in the store and queues it. Every problem is in the error.
    [[nodiscard]] virtual Result<RunId> submit(const RunSpec& spec) = 0;
    /// Goes on from the last checkpoint of an interrupted or stopped run of the store.
    [[nodiscard]] virtual Result<RunId> resume(RunId run) = 0;
    /// The checkpoint at `step` or the nearest before it; without a step the last one. Reads the checkpoint's manifest, no tensor.
    [[nodiscard]] virtual Result<ForkPoint> forkPoint(RunId parent, std::optional<std::int64_t> step) const = 0;
    /// A new run that goes on from that checkpoint under `spec` (ForkPoint::spec, edited): weights, optimiser state, step count and
    /// data order are taken over, and what cannot be is told in the notes and in the log of the new run. Data, template and model
    /// must be the parent's. The parent may be training. Links or copies the checkpoint, so it may take as long as that.
    [[nodiscard]] virtual Result<Fork> fork(RunId parent, std::int64_t step, const RunSpec& spec) = 0;
    /// Applied at the next step boundary; a waiting run can only be discarded. Ends in CommandApplied or a warning in the log.
    virtual void command(RunId run, const RunCommand& command) = 0;
    /// Problems of a spec, errors and warnings, without starting anything.
    [[nodiscard]] virtual std::vector<Problem> check(const RunSpec& spec) const = 0;
    /// Tries some steps of each stage to tell its memory and time; trains nothing. Takes seconds for each stage on the calling
    /// thread: the one method that may not be called from a GUI thread. Fails as the run itself would before its first step, and
    /// while a run trains, whose speed it would change and by which it would be misled.
    [[nodiscard]] virtual Result<RunEstimate> estimate(const RunSpec& spec, const EstimateWatch& watch) const = 0;
    /// Everything that happened since the last call, in order.
    [[nodiscard]] virtual std::vector<RunEvent> poll() = 0;
    [[nodiscard]] virtual const Catalog& catalog() const = 0;
    /// Stops and saves the running job, drops the waiting ones, joins the threads. The engine takes nothing after that.
    virtual void shutdown() = 0;
};

} // namespace cpw::api
