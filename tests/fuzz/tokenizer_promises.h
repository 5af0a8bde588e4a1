// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"
#include "tests/fuzz/fuzz_target.h"

namespace cpw::fuzz {

/// Ids are of the vocabulary, offsets inside the text, and a second call gives the same.
inline void requireGoodTokens(const text::Tokenizer& tokenizer, std::string_view text) {
    const auto tokens = tokenizer.encode(text);
    for (const text::Token& token : tokens) {
        require(token.id >= 0 && token.id < tokenizer.vocabularySize());
        require(token.begin <= token.end && token.end <= text.size());
        require(tokenizer.isWordStart(token.id) || tokenizer.isContinuation(token.id));
        static_cast<void>(tokenizer.piece(token.id));
    }
    require(tokens == tokenizer.encode(text));
}

} // namespace cpw::fuzz
