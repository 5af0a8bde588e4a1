// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace cpw::text {

/// End of the piece that starts at `from`, as byte-level tokenizers (GPT-2, RoBERTa) cut text before merging. The first of these
/// that matches, each as long as it can be: an English ending ('s 't 're 've 'm 'll 'd), letters, numbers or other characters
/// with one space before them, and blanks, of which the last is left to the word that follows ("got   3" gives "got", "  ", "
/// 3").
[[nodiscard]] std::size_t bytePieceEnd(std::string_view text, std::size_t from);

} // namespace cpw::text
