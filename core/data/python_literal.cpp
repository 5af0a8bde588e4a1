// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/python_literal.h"

#include "core/data/utf8_append.h"

#include <charconv>
#include <optional>

namespace cpw::data {
namespace {

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class Translator {
public:
    explicit Translator(std::string_view text) : m_text(text) {}

    Result<std::string> run() {
        while (m_place < m_text.size()) {
            const char c = m_text[m_place];
            if (c == '\'' || c == '"') {
                CPW_TRY_VOID(addString());
            } else if (isLetter(c)) {
                CPW_TRY_VOID(addWord());
            } else {
                if (c == ')' || c == ']' || c == '}')
                    dropComma();
                m_out.push_back(c == '(' ? '[' : c == ')' ? ']' : c);
                ++m_place;
            }
        }
        return std::move(m_out);
    }

private:
    /// [1, ] and (1,) end with a comma that JSON does not have.
    void dropComma() {
        const auto last = m_out.find_last_not_of(' ');
        if (last != std::string::npos && m_out[last] == ',')
            m_out.resize(last);
    }

    /// None, True, False, u'...', 1e5
    Result<void> addWord() {
        auto end = m_place;
        while (end < m_text.size() && isLetter(m_text[end]))
            ++end;
        const auto word = m_text.substr(m_place, end - m_place);
        const bool isString = end < m_text.size() && (m_text[end] == '\'' || m_text[end] == '"');
        m_place = end;
        if (isString && (word == "u" || word == "b"))
            return {};
        const bool isExponent = (word == "e" || word == "E") && !m_out.empty() && m_out.back() >= '0' && m_out.back() <= '9';
        const bool isNone = word == "None" || word == "nan" || word == "inf";
        if (!isExponent && !isNone && word != "True" && word != "False")
            return badInput("\"{}\" at character {} is no literal of Python, expected a string, a number, None, True or False", word.substr(0, 40), end - word.size() + 1);
        m_out.append(isNone ? "null" : word == "True" ? "true" : word == "False" ? "false" : "e");
        return {};
    }

    Result<void> addString() {
        const char quote = m_text[m_place];
        const auto begin = m_place++;
        m_out.push_back('"');
        while (m_place < m_text.size() && m_text[m_place] != quote) {
            const char c = m_text[m_place++];
            if (c != '\\')
                addCharacter(static_cast<unsigned char>(c), true);
            else
                CPW_TRY_VOID(addEscape());
        }
        if (m_place == m_text.size())
            return badInput("the quote at character {} is never closed", begin + 1);
        ++m_place;
        m_out.push_back('"');
        return {};
    }

    /// As JSON has it; `isByte`: a byte of UTF-8, which stays.
    void addCharacter(std::uint32_t code, bool isByte) {
        if (code == '"' || code == '\\') {
            m_out.push_back('\\');
            m_out.push_back(static_cast<char>(code));
        } else if (code < 0x20) {
            m_out.append(fmt::format("\\u{:04x}", code));
        } else if (isByte) {
            m_out.push_back(static_cast<char>(code));
        } else {
            appendUtf8(m_out, static_cast<char32_t>(code));
        }
    }

    /// The backslash is behind.
    Result<void> addEscape() {
        if (m_place == m_text.size())
            return badInput("it ends inside a string");
        const char c = m_text[m_place++];
        static constexpr std::string_view kNames = "nrtabfv0", kCodes("\n\r\t\a\b\f\v\0", 8);
        if (const auto known = kNames.find(c); known != std::string_view::npos) {
            addCharacter(static_cast<unsigned char>(kCodes[known]), false);
            return {};
        }
        const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits == 0) {
            if (c != '\'' && c != '"' && c != '\\')
                addCharacter('\\', true); // Python leaves what is no escape
            addCharacter(static_cast<unsigned char>(c), true);
            return {};
        }
        const auto code = hexadecimal(digits);
        if (!code)
            return badInput("the escape \\{} at character {} has no {} hexadecimal digits of a character", c, m_place - 1, digits);
        addUnit(*code);
        return {};
    }

    [[nodiscard]] std::optional<std::uint32_t> hexadecimal(std::size_t digits) {
        std::uint32_t code = 0;
        const auto text = m_text.substr(m_place, digits);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code, 16);
        if (text.size() < digits || error != std::errc() || end != text.data() + text.size() || code > 0x10FFFF)
            return std::nullopt;
        m_place += digits;
        return code;
    }

    /// Halves of a pair as JSON escapes, so that the reader joins them.
    void addUnit(std::uint32_t code) {
        if (code >= 0xD800 && code < 0xE000)
            m_out.append(fmt::format("\\u{:04x}", code));
        else
            addCharacter(code, false);
    }

    std::string_view m_text;
    std::size_t m_place = 0;
    std::string m_out;
};

} // namespace

Result<std::string> jsonFromPythonLiteral(std::string_view text) {
    return Translator(text).run();
}

} // namespace cpw::data
