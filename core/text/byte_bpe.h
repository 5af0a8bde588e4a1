// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/merge_table.h"
#include "core/text/special_pieces.h"
#include "core/text/tokenizer.h"
#include "core/text/word_cache.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace cpw::text {

/// How blanks are treated.
struct ByteBpeRules {
    bool addsPrefixSpace = false;       ///< a text (and what follows an added token) is read as if a space stood before it
    bool trimsOffsets = true;           ///< offsets leave out the spaces of a token
    bool keepsAddedSpaceOffset = false; ///< while trimming, the first token is taken to start with a space that was added
    bool operator==(const ByteBpeRules&) const = default;
};

/// What a byte-level vocabulary consists of.
struct ByteBpeParts {
    std::vector<std::string> pieces;                         ///< id = index, in the byte alphabet
    std::vector<std::pair<std::string, std::string>> merges; ///< rank = index
    std::string unknownOfModel; ///< the piece for bytes without a piece of their own; empty: every byte must have one
    ByteBpeRules rules;
    SpecialPieces specials{"<pad>", "<unk>", "<s>", "</s>", "<mask>", {}};
};

/// Byte-level byte-pair encoding (GPT-2, RoBERTa) with the results of Hugging Face's fast tokenizer, offsets in bytes. A token
/// that holds a part of a character stands for the whole character. Broken UTF-8 is read as U+FFFD. Immutable; any thread may
/// encode.
class ByteBpe final : public Tokenizer {
public:
    /// `source` names the file in errors. Fails on missing special tokens, bytes without a piece, and merges of pieces that are
    /// not in the vocabulary.
    [[nodiscard]] static Result<std::shared_ptr<const ByteBpe>> make(ByteBpeParts parts, const std::string& source);

    [[nodiscard]] std::vector<Token> encode(std::string_view text) const override;
    [[nodiscard]] const SpecialTokens& specials() const override { return m_specials; }
    [[nodiscard]] std::int32_t vocabularySize() const override { return static_cast<std::int32_t>(m_pieces.size()); }
    [[nodiscard]] std::string_view piece(std::int32_t id) const override;
    [[nodiscard]] bool isContinuation(std::int32_t id) const override;
    [[nodiscard]] bool isSpecial(std::int32_t id) const override;
    [[nodiscard]] bool isCutBetween(std::string_view before, std::string_view after) const override;
    [[nodiscard]] std::string_view family() const override { return "byte-level BPE"; }
    [[nodiscard]] Result<void> save(const std::filesystem::path& folder) const override;
    [[nodiscard]] std::string fingerprint() const override;
    [[nodiscard]] const ByteBpeRules& rules() const { return m_rules; }

private:
    class Encoding;
    /// What offsets and word starts need to know of a piece.
    struct PieceFacts {
        std::uint32_t leadingSpaces = 0; ///< U+0120 and real blanks, in characters
        std::uint32_t trailingSpaces = 0;
        bool isSpecial = false;
        bool isContinuation = false;
    };

    ByteBpe(ByteBpeParts parts, ResolvedSpecials specials, std::size_t modelSize, std::vector<MergeTable::Merge> merges,
            std::array<std::int32_t, 256> idOfByte);
    void describePieces();
    /// The tokens of a piece of the pattern, into `parts`.
    void encodePiece(std::string_view bytes, std::vector<WordPart>& parts) const;

    std::vector<std::string> m_pieces;
    std::vector<std::pair<std::string, std::string>> m_merges;
    std::size_t m_modelSize; ///< pieces of the model; added tokens may follow
    std::string m_unknownOfModel;
    ByteBpeRules m_rules;
    SpecialTokens m_specials;
    std::vector<AddedToken> m_added;
    bool m_isCuttable = true;        ///< no added token can take the space between two texts from the second
    bool m_takesBlanks = false;      ///< some added token that data may hold takes the blanks before it
    std::vector<PieceFacts> m_facts; ///< by id
    MergeTable m_mergeTable;
    std::array<std::int32_t, 256> m_idOfByte; ///< -1: none
    AddedTokens m_rawTokens;                  ///< cut first
    AddedTokens m_normalizedTokens;           ///< cut from what is left; without a normaliser the same text
    WordCache m_cache;
};

} // namespace cpw::text
