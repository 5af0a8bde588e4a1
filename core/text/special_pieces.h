// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/text/added_tokens.h"
#include "core/text/tokenizer.h"

#include <functional>
#include <string>
#include <vector>

namespace cpw::text {

/// The literals of the special tokens, by default BERT's, and every added token. Tokens in `added` need no id when the vocabulary
/// has their piece; of the five that are missing in `added` a plain one is made.
struct SpecialPieces {
    std::string pad = "[PAD]";
    std::string unknown = "[UNK]";
    std::string first = "[CLS]";
    std::string last = "[SEP]";
    std::string mask = "[MASK]";
    std::vector<AddedToken> added;

    [[nodiscard]] AddedToken* find(const std::string& content);
};

/// Ids of the special tokens and all added tokens with their ids. Added tokens that the vocabulary lacks follow it, in the order
/// of the ids they ask for; those are put behind `pieces`.
struct ResolvedSpecials {
    SpecialTokens ids;
    std::vector<AddedToken> added;
};
/// `idOf` finds a piece of the vocabulary (-1: none). Fails on missing special tokens, and on ids that contradict the vocabulary
/// or leave gaps. `source` names the file in errors, `family` the kind of vocabulary.
[[nodiscard]] Result<ResolvedSpecials> resolveSpecials(SpecialPieces specials, std::vector<std::string>& pieces,
                                                       const std::function<std::int32_t(const std::string&)>& idOf,
                                                       const std::string& source, const std::string& family);

} // namespace cpw::text
