// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/spec/text_spec.h"

#include <string>

namespace cpw::spec {

/// A registry entry with its own options: {"id": "dcn_v2", "options": {...}}. Which ids and options exist: the catalog.
struct EntrySpec {
    std::string id;
    OptionValues options;
};

/// A BERT encoder from scratch.
struct ScratchEncoder {
    int layers = 2;
    int hidden = 64;
    int heads = 2;
    int feedForward = 256;
    int maximumPositions = 128;
    double layerNormEpsilon = 1e-12; // BERT's own
    double initializerRange = 0.02;  // BERT's own
    double hiddenDropout = 0.0;
    double attentionDropout = 0.0; // above 0 the fused attention of the processor is not available
};

/// What of the last hidden states the click logit reads. Means are over the text positions that are not padding; prompts are
/// never pooled. first: output of the first Transformer layer; top2: the last two layers (with one layer: embeddings and it).
enum class Pooler { Cls, Mean, MeanFirstLast, MeanTopTwo };

struct PlmSpec {
    std::string folder; ///< a Hugging Face folder; empty: from scratch
    ScratchEncoder scratch;
    TokenizerSpec tokenizer;
    Pooler pooler = Pooler::Cls;
    int maximumTokens = 0; ///< 0: what the position table allows; longer sentences are an error with the count of rows
};

/// prefix: the prompts are keys and values of every layer. layer_hidden (the paper's text): they are hidden states of every layer
/// and pass through its own key and value maps; only text positions go on. input: they stand before the token embeddings, at the
/// input layer alone.
enum class PromptForm { Prefix, LayerHidden, Input };
/// unshifted: the text keeps the positions it was pretrained with. shifted_by_prompts: it starts at position K, and prompts of the
/// form input take positions 0 to K - 1 (without the shift they have none).
enum class PromptPositions { Unshifted, ShiftedByPrompts };
/// shared: Linear, tanh, one wide Linear. separate (the paper's text): a two-layer network of its own for each layer and prompt.
enum class ProjectorKind { Shared, Separate };
/// What the CTR logit is made from: the trunk's own head, or the prompts by their mean, all of them side by side, a mixture gated
/// by the representation, or their attention to a learnt query.
enum class CtrLogit { Trunk, Mean, Concat, Mixture, Attention };

/// Soft prompts, made from the CTR representation.
struct PromptSpec {
    int count = 4; ///< K; 0 leaves the text side without prompts
    PromptForm form = PromptForm::Prefix;
    PromptPositions positions = PromptPositions::Unshifted;
    ProjectorKind projector = ProjectorKind::Shared;
    double dropout = 0.0; ///< of the prompts, in training
    CtrLogit ctrLogit = CtrLogit::Trunk;
};

/// How the two logits are joined. learned: a * ctr + (1 - a) * plm. learned_plm: the roles swapped, as the reference has them, to
/// import its models. plm_only and ctr_only: one logit counts. The modes of the reference, as settings here:
///
/// | mode       | fusion         | prompts.form | prompts.count |
/// | ---------- | -------------- | ------------ | ------------- |
/// | ctr_only   | ctr_only, or stage finetune_ctr, which does not build the language model |||
/// | nlp_only   | plm_only       | any          | 0             |
/// | add        | sum or learned | any          | 0             |
/// | prompt     | plm_only       | input        | above 0       |
/// | prompt_add | sum or learned | input        | above 0       |
/// | prefix     | plm_only       | prefix       | above 0       |
/// | prefix_add | sum or learned | prefix       | above 0       |
///
/// layer_hidden in the place of prefix gives the paper's wording of the last two.
enum class FusionKind { Sum, Learned, PlmOnly, CtrOnly, LearnedPlm };

template <class Visitor>
void describe(Visitor& visit, ScratchEncoder& o) {
    visit(o.layers, {.key = "layers", .title = "Layers", .help = "Transformer layers.", .minimum = 1, .maximum = 48});
    visit(o.hidden, {.key = "hidden", .title = "Hidden size", .help = "Width; a multiple of the heads.", .minimum = 2, .maximum = 8192});
    visit(o.heads, {.key = "heads", .title = "Heads", .help = "Attention heads.", .minimum = 1, .maximum = 128});
    visit(o.feedForward, {.key = "feed_forward", .title = "Feed-forward size", .help = "Width inside a layer.", .minimum = 1, .maximum = 65536});
    visit(o.maximumPositions, {.key = "maximum_positions", .title = "Positions", .help = "Longest sentence in tokens.", .minimum = 8, .maximum = 8192});
    visit(o.layerNormEpsilon, {.key = "layer_norm_epsilon", .title = "Layer norm epsilon", .help = "BERT: 1e-12.", .minimum = 0, .maximum = 1});
    visit(o.initializerRange, {.key = "initializer_range", .title = "Initial spread", .help = "Standard deviation of new weights.", .minimum = 0, .maximum = 1});
    visit(o.hiddenDropout, {.key = "hidden_dropout", .title = "Dropout", .help = "Of hidden states.", .minimum = 0, .maximum = 0.9});
    visit(o.attentionDropout, {.key = "attention_dropout", .title = "Attention dropout", .help = "Slow on a processor.", .minimum = 0, .maximum = 0.9});
}

template <class Visitor>
void describe(Visitor& visit, PlmSpec& o) {
    visit(o.folder, {.key = "folder", .title = "Model folder", .help = "Hugging Face folder; empty: from scratch."});
    visit.group("scratch", "From scratch", o.scratch);
    visit.group("tokenizer", "Tokenizer", o.tokenizer);
    visit(o.pooler, {.key = "pooler", .title = "Pooler", .help = "cls: first token; mean: average over tokens, of the last layer, the first and last, or the top two."});
    visit(o.maximumTokens, {.key = "maximum_tokens", .title = "Maximum tokens", .help = "0: as many as the position table has.", .minimum = 0, .maximum = 8192});
}

template <class Visitor>
void describe(Visitor& visit, PromptSpec& o) {
    visit(o.count, {.key = "count", .title = "Prompts", .help = "Soft prompts in each layer (K).", .minimum = 0, .maximum = 512});
    visit(o.form, {.key = "form", .title = "Form", .help = "prefix: keys and values of every layer; layer_hidden: hidden states of every layer; input: before the token embeddings."});
    visit(o.positions, {.key = "positions", .title = "Text positions", .help = "unshifted keeps the pretrained positions."});
    visit(o.projector, {.key = "projector", .title = "Projector", .help = "shared: one first layer for all prompts; separate: a network for each layer and prompt."});
    visit(o.dropout, {.key = "dropout", .title = "Prompt dropout", .help = "Of the prompts, in training.", .minimum = 0, .maximum = 0.9});
    visit(o.ctrLogit, {.key = "ctr_logit", .title = "CTR logit from", .help = "trunk: the CTR model's own head; the others form it from the prompts."});
}

} // namespace cpw::spec

