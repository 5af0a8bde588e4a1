// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token_store.h"

#include <memory>
#include <string>
#include <vector>

namespace cpw::text {

/// What one thread does with the sentences of a data set.
struct TokenizerSpeed {
    double megabytesPerSecond = 0; ///< whole sentences, one call each
    double tokensPerSecond = 0;
    double sentencesPerSecond = 0;
    double rowsPerSecond = 0; ///< every row assembled once, tokenising each distinct value included
    double buildSeconds = 0;  ///< of the token store: values, checks and lengths
    std::size_t rows = 0;
};

/// Sentences of at most `limit` rows, evenly spread.
[[nodiscard]] std::vector<std::string> spreadSentences(const TokenStore& store, std::size_t rows, std::size_t limit);

/// Measures a tokenizer on the sentences of all rows, and whole on `sentences`; each measurement is repeated for at least
/// `seconds` and the best repetition counts.
[[nodiscard]] Result<TokenizerSpeed> measureTokenizer(const std::shared_ptr<const data::EncodedDataset>& dataset,
                                                      const spec::TemplateSpec& wording,
                                                      const std::shared_ptr<const Tokenizer>& tokenizer,
                                                      const std::vector<std::string>& sentences, double seconds);

} // namespace cpw::text
