// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cpw::data {

/// Entities decoded where wanted, runs of blanks, tabs and line ends made one blank, none at the ends.
[[nodiscard]] std::string plainText(std::string_view raw, bool decodesEntities);
/// At most `longest` bytes, cut behind a word; a first word that is longer is cut between characters. 0: the whole text.
[[nodiscard]] std::string_view cutAtWord(std::string_view text, std::size_t longest);
[[nodiscard]] bool isAscii(std::string_view text);

} // namespace cpw::data
