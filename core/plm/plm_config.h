// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/spec/model_spec.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace cpw::plm {

/// The keys of a Hugging Face config.json that this encoder honours. parse refuses what it cannot honour, key by key.
struct PlmConfig {
    std::string modelType = "bert";
    std::int64_t vocabularySize = 0;
    std::int64_t hidden = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t feedForward = 0;
    std::int64_t maximumPositions = 0;
    std::int64_t typeVocabularySize = 2;
    std::int64_t padId = 0;
    double layerNormEpsilon = 1e-12;
    double initializerRange = 0.02;
    double hiddenDropout = 0.0;
    double attentionDropout = 0.0;
    std::string activation = "gelu";

    [[nodiscard]] std::int64_t headSize() const { return hidden / heads; }
    /// Text of a config.json that `transformers` opens.
    [[nodiscard]] std::string toJson() const;
    [[nodiscard]] static Result<PlmConfig> fromJson(const std::string& text);
    [[nodiscard]] static Result<PlmConfig> load(const std::filesystem::path& folder);
    [[nodiscard]] static Result<PlmConfig> fromScratch(const spec::ScratchEncoder& spec, std::int64_t vocabularySize);
};

} // namespace cpw::plm
