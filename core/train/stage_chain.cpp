// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/stage_chain.h"

#include "core/base/expects.h"
#include "core/train/device_settings.h"
#include "core/train/load_report.h"
#include "core/train/scoring.h"
#include "core/train/waiting_weights.h"

#include <algorithm>

namespace cpw::train {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kWeightStream = 200;
constexpr const char* kStageBefore = "the stage before"; // where weights come from

bool usesText(spec::StageKind kind) {
    return kind != spec::StageKind::FinetuneCtr;
}

bool isFinetune(spec::StageKind kind) {
    return kind != spec::StageKind::PaMlm;
}

bool stageUsesText(const spec::StageSpec& stage) {
    return usesText(stage.kind);
}

/// The parts that the CTR model alone lacks; heads may be fresh anyway.
bool isOfLanguageSide(const std::string& parameter) {
    const auto part = clickprompt::ClickPromptModelImpl::findPart(parameter);
    return part == clickprompt::Part::Encoder || part == clickprompt::Part::Projector;
}

} // namespace

Result<StageModel> buildStageModel(const TrainSetup& setup, spec::StageKind kind) {
    const auto options = usesText(kind) ? setup.model : setup.model.ctrSide();
    seedTorch(setup.seed, kWeightStream, 0);
    StageModel built{clickprompt::ClickPromptModel(options), std::nullopt};
    if (options.plm && !setup.plmFolder.empty()) {
        CPW_TRY(report, built.model->loadPretrained(setup.plmFolder));
        expects(report.missing.empty(), "a pretrained model was loaded without {}", report.missing.empty() ? "" : report.missing.front());
        built.pretrained = std::move(report);
    }
    built.model->to(setup.device);
    return built;
}

Result<clickprompt::ClickPromptModel> makeStageModel(const TrainSetup& setup, spec::StageKind kind) {
    CPW_TRY(built, buildStageModel(setup, kind));
    return std::move(built.model);
}

Result<std::optional<StageChain::Start>> StageChain::findFinishedStages() const {
    std::optional<Start> found;
    if (!reusesStages())
        return found;
    for (std::size_t i = 0; i < m_setup.stages.size() && m_setup.stages[i].kind == spec::StageKind::PaMlm; ++i) {
        const auto folder = m_setup.stagesFolder / m_setup.stageHashes[i];
        std::error_code code;
        if (!fs::is_directory(folder, code))
            break;
        auto checkpoint = readCheckpoint(folder, /*withOptimizer=*/false);
        if (!checkpoint) {
            m_observer.onNote({static_cast<int>(i), 0, 0, 0, 0}, NoteLevel::Warning,
                              checkpoint.error().text() + "; the stage is trained again");
            break;
        }
        found = Start{static_cast<int>(i) + 1, checkpoint->manifest.runStep, std::move(checkpoint->model), kStageBefore, false, std::nullopt};
        const Position position{static_cast<int>(i), found->runStep, checkpoint->manifest.stageStep, checkpoint->manifest.stageStep, 0};
        m_observer.onStageStarted(position, m_setup.stages[i].kind, /*isReused=*/true);
    }
    return found;
}

Result<StageChain::Start> StageChain::findStart(const std::optional<fs::path>& resumeFrom) const {
    if (!resumeFrom) {
        CPW_TRY(finished, findFinishedStages());
        return finished ? Result<Start>(std::move(*finished)) : freshStart();
    }
    CPW_TRY(checkpoint, readCheckpoint(*resumeFrom, /*withOptimizer=*/true));
    const auto stage = checkpoint.manifest.stage;
    if (stage < 0 || stage >= static_cast<int>(m_setup.stages.size()) ||
        checkpoint.manifest.stageHash != m_setup.stageHashes[static_cast<std::size_t>(stage)])
        return badInput("{} was written by another spec (stage hash {}); resume the run that it belongs to", resumeFrom->string(),
                        checkpoint.manifest.stageHash);
    const auto runStep = checkpoint.manifest.runStep;
    const bool isSteered = checkpoint.manifest.isSteered;
    return Start{stage, runStep, {}, {}, isSteered, std::move(checkpoint)};
}

Result<StageChain::Start> StageChain::freshStart() const {
    if (m_setup.startFrom.empty())
        return Start{};
    auto checkpoint = readCheckpoint(m_setup.startFrom, /*withOptimizer=*/false);
    if (!checkpoint)
        return badInput("initialisation.start_from: {}", checkpoint.error().text());
    return Start{0, 0, std::move(checkpoint->model), m_setup.startFrom.string(), false, std::nullopt};
}

Result<StageEnd> StageChain::run(const std::optional<fs::path>& resumeFrom) {
    CPW_TRY(start, findStart(resumeFrom));
    if (!resumeFrom)
        for (const auto& note : m_setup.dataset->notes)
            m_observer.onNote({start.stage, start.runStep, 0, 0, 0}, NoteLevel::Info, note);
    while (start.stage < static_cast<int>(m_setup.stages.size())) {
        CPW_TRY(end, runStage(start));
        if (end != StageEnd::Finished)
            return end;
    }
    return StageEnd::Finished;
}

