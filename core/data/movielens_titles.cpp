// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/movielens_titles.h"

namespace cpw::data {

std::string_view chosenGenres(std::string_view genres, GenreChoice choice) {
    return choice == GenreChoice::All ? genres : genres.substr(0, genres.find('|'));
}

std::string withoutYear(std::string_view title) {
    static constexpr std::size_t kYearLength = 6; // "(1995)"
    const auto isYear = [](std::string_view text) {
        return text.size() == kYearLength && text.front() == '(' && text.back() == ')' &&
               text.find_first_not_of("0123456789", 1) == kYearLength - 1;
    };
    std::string_view suffix;
    while (title.ends_with(' '))
        title.remove_suffix(1);
    if (title.ends_with(" (V)")) {
        suffix = " (V)";
        title.remove_suffix(suffix.size());
    }
    if (title.size() > kYearLength && isYear(title.substr(title.size() - kYearLength)))
        title.remove_suffix(kYearLength);
    while (title.ends_with(' '))
        title.remove_suffix(1);
    return std::string(title).append(suffix);
}

} // namespace cpw::data
