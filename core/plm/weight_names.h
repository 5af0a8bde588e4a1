// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plm/plm_config.h"

#include <optional>
#include <string>
#include <string_view>

namespace cpw::plm {

/// What a tensor of a Hugging Face file is to this program. Our names are those of BERT's encoder in every family.
struct WeightName {
    enum class Kind {
        Parameter,   ///< `name` is ours: "encoder.embeddings....", "encoder.encoder.layer....", "mlm_head...."
        TiedDecoder, ///< the decoder's own copy of the word embeddings or of its bias; `name` is the parameter it must equal
        NotNeeded,   ///< position_ids, the sentence pooler, heads of other tasks, TinyBERT's maps to its teacher
        Unknown,
    };
    Kind kind = Kind::Unknown;
    std::string name;
};

/// Understands files with and without the family's prefix ("bert.", "roberta.", "distilbert.") and the old norm names gamma and
/// beta.
[[nodiscard]] WeightName classifyWeight(PlmFamily family, std::string_view fileName);
/// The name that the family's class with a masked-language head has for one of our parameters; nothing for parameters that are
/// not of a language model.
[[nodiscard]] std::optional<std::string> huggingFaceName(PlmFamily family, std::string_view parameterName);

} // namespace cpw::plm
