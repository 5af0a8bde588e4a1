// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece.h"

#include "core/base/expects.h"
#include "core/base/hash.h"

#include <algorithm>
#include <limits>

namespace cpw::text {

namespace {

/// As in every published BERT: longer words become one unknown token.
constexpr std::size_t kMaximumCharacters = 100;

bool isLongerThan(std::string_view text, std::size_t characters) {
    if (text.size() <= characters)
        return false;
    const auto starts = std::ranges::count_if(text, [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80; });
    return static_cast<std::size_t>(starts) > characters;
}

Result<void> checkPieces(const std::vector<std::string>& pieces, const std::string& source) {
    if (pieces.empty())
        return badInput("{} holds no pieces; expected one piece in each line", source);
    if (pieces.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        return badInput("{} holds {} pieces, at most 2147483647 are possible", source, pieces.size());
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        if (!isValidUtf8(pieces[id]))
            return badInput("{}: piece {} (line {}) is not valid UTF-8; save the vocabulary as UTF-8 text", source, id, id + 1);
        if (pieces[id].find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos)
            return badInput("{}: piece {} holds a line break or a zero byte, which a vocabulary cannot keep", source, id);
    }
    return {};
}

} // namespace

Result<std::shared_ptr<const WordPiece>> WordPiece::make(std::vector<std::string> pieces, const WordRules& rules,
                                                         const SpecialPieces& specials, const std::string& source) {
    CPW_TRY_VOID(checkPieces(pieces, source));
    auto made = std::shared_ptr<WordPiece>(new WordPiece(pieces, rules, specials));
    std::string missing;
    const auto require = [&](const std::string& literal, std::int32_t& id) {
        id = made->m_pieces.find(literal);
        if (id < 0)
            missing += (missing.empty() ? "" : ", ") + literal;
        else
            made->m_added.push_back({literal, id});
    };
    require(specials.pad, made->m_specials.pad);
    require(specials.unknown, made->m_specials.unknown);
    require(specials.first, made->m_specials.first);
    require(specials.last, made->m_specials.last);
    require(specials.mask, made->m_specials.mask);
    for (const std::string& other : specials.others) {
        std::int32_t id = 0;
        require(other, id);
    }
    if (!missing.empty())
        return badInput("{} has {} pieces but lacks {}; a WordPiece vocabulary needs its special tokens, one in each line", source,
                        pieces.size(), missing);
    std::ranges::stable_sort(made->m_added, std::ranges::greater{}, [](const AddedToken& added) { return added.literal.size(); });
    for (const AddedToken& added : made->m_added)
        made->m_startsAdded[static_cast<std::uint8_t>(added.literal.front())] = true;
    return made;
}

WordPiece::WordPiece(const std::vector<std::string>& pieces, const WordRules& rules, SpecialPieces specials)
    : m_pieces(pieces), m_rules(rules), m_specialPieces(std::move(specials)) {}

std::vector<Token> WordPiece::encode(std::string_view text) const {
    expects(text.size() < std::numeric_limits<std::uint32_t>::max(), "a text of {} bytes, offsets have 32 bits", text.size());
    std::vector<Token> tokens;
    tokens.reserve(text.size() / 4 + 4);
    WordSplitter splitter(m_rules);
    const auto onWord = [&](const Word& word) { appendWord(word, tokens); };
    for (std::size_t from = 0; from < text.size();) {
        const Found found = findAdded(text, from);
        splitter.split(text, from, std::min(found.position, text.size()), onWord);
        if (!found.token)
            break;
        from = found.position + found.token->literal.size();
        tokens.push_back({found.token->id, static_cast<std::uint32_t>(found.position), static_cast<std::uint32_t>(from)});
    }
    return tokens;
}

WordPiece::Found WordPiece::findAdded(std::string_view text, std::size_t from) const {
    for (std::size_t i = from; i < text.size(); ++i) {
        if (!m_startsAdded[static_cast<std::uint8_t>(text[i])])
            continue;
        for (const AddedToken& added : m_added)
            if (text.substr(i).starts_with(added.literal))
                return {i, &added};
    }
    return {};
}

void WordPiece::appendWord(const Word& word, std::vector<Token>& tokens) const {
    const std::size_t count = tokens.size();
    bool isKnown = !isLongerThan(word.text, kMaximumCharacters);
    for (std::size_t at = 0; isKnown && at < word.text.size();) {
        const PieceMap::Match match = m_pieces.longest(word.text.substr(at), at > 0);
        isKnown = match.id >= 0;
        if (isKnown)
            tokens.push_back({match.id, word.inputBegin(at), word.inputEnd(at + match.bytes)});
        at += match.bytes;
    }
    if (isKnown)
        return;
    tokens.resize(count);
    tokens.push_back({m_specials.unknown, word.inputBegin(0), word.inputEnd(word.text.size())});
}

std::string_view WordPiece::piece(std::int32_t id) const {
    expects(id >= 0 && id < vocabularySize(), "token {} of a vocabulary of {}", id, vocabularySize());
    return m_pieces.piece(static_cast<std::size_t>(id));
}

bool WordPiece::isContinuation(std::int32_t id) const {
    expects(id >= 0 && id < vocabularySize(), "token {} of a vocabulary of {}", id, vocabularySize());
    return m_pieces.isContinuation(static_cast<std::size_t>(id));
}

std::string WordPiece::fingerprint() const {
    std::string content;
    for (std::size_t id = 0; id < m_pieces.size(); ++id)
        content.append(m_pieces.piece(id)).append(1, '\n');
    content += fmt::format("rules {:d}{:d}{:d}{:d}", m_rules.isLowerCase, m_rules.stripsAccents, m_rules.separatesIdeographs,
                           m_rules.cleansText);
    for (const AddedToken& added : m_added)
        content += fmt::format("\n{}", added.id);
    content += fmt::format("\n{} {} {} {} {}", m_specials.pad, m_specials.unknown, m_specials.first, m_specials.last, m_specials.mask);
    return hashText(hash64(content));
}

} // namespace cpw::text
