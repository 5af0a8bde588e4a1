// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/json_fields.h"
#include "core/text/special_pieces.h"

#include <optional>

namespace cpw::text {

/// What stands beside a vocabulary: special_tokens_map.json below tokenizer_config.json, and the ids of added_tokens.json.
struct TokenizerConfig {
    Json json = Json::object();
    Json addedTokens = Json::object(); ///< added_tokens.json: {"token": id}
    std::string file = "tokenizer_config.json";

    [[nodiscard]] static Result<TokenizerConfig> read(const std::filesystem::path& folder);
};

/// An added token as files write it: the text alone or {"content": ..., "lstrip": ...}.
[[nodiscard]] Result<AddedToken> parseAddedToken(const Json& json, const AddedToken& defaults, const std::string& file);
/// Adds a token, or replaces the one of the same content.
void putAdded(AddedToken token, SpecialPieces& specials);
/// Adds the entries of a tokenizer.json's added_tokens.
[[nodiscard]] Result<void> readAddedTokens(const Json& list, SpecialPieces& specials, const std::string& file);
/// The literals that the configuration names, and its added tokens unless `specials` already has them.
[[nodiscard]] Result<void> readConfiguredSpecials(const TokenizerConfig& config, SpecialPieces& specials);
/// For a tokenizer.json and for saving.
[[nodiscard]] Json toJson(const std::vector<AddedToken>& added);
/// Pieces by id of a vocabulary object {"piece": id}; every id from 0 on once.
[[nodiscard]] Result<std::vector<std::string>> piecesOf(const Json& vocabulary, const std::string& file);

} // namespace cpw::text
