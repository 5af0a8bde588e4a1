// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/mlm_masking.h"

#include "core/base/expects.h"
#include "core/text/token_store.h"

namespace cpw::text {

namespace {

/// Separates masking from the other uses of a seed.
constexpr std::uint64_t kMaskingStream = 0x6D61736B696E6721ULL;
/// Field draws take indices above every token's.
constexpr std::uint64_t kFieldIndex = 1ULL << 40;
constexpr std::uint64_t kDrawsOfToken = 3;

bool isSpecial(std::int32_t id, const SpecialTokens& s) {
    return id == s.pad || id == s.unknown || id == s.first || id == s.last || id == s.mask;
}

bool isDrawn(std::size_t position, std::int16_t field, const spec::MaskingSpec& spec, const CounterRandom& random) {
    if (field >= 0 && random.uniform(kFieldIndex + static_cast<std::uint64_t>(field)) < spec.fieldRate)
        return true;
    return random.uniform(kDrawsOfToken * position) < spec.tokenRate;
}

std::int32_t replacement(std::int32_t original, std::size_t position, const spec::MaskingSpec& spec, const Tokenizer& tokenizer,
                         const CounterRandom& random) {
    const double kind = random.uniform(kDrawsOfToken * position + 1);
    if (kind < spec.maskShare)
        return tokenizer.specials().mask;
    if (kind < spec.maskShare + spec.randomShare)
        return static_cast<std::int32_t>(
            random.below(kDrawsOfToken * position + 2, static_cast<std::uint64_t>(tokenizer.vocabularySize())));
    return original;
}

} // namespace

MaskedTokens maskRow(std::span<std::int32_t> ids, std::span<const std::int16_t> fields, const spec::MaskingSpec& spec,
                     const Tokenizer& tokenizer, std::uint64_t seed, std::uint64_t row, std::uint64_t visit) {
    expects(ids.size() == fields.size(), "{} tokens but {} field entries", ids.size(), fields.size());
    const CounterRandom random(seed, mix64(mix64(kMaskingStream + row) + visit));
    MaskedTokens masked;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const bool isMaskable = fields[i] >= 0 || (fields[i] == kTemplateText && spec.isTemplateMasked);
        if (!isMaskable || isSpecial(ids[i], tokenizer.specials()) || !isDrawn(i, fields[i], spec, random))
            continue;
        masked.positions.push_back(static_cast<std::int32_t>(i));
        masked.targets.push_back(ids[i]);
        ids[i] = replacement(ids[i], i, spec, tokenizer, random);
    }
    return masked;
}

} // namespace cpw::text
