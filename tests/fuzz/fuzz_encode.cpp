// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes through both families, and cut in two at every space that a tokenizer calls a cut.
#include "core/base/file_io.h"
#include "core/text/tokenizer_json.h"
#include "core/text/wordpiece.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/tokenizer_promises.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace {

using cpw::text::Tokenizer;

std::vector<std::int32_t> idsOf(const Tokenizer& tokenizer, std::string_view text) {
    std::vector<std::int32_t> ids;
    for (const auto& token : tokenizer.encode(text))
        ids.push_back(token.id);
    return ids;
}

/// A special token stands alone, so that blanks before it end a text, and "<mask>" even takes them. A store never meets one,
/// because data is kept from spelling them.
bool spellsSpecial(const Tokenizer& tokenizer, std::string_view text) {
    const auto& ids = tokenizer.specials();
    return std::ranges::any_of(std::array{ids.pad, ids.unknown, ids.first, ids.last, ids.mask},
                               [&](std::int32_t id) { return text.find(tokenizer.piece(id)) != std::string_view::npos; });
}

std::vector<std::shared_ptr<const Tokenizer>> tokenizers() {
    const auto golden = std::filesystem::path(cpw::test::dataPath()) / "golden";
    cpw::text::TokenizerConfig prefixed;
    prefixed.json = {{"add_prefix_space", true}};
    const auto vocabulary = cpw::readText(golden / "bpe" / "vocab.json"), merges = cpw::readText(golden / "bpe" / "merges.txt");
    cpw::fuzz::require(vocabulary && merges);
    std::vector<std::shared_ptr<const Tokenizer>> made;
    for (auto& tokenizer : {cpw::text::loadWordPiece(golden / "wordpiece_vocab.txt", true),
                            cpw::text::loadWordPiece(golden / "wordpiece_vocab.txt", false),
                            cpw::text::parseByteBpe(*vocabulary, *merges, {}, "golden"),
                            cpw::text::parseByteBpe(*vocabulary, *merges, prefixed, "golden")}) {
        cpw::fuzz::require(tokenizer.has_value());
        made.push_back(*tokenizer);
    }
    return made;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto kTokenizers = tokenizers();
    const std::string_view text = cpw::fuzz::textOf(data, size);
    for (const auto& tokenizer : kTokenizers) {
        cpw::fuzz::requireGoodTokens(*tokenizer, text);
        const std::size_t space = text.find(' ', size / 2);
        if (space == std::string_view::npos || !tokenizer->isCutBetween(text.substr(0, space), text.substr(space + 1)))
            continue;
        auto joined = idsOf(*tokenizer, text.substr(0, space));
        const auto rest = idsOf(*tokenizer, text.substr(space));
        joined.insert(joined.end(), rest.begin(), rest.end());
        cpw::fuzz::require(spellsSpecial(*tokenizer, text) || joined == idsOf(*tokenizer, text));
    }
    return 0;
}
