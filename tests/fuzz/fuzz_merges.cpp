// SPDX-License-Identifier: GPL-3.0-or-later
// vocab.json and merges.txt, with a line "----" between the two. The pieces of all bytes and the special tokens are added where
// the vocabulary is an object, so that small changes stay readable.
#include "core/text/byte_alphabet.h"
#include "core/text/tokenizer_json.h"
#include "core/text/unicode.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/tokenizer_promises.h"

namespace {

std::string completed(std::string_view text) {
    auto json = cpw::text::Json::parse(text, nullptr, false);
    if (!json.is_object())
        return std::string(text);
    std::size_t next = json.size();
    for (int byte = 0; byte < 256; ++byte) {
        std::string letter;
        cpw::text::appendUtf8(letter, cpw::text::letterOfByte(static_cast<std::uint8_t>(byte)));
        if (!json.contains(letter))
            json[letter] = next++;
    }
    for (const char* special : {"<s>", "<pad>", "</s>", "<unk>", "<mask>"})
        if (!json.contains(special))
            json[special] = next++;
    return json.dump(-1, ' ', false, cpw::text::Json::error_handler_t::replace);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = cpw::fuzz::textOf(data, size);
    constexpr std::string_view kBorder = "\n----\n";
    const std::size_t border = std::min(text.find(kBorder), text.size());
    const std::string_view merges = text.substr(std::min(border + kBorder.size(), text.size()));
    const auto tokenizer = cpw::text::parseByteBpe(completed(text.substr(0, border)), merges, {}, "folder");
    if (tokenizer)
        cpw::fuzz::requireGoodTokens(**tokenizer, text);
    else
        cpw::fuzz::require(!tokenizer.error().text().empty());
    return 0;
}
