// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/special_pieces.h"

#include <algorithm>

namespace cpw::text {

namespace {

/// Adds what is missing of the five. They are special wherever they come from.
void completeAdded(SpecialPieces& specials) {
    for (const std::string* literal : {&specials.pad, &specials.unknown, &specials.first, &specials.last, &specials.mask}) {
        if (AddedToken* known = specials.find(*literal))
            known->isSpecial = true;
        else
            specials.added.push_back({.content = *literal, .isSpecial = true});
    }
}

} // namespace

AddedToken* SpecialPieces::find(const std::string& content) {
    const auto found = std::ranges::find(added, content, &AddedToken::content);
    return found == added.end() ? nullptr : &*found;
}

Result<ResolvedSpecials> resolveSpecials(SpecialPieces specials, std::vector<std::string>& pieces,
                                         const std::function<std::int32_t(const std::string&)>& idOf, const std::string& source,
                                         const std::string& family) {
    completeAdded(specials);
    const std::size_t modelSize = pieces.size();
    std::string missing;
    std::vector<AddedToken*> appended;
    for (AddedToken& token : specials.added) {
        const std::int32_t known = idOf(token.content);
        if (known < 0 && token.id < 0)
            missing += (missing.empty() ? "" : ", ") + token.content;
        else if (known < 0)
            appended.push_back(&token);
        else if (token.id >= 0 && token.id != known)
            return badInput(
                "{}: the added token {} has the id {}, but its piece in the vocabulary has {}; the files do not belong together",
                source, token.content, token.id, known);
        else
            token.id = known;
    }
    if (!missing.empty())
        return badInput("{} has {} pieces but lacks {}; a {} vocabulary needs its special tokens", source, modelSize, missing,
                        family);
    std::ranges::sort(appended, {}, [](const AddedToken* token) { return token->id; });
    for (const AddedToken* token : appended) {
        if (token->id != static_cast<std::int32_t>(pieces.size()))
            return badInput("{}: the added token {} has the id {}, expected {}, the next after the vocabulary", source,
                            token->content, token->id, pieces.size());
        pieces.push_back(token->content);
    }
    const auto idOfAdded = [&](const std::string& literal) { return specials.find(literal)->id; };
    const SpecialTokens ids{idOfAdded(specials.pad), idOfAdded(specials.unknown), idOfAdded(specials.first),
                            idOfAdded(specials.last), idOfAdded(specials.mask)};
    return ResolvedSpecials{ids, std::move(specials.added)};
}

} // namespace cpw::text
