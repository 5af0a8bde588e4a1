// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::text {

/// A token that is cut out of the text before the model sees it, with the rules of Hugging Face's files.
struct AddedToken {
    std::string content = {};
    std::int32_t id = -1;
    bool isSpecial = false;
    bool stripsLeft = false;   ///< lstrip: takes the blanks before it
    bool stripsRight = false;  ///< rstrip: takes the blanks after it
    bool isSingleWord = false; ///< not inside a word
    bool isNormalized = false; ///< looked for in the normalised text, in its own normalised form
    bool operator==(const AddedToken&) const = default;
};

/// Finds added tokens: the leftmost, of several at one place the longest, of equals the first given. Immutable; any thread may
/// search.
class AddedTokens {
public:
    AddedTokens() = default;
    /// `literals[i]` is what tokens[i] looks like in the searched text; none may be empty.
    AddedTokens(std::vector<std::string> literals, std::vector<AddedToken> tokens);

    [[nodiscard]] bool isEmpty() const { return m_tokens.empty(); }

    /// Calls onText(begin, end) for the stretches without a token and onToken(token, begin, end) for tokens, in order.
    template <class OnText, class OnToken>
    void split(std::string_view sentence, OnText&& onText, OnToken&& onToken) const;

private:
    struct Match {
        std::size_t begin = std::string_view::npos;
        std::size_t token = 0;
    };
    [[nodiscard]] Match find(std::string_view sentence, std::size_t from) const;
    [[nodiscard]] bool isAccepted(std::string_view sentence, std::size_t begin, std::size_t end, const AddedToken& token) const;

    std::vector<std::string> m_literals;
    std::vector<AddedToken> m_tokens;
    std::array<std::vector<std::uint32_t>, 256> m_byFirstByte; ///< longest first
};

/// Where the White_Space at the end of a text starts, and where that at its start ends.
[[nodiscard]] std::size_t blanksAtEnd(std::string_view text);
[[nodiscard]] std::size_t blanksAtStart(std::string_view text);

template <class OnText, class OnToken>
void AddedTokens::split(std::string_view sentence, OnText&& onText, OnToken&& onToken) const {
    std::size_t done = 0;
    for (std::size_t from = 0; !m_tokens.empty();) {
        const Match match = find(sentence, from);
        if (match.begin == std::string_view::npos)
            break;
        const AddedToken& token = m_tokens[match.token];
        std::size_t begin = match.begin;
        std::size_t end = begin + m_literals[match.token].size();
        from = end;
        if (!isAccepted(sentence, begin, end, token))
            continue;
        if (token.stripsLeft)
            begin = std::max(blanksAtEnd(sentence.substr(0, begin)), done);
        if (token.stripsRight)
            end += blanksAtStart(sentence.substr(end));
        if (done < begin)
            onText(done, begin);
        onToken(token, begin, end);
        done = end;
    }
    if (done < sentence.size())
        onText(done, sentence.size());
}

} // namespace cpw::text
