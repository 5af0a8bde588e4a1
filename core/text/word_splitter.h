// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/unicode.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::text {

/// Settings of the BERT normaliser.
struct WordRules {
    bool isLowerCase = true;
    bool stripsAccents = true;     ///< decompose and drop Mn; follows isLowerCase unless a file says otherwise
    bool separatesIdeographs = true;
    bool cleansText = true;        ///< drop controls, every blank becomes a space
    bool operator==(const WordRules&) const = default;
};

/// A normalised word with the bytes of the input that each of its bytes came from. Valid until the next word.
struct Word {
    std::string_view text;
    std::uint32_t begin = 0;                     ///< input offset of the first byte
    const std::uint32_t* begins = nullptr;       ///< per byte: begin of its input character; null: begin + index
    const std::uint32_t* ends = nullptr;         ///< per byte: end of its input character; null: begin + index + 1

    [[nodiscard]] std::uint32_t inputBegin(std::size_t byte) const {
        return begins ? begins[byte] : begin + static_cast<std::uint32_t>(byte);
    }
    /// End of the input of the bytes before `end` (end > 0).
    [[nodiscard]] std::uint32_t inputEnd(std::size_t end) const {
        return ends ? ends[end - 1] : begin + static_cast<std::uint32_t>(end);
    }
};

/// BERT's normaliser and word splitter: clean-up, blanks around ideographs, accents, lower case, then words cut at blanks with
/// every punctuation character alone. ASCII words take a short way without Unicode tables. Holds scratch memory, so one splitter
/// serves one thread; it never knows a vocabulary.
class WordSplitter {
public:
    explicit WordSplitter(const WordRules& rules) : m_rules(rules) {}

    /// Calls onWord(const Word&) for the words of text[begin, end) in order; offsets are of `text`.
    template <class OnWord>
    void split(std::string_view text, std::size_t begin, std::size_t end, OnWord&& onWord);

    /// The same with added tokens that are looked for in the normalised text: onToken(const AddedToken&, begin, end), offsets of `text`.
    template <class OnWord, class OnToken>
    void splitAround(std::string_view text, std::size_t begin, std::size_t end, const AddedTokens& added, OnWord&& onWord, OnToken&& onToken);

    /// A text as the normaliser leaves it, blanks and all.
    [[nodiscard]] std::string normalized(std::string_view text);

private:
    enum class Kind : std::uint8_t { Letter, Blank, Punctuation, Other };
    /// A normalised code point and its input bytes.
    struct Unit {
        char32_t value;
        std::uint32_t begin;
        std::uint32_t end;
        bool isFirst = true; ///< of the decomposition of its input character
    };
    struct Source {
        std::uint32_t begin;
        std::uint32_t end;
    };

    static constexpr std::array<Kind, 256> asciiKinds();
    /// Fills m_units from text[begin, end).
    void normalize(std::string_view text, std::size_t begin, std::size_t end);
    void addDecomposed(char32_t c, std::uint32_t begin, std::uint32_t end);
    void sortMarks();
    void stripAndLower();
    void appendUnit(const Unit& unit);
    template <class OnWord>
    void splitUnits(std::size_t begin, std::size_t end, OnWord&& onWord);
    template <class OnWord>
    void giveWord(OnWord&& onWord);

    WordRules m_rules;
    std::string m_word;
    std::vector<std::uint32_t> m_begins;
    std::vector<std::uint32_t> m_ends;
    std::vector<Unit> m_units;
    std::vector<Source> m_sources; ///< scratch of sortMarks
    std::size_t m_marksFrom = 0; ///< first unit of the run of combining marks at the end of m_units
};

constexpr std::array<WordSplitter::Kind, 256> WordSplitter::asciiKinds() {
    std::array<Kind, 256> kinds{};
    for (std::size_t c = 0; c < 256; ++c) {
        const bool isAlphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            kinds[c] = Kind::Blank;
        else if (c < 0x20 || c >= 0x7F)
            kinds[c] = Kind::Other;
        else
            kinds[c] = isAlphanumeric ? Kind::Letter : Kind::Punctuation;
    }
    return kinds;
}

template <class OnWord>
void WordSplitter::split(std::string_view text, std::size_t begin, std::size_t end, OnWord&& onWord) {
    static constexpr std::array<Kind, 256> kKinds = asciiKinds();
    const auto kindAt = [&](std::size_t i) { return kKinds[static_cast<std::uint8_t>(text[i])]; };
    for (std::size_t i = begin; i < end;) {
        const std::size_t start = i;
        while (i < end && kindAt(i) == Kind::Letter)
            ++i;
        if (i < end && kindAt(i) == Kind::Other) {
            // ASCII blanks end every word, so the Unicode way needs to see no further than the next one.
            while (i < end && kindAt(i) != Kind::Blank)
                ++i;
            normalize(text, start, i);
            splitUnits(0, m_units.size(), onWord);
            continue;
        }
        if (i > start) {
            m_word.assign(text.data() + start, i - start);
            if (m_rules.isLowerCase)
                for (char& c : m_word)
                    c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            onWord(Word{m_word, static_cast<std::uint32_t>(start), nullptr, nullptr});
        } else {
            if (kindAt(i) == Kind::Punctuation)
                onWord(Word{text.substr(i, 1), static_cast<std::uint32_t>(i), nullptr, nullptr});
            ++i;
        }
    }
}

template <class OnWord, class OnToken>
void WordSplitter::splitAround(std::string_view text, std::size_t begin, std::size_t end, const AddedTokens& added, OnWord&& onWord,
                               OnToken&& onToken) {
    normalize(text, begin, end);
    std::string normal;
    std::vector<std::size_t> unitAt; // [byte of normal]
    for (std::size_t i = 0; i < m_units.size(); ++i) {
        appendUtf8(normal, m_units[i].value);
        unitAt.resize(normal.size(), i);
    }
    unitAt.push_back(m_units.size());
    added.split(
        normal, [&](std::size_t from, std::size_t to) { splitUnits(unitAt[from], unitAt[to], onWord); },
        [&](const AddedToken& token, std::size_t from, std::size_t to) {
            onToken(token, m_units[unitAt[from]].begin, m_units[unitAt[to - 1]].end);
        });
}

template <class OnWord>
void WordSplitter::splitUnits(std::size_t begin, std::size_t end, OnWord&& onWord) {
    m_word.clear();
    for (std::size_t i = begin; i < end; ++i) {
        const Unit& unit = m_units[i];
        const bool isBlank = isWhiteSpace(unit.value);
        const bool isAlone = !isBlank && isPunctuation(unit.value);
        if (isBlank || isAlone)
            giveWord(onWord);
        if (!isBlank)
            appendUnit(unit);
        if (isAlone)
            giveWord(onWord);
    }
    giveWord(onWord);
}

template <class OnWord>
void WordSplitter::giveWord(OnWord&& onWord) {
    if (!m_word.empty())
        onWord(Word{m_word, m_begins.front(), m_begins.data(), m_ends.data()});
    m_word.clear();
    m_begins.clear();
    m_ends.clear();
}

} // namespace cpw::text
