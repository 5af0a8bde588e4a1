// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/data/rating_rules.h"
#include "core/data/unmatched.h"

#include <string>

namespace cpw::data {

enum class TimeKey { Added, Updated, Read, Started };
enum class Unrated { Drop, Keep };
enum class SeveralValues { First, All };
enum class ReviewCount { TextReviews, Ratings };
enum class YearOf { Edition, Work };

/// What the paper leaves open, with what is taken unless it is set. Fifteen fields, the 10-core filter and the label are the
/// paper's; everything else is our reading of the files.
struct GoodreadsOptions {
    std::string part;
    TimeKey time = TimeKey::Added; ///< the only time that every line has
    Unrated unrated = Unrated::Drop; ///< 0 stars: put on a shelf, never rated
    SeveralValues genres = SeveralValues::All;
    SeveralValues authors = SeveralValues::First;
    ReviewCount reviewCount = ReviewCount::TextReviews;
    YearOf year = YearOf::Edition;
    Unmatched unmatched = Unmatched::Drop;
    bool decodesEntities = true;
    RatingRules rules{.core = {10, 10}};
    std::int64_t skipBadLines = 100;
};

template <class Visitor>
void describe(Visitor& visit, GoodreadsOptions& o) {
    visit(o.part, {.key = "part", .title = "Part", .help = "Of the files by genre: poetry for goodreads_interactions_poetry.json; empty: the whole, else the only part there."});
    visit(o.time, {.key = "time", .title = "Time", .help = "added, updated, read or started: the date of a rating; that of adding where it is missing. The comma-separated file has none."});
    visit(o.unrated, {.key = "unrated", .title = "Without stars", .help = "drop: books on a shelf without a rating (0) are left out; keep: they are negative."});
    visit(o.genres, {.key = "genres", .title = "Genres", .help = "all: joined by |, most votes first, as for a multi-value field; first: the one with the most votes."});
    visit(o.authors, {.key = "authors", .title = "Authors", .help = "first: the first named; all: joined by |, as for a multi-value field."});
    visit(o.reviewCount, {.key = "review_count", .title = "Number of reviews", .help = "text_reviews: those with a text; ratings: all ratings."});
    visit(o.year, {.key = "year", .title = "Publication year", .help = "edition: of the book; work: of its first edition, from the works."});
    visit(o.unmatched, {.key = "unmatched", .title = "Unmatched ratings", .help = "drop: ratings of books that no file describes are left out; keep: their facts are unknown."});
    visit(o.decodesEntities, {.key = "html_entities", .title = "Entities decoded", .help = "&amp; in a text becomes &."});
    describe(visit, o.rules);
    visit(o.skipBadLines, skipBadLinesInfo());
}

} // namespace cpw::data

template <>
struct cpw::EnumNames<cpw::data::TimeKey> {
    using Kind = cpw::data::TimeKey;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Added, "added"}, {Kind::Updated, "updated"}, {Kind::Read, "read"}, {Kind::Started, "started"}};
};
template <>
struct cpw::EnumNames<cpw::data::Unrated> {
    using Kind = cpw::data::Unrated;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Drop, "drop"}, {Kind::Keep, "keep"}};
};
template <>
struct cpw::EnumNames<cpw::data::SeveralValues> {
    using Kind = cpw::data::SeveralValues;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::First, "first"}, {Kind::All, "all"}};
};
template <>
struct cpw::EnumNames<cpw::data::ReviewCount> {
    using Kind = cpw::data::ReviewCount;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::TextReviews, "text_reviews"}, {Kind::Ratings, "ratings"}};
};
template <>
struct cpw::EnumNames<cpw::data::YearOf> {
    using Kind = cpw::data::YearOf;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Edition, "edition"}, {Kind::Work, "work"}};
};
