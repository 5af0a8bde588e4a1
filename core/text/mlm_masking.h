// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/spec/stage_spec.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cpw::text {

/// What was drawn in one row.
struct MaskedTokens {
    std::vector<std::int32_t> positions; ///< index into the row's tokens, ascending
    std::vector<std::int32_t> targets;   ///< the original ids
};

/// Corrupts one row in place and says what was drawn. `fields` as of TokenStore::assemble. `row` and `visit` (the epoch) pick the
/// random numbers: the same call gives the same mask, another visit another. A row may draw nothing. Special tokens, [UNK] and
/// what a file declares special among them, are never drawn, not even inside a drawn word or field value. A random replacement is any id of the vocabulary, as in
/// BERT. A word is a piece with the continuations after it, within one part of the sentence: it never reaches from a value into
/// the template. `fieldRates` as of fieldRatesOf; may be empty.
[[nodiscard]] MaskedTokens maskRow(std::span<std::int32_t> ids, std::span<const std::int16_t> fields, const spec::MaskingSpec& spec,
                                   const Tokenizer& tokenizer, std::uint64_t seed, std::uint64_t row, std::uint64_t visit,
                                   std::span<const double> fieldRates = {});

/// The rates of spec.fieldRates by field number, -1 where a field has none of its own; empty when no field has. Fails on a name
/// that the data set does not have and on a value that is no probability.
[[nodiscard]] Result<std::vector<double>> fieldRatesOf(const spec::MaskingSpec& spec, const std::vector<std::string>& fieldNames);

} // namespace cpw::text
