// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/data/rating_rules.h"
#include "core/data/unmatched.h"

#include <string>

namespace cpw::data {

enum class CategoryText { FirstTwo, First, Last, All };
enum class NonAscii { Keep, Drop };

/// What the paper leaves open, with what is taken unless it is set: five fields, a 5-core filter and the dropped 3s are the paper's;
/// joining with the metadata, the form of a category and dropping repeated lines are those of a script of its group.
struct AmazonOptions {
    std::string category;
    CategoryText categoryText = CategoryText::FirstTwo;
    int titleLength = 0; ///< the script cuts near 150; the paper does not say so
    NonAscii nonAscii = NonAscii::Keep;
    Unmatched unmatched = Unmatched::Drop;
    bool decodesEntities = true;
    RatingRules rules{.core = {5, 5}};
    std::int64_t skipBadLines = 100;
};

template <class Visitor>
void describe(Visitor& visit, AmazonOptions& o) {
    visit(o.category, {.key = "category", .title = "Category of the files", .help = "As in their names (Toys_and_Games); empty: the only one there, else Toys_and_Games."});
    visit(o.categoryText, {.key = "category_text", .title = "Category", .help = "first_two: \"Toys & Games, Puzzles\"; first; last: the narrowest; all: joined by |, as for a multi-value field."});
    visit(o.titleLength, {.key = "title_length", .title = "Longest title", .help = "In bytes; longer ones are cut behind a word. 0: whole titles.", .minimum = 0, .maximum = 100000});
    visit(o.nonAscii, {.key = "non_ascii", .title = "Other letters", .help = "keep: titles and brands as they are; drop: items whose title or brand is not ASCII are left out."});
    visit(o.unmatched, {.key = "unmatched", .title = "Unmatched ratings", .help = "drop: ratings of items that the metadata does not hold are left out; keep: their facts are unknown."});
    visit(o.decodesEntities, {.key = "html_entities", .title = "Entities decoded", .help = "&amp; in a text becomes &."});
    describe(visit, o.rules);
    visit(o.skipBadLines, skipBadLinesInfo());
}

} // namespace cpw::data

template <>
struct cpw::EnumNames<cpw::data::CategoryText> {
    using Kind = cpw::data::CategoryText;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::FirstTwo, "first_two"}, {Kind::First, "first"}, {Kind::Last, "last"}, {Kind::All, "all"}};
};
template <>
struct cpw::EnumNames<cpw::data::NonAscii> {
    using Kind = cpw::data::NonAscii;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Keep, "keep"}, {Kind::Drop, "drop"}};
};
