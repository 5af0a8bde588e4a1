// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/byte_bpe.h"

#include "core/base/expects.h"
#include "core/base/hash.h"
#include "core/text/byte_alphabet.h"
#include "core/text/byte_pattern.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace cpw::text {

namespace {

constexpr char32_t kSpaceLetter = 0x120;

using Ids = std::unordered_map<std::string_view, std::int32_t>;

std::string letterText(std::uint8_t byte) {
    std::string text;
    appendUtf8(text, letterOfByte(byte));
    return text;
}

Result<std::array<std::int32_t, 256>> idsOfBytes(const Ids& ids, bool hasUnknown, const std::string& source) {
    std::array<std::int32_t, 256> found{};
    std::size_t missing = 0;
    std::size_t example = 0;
    for (std::size_t byte = 0; byte < found.size(); ++byte) {
        const std::string letter = letterText(static_cast<std::uint8_t>(byte));
        const auto entry = ids.find(letter);
        found[byte] = entry == ids.end() ? -1 : entry->second;
        if (found[byte] < 0 && missing++ == 0)
            example = byte;
    }
    if (missing > 0 && !hasUnknown)
        return badInput(
            "{}: {} of the 256 bytes have no piece (byte {} would be \"{}\") and the model has no unknown token; expected a "
            "byte-level vocabulary",
            source, missing, example, letterText(static_cast<std::uint8_t>(example)));
    return found;
}

Result<std::vector<MergeTable::Merge>> resolveMerges(const ByteBpeParts& parts, const Ids& ids, const std::string& source) {
    std::vector<MergeTable::Merge> merges;
    merges.reserve(parts.merges.size());
    const auto idOf = [&](const std::string& piece) {
        const auto found = ids.find(piece);
        return found == ids.end() ? -1 : found->second;
    };
    for (const auto& [left, right] : parts.merges) {
        const std::string merged = left + right;
        const MergeTable::Merge merge{idOf(left), idOf(right), idOf(merged)};
        if (merge.left < 0 || merge.right < 0 || merge.merged < 0)
            return badInput(
                "{}: merge {} (\"{} {}\") needs the piece \"{}\", which the vocabulary lacks; vocabulary and merges must be of "
                "one model",
                source, merges.size() + 1, left, right,
                merge.left < 0    ? left
                : merge.right < 0 ? right
                                  : merged);
        merges.push_back(merge);
    }
    return merges;
}

Result<void> checkPieces(const std::vector<std::string>& pieces, const std::string& source) {
    if (pieces.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        return badInput("{} holds {} pieces, at most 2147483647 are possible", source, pieces.size());
    for (std::size_t id = 0; id < pieces.size(); ++id)
        if (!isValidUtf8(pieces[id]))
            return badInput("{}: piece {} is not valid UTF-8", source, id);
    return {};
}

/// U+0120 or a blank, as they stand in pieces.
bool isSpaceOfPiece(char32_t c) {
    return c == kSpaceLetter || isWhiteSpace(c);
}

/// A letter of the alphabet whose byte is an ASCII blank.
bool isBlankLetter(char32_t c) {
    return isWhiteSpace(c) || c == kSpaceLetter || (c >= 0x109 && c <= 0x10D);
}

AddedTokens selected(const std::vector<AddedToken>& added, bool isNormalized) {
    std::vector<std::string> literals;
    std::vector<AddedToken> tokens;
    for (const AddedToken& token : added) {
        if (token.isNormalized != isNormalized)
            continue;
        literals.push_back(token.content);
        tokens.push_back(token);
    }
    return {std::move(literals), std::move(tokens)};
}

} // namespace

/// One call of encode: walks over the text and keeps the offsets right. `text` is valid UTF-8.
class ByteBpe::Encoding {
public:
    Encoding(const ByteBpe& tokenizer, std::string_view text, std::vector<Token>& tokens)
        : m_tokenizer(tokenizer), m_text(text), m_tokens(tokens) {}

