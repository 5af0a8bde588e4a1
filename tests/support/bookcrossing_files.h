// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cpw::testing {

enum class BookcrossingEdition { Dump, CommaSeparated };

/// Files that look like Book-Crossing's, with its oddities in a cycle, and the rows that must come of them.
struct BookcrossingFiles {
    std::string ratings, users, books;
    std::vector<std::string> rows; ///< "label|user|country|age bucket|ISBN|title|author|year|publisher"
    std::size_t lines = 0;         ///< ratings written, without the header
    std::size_t withoutUser = 0, withoutBook = 0, repeated = 0, cutLines = 0;
};

namespace bookcrossing_detail {

/// What stands between the quotes of either edition, and what the table must say. All written by hand.
struct Case {
    const char* dump;
    const char* comma;
    const char* expected;
};

// Locations: escaped quotes, Latin-1, UTF-8 among it, entities, an empty end, a full stop, n/a.
inline constexpr Case kLocations[] = {
    {"nyc, new york, usa", "nyc, new york, usa", "usa"},
    {"barcelona, barcelona, espa\xF1" "a", "barcelona, barcelona, espa\xC3\xB1" "a", "espa\xC3\xB1" "a"},
    {"\\\"the moon\\\", , ", "\"\"the moon\"\", , ", "unknown"},
    {"wien, n/a, \xC3\xB6sterreich", "wien, n/a, \xC3\xB6sterreich", "\xC3\xB6sterreich"},
    {"tain, scotland, United Kingdom.", "tain, scotland, United Kingdom.", "united kingdom"},
    {"berlin, &amp; suburbs, germany", "berlin, &amp; suburbs, germany", "germany"},
    {"nowhere, n/a, n/a", "nowhere, n/a, n/a", "unknown"}};

// Ages: none, borders of the buckets, too young, too old; the later edition writes them as fractions.
inline constexpr Case kAges[] = {{nullptr, "", "unknown"}, {"18", "18.0", "18-24"}, {"17", "17.0", "under 18"}, {"239", "239.0", "unknown"}, {"4", "4.0", "unknown"},
                                 {"5", "5.0", "under 18"}, {"24", "24.0", "18-24"}, {"25", "25.0", "25-29"}, {"59", "59.0", "55-59"}, {"60", "60.0", "60+"},
                                 {"100", "100.0", "60+"}, {"0", "0.0", "unknown"}, {"101", "101.0", "unknown"}};

struct Book {
    Case title, author;
    const char* year;
    const char* expectedYear;
    Case publisher;
};

inline constexpr Book kBooks[] = {
    {{"Plain", "Plain", "Plain"}, {"A. Writer", "A. Writer", "A. Writer"}, "2002", "2002", {"Press", "Press", "Press"}},
    {{"Stars; &amp; \\\"Stripes\\\"", "Stars; &amp; \"\"Stripes\"\"", "Stars; & \"Stripes\""}, {"B", "B", "B"}, "0", "unknown", {"Simon &amp; Schuster", "Simon &amp; Schuster", "Simon & Schuster"}},
    {{"L'\xE9t\xE9", "L'\xC3\xA9t\xC3\xA9", "L'\xC3\xA9t\xC3\xA9"}, {"Ren\xC3\xA9", "Ren\xC3\xA9", "Ren\xC3\xA9"}, "2050", "2050", {"&Eacute;ditions &#8470; 1", "&Eacute;ditions &#8470; 1", "\xC3\x89" "ditions \xE2\x84\x96 1"}},
    {{"Two\r\nlines ", "Two\r\nlines ", "Two lines"}, {nullptr, "", "unknown"}, "1376", "1376", {"", "", "unknown"}},
    {{"Commas, here, there", "Commas, here, there", "Commas, here, there"}, {"C, D", "C, D", "C, D"}, "199", "unknown", {"E", "E", "E"}},
    // The title ends with a backslash. The dump still has its columns, the later edition has them one place to the left.
    {{"Cut (Level 4)\\", "Cut (Level 4)\\\"\";Mike", "Cut (Level 4)"}, {"Mike", nullptr, "Mike"}, "2000", "2000", {"DK", "DK", "DK"}}};
inline constexpr std::size_t kShiftedBook = 5;

inline std::string quoted(const char* text, BookcrossingEdition edition) {
    if (edition == BookcrossingEdition::Dump)
        return text ? fmt::format("\"{}\"", text) : "NULL";
    const std::string plain = text;
    return plain.find_first_of(",\"\r\n") == std::string::npos ? plain : fmt::format("\"{}\"", plain);
}

inline const char* of(const Case& value, BookcrossingEdition edition) {
    return edition == BookcrossingEdition::Dump ? value.dump : value.comma;
}

inline std::string isbnOf(std::size_t book) {
    return fmt::format("{:09}{}", book, book % 3 == 0 ? "X" : book % 3 == 1 ? "x" : "7");
}

inline std::string bookLine(std::size_t i, BookcrossingEdition edition) {
    const auto& book = kBooks[i % std::size(kBooks)];
    const bool isDump = edition == BookcrossingEdition::Dump;
    const auto title = quoted(of(book.title, edition), edition), publisher = quoted(of(book.publisher, edition), edition);
    const auto isbn = quoted(isbnOf(i).c_str(), edition), year = quoted(book.year, edition);
    if (!isDump && i % std::size(kBooks) == kShiftedBook)
        return fmt::format("{},{},{},{},http://s,http://m,http://l,\n", isbn, title, year, publisher);
    const auto author = quoted(of(book.author, edition), edition);
    return isDump ? fmt::format("{};{};{};{};{};\"http://s\";\"http://m\";\"http://l\"\r\n", isbn, title, author, year, publisher)
                  : fmt::format("{},{},{},{},{},http://s,http://m,http://l\n", isbn, title, author, year, publisher);
}

} // namespace bookcrossing_detail