Result<StageEnd> StageChain::runStage(Start& start) {
    const auto stage = start.stage;
    const auto kind = m_setup.stages[static_cast<std::size_t>(stage)].kind;
    CPW_TRY(built, buildStageModel(m_setup, kind));
    auto model = built.model;
    if (built.pretrained && start.weights.empty() && !start.checkpoint)
        m_observer.onNote({stage, start.runStep, 0, 0, 0}, NoteLevel::Info,
                          fmt::format("weights of {}: {}", m_setup.plmFolder.string(), summaryOf(*built.pretrained)));
    if (!start.weights.empty())
        CPW_TRY_VOID(takeWeights(start, model));
    StageLoop loop(m_setup, stage, model, m_observer);
    loop.startAt(start.runStep, start.isSteered);
    if (!usesText(kind) && isTextAfter(stage))
        CPW_TRY_VOID(putWaiting(m_setup.runFolder, loop.manifest(), start.weights, model));
    start.weights.clear(); // the model has its own copy: the stage needs the memory
    if (start.checkpoint)
        CPW_TRY_VOID(loop.restore(*start.checkpoint));
    m_observer.onStageStarted(loop.position(), kind, /*isReused=*/false);
    CPW_TRY(end, loop.run());
    if (end != StageEnd::Finished)
        return end;

    CPW_TRY(weights, loop.finalWeights());
    if (isFinetune(kind)) {
        loadParameters(model, weights);
        CPW_TRY(isDone, test(stage, model, loop.position()));
        if (!isDone) {
            // Asked to stop while the test rows were read: the last checkpoint is complete, a resume reads them again.
            LiveValues unchanged = loop.manifest().live;
            const auto requests = m_observer.beforeStep(loop.position(), unchanged);
            return requests.discard ? StageEnd::Discarded : StageEnd::StoppedAndSaved;
        }
    } else {
        CPW_TRY_VOID(keepFinishedStage(loop, weights));
    }
    start = Start{stage + 1, loop.manifest().runStep, std::move(weights), kStageBefore, loop.manifest().isSteered, std::nullopt};
    return StageEnd::Finished;
}

bool StageChain::isTextBefore(int stage) const {
    return std::any_of(m_setup.stages.begin(), m_setup.stages.begin() + stage, stageUsesText);
}

bool StageChain::isTextAfter(int stage) const {
    return std::any_of(m_setup.stages.begin() + stage + 1, m_setup.stages.end(), stageUsesText);
}

Result<void> StageChain::takeWeights(Start& start, clickprompt::ClickPromptModel model) const {
    const auto& stage = m_setup.stages[static_cast<std::size_t>(start.stage)];
    if (stageUsesText(stage))
        CPW_TRY_VOID(addWaiting(m_setup.runFolder, start.stage, start.weights));
    const auto report = loadParameters(std::move(model), start.weights);
    auto complaints = report;
    if (stageUsesText(stage) && start.stage > 0 && !isTextBefore(start.stage) && m_setup.startFrom.empty())
        std::erase_if(complaints.missing, isOfLanguageSide); // it begins here
    const auto partial = partialText(complaints);
    if (!partial.empty() && !m_setup.allowsPartialStart)
        return badInput("the weights of {} do not fit stage {} ({}); correct the spec, or set initialisation.allow_partial to keep fresh weights where "
                        "none fit",
                        start.origin, start.stage + 1, partial);
    m_observer.onNote({start.stage, start.runStep, 0, 0, 0}, partial.empty() ? NoteLevel::Info : NoteLevel::Warning,
                      fmt::format("weights of {} for stage {}: {}", start.origin, start.stage + 1, summaryOf(report)));
    return {};
}

Result<void> StageChain::keepFinishedStage(const StageLoop& loop, const plm::NamedTensors& weights) const {
    if (!reusesStages() || loop.manifest().isSteered)
        return {}; // what was steered is not what the hash stands for
    auto manifest = loop.manifest();
    manifest.isStageComplete = true;
    return writeCheckpoint(m_setup.stagesFolder / manifest.stageHash, manifest, weights, nullptr);
}

Result<bool> StageChain::test(int stage, clickprompt::ClickPromptModel model, const Position& position) {
    const auto& rows = m_setup.dataset->split.test;
    if (rows.empty())
        return true;
    const auto kind = m_setup.stages[static_cast<std::size_t>(stage)].kind;
    const auto logits = scoreRows(model, m_setup, usesText(kind), rows, [&](double share) {
        m_observer.onProgress(position, Phase::Test, share, 0);
        return m_observer.shouldStop();
    });
    if (!logits)
        return false;
    const auto scores = rankingScores(*m_setup.dataset, rows, *logits);
    m_observer.onMetric(position, "test/auc", scores.auc);
    m_observer.onMetric(position, "test/log_loss", scores.logLoss);
    if (scores.expectedAuc)
        m_observer.onMetric(position, "test/expected_auc", *scores.expectedAuc);
    return true;
}

} // namespace cpw::train
