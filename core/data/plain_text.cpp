// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/plain_text.h"

#include "core/data/html_entities.h"

#include <algorithm>

namespace cpw::data {

std::string plainText(std::string_view raw, bool decodesEntities) {
    const bool hasEntities = decodesEntities && raw.find('&') != std::string_view::npos;
    const auto text = hasEntities ? withoutEntities(raw) : std::string(raw);
    std::string plain;
    for (const char c : text) {
        const bool isBlank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!isBlank)
            plain.push_back(c);
        else if (!plain.empty() && plain.back() != ' ')
            plain.push_back(' ');
    }
    if (plain.ends_with(' '))
        plain.pop_back();
    return plain;
}

std::string_view cutAtWord(std::string_view text, std::size_t longest) {
    if (longest == 0 || text.size() <= longest)
        return text;
    const auto blank = text.rfind(' ', longest);
    if (blank != std::string_view::npos && blank > 0)
        return text.substr(0, blank);
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0) == 0x80)
        --longest;
    return text.substr(0, longest);
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace cpw::data
