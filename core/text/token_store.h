// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/encoded_dataset.h"
#include "core/spec/text_spec.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace cpw::text {

/// Which part of the sentence a token belongs to: >= 0 for tokens of a field's value (the field's index in the data set, not its
/// place in the sentence), kTemplateText for field names, "is" and ".", kSpecialToken for [CLS] and [SEP].
inline constexpr std::int16_t kTemplateText = -1;
inline constexpr std::int16_t kSpecialToken = -2;

/// What one segment, the words around the value included, costs in all rows.
struct SegmentTotal {
    std::size_t field = 0; ///< index in the data set
    std::uint64_t tokens = 0;
    bool operator==(const SegmentTotal&) const = default;
};

/// The sentence of each row as token ids. Pieces are tokenised once for each distinct value; a row is assembled by copying.
/// Equal to tokenising the whole sentence (checked on a sample of rows at build time; a template for which it does not hold is
/// tokenised as whole sentences). Immutable once built; any thread may read.
class TokenStore {
public:
    virtual ~TokenStore() = default;

    /// Tokens of a row with [CLS] and [SEP].
    [[nodiscard]] virtual std::size_t length(std::size_t row) const = 0;
    /// Both spans have length(row) entries; `fields` may be empty when not wanted.
    virtual void assemble(std::size_t row, std::span<std::int32_t> ids, std::span<std::int16_t> fields) const = 0;
    /// As assemble, with the segments of the sentence in the order of `segments`: each number below segmentCount() once. The same
    /// tokens in number. Only where canReorder().
    virtual void assembleInOrder(std::size_t row, std::span<const std::uint32_t> segments, std::span<std::int32_t> ids,
                                 std::span<std::int16_t> fields) const = 0;
    /// Fields that the sentence words.
    [[nodiscard]] virtual std::size_t segmentCount() const = 0;
    /// Tokens of each segment over all rows together, in the order of the sentence; those at the ends belong to none. Goes over all
    /// rows. A token that reaches into the next segment counts where it begins.
    [[nodiscard]] virtual std::vector<SegmentTotal> segmentTotals() const = 0;
    [[nodiscard]] virtual std::string sentence(std::size_t row) const = 0;
    [[nodiscard]] virtual const Tokenizer& tokenizer() const = 0;
    [[nodiscard]] virtual std::size_t longest() const = 0;
    /// False when whole sentences had to be stored.
    [[nodiscard]] virtual bool isPiecewise() const = 0;
    /// True when the tokens of a segment are the same at every place of the sentence. Byte-level tokenizers read the space before
    /// a segment as a part of it, so that the first one differs.
    [[nodiscard]] virtual bool canReorder() const = 0;
};

/// Renders and tokenises every row of the data set. Fails on a template that names an unknown field or lacks <value>, and when
/// rows are longer than `maximumTokens` (0: no limit), with their number and the longest.
[[nodiscard]] Result<std::shared_ptr<const TokenStore>> buildTokenStore(std::shared_ptr<const data::EncodedDataset> dataset,
                                                                        const spec::TemplateSpec& wording,
                                                                        std::shared_ptr<const Tokenizer> tokenizer,
                                                                        std::size_t maximumTokens, std::stop_token stop);

/// The tokens of one sentence made from raw field values (for predict and what-if): values in field order.
struct SentenceTokens {
    std::string sentence;
    std::vector<std::int32_t> ids;
    std::vector<std::int16_t> fields;
};
[[nodiscard]] Result<SentenceTokens> tokenizeValues(const std::vector<std::string>& fieldNames, const std::vector<std::string>& values,
                                                    const spec::TemplateSpec& wording, const Tokenizer& tokenizer);

/// Trains a WordPiece vocabulary on the sentences of the training rows (distinct words weighted by their count): characters
/// first, then merges by highest pair count, ties to the lexicographically smaller merged piece. Deterministic.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> trainTokenizer(const data::EncodedDataset& dataset,
                                                                      const spec::TemplateSpec& wording,
                                                                      const spec::TokenizerSpec& spec, std::stop_token stop);

} // namespace cpw::text
