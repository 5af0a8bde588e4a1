// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/spec/text_spec.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::text {

/// One token with the bytes of the input it stands for.
struct Token {
    std::int32_t id = 0;
    std::uint32_t begin = 0; ///< byte offset into the input
    std::uint32_t end = 0;
    bool operator==(const Token&) const = default;
};

struct SpecialTokens {
    std::int32_t pad = 0;
    std::int32_t unknown = 0;
    std::int32_t first = 0; ///< [CLS] or <s>
    std::int32_t last = 0;  ///< [SEP] or </s>
    std::int32_t mask = 0;
};

/// Text to token ids. Immutable after loading; every method may be called from any thread.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// Tokens of a text without special tokens added at the ends.
    [[nodiscard]] virtual std::vector<Token> encode(std::string_view text) const = 0;
    [[nodiscard]] virtual const SpecialTokens& specials() const = 0;
    [[nodiscard]] virtual std::int32_t vocabularySize() const = 0;
    [[nodiscard]] virtual std::string_view piece(std::int32_t id) const = 0;
    /// True when the piece continues the word before it: "##ing", or a byte-level piece without a blank at its start.
    [[nodiscard]] virtual bool isContinuation(std::int32_t id) const = 0;
    /// True when a word starts with this piece; special tokens stand alone and start one each.
    [[nodiscard]] bool isWordStart(std::int32_t id) const { return !isContinuation(id); }
    /// One of specials(), or another token that a file declares special.
    [[nodiscard]] virtual bool isSpecial(std::int32_t id) const {
        const SpecialTokens& s = specials();
        return id == s.pad || id == s.unknown || id == s.first || id == s.last || id == s.mask;
    }
    /// True when the tokens of `before` + " " + `after` are sure to be those of `before` and then those of " " + `after`,
    /// whatever stands around the two. May depend on whether the texts are empty and on the blanks at their ends, on nothing else
    /// of them. A tokenizer that cannot tell says true; TokenStore checks a sample of rows all the same.
    [[nodiscard]] virtual bool isCutBetween(std::string_view before, std::string_view after) const {
        static_cast<void>(before);
        static_cast<void>(after);
        return true;
    }
    /// "WordPiece", "byte-level BPE".
    [[nodiscard]] virtual std::string_view family() const { return "tokenizer"; }
    /// Writes the files that load the same tokenizer again, in the form of Hugging Face's.
    [[nodiscard]] virtual Result<void> save(const std::filesystem::path& folder) const = 0;
    /// Of the vocabulary and the rules.
    [[nodiscard]] virtual std::string fingerprint() const = 0;
};

/// From a Hugging Face folder: tokenizer.json, else vocab.txt (WordPiece), else vocab.json and merges.txt (byte-level BPE). What
/// tokenizer_config.json says (do_lower_case, add_prefix_space, special tokens) has precedence over tokenizer.json.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> loadTokenizerFolder(const std::filesystem::path& folder);
/// From a tokenizer.json (a name that ends in .json) or a vocab.txt alone; `isLowerCase` is for vocab.txt.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> loadTokenizerFile(const std::filesystem::path& file, bool isLowerCase);
/// From a vocab.txt alone.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> loadWordPiece(const std::filesystem::path& vocabularyFile,
                                                                     bool isLowerCase);
/// From pieces in memory, id = index.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> makeWordPiece(std::vector<std::string> pieces, bool isLowerCase);

} // namespace cpw::text
