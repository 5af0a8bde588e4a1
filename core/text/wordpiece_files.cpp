// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing WordPiece tokenizers in Hugging Face's files, and finding what a folder holds.
#include "core/base/file_io.h"
#include "core/text/tokenizer_json.h"
#include "core/text/wordpiece.h"

#include <algorithm>

namespace cpw::text {

namespace {

namespace fs = std::filesystem;

/// do_lower_case is true when absent, as in Hugging Face's BertTokenizer.
Result<WordRules> rulesOfConfig(const TokenizerConfig& config) {
    CPW_TRY(lowers, flagAt(config.json, "do_lower_case", true, config.file));
    CPW_TRY(strips, flagAt(config.json, "strip_accents", lowers, config.file));
    CPW_TRY(separates, flagAt(config.json, "tokenize_chinese_chars", true, config.file));
    CPW_TRY(cleans, flagAt(config.json, "clean_text", true, config.file));
    return WordRules{lowers, strips, separates, cleans};
}

Result<std::shared_ptr<const Tokenizer>> loadVocabularyFile(const fs::path& path, const TokenizerConfig& config) {
    WordPieceParts parts;
    CPW_TRY(rules, rulesOfConfig(config));
    CPW_TRY_VOID(readConfiguredSpecials(config, parts.specials));
    CPW_TRY(text, readText(path));
    parts.pieces = parseVocabulary(text);
    parts.rules = rules;
    return WordPiece::make(std::move(parts), path.string());
}

Result<std::shared_ptr<const Tokenizer>> loadMerges(const fs::path& folder, const TokenizerConfig& config) {
    CPW_TRY(vocabulary, readText(folder / "vocab.json"));
    CPW_TRY(merges, readText(folder / "merges.txt"));
    return parseByteBpe(vocabulary, merges, config, folder.string());
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
    return WordPiece::make({.pieces = parseVocabulary(text), .rules = {isLowerCase, isLowerCase, true, true}, .specials = {}},
                           vocabularyFile.string());
}

Result<std::shared_ptr<const Tokenizer>> makeWordPiece(std::vector<std::string> pieces, bool isLowerCase) {
    return WordPiece::make({.pieces = std::move(pieces), .rules = {isLowerCase, isLowerCase, true, true}, .specials = {}},
                           "the given vocabulary");
}

Result<std::shared_ptr<const Tokenizer>> loadTokenizerFile(const fs::path& file, bool isLowerCase) {
    return file.extension() == ".json" ? loadTokenizerJson(file, {}) : loadWordPiece(file, isLowerCase);
}

Result<std::shared_ptr<const Tokenizer>> loadTokenizerFolder(const fs::path& folder) {
    std::error_code ignored;
    const auto has = [&](const char* name) { return fs::exists(folder / name, ignored); };
    if (!fs::is_directory(folder, ignored))
        return badInput("{} is not a folder; expected one with tokenizer.json, vocab.txt, or vocab.json and merges.txt",
                        folder.string());
    CPW_TRY(config, TokenizerConfig::read(folder));
    if (has("tokenizer.json"))
        return loadTokenizerJson(folder / "tokenizer.json", config);
    if (has("vocab.txt"))
        return loadVocabularyFile(folder / "vocab.txt", config);
    if (has("vocab.json") && has("merges.txt"))
        return loadMerges(folder, config);
    if (has("vocab.json") || has("merges.txt"))
        return badInput("{} holds {} but not {}; a byte-level vocabulary needs both", folder.string(),
                        has("vocab.json") ? "vocab.json" : "merges.txt", has("vocab.json") ? "merges.txt" : "vocab.json");
    return badInput("{} holds no tokenizer; expected tokenizer.json, vocab.txt (BERT), or vocab.json and merges.txt (RoBERTa)",
                    folder.string());
}

bool WordPiece::needsTokenizerJson() const {
    const auto isPlain = [](const AddedToken& token) {
        return token.isSpecial && !token.stripsLeft && !token.stripsRight && !token.isSingleWord && !token.isNormalized;
    };
    return m_maximumCharacters != 100 || !m_appended.empty() || !m_rules.cleansText || !std::ranges::all_of(m_added, isPlain);
}

namespace {

Json tokenizerJson(const Json& vocabulary, const std::vector<AddedToken>& added, const WordRules& rules,
                   std::size_t maximumCharacters, const Json& config) {
    const std::string first = config.at("cls_token"), last = config.at("sep_token");
    const auto idOf = [&](const std::string& piece) { return std::ranges::find(added, piece, &AddedToken::content)->id; };
    return {{"version", "1.0"},
            {"added_tokens", toJson(added)},
            {"normalizer",
             {{"type", "BertNormalizer"},
              {"clean_text", rules.cleansText},
              {"handle_chinese_chars", rules.separatesIdeographs},
              {"strip_accents", rules.stripsAccents},
              {"lowercase", rules.isLowerCase}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor",
             {{"type", "BertProcessing"}, {"sep", Json::array({last, idOf(last)})}, {"cls", Json::array({first, idOf(first)})}}},
            {"decoder", {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}}},
            {"model",
             {{"type", "WordPiece"},
              {"unk_token", config.at("unk_token")},
              {"continuing_subword_prefix", "##"},
              {"max_input_chars_per_word", maximumCharacters},
              {"vocab", vocabulary}}}};
}

} // namespace

Result<void> WordPiece::save(const fs::path& folder) const {
    CPW_TRY_VOID(makeFolders(folder));
    std::string lines;
    Json vocabulary = Json::object();
    for (std::size_t id = 0; id < m_pieces.size(); ++id) {
        lines.append(m_pieces.piece(id)).append(1, '\n');
        vocabulary[std::string(m_pieces.piece(id))] = id;
    }
    Json others = Json::array();
    for (const AddedToken& token : m_added)
        if (!Tokenizer::isSpecial(token.id))
            others.push_back(token.content);
    const Json config = {
        {"tokenizer_class", "BertTokenizer"},     {"do_lower_case", m_rules.isLowerCase},
        {"strip_accents", m_rules.stripsAccents}, {"tokenize_chinese_chars", m_rules.separatesIdeographs},
        {"pad_token", piece(m_specials.pad)},     {"unk_token", piece(m_specials.unknown)},
        {"cls_token", piece(m_specials.first)},   {"sep_token", piece(m_specials.last)},
        {"mask_token", piece(m_specials.mask)},   {"additional_special_tokens", needsTokenizerJson() ? Json::array() : others}};
    CPW_TRY_VOID(writeTextAtomically(folder / "vocab.txt", lines));
    CPW_TRY_VOID(writeTextAtomically(folder / "tokenizer_config.json", config.dump(2) + "\n"));
    if (!needsTokenizerJson())
        return {};
    return writeTextAtomically(folder / "tokenizer.json",
                               tokenizerJson(vocabulary, m_added, m_rules, m_maximumCharacters, config).dump() + "\n");
}

} // namespace cpw::text
