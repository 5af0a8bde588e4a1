// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/run_branches.h"

#include "core/api/spec_json.h"
#include "ui/session/stored_run.h"

#include <algorithm>
#include <cstdint>
#include <utility>

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
    return {spec.stages[stage].kind, static_cast<int>(stage), run, nullptr};
}

/// What branches of a run have in common with it, and what they have not.
struct Wanted {
    api::RunId beside;
    std::string root;
    std::string backbone;
    std::uint64_t seed = 0;
    spec::StageKind kind = spec::StageKind::FinetuneCtr; ///< of the branch
};

/// By what the table of runs says, so that few specs are read.
bool canBeBranch(const api::RunSummary& run, const Wanted& wanted) {
    return run.id != wanted.beside && run.state != api::RunState::Discarded && !run.origin && run.seed == wanted.seed &&
           run.backbone == wanted.backbone && run.stages.starts_with(enumId(spec::StageKind::PaMlm)) &&
           run.stages.find(enumId(wanted.kind)) != std::string::npos;
}

/// The stages of a run as its points tell of them. They are read for that and dropped.
std::shared_ptr<const StoredBranch> readStages(const api::RunStore& store, const api::RunSummary& summary, const api::RunSpec& spec) {
    StoredRun stored{summary, spec, {}, {}};
    if (auto line = store.metric(summary.id, "train/loss"))
        stored.metrics.push_back(std::move(*line));
    RunFeed feed(summary.id, spec, summary);
    feed.load(std::move(stored));
    return std::make_shared<const StoredBranch>(StoredBranch{feed.stages(), summary.results});
}

/// The newest run of the file that is wanted; any thread, reads long.
std::optional<RunBranch> findInFile(const api::RunStore& store, const Wanted& wanted) {
    auto runs = store.runs();
    if (!runs)
        return std::nullopt;
    std::sort(runs->begin(), runs->end(), [](const auto& a, const auto& b) { return a.id > b.id; });
    std::set<std::string> others; // settings that are known to have another PA-MLM
    for (const auto& run : *runs) {
        if (!canBeBranch(run, wanted) || others.contains(run.settingsHash))
            continue;
        const auto spec = store.spec(run.id);
        if (!spec || rootHash(*spec) != wanted.root || branchOf(*spec, run.id).kind != wanted.kind) {
            others.insert(run.settingsHash);
            continue;
        }
        auto branch = branchOf(*spec, run.id);
        branch.stored = readStages(store, run, *spec);
        return branch;
    }
    return std::nullopt;
}

} // namespace

RunBranches::RunBranches(EngineSession& session, const RunQueue& queue, QObject* parent) : QObject(parent), m_session(session), m_queue(queue) {
    connect(&session, &EngineSession::runsDeleted, this, [this] { // the next one may stand in their place
        m_asked.clear();
        m_ofTheFile.clear();
    });
}

const std::string& RunBranches::rootOf(const RunFeed& feed) {
    const auto found = m_roots.find(feed.id());
    return found != m_roots.end() ? found->second : m_roots.emplace(feed.id(), rootHash(feed.spec())).first->second;
}

void RunBranches::addKnown(const RunFeed& feed, std::map<spec::StageKind, RunBranch>& found) {
    for (const auto run : m_session.knownRuns()) { // rising, so that the newest stays
        const auto* other = m_session.knownFeed(run);
        if (run == feed.id() || !other || rootOf(*other) != rootOf(feed))
            continue;
        const auto branch = branchOf(other->spec(), run);
        const auto before = found.find(branch.kind);
        const bool isBeforeTraining = before != found.end() && isTraining(*m_session.knownFeed(*before->second.run));
        if (!isBeforeTraining)
            found[branch.kind] = branch;
    }
}

std::vector<RunBranch> RunBranches::beside(const RunFeed& feed) {
    const std::string root = rootOf(feed);
    if (root.empty())
        return {};
    std::map<spec::StageKind, RunBranch> found;
    addKnown(feed, found);
    if (const auto stored = m_ofTheFile.find(feed.id()); stored != m_ofTheFile.end())
        for (const auto& branch : stored->second) {
            const auto known = found.find(branch.kind);
            const bool isKnownBetter = known != found.end() && (known->second.run >= branch.run || isTraining(*m_session.knownFeed(*known->second.run)));
            if (!isKnownBetter && !m_session.knownFeed(*branch.run))
                found[branch.kind] = branch;
        }
    for (const auto& entry : m_queue.entries())
        if (rootHash(entry.spec) == root)
            found.emplace(branchOf(entry.spec, std::nullopt).kind, branchOf(entry.spec, std::nullopt)); // a run that was started says more
    found.erase(branchOf(feed.spec(), feed.id()).kind);
    std::vector<RunBranch> branches;
    for (const auto& [kind, branch] : found)
        branches.push_back(branch);
    return branches;
}

void RunBranches::lookInFile(const RunFeed& feed) {
    if (rootOf(feed).empty() || !m_asked.insert(feed.id()).second)
        return;
    const auto& spec = feed.spec();
    std::vector<Wanted> wanted;
    for (const auto kind : {spec::StageKind::FinetuneWithPlm, spec::StageKind::FinetuneCtr})
        if (kind != branchOf(spec, feed.id()).kind)
            wanted.push_back({feed.id(), rootOf(feed), spec.backbone.id, spec.seed, kind});
    m_session.askStore(
        this,
        [wanted](const api::RunStore& store) {
            std::vector<RunBranch> branches;
            for (const auto& one : wanted)
                if (auto branch = findInFile(store, one))
                    branches.push_back(std::move(*branch));
            return branches;
        },
        [this, run = feed.id()](std::vector<RunBranch> branches) {
            if (branches.empty() || !m_asked.contains(run)) // asked again since, or deleted
                return;
            m_ofTheFile[run] = std::move(branches);
            Q_EMIT found();
        });
}

} // namespace cpw::ui
