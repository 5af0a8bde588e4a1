// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/weight_names.h"

#include <array>
#include <span>
#include <utility>

namespace cpw::plm {
namespace {

using Pair = std::pair<std::string_view, std::string_view>; ///< Hugging Face's name, ours

/// The names of a family's file.
struct NameTable {
    std::string_view prefix;    ///< of the encoder
    std::string_view layers;    ///< before the number of a layer
    std::span<const Pair> head; ///< the masked-language head
    std::span<const Pair> tied; ///< copies that a file may hold
    std::span<const Pair> parts; ///< inside a layer, weight and bias left out; empty: as ours
};

constexpr std::string_view kWords = "encoder.embeddings.word_embeddings.weight";
constexpr std::string_view kOurLayers = "encoder.encoder.layer.";

constexpr std::array<Pair, 5> kBertHead = {{
    {"cls.predictions.bias", "mlm_head.bias"},
    {"cls.predictions.transform.dense.weight", "mlm_head.dense.weight"},
    {"cls.predictions.transform.dense.bias", "mlm_head.dense.bias"},
    {"cls.predictions.transform.LayerNorm.weight", "mlm_head.layer_norm.weight"},
    {"cls.predictions.transform.LayerNorm.bias", "mlm_head.layer_norm.bias"},
}};
constexpr std::array<Pair, 2> kBertTied = {{
    {"cls.predictions.decoder.weight", kWords},
    {"cls.predictions.decoder.bias", "mlm_head.bias"},
}};

constexpr std::array<Pair, 5> kRobertaHead = {{
    {"lm_head.bias", "mlm_head.bias"},
    {"lm_head.dense.weight", "mlm_head.dense.weight"},
    {"lm_head.dense.bias", "mlm_head.dense.bias"},
    {"lm_head.layer_norm.weight", "mlm_head.layer_norm.weight"},
    {"lm_head.layer_norm.bias", "mlm_head.layer_norm.bias"},
}};
constexpr std::array<Pair, 2> kRobertaTied = {{
    {"lm_head.decoder.weight", kWords},
    {"lm_head.decoder.bias", "mlm_head.bias"},
}};

constexpr std::array<Pair, 5> kDistilBertHead = {{
    {"vocab_projector.bias", "mlm_head.bias"},
    {"vocab_transform.weight", "mlm_head.dense.weight"},
    {"vocab_transform.bias", "mlm_head.dense.bias"},
    {"vocab_layer_norm.weight", "mlm_head.layer_norm.weight"},
    {"vocab_layer_norm.bias", "mlm_head.layer_norm.bias"},
}};
constexpr std::array<Pair, 1> kDistilBertTied = {{{"vocab_projector.weight", kWords}}};
constexpr std::array<Pair, 8> kDistilBertParts = {{
    {"attention.q_lin", "attention.self.query"},
    {"attention.k_lin", "attention.self.key"},
    {"attention.v_lin", "attention.self.value"},
    {"attention.out_lin", "attention.output.dense"},
    {"sa_layer_norm", "attention.output.LayerNorm"},
    {"ffn.lin1", "intermediate.dense"},
    {"ffn.lin2", "output.dense"},
    {"output_layer_norm", "output.LayerNorm"},
}};

const NameTable& tableOf(PlmFamily family) {
    static constexpr NameTable kBert = {"bert.", "encoder.layer.", kBertHead, kBertTied, {}};
    static constexpr NameTable kRoberta = {"roberta.", "encoder.layer.", kRobertaHead, kRobertaTied, {}};
    static constexpr NameTable kDistilBert = {"distilbert.", "transformer.layer.", kDistilBertHead, kDistilBertTied,
                                              kDistilBertParts};
    switch (family) {
    case PlmFamily::Bert:
        return kBert;
    case PlmFamily::Roberta:
        return kRoberta;
    case PlmFamily::DistilBert:
        return kDistilBert;
    }
    return kBert;
}

void replaceEnd(std::string& text, std::string_view from, std::string_view to) {
    if (text.ends_with(from))
        text.replace(text.size() - from.size(), from.size(), to);
}

bool isOfOtherTask(std::string_view name) {
    constexpr std::array<std::string_view, 6> kStarts = {"cls.seq_relationship.", "classifier.", "pre_classifier.",
                                                         "qa_outputs.",           "fit_dense.",  "fit_denses."};
    for (const auto start : kStarts)
        if (name.starts_with(start))
            return true;
    return false;
}

/// "3.attention.q_lin.weight" with the names of the other side: theirs to ours, or ours to theirs.
std::optional<std::string> translateLayer(std::string_view rest, std::span<const Pair> parts, bool isToOurs) {
    if (parts.empty())
        return std::string(rest);
    const auto first = rest.find('.'), last = rest.rfind('.');
    if (first == std::string_view::npos || last <= first)
        return std::nullopt;
    const auto part = rest.substr(first + 1, last - first - 1);
    for (const auto& [theirs, ours] : parts)
        if (part == (isToOurs ? theirs : ours))
            return std::string(rest.substr(0, first + 1)) + std::string(isToOurs ? ours : theirs) + std::string(rest.substr(last));
    return std::nullopt;
}

} // namespace

WeightName classifyWeight(PlmFamily family, std::string_view fileName) {
    using Kind = WeightName::Kind;
    const auto& table = tableOf(family);
    std::string name(fileName);
    replaceEnd(name, ".gamma", ".weight");
    replaceEnd(name, ".beta", ".bias");
    for (const auto& [theirs, ours] : table.head)
        if (name == theirs)
            return {Kind::Parameter, std::string(ours)};
    for (const auto& [theirs, ours] : table.tied)
        if (name == theirs)
            return {Kind::TiedDecoder, std::string(ours)};
    if (isOfOtherTask(name))
        return {Kind::NotNeeded, {}};
    if (name.starts_with(table.prefix))
        name.erase(0, table.prefix.size());
    if (name == "embeddings.position_ids" || name == "embeddings.token_type_ids" || name.starts_with("pooler."))
        return {Kind::NotNeeded, {}};
    if (name.starts_with("embeddings."))
        return {Kind::Parameter, "encoder." + name};
    if (name.starts_with(table.layers))
        if (const auto rest = translateLayer(std::string_view(name).substr(table.layers.size()), table.parts, /*isToOurs=*/true))
            return {Kind::Parameter, std::string(kOurLayers) + *rest};
    return {Kind::Unknown, {}};
}

std::optional<std::string> huggingFaceName(PlmFamily family, std::string_view parameterName) {
    const auto& table = tableOf(family);
    for (const auto& [theirs, ours] : table.head)
        if (parameterName == ours)
            return std::string(theirs);
    constexpr std::string_view kEncoder = "encoder.";
    if (parameterName.starts_with(kOurLayers)) {
        const auto rest = translateLayer(parameterName.substr(kOurLayers.size()), table.parts, /*isToOurs=*/false);
        return rest ? std::optional(std::string(table.prefix) + std::string(table.layers) + *rest) : std::nullopt;
    }
    if (parameterName.starts_with(kEncoder))
        return std::string(table.prefix) + std::string(parameterName.substr(kEncoder.size()));
    return std::nullopt;
}

} // namespace cpw::plm
