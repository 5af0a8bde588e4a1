// SPDX-License-Identifier: GPL-3.0-or-later
// `clickprompt tokenize --plm FOLDER_OR_FILE --null` without LibTorch, for compare_tokenizers.py: texts that end with a zero byte
// in, one JSON line with ids and byte offsets out.
#include "core/text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>

namespace {

using namespace cpw;
using nlohmann::json;

json tokenized(const text::Tokenizer& tokenizer, std::string_view line) {
    json ids = json::array({tokenizer.specials().first});
    json offsets = json::array({json::array({0, 0})});
    for (const text::Token& token : tokenizer.encode(line)) {
        ids.push_back(token.id);
        offsets.push_back({token.begin, token.end});
    }
    ids.push_back(tokenizer.specials().last);
    offsets.push_back({0, 0});
    return {{"ids", std::move(ids)}, {"offsets", std::move(offsets)}};
}

} // namespace

int main(int count, char** arguments) {
    if (count != 5 || std::string_view(arguments[1]) != "tokenize" || std::string_view(arguments[2]) != "--plm" ||
        std::string_view(arguments[4]) != "--null") {
        std::fputs("usage: tokenize_program tokenize --plm FOLDER_OR_FILE --null\n", stderr);
        return 2;
    }
    const std::filesystem::path path = arguments[3];
    const auto tokenizer =
        std::filesystem::is_directory(path) ? text::loadTokenizerFolder(path) : text::loadTokenizerFile(path, true);
    if (!tokenizer) {
        std::fprintf(stderr, "%s\n", tokenizer.error().text().c_str());
        return 3;
    }
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line, '\0');)
        std::cout << tokenized(**tokenizer, line).dump() << '\n';
    return 0;
}
