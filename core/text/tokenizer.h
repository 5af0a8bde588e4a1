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
    std::int32_t first = 0; ///< [CLS]
    std::int32_t last = 0;  ///< [SEP]
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
    /// True when the piece continues the word before it ("##ing").
    [[nodiscard]] virtual bool isContinuation(std::int32_t id) const = 0;
    /// Writes the files that load the same tokenizer again (vocab.txt, tokenizer_config.json).
    [[nodiscard]] virtual Result<void> save(const std::filesystem::path& folder) const = 0;
    /// Of the vocabulary and the rules.
    [[nodiscard]] virtual std::string fingerprint() const = 0;
};

/// From a Hugging Face folder (vocab.txt, tokenizer_config.json with do_lower_case).
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> loadTokenizerFolder(const std::filesystem::path& folder);
/// From a vocab.txt alone.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> loadWordPiece(const std::filesystem::path& vocabularyFile, bool isLowerCase);
/// From pieces in memory, id = index.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> makeWordPiece(std::vector<std::string> pieces, bool isLowerCase);

} // namespace cpw::text