    void run() {
        split(m_tokenizer.m_rawTokens, 0, m_text.size(), [this](std::size_t begin, std::size_t end) {
            split(m_tokenizer.m_normalizedTokens, begin, end,
                  [this](std::size_t from, std::size_t to) { encodeStretch(from, to); });
        });
    }

private:
    template <class OnStretch>
    void split(const AddedTokens& added, std::size_t begin, std::size_t end, OnStretch&& onStretch) {
        if (added.isEmpty())
            return begin < end ? onStretch(begin, end) : void();
        added.split(
            m_text.substr(begin, end - begin), [&](std::size_t from, std::size_t to) { onStretch(begin + from, begin + to); },
            [&](const AddedToken& token, std::size_t from, std::size_t to) { addAdded(token.id, begin + from, begin + to); });
    }

    void encodeStretch(std::size_t begin, std::size_t end) {
        const std::string_view stretch = m_text.substr(begin, end - begin);
        if (!m_tokenizer.m_rules.addsPrefixSpace || stretch.front() == ' ')
            return encodePieces(stretch, begin, false);
        m_prefixed.assign(1, ' ').append(stretch);
        encodePieces(m_prefixed, begin, true);
    }

    /// `base`: where the stretch starts in the text. With a prefix the first byte of `stretch` is not in the text; it has the
    /// offsets of the first character.
    void encodePieces(std::string_view stretch, std::size_t base, bool hasPrefix) {
        const std::size_t firstEnd = hasPrefix ? base + decodeUtf8(m_text, base).bytes : 0;
        const std::size_t shift = hasPrefix ? 1 : 0;
        for (std::size_t from = 0; from < stretch.size();) {
            const std::size_t end = bytePieceEnd(stretch, from);
            std::size_t at = from;
            const auto add = [&](const WordPart& part) {
                const std::size_t partEnd = from + part.end;
                const std::size_t first = hasPrefix && at <= 1 ? base : characterStart(base + at - shift);
                const std::size_t last = hasPrefix && partEnd <= 1 ? firstEnd : characterEnd(base + partEnd - shift);
                addPiece(part.id, first, last);
                at = partEnd;
            };
            encodeWord(stretch.substr(from, end - from), add);
            from = end;
        }
    }

    template <class OnPart>
    void encodeWord(std::string_view bytes, OnPart&& onPart) {
        const WordCache::Key key(bytes);
        if (key.isUsable()) {
            WordCache::Parts known;
            if (const std::size_t count = m_tokenizer.m_cache.find(key, known); count > 0) {
                for (std::size_t i = 0; i < count; ++i)
                    onPart(known[i]);
                return;
            }
        }
        m_tokenizer.encodePiece(bytes, m_parts);
        m_tokenizer.m_cache.store(key, m_parts);
        for (const WordPart& part : m_parts)
            onPart(part);
    }

    [[nodiscard]] bool isInsideCharacter(std::size_t at) const {
        return at < m_text.size() && (static_cast<std::uint8_t>(m_text[at]) & 0xC0) == 0x80;
    }
    [[nodiscard]] std::size_t characterStart(std::size_t at) const {
        while (isInsideCharacter(at))
            --at;
        return at;
    }
    [[nodiscard]] std::size_t characterEnd(std::size_t at) const {
        while (isInsideCharacter(at))
            ++at;
        return at;
    }

