// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/special_files.h"

#include "core/base/exact_number.h"

#include <algorithm>
#include <limits>

namespace cpw::text {

namespace fs = std::filesystem;

namespace {

bool isThere(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

Result<std::int32_t> idOf(const Json& json, const std::string& file) {
    if (!json.is_number_unsigned() ||
        json.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max()))
        return badInput("{}: the id of an added token is {}, expected a whole number from 0 on", file, shown(json));
    return json.get<std::int32_t>();
}

/// The key of an entry of added_tokens_decoder, "50264".
Result<std::int32_t> idOfKey(const std::string& key, const std::string& file) {
    const auto id = exactNumber<std::int32_t>(key);
    if (!id || *id < 0)
        return badInput("{}: added_tokens_decoder has the key \"{}\", expected an id", file, key);
    return *id;
}

} // namespace

Result<TokenizerConfig> TokenizerConfig::read(const fs::path& folder) {
    TokenizerConfig config;
    const fs::path mapPath = folder / "special_tokens_map.json";
    const fs::path configPath = folder / "tokenizer_config.json";
    const fs::path addedPath = folder / "added_tokens.json";
    config.file = configPath.string();
    if (isThere(mapPath)) {
        CPW_TRY(map, readJsonObject(mapPath));
        config.json = std::move(map);
    }
    if (isThere(configPath)) {
        CPW_TRY(own, readJsonObject(configPath));
        config.json.update(own);
    }
    if (isThere(addedPath)) {
        CPW_TRY(added, readJsonObject(addedPath));
        config.addedTokens = std::move(added);
    }
    return config;
}

Result<AddedToken> parseAddedToken(const Json& json, const AddedToken& defaults, const std::string& file) {
    AddedToken token = defaults;
    const Json& content = json.is_object() ? memberOf(json, "content") : json;
    if (!content.is_string() || content.get_ref<const std::string&>().empty())
        return badInput("{}: an added token is {}, expected its text", file, shown(json));
    token.content = content.get<std::string>();
    CPW_TRY(isSpecial, flagAt(json, "special", defaults.isSpecial, file));
    CPW_TRY(stripsLeft, flagAt(json, "lstrip", defaults.stripsLeft, file));
    CPW_TRY(stripsRight, flagAt(json, "rstrip", defaults.stripsRight, file));
    CPW_TRY(isSingleWord, flagAt(json, "single_word", defaults.isSingleWord, file));
    CPW_TRY(isNormalized, flagAt(json, "normalized", !isSpecial && defaults.isNormalized, file));
    token.isSpecial = isSpecial;
    token.stripsLeft = stripsLeft;
    token.stripsRight = stripsRight;
    token.isSingleWord = isSingleWord;
    token.isNormalized = isNormalized;
    if (const Json& id = memberOf(json, "id"); !id.is_null()) {
        CPW_TRY(number, idOf(id, file));
        token.id = number;
    }
    return token;
}

void putAdded(AddedToken token, SpecialPieces& specials) {
    if (AddedToken* known = specials.find(token.content))
        *known = std::move(token);
    else
        specials.added.push_back(std::move(token));
}

Result<void> readAddedTokens(const Json& list, SpecialPieces& specials, const std::string& file) {
    if (!list.is_null() && !list.is_array())
        return badInput("{}: added_tokens is {}, expected a list", file, shown(list));
    for (const Json& entry : list) {
        CPW_TRY(token, parseAddedToken(entry, {.isNormalized = true}, file));
        putAdded(std::move(token), specials);
    }
    return {};
}

Result<void> readConfiguredSpecials(const TokenizerConfig& config, SpecialPieces& specials) {
    const std::vector<AddedToken> known = specials.added;
    const auto isKnown = [&](const std::string& content) {
        return std::ranges::find(known, content, &AddedToken::content) != known.end();
    };
    const auto put = [&](AddedToken token) {
        if (!isKnown(token.content))
            putAdded(std::move(token), specials);
    };
    for (const auto& [content, id] : config.addedTokens.items()) {
        CPW_TRY(number, idOf(id, "added_tokens.json"));
        if (content.empty())
            return badInput("added_tokens.json has a token without text");
        put({.content = content, .id = number, .isNormalized = true});
    }
    const std::pair<const char*, std::string*> literals[] = {{"pad_token", &specials.pad},
                                                             {"unk_token", &specials.unknown},
                                                             {"cls_token", &specials.first},
                                                             {"sep_token", &specials.last},
                                                             {"mask_token", &specials.mask}};
    for (const auto& [key, literal] : literals) {
        const Json& value = memberOf(config.json, key);
        if (value.is_null())
            continue;
        CPW_TRY(token, parseAddedToken(value, {.isSpecial = true}, config.file + ": " + key));
        *literal = token.content;
        if (value.is_object())
            put(std::move(token));
    }
    for (const Json& entry : memberOf(config.json, "additional_special_tokens")) {
        CPW_TRY(token, parseAddedToken(entry, {.isSpecial = true}, config.file));
        put(std::move(token));
    }
    for (const auto& [key, entry] : memberOf(config.json, "added_tokens_decoder").items()) {
        CPW_TRY(id, idOfKey(key, config.file));
        CPW_TRY(token, parseAddedToken(entry, {.id = id, .isNormalized = true}, config.file));
        put(std::move(token));
    }
    return {};
}

Json toJson(const std::vector<AddedToken>& added) {
    Json list = Json::array();
    for (const AddedToken& token : added)
        list.push_back({{"id", token.id},
                        {"content", token.content},
                        {"single_word", token.isSingleWord},
                        {"lstrip", token.stripsLeft},
                        {"rstrip", token.stripsRight},
                        {"normalized", token.isNormalized},
                        {"special", token.isSpecial}});
    return list;
}

Result<std::vector<std::string>> piecesOf(const Json& vocabulary, const std::string& file) {
    if (!vocabulary.is_object() || vocabulary.empty())
        return badInput("{}: the vocabulary is {}, expected an object of pieces with their ids", file, shown(vocabulary));
    std::vector<std::string> pieces(vocabulary.size());
    std::vector<bool> isSet(pieces.size());
    for (const auto& [piece, id] : vocabulary.items()) {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= pieces.size() || isSet[id.get<std::size_t>()])
            return badInput("{}: piece \"{}\" has the id {}, expected each of 0 to {} once", file, piece, shown(id),
                            pieces.size() - 1);
        pieces[id.get<std::size_t>()] = piece;
        isSet[id.get<std::size_t>()] = true;
    }
    return pieces;
}

} // namespace cpw::text
