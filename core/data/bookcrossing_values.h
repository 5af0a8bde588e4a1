// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How Book-Crossing's raw values become those of the table. Pure functions; what has no value is kUnknown.

#include <string>
#include <string_view>

namespace cpw::data::bookcrossing {

inline constexpr const char* kUnknown = "unknown";

/// Entities decoded, runs of blanks and line ends made one blank, a backslash or an odd quote left at the end by broken quoting
/// dropped. NULL and nothing are unknown.
[[nodiscard]] std::string cleanText(std::string_view raw, bool decodesEntities);

/// "nyc, new york, usa" to "usa": the part behind the last comma, without what is no letter at its ends, ASCII letters small.
/// Nothing and "n/a" are unknown.
[[nodiscard]] std::string countryOf(std::string_view cleanLocation);
/// "u.s.a" and "united states" to "usa" and the like, for some 30 spellings of 12 countries; other texts as they are.
[[nodiscard]] std::string_view mergedCountry(std::string_view country);

/// Whole years; NULL, nothing and texts are -1. "34.0" is 34.
[[nodiscard]] int yearsOf(std::string_view rawAge);
/// The eleven buckets of the paper's group: unknown (below 0), under 18, 18-24, 25-29, 30-34, ..., 55-59, 60+.
[[nodiscard]] std::string ageBucket(int years);

/// Letters and digits only.
[[nodiscard]] std::string cleanIsbn(std::string_view raw);

/// Four digits between `first` and `last`, else unknown. "2001.0" is 2001.
[[nodiscard]] std::string publicationYear(std::string_view raw, int first, int last);

} // namespace cpw::data::bookcrossing