inline BookcrossingFiles makeBookcrossing(BookcrossingEdition edition, std::size_t users, std::size_t books, std::size_t ratings, std::uint64_t seed = 1) {
    using namespace bookcrossing_detail;
    const bool isDump = edition == BookcrossingEdition::Dump;
    const char* const separator = isDump ? ";" : ",";
    const char* const lineEnd = isDump ? "\r\n" : "\n";
    const auto quote = [edition](const std::string& text) { return quoted(text.c_str(), edition); };
    BookcrossingFiles files;
    files.users = isDump ? "\"User-ID\";\"Location\";\"Age\"\r\n" : "User-ID,Location,Age\n";
    files.books = isDump ? "\"ISBN\";\"Book-Title\";\"Book-Author\";\"Year-Of-Publication\";\"Publisher\";\"Image-URL-S\";\"Image-URL-M\";\"Image-URL-L\"\r\n"
                         : "ISBN,Book-Title,Book-Author,Year-Of-Publication,Publisher,Image-URL-S,Image-URL-M,Image-URL-L\n";
    files.ratings = isDump ? "\"User-ID\";\"ISBN\";\"Book-Rating\"\r\n" : "User-ID,ISBN,Book-Rating\n";
    for (std::size_t i = 0; i < users; ++i)
        files.users += fmt::format("{}{}{}{}{}{}", quote(std::to_string(i + 1)), separator, quoted(of(kLocations[i % std::size(kLocations)], edition), edition), separator,
                                   quoted(of(kAges[i % std::size(kAges)], edition), edition), lineEnd);
    for (std::size_t i = 0; i < books; ++i)
        files.books += bookLine(i, edition);

    const CounterRandom random(seed, 8);
    std::vector<std::uint8_t> seen(users * books);
    for (std::size_t line = 0; line < ratings; ++line) {
        // One more user and two more books than there are: their ratings have no facts.
        const auto user = static_cast<std::size_t>(random.below(3 * line, users + 1)), book = static_cast<std::size_t>(random.below(3 * line + 1, books + 2));
        const auto rating = random.below(3 * line + 2, 11);
        const auto isbn = isbnOf(book);
        const auto written = line % 7 == 3 ? fmt::format(" {}-{}", isbn.substr(0, 3), isbn.substr(3)) : isDump && line % 11 == 5 ? "\\\"" + isbn : isbn;
        files.ratings += fmt::format("{}{}{}{}{}{}", quote(std::to_string(user + 1)), separator, quote(written), separator, quote(std::to_string(rating)), lineEnd);
        ++files.lines;
        files.withoutUser += user == users ? 1 : 0;
        files.withoutBook += book >= books ? 1 : 0;
        if (user == users || book >= books)
            continue;
        auto& hasRow = seen[user * books + book];
        files.repeated += hasRow;
        hasRow = 1;
        const auto& facts = kBooks[book % std::size(kBooks)];
        files.rows.push_back(fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", rating >= 5 ? 1 : 0, user + 1, kLocations[user % std::size(kLocations)].expected,
                                         kAges[user % std::size(kAges)].expected, isbn, facts.title.expected, facts.author.expected, facts.expectedYear,
                                         facts.publisher.expected));
    }
    // The last line is cut inside its second column.
    files.ratings += isDump ? "\"1\";\"00000" : "1,00000";
    files.cutLines = 1;
    return files;
}

} // namespace cpw::testing
