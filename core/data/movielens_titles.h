// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What all MovieLens releases have in common: titles that end with a year, genres joined by |.

#include "core/base/option_schema.h"

#include <string>
#include <string_view>

namespace cpw::data {

/// Which genres of a film its field names.
enum class GenreChoice { First, All };
/// What is in the dictionaries of the table, and in which order.
enum class Dictionaries { Rows, Files };

[[nodiscard]] inline OptionInfo genresInfo() {
    return {.key = "genres", .title = "Genres", .help = "first: the first of a film; all: joined by |, as for a multi-value field."};
}

/// Of "Animation|Children's|Comedy".
[[nodiscard]] std::string_view chosenGenres(std::string_view genres, GenreChoice choice);

/// "Toy Story (1995)" to "Toy Story"; "The Visitors (1993) (V)" to "The Visitors (V)"; "unknown" stays.
[[nodiscard]] std::string withoutYear(std::string_view title);

} // namespace cpw::data

template <>
struct cpw::EnumNames<cpw::data::GenreChoice> {
    using Kind = cpw::data::GenreChoice;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::First, "first"}, {Kind::All, "all"}};
};
template <>
struct cpw::EnumNames<cpw::data::Dictionaries> {
    using Kind = cpw::data::Dictionaries;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Rows, "rows"}, {Kind::Files, "files"}};
};
