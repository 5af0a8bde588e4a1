// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/data/delimited_reader.h"
#include "core/data/row_reading.h"
#include "core/data/unmatched.h"

namespace cpw::data {

enum class LocationText { Country, MergedCountry, Full };
enum class AgeText { Buckets, Years };
enum class Duplicates { Keep, First };

/// What the paper leaves open, with what is taken unless it is set. The defaults are those of the notes of its group.
struct BookcrossingOptions {
    LocationText location = LocationText::Country;
    AgeText age = AgeText::Buckets;
    int minimumAge = 5;
    int maximumAge = 100;
    int firstYear = 0;
    int lastYear = 9999; ///< the notes keep any four digits, 2050 too
    Unmatched unmatched = Unmatched::Drop;
    Duplicates duplicates = Duplicates::Keep;
    bool decodesEntities = true;
    TextEncoding encoding = TextEncoding::Mixed;
    std::int64_t skipBadLines = 100; ///< the dump is known for some
};

template <class Visitor>
void describe(Visitor& visit, BookcrossingOptions& o) {
    visit(o.location, {.key = "location", .title = "Location", .help = "country: behind the last comma; merged_country: its spellings made one; full: the whole text."});
    visit(o.age, {.key = "age", .title = "Age", .help = "buckets: under 18, 18-24, 25-29 to 55-59, 60+; years: the number."});
    visit(o.minimumAge, {.key = "minimum_age", .title = "Youngest age", .help = "Ages below are unknown.", .minimum = 0, .maximum = 1000});
    visit(o.maximumAge, {.key = "maximum_age", .title = "Oldest age", .help = "Ages above are unknown.", .minimum = 0, .maximum = 1000});
    visit(o.firstYear, {.key = "first_year", .title = "First year", .help = "Publication years before are unknown.", .minimum = 0, .maximum = 9999});
    visit(o.lastYear, {.key = "last_year", .title = "Last year", .help = "Publication years after are unknown.", .minimum = 0, .maximum = 9999});
    visit(o.unmatched, {.key = "unmatched", .title = "Unmatched ratings", .help = "drop: ratings whose user or book is in no file are left out; keep: their facts are unknown."});
    visit(o.duplicates, {.key = "duplicates", .title = "Repeated ratings", .help = "keep: all ratings of a book by a user; first: the first one."});
    visit(o.decodesEntities, {.key = "html_entities", .title = "Entities decoded", .help = "&amp; in a text becomes &."});
    visit(o.encoding, {.key = "encoding", .title = "Encoding", .help = "Of the file's text: utf8, latin1, or mixed, each value by itself."});
    visit(o.skipBadLines, skipBadLinesInfo());
}

} // namespace cpw::data

template <>
struct cpw::EnumNames<cpw::data::LocationText> {
    using Kind = cpw::data::LocationText;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Country, "country"}, {Kind::MergedCountry, "merged_country"}, {Kind::Full, "full"}};
};
template <>
struct cpw::EnumNames<cpw::data::AgeText> {
    using Kind = cpw::data::AgeText;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Buckets, "buckets"}, {Kind::Years, "years"}};
};
template <>
struct cpw::EnumNames<cpw::data::Duplicates> {
    using Kind = cpw::data::Duplicates;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Keep, "keep"}, {Kind::First, "first"}};
};
