// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cpw::plm {

/// What a tensor of a Hugging Face BERT file is to this program.
struct WeightName {
    enum class Kind {
        Parameter,   ///< `name` is ours: "encoder.embeddings....", "encoder.encoder.layer....", "mlm_head...."
        TiedDecoder, ///< the decoder's own copy of the word embeddings or of its bias; `name` is the parameter it must equal
        NotNeeded,   ///< position_ids, the sentence pooler, the next-sentence head
        Unknown,
    };
    Kind kind = Kind::Unknown;
    std::string name;
};

/// Understands files with and without the "bert." prefix and the old norm names gamma and beta.
[[nodiscard]] WeightName classifyWeight(std::string_view fileName);
/// The name BertForMaskedLM has for one of our parameters; nothing for parameters that are not of a language model.
[[nodiscard]] std::optional<std::string> huggingFaceName(std::string_view parameterName);

} // namespace cpw::plm
