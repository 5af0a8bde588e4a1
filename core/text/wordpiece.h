// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/piece_map.h"
#include "core/text/special_pieces.h"
#include "core/text/tokenizer.h"
#include "core/text/word_cache.h"
#include "core/text/word_splitter.h"

#include <string>
#include <vector>

namespace cpw::text {

/// What a WordPiece vocabulary consists of.
struct WordPieceParts {
    std::vector<std::string> pieces; ///< id = index
    WordRules rules;
    SpecialPieces specials;
    std::size_t maximumCharacters = 100; ///< longer words become one unknown token; at most 100
};

/// BERT's WordPiece with the results of Hugging Face's fast tokenizer, offsets in bytes. Added tokens are cut out of the raw text
/// first; a word over 100 characters, or with a part no piece covers, is one unknown token. Immutable; any thread may encode.
class WordPiece : public Tokenizer {
public:
    /// `source` names the file or "the given pieces" in errors. Fails when a special piece is missing.
    [[nodiscard]] static Result<std::shared_ptr<const WordPiece>> make(WordPieceParts parts, const std::string& source);

    [[nodiscard]] std::vector<Token> encode(std::string_view text) const override;
    [[nodiscard]] const SpecialTokens& specials() const override { return m_specials; }
    [[nodiscard]] std::int32_t vocabularySize() const override {
        return static_cast<std::int32_t>(m_pieces.size() + m_appended.size());
    }
    [[nodiscard]] std::string_view piece(std::int32_t id) const override;
    [[nodiscard]] bool isContinuation(std::int32_t id) const override;
    [[nodiscard]] bool isSpecial(std::int32_t id) const override;
    [[nodiscard]] bool isCutBetween(std::string_view before, std::string_view after) const override;
    [[nodiscard]] std::string_view family() const override { return "WordPiece"; }
    [[nodiscard]] Result<void> save(const std::filesystem::path& folder) const override;
    [[nodiscard]] std::string fingerprint() const override;
    [[nodiscard]] const WordRules& rules() const { return m_rules; }

private:
    WordPiece(PieceMap pieces, const WordPieceParts& parts, ResolvedSpecials specials, std::vector<std::string> appended,
              AddedTokens rawTokens, AddedTokens normalizedTokens);
    void appendWord(const Word& word, std::vector<Token>& tokens) const;
    /// The parts of a word that is not remembered.
    void matchWord(std::string_view word, std::vector<WordPart>& parts) const;
    /// True when vocab.txt and tokenizer_config.json cannot say all.
    [[nodiscard]] bool needsTokenizerJson() const;

    PieceMap m_pieces;
    std::vector<std::string> m_appended; ///< added tokens after the vocabulary
    WordRules m_rules;
    std::size_t m_maximumCharacters;
    SpecialTokens m_specials;
    std::vector<AddedToken> m_added;
    AddedTokens m_rawTokens;
    AddedTokens m_normalizedTokens; ///< in normalised form
    WordCache m_cache;
};

/// Pieces from the text of a vocab.txt: one each line, only the line end cut off.
[[nodiscard]] std::vector<std::string> parseVocabulary(std::string_view text);

} // namespace cpw::text
