// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"

#include <string>

namespace cpw::spec {

enum class StageKind { PaMlm, FinetuneWithPlm, FinetuneCtr };
enum class ScheduleKind { Constant, Linear, Cosine, Plateau };
enum class OptimizerKind { AdamW, Adam, Sgd };
/// Rows: each step costs its own rows and gives the result of Dense. Lazy: rows of the batch only, rows that a step does not read
/// stay as they are (torch.optim.SparseAdam); another result than Dense.
enum class EmbeddingUpdates { Rows, Dense, Lazy };
/// What a loss that is not a number does to the run. Its step never changes a weight.
enum class OnBadLoss { Stop, Pause, Continue };

/// One explicit rate for each side; no parameter is left to an optimiser default.
struct OptimizerSpec {
    double learningRatePlm = 1e-3;
    double learningRateCtr = 1e-3;   ///< trunk, embeddings
    double learningRateHeads = 1e-3; ///< new prediction heads, projector, fusion weight
    double weightDecay = 0.0;        ///< not on biases, norms, embedding tables, fusion weight
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double clipNorm = 0.0; ///< 0: no clipping; else the global norm of all gradients is limited to this
    EmbeddingUpdates embeddingUpdates = EmbeddingUpdates::Rows;
    OptimizerKind kind = OptimizerKind::AdamW;
    double momentum = 0.9;            ///< sgd only
    double embeddingRateFactor = 1.0; ///< of the rate of the CTR side, for its embedding tables
    double embeddingWeightDecay = 0.0; ///< of the CTR side's embedding tables, every row at each step
    double embeddingL2 = 0.0; ///< loss term: half of it times the sum of squares of the distinct embedding rows of the step
    double denseL2 = 0.0;     ///< loss term: half of it times the sum of squares of the CTR side's weight matrices
};

struct ScheduleSpec {
    ScheduleKind kind = ScheduleKind::Constant;
    double warmUp = 0.0;           ///< share of all steps
    std::int64_t warmUpSteps = 0;  ///< in place of the share
    double plateauFactor = 0.5;    ///< plateau: the rates are multiplied by it
    int plateauPatience = 2;       ///< plateau: after so many validations without gain of stopping.metric
    double minimumRate = 0.0;      ///< plateau: no rate falls below it (or below its base, where that is smaller)
};

/// Model choice: validation after each epoch (and each `everySteps`), best checkpoint kept.
struct StoppingSpec {
    int patience = 2;         ///< validations without gain before stopping; 0: never
    int everySteps = 0;       ///< extra validations; 0: only at the end of an epoch
    std::string metric = {};  ///< that chooses; empty: auc when finetuning, none for PA-MLM; "none": no choice
    double minimumGain = 0.0; ///< smaller changes are no gain for patience and plateau; the best checkpoint is the best all the same
};

/// Weights of the strategies of which each row draws one at each visit. All 0: every rate acts, independently of the others.
struct MaskingMixture {
    double token = 0.0;
    double word = 0.0;
    double field = 0.0;
};

/// What PA-MLM hides. The rates are probabilities of a draw for each token, word or field value of a row, fresh at every visit.
struct MaskingSpec {
    double tokenRate = 0.15;     ///< every maskable token
    double fieldRate = 0.0;      ///< every token of a drawn field value at once
    bool isTemplateMasked = true; ///< false: field names, "is" and "." are never drawn
    double maskShare = 0.8;      ///< of the drawn tokens: replaced by [MASK]
    double randomShare = 0.1;    ///< of the drawn tokens: replaced by a random vocabulary id; the rest stays
    double wordRate = 0.0;       ///< every piece of a drawn word at once
    MaskingMixture mixture = {};
    OptionValues fieldRates = {}; ///< by field: takes the place of the rates in use (above 0, or of the drawn strategy) in its value
};

/// What a stage does not train. A frozen part is in evaluation mode (no dropout, norms of whole batches fixed), gets no gradient
/// and passes gradients on to whatever below it is trained. Commands to the running job freeze and unfreeze whole sides on top;
/// what is frozen here in part stays frozen then.
struct FreezeSpec {
    bool languageModel = false; ///< encoder and masked-language head; prediction heads go on
    bool plmEmbeddings = false; ///< word, position and type embeddings and their norm
    int plmLayers = 0;          ///< the lowest layers of the encoder
    bool ctrEmbeddings = false; ///< every embedding table of the backbone
    bool ctrTrunk = false;      ///< the backbone but its tables
    bool keepsDropout = false;  ///< frozen parts stay in training mode, as in the reference

