// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/spec/model_spec.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace cpw::plm {

/// Encoders that differ in the names of config.json and of the weights, in the rule of positions, in token types and in where
/// they drop out. CamemBERT is of the family of RoBERTa.
enum class PlmFamily { Bert, Roberta, DistilBert };

/// The keys of a Hugging Face config.json that this encoder honours. parse refuses what it cannot honour, key by key.
struct PlmConfig {
    PlmFamily family = PlmFamily::Bert;
    std::string modelType = "bert"; ///< as config.json names it
    std::int64_t vocabularySize = 0;
    std::int64_t hidden = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t feedForward = 0;
    std::int64_t maximumPositions = 0;   ///< rows of the position table; see textPositions
    std::int64_t typeVocabularySize = 2; ///< 0: no token types (DistilBERT)
    std::int64_t padId = 0;
    double layerNormEpsilon = 1e-12;
    double initializerRange = 0.02;
    double hiddenDropout = 0.0;
    double attentionDropout = 0.0;
    std::string activation = "gelu";

    [[nodiscard]] std::int64_t headSize() const { return hidden / heads; }
    /// Row of the position table at which a text starts: RoBERTa's first rows are for padding.
    [[nodiscard]] std::int64_t firstPosition() const { return family == PlmFamily::Roberta ? padId + 1 : 0; }
    /// Longest text in tokens.
    [[nodiscard]] std::int64_t textPositions() const { return maximumPositions - firstPosition(); }
    /// RoBERTa's masked-language head has the exact GELU, whatever the layers have.
    [[nodiscard]] std::string headActivation() const { return family == PlmFamily::Roberta ? "gelu" : activation; }
    /// DistilBERT drops nothing out between attention and its norm.
    [[nodiscard]] bool dropsAttentionOutput() const { return family != PlmFamily::DistilBert; }
    /// Text of a config.json that `transformers` opens.
    [[nodiscard]] std::string toJson() const;
    [[nodiscard]] static Result<PlmConfig> fromJson(const std::string& text);
    [[nodiscard]] static Result<PlmConfig> load(const std::filesystem::path& folder);
    [[nodiscard]] static Result<PlmConfig> fromScratch(const spec::ScratchEncoder& spec, std::int64_t vocabularySize);
};

} // namespace cpw::plm
