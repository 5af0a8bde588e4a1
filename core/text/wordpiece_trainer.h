// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace cpw::text {

/// A normalised word and how often the text holds it.
struct WordCount {
    std::string word;
    std::uint64_t count = 0;
};

struct WordPieceTrainerOptions {
    int vocabularySize = 2000;         ///< at most this many pieces, special tokens included
    std::int64_t minimumPairCount = 2; ///< rarer pairs are not merged
};

/// Learns WordPiece pieces from counted words (each word once). The result starts with [PAD], [UNK], [CLS], [SEP], [MASK]; then the
/// alphabet: the characters of the words by count, then by code point, first in the forms that occur (word-initial "x",
/// continuation "##x"), then the other forms, so that unseen words of known characters stay readable; then merges of the most
/// frequent pair, ties to the lexicographically smaller merged piece (then the smaller left part). Depends on
/// nothing but its arguments.
[[nodiscard]] Result<std::vector<std::string>> trainWordPiece(std::vector<WordCount> words, const WordPieceTrainerOptions& options,
                                                              std::stop_token stop);

/// Characters kept in the alphabet at most, as in Hugging Face's trainer; words with others become [UNK].
inline constexpr std::size_t kMaximumAlphabet = 1000;

} // namespace cpw::text
