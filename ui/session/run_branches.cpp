// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/run_branches.h"

#include "core/api/spec_json.h"

#include <algorithm>

namespace cpw::ui {
namespace {

/// Leading stages of PA-MLM; 0 also when nothing follows them.
std::size_t rootStages(const api::RunSpec& spec) {
    const auto isOther = [](const spec::StageSpec& stage) { return stage.kind != spec::StageKind::PaMlm; };
    const auto first = std::find_if(spec.stages.begin(), spec.stages.end(), isOther);
    return first == spec.stages.end() ? 0 : static_cast<std::size_t>(first - spec.stages.begin());
}

std::string rootHash(const api::RunSpec& spec) {
    const auto stages = rootStages(spec);
    return stages == 0 ? std::string() : api::stageHash(spec, stages - 1);
}

bool isTraining(const RunFeed& feed) {
    return feed.state() == api::RunState::Running || feed.state() == api::RunState::Paused;
}

RunBranch branchOf(const api::RunSpec& spec, std::optional<api::RunId> run) {
    const auto stage = rootStages(spec);
    return {spec.stages[stage].kind, static_cast<int>(stage), run};
}

} // namespace

const std::string& RunBranches::rootOf(const RunFeed& feed) {
    const auto found = m_roots.find(feed.id());
    return found != m_roots.end() ? found->second : m_roots.emplace(feed.id(), rootHash(feed.spec())).first->second;
}

std::vector<RunBranch> RunBranches::beside(const RunFeed& feed) {
    const std::string root = rootOf(feed);
    if (root.empty())
        return {};
    std::map<spec::StageKind, RunBranch> found;
    const auto own = branchOf(feed.spec(), feed.id()).kind;
    for (const auto run : m_session.knownRuns()) { // rising, so that the newest stays
        const auto* other = m_session.knownFeed(run);
        if (run == feed.id() || !other || rootOf(*other) != root)
            continue;
        const auto branch = branchOf(other->spec(), run);
        const auto before = found.find(branch.kind);
        const bool isBeforeTraining = before != found.end() && isTraining(*m_session.knownFeed(*before->second.run));
        if (branch.kind != own && !isBeforeTraining)
            found[branch.kind] = branch;
    }
    for (const auto& entry : m_queue.entries())
        if (rootHash(entry.spec) == root)
            if (const auto branch = branchOf(entry.spec, std::nullopt); branch.kind != own)
                found.emplace(branch.kind, branch); // a run that was started says more
    std::vector<RunBranch> branches;
    for (const auto& [kind, branch] : found)
        branches.push_back(branch);
    return branches;
}

} // namespace cpw::ui
