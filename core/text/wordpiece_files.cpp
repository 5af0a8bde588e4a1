// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing WordPiece tokenizers in Hugging Face's files.
#include "core/base/file_io.h"
#include "core/text/wordpiece.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace cpw::text {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

Result<Json> readJson(const fs::path& path) {
    CPW_TRY(text, readText(path));
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object())
        return badInput("{} is not a JSON object; expected a tokenizer file of Hugging Face", path.string());
    return json;
}

/// true or false at `key`; `fallback` when absent or null.
Result<bool> flagAt(const Json& json, const char* key, bool fallback, const fs::path& path) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return fallback;
    if (!found->is_boolean())
        return badInput("{}: {} is {}, expected true or false", path.string(), key, found->dump());
    return found->get<bool>();
}

/// The member `key`, null when there is none.
Json memberOf(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() ? *found : Json();
}

/// The text at `key`, empty when there is none.
std::string textAt(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A special token is written as "[CLS]" or as {"content": "[CLS]", ...}.
Result<void> readLiteral(const Json& json, const char* key, std::string& literal, const fs::path& path) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return {};
    const Json& value = found->is_object() && found->contains("content") ? found->at("content") : *found;
    if (!value.is_string() || value.get_ref<const std::string&>().empty())
        return badInput("{}: {} is {}, expected the text of the token", path.string(), key, found->dump());
    literal = value.get<std::string>();
    return {};
}

/// Adds a token beyond the five; one with rules of its own is refused rather than read wrongly.
Result<void> addOther(const Json& added, SpecialPieces& specials, const fs::path& path) {
    std::string literal = added.is_string() ? added.get<std::string>() : std::string();
    CPW_TRY_VOID(readLiteral(added, "content", literal, path));
    for (const char* key : {"single_word", "lstrip", "rstrip", "normalized"}) {
        CPW_TRY(isSet, flagAt(added, key, false, path));
        if (isSet)
            return badInput("{}: the added token {} sets {}, which is not supported; only plain special tokens are", path.string(),
                            literal, key);
    }
    const std::string* known[] = {&specials.pad, &specials.unknown, &specials.first, &specials.last, &specials.mask};
    const bool isKnown = std::ranges::any_of(known, [&](const std::string* one) { return *one == literal; });
    if (!isKnown && !literal.empty() && std::ranges::find(specials.others, literal) == specials.others.end())
        specials.others.push_back(std::move(literal));
    return {};
}

Result<SpecialPieces> specialsOf(const Json& config, const fs::path& path) {
    SpecialPieces specials;
    CPW_TRY_VOID(readLiteral(config, "pad_token", specials.pad, path));
    CPW_TRY_VOID(readLiteral(config, "unk_token", specials.unknown, path));
    CPW_TRY_VOID(readLiteral(config, "cls_token", specials.first, path));
    CPW_TRY_VOID(readLiteral(config, "sep_token", specials.last, path));
    CPW_TRY_VOID(readLiteral(config, "mask_token", specials.mask, path));
    for (const Json& added : memberOf(config, "additional_special_tokens"))
        CPW_TRY_VOID(addOther(added, specials, path));
    for (const Json& added : memberOf(config, "added_tokens_decoder"))
        CPW_TRY_VOID(addOther(added, specials, path));
    return specials;
}

/// do_lower_case is true when absent, as in Hugging Face's BertTokenizer.
Result<WordRules> rulesOfConfig(const Json& config, const fs::path& path) {
    WordRules rules;
    CPW_TRY(lowers, flagAt(config, "do_lower_case", true, path));
    CPW_TRY(strips, flagAt(config, "strip_accents", lowers, path));
    CPW_TRY(separates, flagAt(config, "tokenize_chinese_chars", true, path));
    CPW_TRY(cleans, flagAt(config, "clean_text", true, path));
    return WordRules{lowers, strips, separates, cleans};
}

Result<WordRules> rulesOfNormalizer(const Json& tokenizer, const fs::path& path) {
    const Json normalizer = memberOf(tokenizer, "normalizer");
    if (textAt(normalizer, "type") != "BertNormalizer")
        return badInput("{}: the normalizer is {}, expected type BertNormalizer", path.string(), normalizer.dump().substr(0, 80));
    CPW_TRY(lowers, flagAt(normalizer, "lowercase", true, path));
    CPW_TRY(strips, flagAt(normalizer, "strip_accents", lowers, path));
    CPW_TRY(separates, flagAt(normalizer, "handle_chinese_chars", true, path));
    CPW_TRY(cleans, flagAt(normalizer, "clean_text", true, path));
    return WordRules{lowers, strips, separates, cleans};
}

/// The vocabulary object {"piece": id} as a list.
Result<std::vector<std::string>> piecesOf(const Json& model, const fs::path& path) {
    const auto vocabulary = model.find("vocab");
    if (vocabulary == model.end() || !vocabulary->is_object() || vocabulary->empty())
        return badInput("{}: the model has no vocab object", path.string());
    std::vector<std::string> pieces(vocabulary->size());
    std::vector<bool> isSet(pieces.size());
    for (const auto& [piece, id] : vocabulary->items()) {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= pieces.size() || isSet[id.get<std::size_t>()])
            return badInput("{}: piece \"{}\" has the id {}, expected each of 0 to {} once", path.string(), piece, id.dump(),
                            pieces.size() - 1);
        pieces[id.get<std::size_t>()] = piece;
        isSet[id.get<std::size_t>()] = true;
    }
    return pieces;
}

