// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/mlm_masking.h"

#include "core/base/expects.h"
#include "core/text/token_store.h"

#include <algorithm>
#include <optional>

namespace cpw::text {

namespace {

/// Separates masking from the other uses of a seed.
constexpr std::uint64_t kMaskingStream = 0x6D61736B696E6721ULL;
/// Draws of fields, words and the strategy take indices above every token's.
constexpr std::uint64_t kFieldIndex = 1ULL << 40;
constexpr std::uint64_t kWordIndex = 1ULL << 41;
constexpr std::uint64_t kStrategyIndex = 1ULL << 42;
constexpr std::uint64_t kDrawsOfToken = 3;
constexpr double kUnused = -1; // below every draw

/// The chance of each kind of unit; kUnused where a kind is not drawn at all.
struct Rates {
    double token = kUnused;
    double word = kUnused;
    double field = kUnused;
};

Rates ratesOfRow(const spec::MaskingSpec& spec, const CounterRandom& random) {
    const auto& weights = spec.mixture;
    const double total = weights.token + weights.word + weights.field;
    if (total <= 0) {
        const auto used = [](double rate) { return rate > 0 ? rate : kUnused; };
        return {used(spec.tokenRate), used(spec.wordRate), used(spec.fieldRate)};
    }
    const double pick = random.uniform(kStrategyIndex) * total;
    if (pick < weights.token)
        return {.token = spec.tokenRate};
    if (pick < weights.token + weights.word)
        return {.word = spec.wordRate};
    return {.field = spec.fieldRate};
}

Rates ratesInField(const Rates& rates, std::int16_t field, std::span<const double> fieldRates) {
    if (fieldRates.empty() || field < 0)
        return rates;
    const double own = fieldRates[static_cast<std::size_t>(field)];
    if (own < 0)
        return rates;
    const auto replaced = [own](double rate) { return rate == kUnused ? kUnused : own; };
    return {replaced(rates.token), replaced(rates.word), replaced(rates.field)};
}

bool isDrawn(std::size_t position, std::size_t wordStart, std::int16_t field, const Rates& rates, const CounterRandom& random) {
    if (field >= 0 && rates.field > 0 && random.uniform(kFieldIndex + static_cast<std::uint64_t>(field)) < rates.field)
        return true;
    if (rates.word > 0 && random.uniform(kWordIndex + wordStart) < rates.word)
        return true;
    return random.uniform(kDrawsOfToken * position) < rates.token;
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

/// A whole number or a fraction between 0 and 1.
std::optional<double> probability(const OptionValue& value) {
    const auto* whole = std::get_if<std::int64_t>(&value);
    const auto* number = std::get_if<double>(&value);
    if (!whole && !number)
        return std::nullopt;
    const double rate = whole ? static_cast<double>(*whole) : *number;
    return rate >= 0 && rate <= 1 ? std::optional(rate) : std::nullopt;
}

} // namespace

MaskedTokens maskRow(std::span<std::int32_t> ids, std::span<const std::int16_t> fields, const spec::MaskingSpec& spec,
                     const Tokenizer& tokenizer, std::uint64_t seed, std::uint64_t row, std::uint64_t visit,
                     std::span<const double> fieldRates) {
    expects(ids.size() == fields.size(), "{} tokens but {} field entries", ids.size(), fields.size());
    const CounterRandom random(seed, mix64(mix64(kMaskingStream + row) + visit));
    const Rates rates = ratesOfRow(spec, random);
    MaskedTokens masked;
    std::size_t wordStart = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i == 0 || fields[i] != fields[i - 1] || !tokenizer.isContinuation(ids[i]))
            wordStart = i;
        const bool isMaskable = fields[i] >= 0 || (fields[i] == kTemplateText && spec.isTemplateMasked);
        if (!isMaskable || tokenizer.isSpecial(ids[i]) ||
            !isDrawn(i, wordStart, fields[i], ratesInField(rates, fields[i], fieldRates), random))
            continue;
        masked.positions.push_back(static_cast<std::int32_t>(i));
        masked.targets.push_back(ids[i]);
        ids[i] = replacement(ids[i], i, spec, tokenizer, random);
    }
    return masked;
}

Result<std::vector<double>> fieldRatesOf(const spec::MaskingSpec& spec, const std::vector<std::string>& fieldNames) {
    std::vector<double> rates;
    if (!spec.fieldRates.empty())
        rates.assign(fieldNames.size(), kUnused);
    for (const auto& [name, value] : spec.fieldRates) {
        const auto found = std::ranges::find(fieldNames, name);
        if (found == fieldNames.end())
            return badInput("masking.field_rates names the field \"{}\", which the data set does not have; it has {}", name,
                            fmt::format("{}", fmt::join(fieldNames, ", ")));
        const auto rate = probability(value);
        if (!rate)
            return badInput("masking.field_rates.{} is {}, expected a number between 0 and 1", name, toText(value));
        rates[static_cast<std::size_t>(found - fieldNames.begin())] = *rate;
    }
    return rates;
}

} // namespace cpw::text
