// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/spec/stage_spec.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cpw::text {

/// Corrupts one row in place and appends what was drawn. `fields` as of TokenStore::assemble. `row` and `visit` (the epoch)
/// pick the random numbers: the same call gives the same mask, another visit another. A row may draw nothing. Special tokens,
/// [UNK] among them, are never drawn, not even inside a drawn field value. A random replacement is any id of the vocabulary, as in BERT.
struct MaskedTokens {
    std::vector<std::int32_t> positions; ///< index into the row's tokens, ascending
    std::vector<std::int32_t> targets;   ///< the original ids
};
[[nodiscard]] MaskedTokens maskRow(std::span<std::int32_t> ids, std::span<const std::int16_t> fields, const spec::MaskingSpec& spec,
                                   const Tokenizer& tokenizer, std::uint64_t seed, std::uint64_t row, std::uint64_t visit);

} // namespace cpw::text