    [[nodiscard]] bool freezesWholeCtr() const { return ctrEmbeddings && ctrTrunk; }
};

struct StageSpec {
    StageKind kind = StageKind::FinetuneCtr;
    int epochs = 1;
    std::int64_t maximumSteps = 0; ///< 0: no limit besides the epochs
    int batch = 256;
    int accumulation = 1; ///< micro-batches of one step; batch = accumulation x micro-batch
    OptimizerSpec optimizer;
    ScheduleSpec schedule;
    StoppingSpec stopping;
    MaskingSpec masking;      ///< pa_mlm only
    FreezeSpec freeze;
    double ctrDropout = 0.0;  ///< in the tower of the backbone, in this stage
    double embeddingDropout = -1.0; ///< of the backbone's field embeddings, in this stage; -1: the backbone's own
    double plmDropout = -1.0; ///< of the language model's hidden states, in this stage; -1: the model's own
    bool usesValidationRows = false; ///< pa_mlm only: train on validation rows too (labels are not read)
    int checkpointEverySteps = 0;    ///< extra checkpoints; 0: at the end of an epoch
    bool shufflesFields = false; ///< with text: the fields of the sentence in a new order at each visit of a row, in training only
    OnBadLoss onBadLoss = OnBadLoss::Stop;
};

template <class Visitor>
void describe(Visitor& visit, OptimizerSpec& o) {
    visit(o.learningRatePlm, {.key = "learning_rate_plm", .title = "Learning rate, PLM", .help = "Language model.", .minimum = 0, .maximum = 1, .isLogarithmic = true, .effect = Effect::NextStep});
    visit(o.learningRateCtr, {.key = "learning_rate_ctr", .title = "Learning rate, CTR side", .help = "Backbone and its embeddings.", .minimum = 0, .maximum = 1, .isLogarithmic = true, .effect = Effect::NextStep});
    visit(o.learningRateHeads, {.key = "learning_rate_heads", .title = "Learning rate, heads", .help = "Projector, prediction heads, fusion weight.", .minimum = 0, .maximum = 1, .isLogarithmic = true, .effect = Effect::NextStep});
    visit(o.weightDecay, {.key = "weight_decay", .title = "Weight decay", .help = "Not on biases, norms and embeddings.", .minimum = 0, .maximum = 10, .effect = Effect::NextStep});
    visit(o.beta1, {.key = "beta1", .title = "Beta 1", .help = "Decay of the first moment.", .minimum = 0, .maximum = 0.9999999});
    visit(o.beta2, {.key = "beta2", .title = "Beta 2", .help = "Decay of the second moment.", .minimum = 0, .maximum = 0.9999999});
    visit(o.epsilon, {.key = "epsilon", .title = "Epsilon", .help = "Added to the root of the second moment.", .minimum = 1e-20, .maximum = 1});
    visit(o.clipNorm, {.key = "clip_norm", .title = "Gradient clip", .help = "Largest global gradient norm; 0: none.", .minimum = 0, .effect = Effect::NextStep});
    visit(o.embeddingUpdates, {.key = "embedding_updates", .title = "Embedding updates", .help = "rows: at the cost of the batch, the result of dense; dense: every row each step; lazy: only rows of the batch move."});
    visit(o.kind, {.key = "kind", .title = "Optimizer", .help = "adamw; adam: decay joins the gradient; sgd: with momentum."});
    visit(o.momentum, {.key = "momentum", .title = "Momentum", .help = "sgd only.", .minimum = 0, .maximum = 0.9999});
    visit(o.embeddingRateFactor, {.key = "embedding_rate_factor", .title = "Embedding rate factor", .help = "Times the rate of the CTR side.", .minimum = 0, .maximum = 1000});
    visit(o.embeddingWeightDecay, {.key = "embedding_weight_decay", .title = "Embedding weight decay", .help = "Of the CTR side's tables.", .minimum = 0, .maximum = 10});
    visit(o.embeddingL2, {.key = "embedding_l2", .title = "Embedding L2", .help = "Loss term on the distinct rows of a step.", .minimum = 0, .maximum = 10});
    visit(o.denseL2, {.key = "dense_l2", .title = "Dense L2", .help = "Loss term on the CTR side's matrices.", .minimum = 0, .maximum = 10});
}

template <class Visitor>
void describe(Visitor& visit, ScheduleSpec& o) {
    visit(o.kind, {.key = "kind", .title = "Schedule", .help = "Shape of the rate after warm-up."});
    visit(o.warmUp, {.key = "warm_up", .title = "Warm-up", .help = "Share of all steps.", .minimum = 0, .maximum = 1});
    visit(o.warmUpSteps, {.key = "warm_up_steps", .title = "Warm-up steps", .help = "In place of the share; 0: the share.", .minimum = 0, .unit = "steps"});
    visit(o.plateauFactor, {.key = "plateau_factor", .title = "Plateau factor", .help = "Rates times this without gain.", .minimum = 0, .maximum = 1});
    visit(o.plateauPatience, {.key = "plateau_patience", .title = "Plateau patience", .help = "Validations without gain before the rates fall.", .minimum = 1, .maximum = 1000});
    visit(o.minimumRate, {.key = "minimum_rate", .title = "Minimum rate", .help = "plateau: no rate falls below it.", .minimum = 0, .maximum = 1});
}

template <class Visitor>
void describe(Visitor& visit, StoppingSpec& o) {
    visit(o.patience, {.key = "patience", .title = "Patience", .help = "Validations without gain before stopping; 0: never.", .minimum = 0, .maximum = 1000});
    visit(o.everySteps, {.key = "every_steps", .title = "Validate every", .help = "Steps; 0: only after an epoch.", .minimum = 0, .unit = "steps"});
    visit(o.metric, {.key = "metric", .title = "Metric", .help = "auc, log_loss, masked_loss ... or none; empty: auc when finetuning, none for pa_mlm."});
    visit(o.minimumGain, {.key = "minimum_gain", .title = "Minimum gain", .help = "Smaller changes are no gain.", .minimum = 0});
}

template <class Visitor>
void describe(Visitor& visit, MaskingMixture& o) {
    visit(o.token, {.key = "token", .title = "Tokens", .help = "Weight of token_rate.", .minimum = 0, .maximum = 1000});
    visit(o.word, {.key = "word", .title = "Words", .help = "Weight of word_rate.", .minimum = 0, .maximum = 1000});
    visit(o.field, {.key = "field", .title = "Field values", .help = "Weight of field_rate.", .minimum = 0, .maximum = 1000});
}

template <class Visitor>
void describe(Visitor& visit, MaskingSpec& o) {
    visit(o.tokenRate, {.key = "token_rate", .title = "Token rate", .help = "Chance of each token.", .minimum = 0, .maximum = 1});
    visit(o.fieldRate, {.key = "field_rate", .title = "Field rate", .help = "Chance of each whole field value.", .minimum = 0, .maximum = 1});
    visit(o.isTemplateMasked, {.key = "template_tokens", .title = "Mask template words", .help = "Off: only field values are masked."});
    visit(o.maskShare, {.key = "mask_share", .title = "Replaced by mask", .help = "Share of drawn tokens.", .minimum = 0, .maximum = 1});
    visit(o.randomShare, {.key = "random_share", .title = "Replaced at random", .help = "Share of drawn tokens.", .minimum = 0, .maximum = 1});
    visit(o.wordRate, {.key = "word_rate", .title = "Word rate", .help = "Chance of each whole word.", .minimum = 0, .maximum = 1});
    visit.group("mixture", "Mixture", o.mixture);
    visit.openOptions("field_rates", "Rates of fields", o.fieldRates);
}

template <class Visitor>
void describe(Visitor& visit, FreezeSpec& o) {
    visit(o.languageModel, {.key = "language_model", .title = "Language model", .help = "Encoder and masked-language head."});
    visit(o.plmEmbeddings, {.key = "plm_embeddings", .title = "Its embeddings", .help = "Words, positions, types and their norm."});
    visit(o.plmLayers, {.key = "plm_layers", .title = "Its lowest layers", .help = "How many, from the bottom.", .minimum = 0, .maximum = 1024});
    visit(o.ctrEmbeddings, {.key = "ctr_embeddings", .title = "CTR embeddings", .help = "Every table of the backbone."});
    visit(o.ctrTrunk, {.key = "ctr_trunk", .title = "CTR trunk", .help = "The backbone but its tables."});
    visit(o.keepsDropout, {.key = "keeps_dropout", .title = "Keep dropout", .help = "Frozen parts stay in training mode."});
}

template <class Visitor>
void describe(Visitor& visit, StageSpec& o) {
    visit(o.kind, {.key = "kind", .title = "Stage", .help = "pa_mlm, finetune_with_plm or finetune_ctr."});
    visit(o.epochs, {.key = "epochs", .title = "Epochs", .help = "At most.", .minimum = 1, .maximum = 100000});
    visit(o.maximumSteps, {.key = "maximum_steps", .title = "Maximum steps", .help = "0: no limit.", .minimum = 0});
    visit(o.batch, {.key = "batch", .title = "Batch", .help = "Rows of one optimiser step.", .minimum = 1, .maximum = 1048576});
    visit(o.accumulation, {.key = "accumulation", .title = "Accumulation", .help = "Micro-batches of one step.", .minimum = 1, .maximum = 65536});
    visit.group("optimizer", "Optimizer", o.optimizer);
    visit.group("schedule", "Schedule", o.schedule);
    visit.group("stopping", "Stopping", o.stopping);
    visit.group("masking", "Masking", o.masking);
    visit.group("freeze", "Freeze", o.freeze);
    visit(o.ctrDropout, {.key = "ctr_dropout", .title = "CTR dropout", .help = "In the backbone's tower.", .minimum = 0, .maximum = 0.9});
    visit(o.embeddingDropout, {.key = "embedding_dropout", .title = "Embedding dropout", .help = "Of the backbone's field embeddings in this stage; -1: the backbone's own.", .minimum = -1, .maximum = 0.9});
    visit(o.plmDropout, {.key = "plm_dropout", .title = "Language model dropout", .help = "Of hidden states in this stage; -1: the model's own.", .minimum = -1, .maximum = 0.9});
    visit(o.usesValidationRows, {.key = "uses_validation_rows", .title = "Validation rows too", .help = "PA-MLM reads no labels."});
    visit(o.checkpointEverySteps, {.key = "checkpoint_every_steps", .title = "Checkpoint every", .help = "Steps; 0: after an epoch.", .minimum = 0, .unit = "steps"});
    visit(o.shufflesFields, {.key = "shuffle_fields", .title = "Shuffle fields", .help = "Fields of the sentence in a new order at each visit."});
    visit(o.onBadLoss, {.key = "on_nan", .title = "On NaN", .help = "stop, pause or continue without the step."});
}

} // namespace cpw::spec

