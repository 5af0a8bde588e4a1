// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/added_tokens.h"

#include "core/base/expects.h"
#include "core/text/character_class.h"
#include "core/text/unicode.h"

#include <algorithm>

namespace cpw::text {

namespace {

/// Start of the character that ends before `end` (end > 0, valid UTF-8 at least there).
std::size_t characterBefore(std::string_view text, std::size_t end) {
    std::size_t at = end - 1;
    while (at > 0 && end - at < 4 && (static_cast<std::uint8_t>(text[at]) & 0xC0) == 0x80)
        --at;
    return decodeUtf8(text, at).bytes == end - at ? at : end - 1;
}

} // namespace

AddedTokens::AddedTokens(std::vector<std::string> literals, std::vector<AddedToken> tokens)
    : m_literals(std::move(literals)), m_tokens(std::move(tokens)) {
    expects(m_literals.size() == m_tokens.size(), "{} literals for {} added tokens", m_literals.size(), m_tokens.size());
    for (std::uint32_t i = 0; i < m_literals.size(); ++i) {
        expects(!m_literals[i].empty(), "added token {} has no text", m_tokens[i].content);
        m_byFirstByte[static_cast<std::uint8_t>(m_literals[i].front())].push_back(i);
    }
    for (auto& candidates : m_byFirstByte)
        std::ranges::stable_sort(candidates, std::ranges::greater{}, [this](std::uint32_t i) { return m_literals[i].size(); });
}

AddedTokens::Match AddedTokens::find(std::string_view sentence, std::size_t from) const {
    for (std::size_t at = from; at < sentence.size(); ++at)
        for (const std::uint32_t candidate : m_byFirstByte[static_cast<std::uint8_t>(sentence[at])])
            if (sentence.substr(at).starts_with(m_literals[candidate]))
                return {at, candidate};
    return {};
}

bool AddedTokens::isAccepted(std::string_view sentence, std::size_t begin, std::size_t end, const AddedToken& token) const {
    if (!token.isSingleWord)
        return true;
    const bool isGluedLeft = begin > 0 && isWordCharacter(decodeUtf8(sentence, characterBefore(sentence, begin)).value);
    const bool isGluedRight = end < sentence.size() && isWordCharacter(decodeUtf8(sentence, end).value);
    return !isGluedLeft && !isGluedRight;
}

std::size_t blanksAtEnd(std::string_view text) {
    std::size_t begin = text.size();
    while (begin > 0) {
        const std::size_t at = characterBefore(text, begin);
        if (!isWhiteSpace(decodeUtf8(text, at).value))
            break;
        begin = at;
    }
    return begin;
}

std::size_t blanksAtStart(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size()) {
        const CodePoint c = decodeUtf8(text, end);
        if (!isWhiteSpace(c.value))
            break;
        end += c.bytes;
    }
    return end;
}

} // namespace cpw::text
