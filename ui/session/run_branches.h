// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/engine_session.h"
#include "ui/session/run_queue.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cpw::ui {

/// A run that goes on otherwise from the PA-MLM that another one goes on from.
struct RunBranch {
    spec::StageKind kind = spec::StageKind::FinetuneCtr; ///< of its first stage after that PA-MLM
    int stage = 0;                                       ///< index of that stage
    std::optional<api::RunId> run;                       ///< none: it waits in the queue of the file
    bool operator==(const RunBranch&) const = default;
};

/// Finds the branches beside a run among the runs that this window knows and those that wait in the queue. Owned by a page; GUI
/// thread; never reads the file.
class RunBranches {
public:
    RunBranches(const EngineSession& session, const RunQueue& queue) : m_session(session), m_queue(queue) {}

    /// One for each kind of stage that `feed` itself does not go on with: the run that trains, else the newest one.
    [[nodiscard]] std::vector<RunBranch> beside(const RunFeed& feed);

private:
    [[nodiscard]] const std::string& rootOf(const RunFeed& feed);

    const EngineSession& m_session;
    const RunQueue& m_queue;
    std::map<api::RunId, std::string> m_roots; ///< hash of the PA-MLM stages; empty: the run has no branch
};

} // namespace cpw::ui
