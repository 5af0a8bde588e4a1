// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/engine_session.h"
#include "ui/session/run_queue.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cpw::ui {

/// As much of a run of the file as a strip of stages shows. Never changes.
struct StoredBranch {
    std::vector<StageView> stages;
    std::map<std::string, double> results; ///< as in its summary
};

/// A run that goes on otherwise from the PA-MLM that another one goes on from.
struct RunBranch {
    spec::StageKind kind = spec::StageKind::FinetuneCtr; ///< of its first stage after that PA-MLM
    int stage = 0;                                       ///< index of that stage
    std::optional<api::RunId> run;                       ///< none: it waits in the queue of the file
    std::shared_ptr<const StoredBranch> stored;          ///< of a run that this window has not loaded
    bool operator==(const RunBranch&) const = default;
};

/// Finds the branches beside a run among the runs that this window knows, those of the file and those that wait in the queue. Owned
/// by a page; GUI thread. The file is read on the session's thread for comparing, once for each run, and no curves are kept of it.
class RunBranches : public QObject {
    Q_OBJECT
public:
    RunBranches(EngineSession& session, const RunQueue& queue, QObject* parent = nullptr);

    /// One for each kind of stage that `feed` itself does not go on with: the run that trains, else the newest one. Those of the file
    /// are among them once they were found.
    [[nodiscard]] std::vector<RunBranch> beside(const RunFeed& feed);
    /// Looks for branches of the run in the file, unless that was done. Answered by found() where there are any.
    void lookInFile(const RunFeed& feed);

Q_SIGNALS:
    void found();

private:
    [[nodiscard]] const std::string& rootOf(const RunFeed& feed);
    void addKnown(const RunFeed& feed, std::map<spec::StageKind, RunBranch>& found);

    EngineSession& m_session;
    const RunQueue& m_queue;
    std::map<api::RunId, std::string> m_roots;                ///< hash of the PA-MLM stages; empty: the run has no branch
    std::set<api::RunId> m_asked;                             ///< runs whose branches were looked for in the file
    std::map<api::RunId, std::vector<RunBranch>> m_ofTheFile; ///< what was found there, beside each
};

} // namespace cpw::ui
