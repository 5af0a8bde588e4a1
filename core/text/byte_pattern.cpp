// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/byte_pattern.h"

#include "core/text/character_class.h"

namespace cpw::text {

namespace {

/// Bytes of the ending that starts with the apostrophe at `from`; 0 when there is none.
std::size_t endingBytes(std::string_view text, std::size_t from) {
    const std::string_view rest = text.substr(from + 1, 2);
    if (rest.empty())
        return 0;
    if (rest[0] == 's' || rest[0] == 't' || rest[0] == 'm' || rest[0] == 'd')
        return 2;
    return rest == "re" || rest == "ve" || rest == "ll" ? 3 : 0;
}

struct Run {
    std::size_t end = 0;
    std::size_t lastCharacter = 0; ///< where the last character of the run starts
};

Run runOf(std::string_view text, std::size_t from, CharacterClass kind) {
    Run run{from, from};
    while (run.end < text.size()) {
        const ClassifiedCharacter next = classifiedAt(text, run.end);
        if (next.kind != kind)
            break;
        run.lastCharacter = run.end;
        run.end += next.bytes;
    }
    return run;
}

} // namespace

std::size_t bytePieceEnd(std::string_view text, std::size_t from) {
    if (text[from] == '\'')
        if (const std::size_t bytes = endingBytes(text, from); bytes > 0)
            return from + bytes;
    CharacterClass kind = classifiedAt(text, from).kind;
    if (text[from] == ' ' && from + 1 < text.size())
        kind = classifiedAt(text, from + 1).kind;
    if (kind != CharacterClass::Blank)
        return runOf(text, text[from] == ' ' ? from + 1 : from, kind).end;
    const Run blanks = runOf(text, from, CharacterClass::Blank);
    const bool leavesOne = blanks.end < text.size() && blanks.lastCharacter > from;
    return leavesOne ? blanks.lastCharacter : blanks.end;
}

} // namespace cpw::text
