// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/weight_names.h"

#include <array>
#include <utility>

namespace cpw::plm {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// The masked-language head: Hugging Face name, our name.
constexpr std::array<Pair, 5> kHeadNames = {{
    {"cls.predictions.bias", "mlm_head.bias"},
    {"cls.predictions.transform.dense.weight", "mlm_head.dense.weight"},
    {"cls.predictions.transform.dense.bias", "mlm_head.dense.bias"},
    {"cls.predictions.transform.LayerNorm.weight", "mlm_head.layer_norm.weight"},
    {"cls.predictions.transform.LayerNorm.bias", "mlm_head.layer_norm.bias"},
}};

void replaceEnd(std::string& text, std::string_view from, std::string_view to) {
    if (text.ends_with(from))
        text.replace(text.size() - from.size(), from.size(), to);
}

} // namespace

WeightName classifyWeight(std::string_view fileName) {
    using Kind = WeightName::Kind;
    std::string name(fileName);
    replaceEnd(name, ".gamma", ".weight");
    replaceEnd(name, ".beta", ".bias");
    for (const auto& [theirs, ours] : kHeadNames)
        if (name == theirs)
            return {Kind::Parameter, std::string(ours)};
    if (name == "cls.predictions.decoder.weight")
        return {Kind::TiedDecoder, "encoder.embeddings.word_embeddings.weight"};
    if (name == "cls.predictions.decoder.bias")
        return {Kind::TiedDecoder, "mlm_head.bias"};
    if (name.starts_with("cls.seq_relationship."))
        return {Kind::NotNeeded, {}};
    if (name.starts_with("bert."))
        name.erase(0, std::string_view("bert.").size());
    if (name == "embeddings.position_ids" || name == "embeddings.token_type_ids" || name.starts_with("pooler."))
        return {Kind::NotNeeded, {}};
    if (name.starts_with("embeddings.") || name.starts_with("encoder.layer."))
        return {Kind::Parameter, "encoder." + name};
    return {Kind::Unknown, {}};
}

std::optional<std::string> huggingFaceName(std::string_view parameterName) {
    for (const auto& [theirs, ours] : kHeadNames)
        if (parameterName == ours)
            return std::string(theirs);
    constexpr std::string_view kEncoder = "encoder.";
    if (parameterName.starts_with(kEncoder))
        return "bert." + std::string(parameterName.substr(kEncoder.size()));
    return std::nullopt;
}

} // namespace cpw::plm
