// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece.h"

#include "core/base/expects.h"
#include "core/base/hash.h"

#include <algorithm>
#include <limits>

namespace cpw::text {

namespace {

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

/// What the token looks like after the normaliser.
std::string normalizedForm(const std::string& content, const WordRules& rules) {
    return WordSplitter(rules).normalized(content);
}

Result<AddedTokens> normalizedTokens(const std::vector<AddedToken>& added, const WordRules& rules, const std::string& source) {
    std::vector<std::string> literals;
    std::vector<AddedToken> tokens;
    for (const AddedToken& token : added) {
        if (!token.isNormalized)
            continue;
        literals.push_back(normalizedForm(token.content, rules));
        if (literals.back().empty())
            return badInput("{}: the added token \"{}\" sets normalized, but nothing of it is left when normalised", source,
                            token.content);
        tokens.push_back(token);
    }
    return AddedTokens(std::move(literals), std::move(tokens));
}

AddedTokens rawTokens(const std::vector<AddedToken>& added) {
    std::vector<std::string> literals;
    std::vector<AddedToken> tokens;
    for (const AddedToken& token : added) {
        if (token.isNormalized)
            continue;
        literals.push_back(token.content);
        tokens.push_back(token);
    }
    return {std::move(literals), std::move(tokens)};
}

} // namespace

Result<std::shared_ptr<const WordPiece>> WordPiece::make(WordPieceParts parts, const std::string& source) {
    CPW_TRY_VOID(checkPieces(parts.pieces, source));
    PieceMap map(parts.pieces);
    const std::size_t modelSize = parts.pieces.size();
    const auto idOf = [&map](const std::string& piece) { return map.find(piece); };
    CPW_TRY(specials, resolveSpecials(parts.specials, parts.pieces, idOf, source, "WordPiece"));
    CPW_TRY(normalized, normalizedTokens(specials.added, parts.rules, source));
    AddedTokens raw = rawTokens(specials.added);
    std::vector<std::string> appended(parts.pieces.begin() + static_cast<std::ptrdiff_t>(modelSize), parts.pieces.end());
    return std::shared_ptr<const WordPiece>(
        new WordPiece(std::move(map), parts, std::move(specials), std::move(appended), std::move(raw), std::move(normalized)));
}

WordPiece::WordPiece(PieceMap pieces, const WordPieceParts& parts, ResolvedSpecials specials, std::vector<std::string> appended,
                     AddedTokens rawTokens, AddedTokens normalizedTokens)
    : m_pieces(std::move(pieces)), m_appended(std::move(appended)), m_rules(parts.rules),
      m_maximumCharacters(parts.maximumCharacters), m_specials(specials.ids), m_added(std::move(specials.added)),
      m_rawTokens(std::move(rawTokens)), m_normalizedTokens(std::move(normalizedTokens)) {
    expects(m_maximumCharacters >= 1 && m_maximumCharacters <= 100, "{} characters for a word", m_maximumCharacters);
}

std::vector<Token> WordPiece::encode(std::string_view text) const {
    expects(text.size() < std::numeric_limits<std::uint32_t>::max(), "a text of {} bytes, offsets have 32 bits", text.size());
    std::vector<Token> tokens;
    tokens.reserve(text.size() / 4 + 4);
    WordSplitter splitter(m_rules);
    const auto onWord = [&](const Word& word) { appendWord(word, tokens); };
    const auto onToken = [&](const AddedToken& token, std::size_t begin, std::size_t end) {
        tokens.push_back({token.id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    };
    m_rawTokens.split(
        text,
        [&](std::size_t begin, std::size_t end) {
            if (m_normalizedTokens.isEmpty())
                splitter.split(text, begin, end, onWord);
            else
                splitter.splitAround(text, begin, end, m_normalizedTokens, onWord, onToken);
        },
        onToken);
    return tokens;
}

void WordPiece::appendWord(const Word& word, std::vector<Token>& tokens) const {
    std::uint32_t from = 0;
    const auto add = [&](const WordPart& part) {
        tokens.push_back({part.id, word.inputBegin(from), word.inputEnd(part.end)});
        from = part.end;
    };
    const WordCache::Key key(word.text);
    if (key.isUsable()) {
        WordCache::Parts known;
        if (const std::size_t count = m_cache.find(key, known); count > 0) {
            for (std::size_t i = 0; i < count; ++i)
                add(known[i]);
            return;
        }
    }
    std::vector<WordPart> parts;
    matchWord(word.text, parts);
    m_cache.store(key, parts);
    for (const WordPart& part : parts)
        add(part);
}

void WordPiece::matchWord(std::string_view word, std::vector<WordPart>& parts) const {
    bool isKnown = !isLongerThan(word, m_maximumCharacters);
    for (std::size_t at = 0; isKnown && at < word.size();) {
        const PieceMap::Match match = m_pieces.longest(word.substr(at), at > 0);
        isKnown = match.id >= 0;
        at += match.bytes;
        parts.push_back({match.id, static_cast<std::uint32_t>(at)});
    }
    if (!isKnown)
        parts = {{m_specials.unknown, static_cast<std::uint32_t>(word.size())}};
}

std::string_view WordPiece::piece(std::int32_t id) const {
    expects(id >= 0 && id < vocabularySize(), "token {} of a vocabulary of {}", id, vocabularySize());
    const auto index = static_cast<std::size_t>(id);
    return index < m_pieces.size() ? m_pieces.piece(index) : std::string_view(m_appended[index - m_pieces.size()]);
}

bool WordPiece::isContinuation(std::int32_t id) const {
    expects(id >= 0 && id < vocabularySize(), "token {} of a vocabulary of {}", id, vocabularySize());
    const auto index = static_cast<std::size_t>(id);
    return index < m_pieces.size() && m_pieces.isContinuation(index);
}

bool WordPiece::isSpecial(std::int32_t id) const {
    return Tokenizer::isSpecial(id) ||
           std::ranges::any_of(m_added, [id](const AddedToken& token) { return token.isSpecial && token.id == id; });
}

bool WordPiece::isCutBetween(std::string_view, std::string_view) const {
    // A space ends every word; only an added token with a blank inside could lie across it.
    return std::ranges::none_of(m_added, [](const AddedToken& token) { return token.content.find(' ') != std::string::npos; });
}

std::string WordPiece::fingerprint() const {
    std::string content;
    for (std::int32_t id = 0; id < vocabularySize(); ++id)
        content.append(piece(id)).append(1, '\n');
    content += fmt::format("rules {:d}{:d}{:d}{:d}", m_rules.isLowerCase, m_rules.stripsAccents, m_rules.separatesIdeographs,
                           m_rules.cleansText);
    std::vector<const AddedToken*> added; // longest first, as it has always been written
    for (const AddedToken& token : m_added)
        added.push_back(&token);
    std::ranges::stable_sort(added, std::ranges::greater{}, [](const AddedToken* token) { return token->content.size(); });
    for (const AddedToken* token : added) {
        content += fmt::format("\n{}", token->id);
        if (token->stripsLeft || token->stripsRight || token->isSingleWord || token->isNormalized)
            content +=
                fmt::format(" {:d}{:d}{:d}{:d}", token->stripsLeft, token->stripsRight, token->isSingleWord, token->isNormalized);
    }
    content +=
        fmt::format("\n{} {} {} {} {}", m_specials.pad, m_specials.unknown, m_specials.first, m_specials.last, m_specials.mask);
    if (m_maximumCharacters != 100)
        content += fmt::format("\n{}", m_maximumCharacters);
    return hashText(hash64(content));
}

} // namespace cpw::text
