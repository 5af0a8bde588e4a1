// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stage_checks.h"

#include "core/train/model_choice.h"

namespace cpw::engine {
namespace {

void checkMasking(const spec::MaskingSpec& masking, const std::string& path, std::vector<Problem>& problems) {
    const auto& mixture = masking.mixture;
    const bool isMixed = mixture.token + mixture.word + mixture.field > 0;
    if (!isMixed && masking.tokenRate <= 0 && masking.wordRate <= 0 && masking.fieldRate <= 0)
        problems.push_back({path, "token_rate, word_rate and field_rate are all 0, so that nothing is masked",
                            "Set one of them above 0.", true});
    const auto needsRate = [&](double weight, double rate, const char* strategy) {
        if (weight > 0 && rate <= 0 && masking.fieldRates.empty())
            problems.push_back(
                {fmt::format("{}.{}_rate", path, strategy),
                 fmt::format("is 0, but mixture.{} is {}: rows of that strategy would mask nothing", strategy, weight),
                 "Set the rate above 0, or the weight to 0.", true});
    };
    needsRate(mixture.token, masking.tokenRate, "token");
    needsRate(mixture.word, masking.wordRate, "word");
    needsRate(mixture.field, masking.fieldRate, "field");
    if (masking.maskShare + masking.randomShare > 1)
        problems.push_back(
            {path, fmt::format("mask_share {} and random_share {} add up to more than 1", masking.maskShare, masking.randomShare),
             "Lower one of them.", true});
}

void checkOptimizer(const spec::OptimizerSpec& optimizer, const std::string& path, std::vector<Problem>& problems) {
    if (optimizer.embeddingUpdates != spec::EmbeddingUpdates::Rows || optimizer.embeddingWeightDecay <= 0)
        return;
    const bool isAdam = optimizer.kind == spec::OptimizerKind::Adam;
    const bool isMomentum = optimizer.kind == spec::OptimizerKind::Sgd && optimizer.momentum > 0;
    if (isAdam || isMomentum)
        problems.push_back(
            {path + ".embedding_weight_decay",
             fmt::format("is {}, but {} lets it join the gradient of every row at each step, which embedding_updates rows cannot "
                         "make up for later",
                         optimizer.embeddingWeightDecay, isAdam ? "adam" : "sgd with momentum"),
             "Use embedding_updates dense or lazy, or kind adamw.", true});
}

void checkSchedule(const spec::StageSpec& stage, const std::string& path, std::vector<Problem>& problems) {
    const auto choice = train::ModelChoice::make(stage);
    if (!choice)
        return problems.push_back({path + ".stopping.metric", choice.error().message, {}, true});
    if (stage.schedule.kind == spec::ScheduleKind::Plateau && !choice->isActive())
        problems.push_back({path + ".schedule.kind", "is plateau, but the stage has no stopping.metric to watch",
                            "Name a metric, such as masked_loss for pa_mlm or auc when finetuning.", true});
    if (stage.schedule.warmUp > 0 && stage.schedule.warmUpSteps > 0)
        problems.push_back({path + ".schedule.warm_up_steps",
                            fmt::format("is {} and warm_up is {}: the warm-up has two lengths", stage.schedule.warmUpSteps,
                                        stage.schedule.warmUp),
                            "Set one of them to 0.", true});
}

} // namespace

void checkStage(const spec::StageSpec& stage, bool hasPrompts, const std::string& path, std::vector<Problem>& problems) {
    if (stage.accumulation > stage.batch)
        problems.push_back({path + ".accumulation",
                            fmt::format("is {}, expected at most {}, the rows of the batch", stage.accumulation, stage.batch),
                            "Use at most one micro-batch for each row.", true});
    checkOptimizer(stage.optimizer, path + ".optimizer", problems);
    checkSchedule(stage, path, problems);
    if (!hasPrompts && stage.stopping.metric.ends_with("_without_prompts"))
        problems.push_back({path + ".stopping.metric", fmt::format("is {}, but prompts.count is 0", stage.stopping.metric),
                            "Use the metric without \"_without_prompts\".", true});
    if (stage.kind == spec::StageKind::PaMlm)
        checkMasking(stage.masking, path + ".masking", problems);
}

} // namespace cpw::engine
