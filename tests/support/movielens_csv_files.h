// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

namespace cpw::testing {

/// Files that look like those of MovieLens 20M and later, and the rows that must come of them.
struct MovieLensCsvFiles {
    std::string ratings, movies;
    std::vector<std::string> rows; ///< "label|user|movie|title|first genre"
    std::size_t lines = 0, dropped = 0, withoutMovie = 0;
};

/// Titles quoted and not, with doubled quotes, commas, accents, without a year; films without a genre. One user's ratings follow
/// one another; movies that movies.csv lacks, half stars. `wantsRows` false: for the sizes of a benchmark.
inline MovieLensCsvFiles makeMovieLensCsv(std::size_t users, std::size_t movies, std::size_t ratings, bool wantsRows = true, std::uint64_t seed = 1) {
    struct Film {
        const char* line; ///< behind the id
        const char* title;
        const char* genre;
    };
    static constexpr Film kFilms[] = {{",Toy Story (1995),Adventure|Animation|Children\r\n", "Toy Story", "Adventure"},
                                      {",\"American President, The (1995)\",Comedy|Drama\r\n", "American President, The", "Comedy"},
                                      {",\"\"\"Great Performances\"\" Cats (1998)\",Musical\r\n", "\"Great Performances\" Cats", "Musical"},
                                      {",Babylon 5,(no genres listed)\r\n", "Babylon 5", "unknown"},
                                      {",\"Cit\xC3\xA9 des enfants perdus, La (1995) \",Drama|Sci-Fi\r\n", "Cit\xC3\xA9 des enfants perdus, La", "Drama"}};
    MovieLensCsvFiles files;
    files.movies = "movieId,title,genres\r\n";
    for (std::size_t i = 0; i < movies; ++i)
        files.movies += std::to_string(i * 3 + 1) + kFilms[i % std::size(kFilms)].line;
    files.ratings = "userId,movieId,rating,timestamp\r\n";
    const CounterRandom random(seed, 20);
    for (std::size_t line = 0; line < ratings; ++line) {
        const auto user = line * users / ratings + 1;
        const auto movie = static_cast<std::size_t>(random.below(3 * line, movies + 1)); // one more than there is
        const auto halves = random.below(3 * line + 1, 10) + 1;
        const auto time = 1'000'000'000 + random.below(3 * line + 2, 400'000'000);
        files.ratings += fmt::format("{},{},{}.{},{}\r\n", user, movie * 3 + 1, halves / 2, halves % 2 * 5, time);
        ++files.lines;
        const bool isDropped = halves == 6 || halves == 7;
        files.withoutMovie += movie == movies ? 1 : 0;
        files.dropped += movie < movies && isDropped ? 1 : 0;
        if (wantsRows && movie < movies && !isDropped)
            files.rows.push_back(fmt::format("{}|{}|{}|{}|{}", halves >= 8 ? 1 : 0, user, movie * 3 + 1, kFilms[movie % std::size(kFilms)].title,
                                             kFilms[movie % std::size(kFilms)].genre));
    }
    return files;
}

} // namespace cpw::testing
