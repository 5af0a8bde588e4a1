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

enum class Pooler { Cls, Mean };

struct PlmSpec {
    std::string folder; ///< a Hugging Face folder; empty: from scratch
    ScratchEncoder scratch;
    TokenizerSpec tokenizer;
    Pooler pooler = Pooler::Cls;
    int maximumTokens = 0; ///< 0: what the position table allows; longer sentences are an error with the count of rows
};

enum class PromptForm { Prefix };
enum class PromptPositions { Unshifted, ShiftedByPrompts };

/// Soft prompts: K keys and K values for each head of each layer, made from the CTR representation.
struct PromptSpec {
    int count = 4; ///< K; 0 leaves the text side without prompts
    PromptForm form = PromptForm::Prefix;
    PromptPositions positions = PromptPositions::Unshifted;
};

enum class FusionKind { Sum, Learned };

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
    visit(o.pooler, {.key = "pooler", .title = "Pooler", .help = "cls: first token; mean: average over tokens."});
    visit(o.maximumTokens, {.key = "maximum_tokens", .title = "Maximum tokens", .help = "0: as many as the position table has.", .minimum = 0, .maximum = 8192});
}

template <class Visitor>
void describe(Visitor& visit, PromptSpec& o) {
    visit(o.count, {.key = "count", .title = "Prompts", .help = "Soft prompts in each layer (K).", .minimum = 0, .maximum = 512});
    visit(o.form, {.key = "form", .title = "Form", .help = "prefix: keys and values made from the representation."});
    visit(o.positions, {.key = "positions", .title = "Text positions", .help = "unshifted keeps the pretrained positions."});
}

} // namespace cpw::spec

template <>
struct cpw::EnumNames<cpw::spec::Pooler> {
    using Kind = cpw::spec::Pooler;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Cls, "cls"}, {Kind::Mean, "mean"}};
};
template <>
struct cpw::EnumNames<cpw::spec::PromptForm> {
    using Kind = cpw::spec::PromptForm;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Prefix, "prefix"}};
};
template <>
struct cpw::EnumNames<cpw::spec::PromptPositions> {
    using Kind = cpw::spec::PromptPositions;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Unshifted, "unshifted"}, {Kind::ShiftedByPrompts, "shifted_by_prompts"}};
};
template <>
struct cpw::EnumNames<cpw::spec::FusionKind> {
    using Kind = cpw::spec::FusionKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Sum, "sum"}, {Kind::Learned, "learned"}};
};
