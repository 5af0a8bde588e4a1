// SPDX-License-Identifier: GPL-3.0-or-later
// A tokenizer.json is read or refused; what is read encodes within bounds.
#include "core/text/tokenizer_json.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/tokenizer_promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto tokenizer = cpw::text::parseTokenizerJson(cpw::fuzz::textOf(data, size), {}, "tokenizer.json");
    if (tokenizer)
        cpw::fuzz::requireGoodTokens(**tokenizer, "Hello [MASK] <mask> don't  caf\u00e9 \xFF\u6771\u4eac e\u0301 solo [x]");
    else
        cpw::fuzz::require(!tokenizer.error().text().empty());
    return 0;
}