template <>
struct cpw::EnumNames<cpw::spec::Pooler> {
    using Kind = cpw::spec::Pooler;
    static constexpr std::pair<Kind, const char*> kNames[] = {
        {Kind::Cls, "cls"}, {Kind::Mean, "mean"}, {Kind::MeanFirstLast, "mean_first_last"}, {Kind::MeanTopTwo, "mean_top2"}};
};
template <>
struct cpw::EnumNames<cpw::spec::PromptForm> {
    using Kind = cpw::spec::PromptForm;
    static constexpr std::pair<Kind, const char*> kNames[] = {
        {Kind::Prefix, "prefix"}, {Kind::LayerHidden, "layer_hidden"}, {Kind::Input, "input"}};
};
template <>
struct cpw::EnumNames<cpw::spec::PromptPositions> {
    using Kind = cpw::spec::PromptPositions;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Unshifted, "unshifted"}, {Kind::ShiftedByPrompts, "shifted_by_prompts"}};
};
template <>
struct cpw::EnumNames<cpw::spec::ProjectorKind> {
    using Kind = cpw::spec::ProjectorKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Shared, "shared"}, {Kind::Separate, "separate"}};
};
template <>
struct cpw::EnumNames<cpw::spec::CtrLogit> {
    using Kind = cpw::spec::CtrLogit;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Trunk, "trunk"},
                                                              {Kind::Mean, "mean"},
                                                              {Kind::Concat, "concat"},
                                                              {Kind::Mixture, "mixture"},
                                                              {Kind::Attention, "attention"}};
};
template <>
struct cpw::EnumNames<cpw::spec::FusionKind> {
    using Kind = cpw::spec::FusionKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Sum, "sum"},
                                                              {Kind::Learned, "learned"},
                                                              {Kind::PlmOnly, "plm_only"},
                                                              {Kind::CtrOnly, "ctr_only"},
                                                              {Kind::LearnedPlm, "learned_plm"}};
};
