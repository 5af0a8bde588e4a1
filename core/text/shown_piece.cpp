// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/shown_piece.h"

#include "core/text/byte_alphabet.h"

namespace cpw::text {

std::string shownPiece(const Tokenizer& tokenizer, std::int32_t id) {
    std::string shown(tokenizer.piece(id));
    if (tokenizer.isSpecial(id))
        return shown;
    if (tokenizer.isContinuation(id) && shown.starts_with("##"))
        shown.erase(0, 2);
    if (tokenizer.family() != "WordPiece")
        if (const auto bytes = bytesOfPiece(shown))
            return bytes->starts_with(' ') ? bytes->substr(1) : *bytes;
    return shown;
}

} // namespace cpw::text
