// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/special_files.h"
#include "core/text/tokenizer.h"

namespace cpw::text {

/// A tokenizer.json of Hugging Face's tokenizers library: WordPiece with BERT's normaliser and splitter, or byte-level BPE.
/// Whatever else the file asks for is refused with the field and its value. Truncation, padding and decoder do not concern
/// encoding.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> loadTokenizerJson(const std::filesystem::path& path,
                                                                         const TokenizerConfig& config);
/// The same from text; `file` names it in errors.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> parseTokenizerJson(std::string_view text, const TokenizerConfig& config,
                                                                          const std::string& file);

/// From the texts of a vocab.json and a merges.txt; `source` names them in errors.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> parseByteBpe(std::string_view vocabulary, std::string_view merges,
                                                                    const TokenizerConfig& config, const std::string& source);

} // namespace cpw::text
