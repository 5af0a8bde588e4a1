// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::plm {

/// Sizes that all sentences of a batch share. headSize is a multiple of eight.
struct SentenceShape {
    std::int64_t heads = 1;    ///< H
    std::int64_t headSize = 0; ///< D
    std::int64_t tokens = 0;   ///< T, whose keys and values there are
    std::int64_t queries = 0;  ///< Q, T or 1
    std::int64_t prompts = 0;  ///< K

    [[nodiscard]] std::int64_t hidden() const { return heads * headSize; }
};

/// One sentence, everything visible: softmax(q k^T / sqrt(D)) v of each head, keys and values of the prompts before those of the
/// tokens.
struct SentenceRows {
    const float* queries;      ///< [Q, hidden]
    const float* keys;         ///< [T, hidden]
    const float* values;       ///< [T, hidden]
    const float* promptKeys;   ///< [H, K, D]; not read without prompts
    const float* promptValues; ///< [H, K, D]
    float* mixed;              ///< [Q, hidden]
};

/// Numbers that attendSentence wants for itself.
[[nodiscard]] std::int64_t attentionScratch(const SentenceShape& shape);
void attendSentence(const SentenceShape& shape, const SentenceRows& at, float* scratch);

} // namespace cpw::plm