Result<std::shared_ptr<const Tokenizer>> loadTokenizerJson(const fs::path& path, const std::optional<Json>& config,
                                                           const fs::path& configPath) {
    CPW_TRY(json, readJson(path));
    const Json model = memberOf(json, "model");
    const std::string type = textAt(model, "type");
    if (type != "WordPiece")
        return badInput("{}: the model is of type \"{}\", expected WordPiece (a BERT tokenizer)", path.string(), type);
    if (memberOf(model, "continuing_subword_prefix") != "##" || memberOf(model, "max_input_chars_per_word") != 100)
        return badInput("{}: only the prefix ## and 100 characters for a word are supported", path.string());
    CPW_TRY(pieces, piecesOf(model, path));
    CPW_TRY(specials, specialsOf(config.value_or(Json::object()), configPath));
    for (const Json& added : memberOf(json, "added_tokens"))
        CPW_TRY_VOID(addOther(added, specials, path));
    CPW_TRY(rules, rulesOfNormalizer(json, path));
    return WordPiece::make(std::move(pieces), rules, specials, path.string());
}

Result<WordRules> rulesOfFolder(const std::optional<Json>& config, const fs::path& configPath, const fs::path& tokenizerPath) {
    if (config)
        return rulesOfConfig(*config, configPath);
    if (fs::exists(tokenizerPath)) {
        CPW_TRY(tokenizer, readJson(tokenizerPath));
        return rulesOfNormalizer(tokenizer, tokenizerPath);
    }
    return WordRules{};
}

} // namespace

std::vector<std::string> parseVocabulary(std::string_view text) {
    std::vector<std::string> pieces;
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        pieces.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return pieces;
}

Result<std::shared_ptr<const Tokenizer>> loadWordPiece(const fs::path& vocabularyFile, bool isLowerCase) {
    CPW_TRY(text, readText(vocabularyFile));
    return WordPiece::make(parseVocabulary(text), WordRules{isLowerCase, isLowerCase, true, true}, {}, vocabularyFile.string());
}

Result<std::shared_ptr<const Tokenizer>> makeWordPiece(std::vector<std::string> pieces, bool isLowerCase) {
    return WordPiece::make(std::move(pieces), WordRules{isLowerCase, isLowerCase, true, true}, {}, "the given vocabulary");
}

Result<std::shared_ptr<const Tokenizer>> loadTokenizerFolder(const fs::path& folder) {
    const fs::path vocabularyPath = folder / "vocab.txt";
    const fs::path configPath = folder / "tokenizer_config.json";
    const fs::path tokenizerPath = folder / "tokenizer.json";
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        return badInput("{} is not a folder; expected one with vocab.txt and tokenizer_config.json", folder.string());
    std::optional<Json> config;
    if (fs::exists(configPath, ignored)) {
        CPW_TRY(json, readJson(configPath));
        config = std::move(json);
    }
    if (fs::exists(vocabularyPath, ignored)) {
        CPW_TRY(rules, rulesOfFolder(config, configPath, tokenizerPath));
        CPW_TRY(specials, specialsOf(config.value_or(Json::object()), configPath));
        CPW_TRY(text, readText(vocabularyPath));
        return WordPiece::make(parseVocabulary(text), rules, specials, vocabularyPath.string());
    }
    if (fs::exists(tokenizerPath, ignored))
        return loadTokenizerJson(tokenizerPath, config, configPath);
    return badInput("{} holds neither vocab.txt nor tokenizer.json; expected the folder of a BERT tokenizer", folder.string());
}

Result<void> WordPiece::save(const fs::path& folder) const {
    CPW_TRY_VOID(makeFolders(folder));
    std::string vocabulary;
    for (std::size_t id = 0; id < m_pieces.size(); ++id)
        vocabulary.append(m_pieces.piece(id)).append(1, '\n');
    Json config = {{"tokenizer_class", "BertTokenizer"},
                         {"do_lower_case", m_rules.isLowerCase},
                         {"strip_accents", m_rules.stripsAccents},
                         {"tokenize_chinese_chars", m_rules.separatesIdeographs},
                         {"pad_token", m_specialPieces.pad},
                         {"unk_token", m_specialPieces.unknown},
                         {"cls_token", m_specialPieces.first},
                         {"sep_token", m_specialPieces.last},
                         {"mask_token", m_specialPieces.mask},
                         {"additional_special_tokens", m_specialPieces.others}};
    if (!m_rules.cleansText) // no key of Hugging Face's; only this program reads it back
        config["clean_text"] = false;
    CPW_TRY_VOID(writeTextAtomically(folder / "vocab.txt", vocabulary));
    return writeTextAtomically(folder / "tokenizer_config.json", config.dump(2) + "\n");
}

} // namespace cpw::text