template <>
struct cpw::EnumNames<cpw::spec::StageKind> {
    using Kind = cpw::spec::StageKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {
        {Kind::PaMlm, "pa_mlm"}, {Kind::FinetuneWithPlm, "finetune_with_plm"}, {Kind::FinetuneCtr, "finetune_ctr"}};
};
template <>
struct cpw::EnumNames<cpw::spec::ScheduleKind> {
    using Kind = cpw::spec::ScheduleKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {
        {Kind::Constant, "constant"}, {Kind::Linear, "linear"}, {Kind::Cosine, "cosine"}, {Kind::Plateau, "plateau"}};
};
template <>
struct cpw::EnumNames<cpw::spec::EmbeddingUpdates> {
    using Kind = cpw::spec::EmbeddingUpdates;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Rows, "rows"}, {Kind::Dense, "dense"}, {Kind::Lazy, "lazy"}};
};
template <>
struct cpw::EnumNames<cpw::spec::OptimizerKind> {
    using Kind = cpw::spec::OptimizerKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::AdamW, "adamw"}, {Kind::Adam, "adam"}, {Kind::Sgd, "sgd"}};
};
template <>
struct cpw::EnumNames<cpw::spec::OnBadLoss> {
    using Kind = cpw::spec::OnBadLoss;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Stop, "stop"}, {Kind::Pause, "pause"}, {Kind::Continue, "continue"}};
};
