// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_engine.h"

#include "core/api/spec_json.h"

namespace cpw::tests {

FakeEngine::FakeEngine(FakeStore& store) : m_store(store), m_catalog(makeCatalog()) {}

FakeEngine::~FakeEngine() = default;

Result<api::RunId> FakeEngine::submit(const api::RunSpec& spec) {
    if (api::hasErrors(problems))
        return tl::unexpected<Error>(api::problemsError(problems));
    submitted.push_back(spec);
    return m_store.createRun(spec);
}

Result<api::RunId> FakeEngine::resume(api::RunId run) {
    resumed.push_back(run);
    return run;
}

Result<api::ForkPoint> FakeEngine::forkPoint(api::RunId parent, std::optional<std::int64_t> step) const {
    const auto spec = m_store.spec(parent);
    if (!spec || checkpointSteps.empty())
        return badInput("{} has no checkpoint on disk", api::toText(parent));
    auto point = api::ForkPoint{parent, checkpointSteps.front(), 0, checkpointSteps, *spec};
    for (const auto candidate : checkpointSteps)
        if (!step || candidate <= *step)
            point.step = candidate;
    return point;
}

Result<api::Fork> FakeEngine::fork(api::RunId parent, std::int64_t step, const api::RunSpec& spec) {
    forked.push_back({parent, step, spec});
    CPW_TRY(run, m_store.createFork(spec, {parent, step}));
    return api::Fork{run, step, forkNotes};
}

Result<api::RunEstimate> FakeEngine::estimate(const api::RunSpec& spec, const api::EstimateWatch&) const {
    if (api::hasErrors(problems))
        return tl::unexpected<Error>(api::problemsError(problems));
    auto answer = estimateToTell;
    answer.stages.resize(spec.stages.size());
    return answer;
}

void FakeEngine::push(api::RunId run, api::EventBody body, double seconds) {
    const auto time = m_start + std::chrono::duration_cast<api::Clock::duration>(std::chrono::duration<double>(seconds));
    api::RunEvent event{run, time, std::move(body)};
    m_store.record(event);
    m_events.push_back(std::move(event));
}

api::Catalog FakeEngine::makeCatalog() {
    api::Catalog catalog;
    catalog.torchVersion = "2.13.0";
    catalog.devices = {{"cpu", "Processor", 0}};
    catalog.presets = {
        {"sample",
         "Built-in sample",
         "Three arms that share one PA-MLM.",
         {{"alone", "DCNv2 alone", makeSpec("DCNv2 alone", {spec::StageKind::FinetuneCtr})},
          {"ctr", "DCNv2 after PA-MLM", makeSpec("DCNv2 after PA-MLM", {spec::StageKind::PaMlm, spec::StageKind::FinetuneCtr})},
          {"plm", "DCNv2 with PLM", makeSpec("DCNv2 with PLM", {spec::StageKind::PaMlm, spec::StageKind::FinetuneWithPlm})}}}};
    auto movielens = makeSpec("DCNv2 on MovieLens-1M", {spec::StageKind::FinetuneCtr});
    movielens.data.source = "movielens_1m";
    catalog.presets.push_back({"movielens_1m", "MovieLens-1M", "", {{"alone", "DCNv2 alone", movielens}}});
    return catalog;
}

api::RunSpec FakeEngine::makeSpec(const std::string& name, const std::vector<spec::StageKind>& kinds) {
    api::RunSpec spec;
    spec.name = name;
    spec.data.dataset = "Bookshop";
    for (const auto kind : kinds) {
        spec::StageSpec stage;
        stage.kind = kind;
        stage.epochs = kind == spec::StageKind::PaMlm ? 6 : 8;
        stage.batch = kind == spec::StageKind::PaMlm ? 64 : 256;
        stage.optimizer.learningRateCtr = 1e-3;
        stage.optimizer.learningRatePlm = 3e-4;
        stage.optimizer.learningRateHeads = 5e-4;
        stage.optimizer.clipNorm = 1;
        spec.stages.push_back(stage);
    }
    return spec;
}

} // namespace cpw::tests
