// SPDX-License-Identifier: GPL-3.0-or-later
// A vocab.txt is read or refused; its own text is then encoded, lower case or not.
#include "core/text/wordpiece.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/tokenizer_promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = cpw::fuzz::textOf(data, size);
    for (const bool isLowerCase : {true, false}) {
        const auto tokenizer = cpw::text::makeWordPiece(cpw::text::parseVocabulary(text), isLowerCase);
        if (tokenizer)
            cpw::fuzz::requireGoodTokens(**tokenizer, text);
        else
            cpw::fuzz::require(!tokenizer.error().text().empty());
    }
    return 0;
}
