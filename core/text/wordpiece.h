// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/piece_map.h"
#include "core/text/tokenizer.h"
#include "core/text/word_splitter.h"

#include <string>
#include <vector>

namespace cpw::text {

/// The literals of the special tokens.
struct SpecialPieces {
    std::string pad = "[PAD]";
    std::string unknown = "[UNK]";
    std::string first = "[CLS]";
    std::string last = "[SEP]";
    std::string mask = "[MASK]";
    std::vector<std::string> others; ///< further added tokens cut from raw text
};

/// BERT's WordPiece with the results of Hugging Face's fast tokenizer, offsets in bytes. Special tokens are cut out of the raw text
/// first; a word over 100 characters, or with a part no piece covers, is one unknown token. Immutable; any thread may encode.
class WordPiece : public Tokenizer {
public:
    /// `source` names the file or "the given pieces" in errors. Fails when a special piece is missing.
    [[nodiscard]] static Result<std::shared_ptr<const WordPiece>> make(std::vector<std::string> pieces, const WordRules& rules,
                                                                       const SpecialPieces& specials, const std::string& source);

    [[nodiscard]] std::vector<Token> encode(std::string_view text) const override;
    [[nodiscard]] const SpecialTokens& specials() const override { return m_specials; }
    [[nodiscard]] std::int32_t vocabularySize() const override { return static_cast<std::int32_t>(m_pieces.size()); }
    [[nodiscard]] std::string_view piece(std::int32_t id) const override;
    [[nodiscard]] bool isContinuation(std::int32_t id) const override;
    [[nodiscard]] Result<void> save(const std::filesystem::path& folder) const override;
    [[nodiscard]] std::string fingerprint() const override;
    [[nodiscard]] const WordRules& rules() const { return m_rules; }

private:
    struct AddedToken {
        std::string literal;
        std::int32_t id = 0;
    };
    struct Found {
        std::size_t position = std::string_view::npos;
        const AddedToken* token = nullptr;
    };

    WordPiece(const std::vector<std::string>& pieces, const WordRules& rules, SpecialPieces specials);
    /// The first added token at or after `from`; of several at one place the longest.
    [[nodiscard]] Found findAdded(std::string_view text, std::size_t from) const;
    void appendWord(const Word& word, std::vector<Token>& tokens) const;

    PieceMap m_pieces;
    WordRules m_rules;
    SpecialPieces m_specialPieces;
    SpecialTokens m_specials;
    std::vector<AddedToken> m_added; ///< longest first
    bool m_startsAdded[256] = {};    ///< by first byte
};

/// Pieces from the text of a vocab.txt: one each line, only the line end cut off.
[[nodiscard]] std::vector<std::string> parseVocabulary(std::string_view text);

} // namespace cpw::text