    void addPiece(std::int32_t id, std::size_t begin, std::size_t end) {
        const PieceFacts& facts = m_tokenizer.m_facts[static_cast<std::size_t>(id)];
        addTrimmed({id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, facts.leadingSpaces,
                   facts.trailingSpaces);
    }

    void addAdded(std::int32_t id, std::size_t begin, std::size_t end) {
        const std::string_view covered = m_text.substr(begin, end - begin);
        addTrimmed({id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                   charactersIn(covered.substr(0, blanksAtStart(covered))), charactersIn(covered.substr(blanksAtEnd(covered))));
    }

    [[nodiscard]] static std::uint32_t charactersIn(std::string_view text) {
        return static_cast<std::uint32_t>(
            std::ranges::count_if(text, [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80; }));
    }

    /// As the fast tokenizer does, counted in characters, wrong as it is for a space that was added after an added token.
    void addTrimmed(Token token, std::uint32_t leading, std::uint32_t trailing) {
        if (m_tokenizer.m_rules.trimsOffsets && (leading > 0 || trailing > 0)) {
            const bool isFirst = m_tokens.empty() || token.begin == 0;
            if (isFirst && m_tokenizer.m_rules.keepsAddedSpaceOffset && leading == 1)
                leading = 0;
            for (std::uint32_t i = 0; i < leading && token.begin < token.end; ++i)
                token.begin = static_cast<std::uint32_t>(characterEnd(token.begin + 1));
            for (std::uint32_t i = 0; i < trailing && token.end > token.begin; ++i)
                token.end = static_cast<std::uint32_t>(characterStart(token.end - 1));
        }
        m_tokens.push_back(token);
    }

    const ByteBpe& m_tokenizer;
    std::string_view m_text;
    std::vector<Token>& m_tokens;
    std::vector<WordPart> m_parts;
    std::string m_prefixed;
};

Result<std::shared_ptr<const ByteBpe>> ByteBpe::make(ByteBpeParts parts, const std::string& source) {
    CPW_TRY_VOID(checkPieces(parts.pieces, source));
    const std::size_t modelSize = parts.pieces.size();
    Ids ids;
    ids.reserve(modelSize);
    const std::vector<std::string> model = parts.pieces; // the map looks into it while pieces grow
    for (std::size_t id = 0; id < modelSize; ++id)
        ids.insert_or_assign(model[id], static_cast<std::int32_t>(id));
    if (!parts.unknownOfModel.empty() && !ids.contains(parts.unknownOfModel))
        return badInput("{}: the unknown token {} of the model is not in its vocabulary", source, parts.unknownOfModel);
    CPW_TRY(idOfByte, idsOfBytes(ids, !parts.unknownOfModel.empty(), source));
    CPW_TRY(merges, resolveMerges(parts, ids, source));
    const auto idOf = [&](const std::string& piece) {
        const auto found = ids.find(piece);
        return found == ids.end() ? -1 : found->second;
    };
    CPW_TRY(specials, resolveSpecials(std::move(parts.specials), parts.pieces, idOf, source, "byte-level"));
    for (std::int32_t& id : idOfByte)
        id = id < 0 ? idOf(parts.unknownOfModel) : id;
    return std::shared_ptr<const ByteBpe>(
        new ByteBpe(std::move(parts), std::move(specials), modelSize, std::move(merges), idOfByte));
}

ByteBpe::ByteBpe(ByteBpeParts parts, ResolvedSpecials specials, std::size_t modelSize, std::vector<MergeTable::Merge> merges,
                 std::array<std::int32_t, 256> idOfByte)
    : m_pieces(std::move(parts.pieces)), m_merges(std::move(parts.merges)), m_modelSize(modelSize),
      m_unknownOfModel(std::move(parts.unknownOfModel)), m_rules(parts.rules), m_specials(specials.ids),
      m_added(std::move(specials.added)), m_mergeTable(merges), m_idOfByte(idOfByte), m_rawTokens(selected(m_added, false)),
      m_normalizedTokens(selected(m_added, true)) {
    describePieces();
    m_isCuttable = std::ranges::none_of(
        m_added, [](const AddedToken& token) { return token.stripsRight || token.content.find(' ') != std::string::npos; });
    m_takesBlanks = std::ranges::any_of(m_added, [](const AddedToken& token) { return token.stripsLeft && !token.isSpecial; });
}

void ByteBpe::describePieces() {
    m_facts.resize(m_pieces.size());
    for (std::size_t id = 0; id < m_pieces.size(); ++id) {
        const std::string& piece = m_pieces[id];
        bool isLeading = true;
        for (std::size_t at = 0; at < piece.size();) {
            const CodePoint c = decodeUtf8(piece, at);
            at += c.bytes;
            const bool isSpace = isSpaceOfPiece(c.value);
            isLeading = isLeading && isSpace;
            m_facts[id].leadingSpaces += isLeading ? 1 : 0;
            m_facts[id].trailingSpaces = isSpace ? m_facts[id].trailingSpaces + 1 : 0;
        }
        m_facts[id].isContinuation = piece.empty() || !isBlankLetter(decodeUtf8(piece, 0).value);
    }
    for (const AddedToken& token : m_added) {
        m_facts[static_cast<std::size_t>(token.id)].isSpecial |= token.isSpecial;
        m_facts[static_cast<std::size_t>(token.id)].isContinuation = false;
    }
}

std::vector<Token> ByteBpe::encode(std::string_view text) const {
    expects(text.size() < std::numeric_limits<std::uint32_t>::max(), "a text of {} bytes, offsets have 32 bits", text.size());
    std::vector<Token> tokens;
    tokens.reserve(text.size() / 4 + 4);
    if (isValidUtf8(text)) {
        Encoding(*this, text, tokens).run();
        return tokens;
    }
    std::string repaired;
    std::vector<std::uint32_t> origin; // [i]: where byte i of the repaired text comes from, at starts of characters
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = decodeUtf8(text, at);
        appendUtf8(repaired, c.value);
        origin.resize(repaired.size(), static_cast<std::uint32_t>(at));
        at += c.bytes;
    }
    origin.push_back(static_cast<std::uint32_t>(text.size()));
    Encoding(*this, repaired, tokens).run();
    for (Token& token : tokens) {
        token.begin = origin[token.begin];
        token.end = origin[token.end];
    }
    return tokens;
}

void ByteBpe::encodePiece(std::string_view bytes, std::vector<WordPart>& parts) const {
    parts.clear();
    for (std::uint32_t i = 0; i < bytes.size(); ++i)
        parts.push_back({m_idOfByte[static_cast<std::uint8_t>(bytes[i])], i + 1});
    m_mergeTable.apply(parts);
}

std::string_view ByteBpe::piece(std::int32_t id) const {
    expects(id >= 0 && id < vocabularySize(), "token {} of a vocabulary of {}", id, vocabularySize());
    return m_pieces[static_cast<std::size_t>(id)];
}

bool ByteBpe::isContinuation(std::int32_t id) const {
    expects(id >= 0 && id < vocabularySize(), "token {} of a vocabulary of {}", id, vocabularySize());
    return m_facts[static_cast<std::size_t>(id)].isContinuation;
}

bool ByteBpe::isSpecial(std::int32_t id) const {
    expects(id >= 0 && id < vocabularySize(), "token {} of a vocabulary of {}", id, vocabularySize());
    return m_facts[static_cast<std::size_t>(id)].isSpecial;
}

bool ByteBpe::isCutBetween(std::string_view before, std::string_view after) const {
    // A run of blanks is one piece but for its last character, so a cut inside a run shows.
    const bool endsBlank = !before.empty() && blanksAtEnd(before) < before.size();
    const bool startsBlank = after.empty() || blanksAtStart(after) > 0;
    return m_isCuttable && !(endsBlank && (startsBlank || m_takesBlanks));
}

std::string ByteBpe::fingerprint() const {
    std::string content = "byte-level\n";
    for (const std::string& piece : m_pieces)
        content.append(piece).append(1, '\n');
    for (const auto& [left, right] : m_merges)
        content.append(left).append(1, ' ').append(right).append(1, '\n');
    content += fmt::format("rules {:d}{:d}{:d} {}", m_rules.addsPrefixSpace, m_rules.trimsOffsets, m_rules.keepsAddedSpaceOffset,
                           m_unknownOfModel);
    for (const AddedToken& token : m_added)
        content += fmt::format("\n{} {:d}{:d}{:d}{:d}{:d}", token.id, token.isSpecial, token.stripsLeft, token.stripsRight,
                               token.isSingleWord, token.isNormalized);
    content +=
        fmt::format("\n{} {} {} {} {}", m_specials.pad, m_specials.unknown, m_specials.first, m_specials.last, m_specials.mask);
    return hashText(hash64(content));
}

} // namespace cpw::text
