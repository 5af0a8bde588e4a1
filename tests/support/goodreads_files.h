// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "tests/support/slow_core.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

namespace cpw::testing {

/// Files that look like those of GoodReads, and the rows that must come of them.
struct GoodreadsLookAlike {
    std::string interactions; ///< JSON lines
    std::string columns;      ///< the same ratings as separated values
    std::string bookMap, books, authors, works, genres;
    std::vector<std::string> rows; ///< label and the fifteen fields
    std::vector<std::string> columnRows; ///< the same with the users' numbers
    std::vector<long long> times;
    std::size_t lines = 0, unrated = 0, withoutBook = 0, outsideCore = 0, dropped = 0;
};

namespace goodreads {

struct Book {
    const char* json;                    ///< without ids; {0} is the work
    const char* genres;                  ///< null: no line
    bool hasWork;                        ///< among the works
    const char* before;                  ///< expected: title to number of pages
    const char* behind;                  ///< expected: eBook flag to year
};

constexpr Book kBooks[] = {
    {R"("text_reviews_count": "12", "is_ebook": "false", "average_rating": "3.94", "similar_books": ["1", "2"], "authors": [{"author_id": "7", "role": ""}, {"author_id": "8", "role": "Illustrator"}], "publisher": "Simon &amp; Schuster", "num_pages": "256", "publication_year": "1984", "format": "Paperback", "title": "The \"Last\" Dog, 1|2", "work_id": "{0}", "series": [])",
     R"({"history, biography": 1, "fiction": 4, "poetry": 1})", true, "The \"Last\" Dog, 1|2|fiction|history, biography|poetry|3.94|12|7|R. J. \"Bob\" Fields|256", "false|Paperback|Simon & Schuster|1984"},
    {R"("text_reviews_count": "", "is_ebook": "true", "average_rating": "0.00", "authors": [], "publisher": "", "num_pages": "", "publication_year": "", "format": "", "title": "", "work_id": "")",
     "{}", false, "unknown|unknown|0.00|unknown|unknown|unknown|unknown", "true|unknown|unknown|unknown"},
    {R"("text_reviews_count": 3, "is_ebook": "false", "average_rating": "4.5", "authors": [{"author_id": "99", "role": ""}], "publisher": null, "num_pages": "0", "publication_year": "20015", "format": "Mass Market", "title": " \u5bf6\u77f3\t2 ", "work_id": "{0}")",
     nullptr, false, "\xE5\xAF\xB6\xE7\x9F\xB3 2|unknown|4.5|3|99|unknown|0", "false|Mass Market|unknown|unknown"},
    {R"("title": "A &quot;B&quot;", "work_id": "{0}", "authors": [{"author_id": "8", "role": ""}], "publication_year": "2050", "average_rating": "4.00", "is_ebook": "false", "format": "ebook", "num_pages": "12", "publisher": "P", "text_reviews_count": "1")",
     R"({"children": 2})", true, "A \"B\"|children|4.00|1|8|Zo\xC3\xAB|12", "false|ebook|P|2050"}};

inline const Book& bookOf(std::size_t book) {
    return kBooks[book % std::size(kBooks)];
}

inline std::string bookId(std::size_t book) {
    return std::to_string(book * 13 + 1);
}

inline std::string workId(std::size_t book) {
    return book % std::size(kBooks) == 1 ? "unknown" : std::to_string(book * 2 + 5'000'000);
}

inline std::string userId(std::size_t user) {
    return fmt::format("{:016x}{:016x}", mix64(user), mix64(user + 1));
}

/// Seconds of a July, all in summer time on the west coast; the files have no other form.
inline std::string dateText(long long second) {
    return fmt::format("Sat Jul {:02} {:02}:{:02}:{:02} -0700 2017", second / 86400 + 1, second / 3600 % 24, second / 60 % 60, second % 60);
}
constexpr long long kFirstOfJuly = 1'498'892'400; // 2017-07-01 00:00:00 -0700

inline std::string rowOf(const MadeRating& rating, std::size_t book, const std::string& user) {
    const auto& facts = bookOf(book);
    return fmt::format("{}|{}|{}|{}|{}|{}|{}", rating.rating >= 4 ? 1 : 0, user, rating.item, facts.before, facts.behind, workId(book), facts.hasWork ? "book" : "unknown");
}

inline void addSideFiles(GoodreadsLookAlike& files, std::size_t books) {
    files.authors = R"({"average_rating": "3.98", "author_id": "7", "text_reviews_count": "7", "name": "R. J. \"Bob\"  Fields", "ratings_count": "49"})"
                    "\n"
                    R"({"average_rating": "4.08", "author_id": "8", "text_reviews_count": "28716", "name": "Zo\u00eb", "ratings_count": "546796"})"
                    "\n";
    files.bookMap = "book_id_csv,book_id\n";
    for (std::size_t book = 0; book < books; ++book) {
        const auto& facts = bookOf(book);
        std::string json = facts.json;
        if (const auto place = json.find("{0}"); place != std::string::npos)
            json.replace(place, 3, workId(book));
        for (std::size_t time = 0; time < (book % 25 == 4 ? 2U : 1U); ++time)
            files.books += fmt::format("{{\"isbn\": \"\", {}, \"book_id\": \"{}\", \"description\": \"A {{book}}\\n\"}}\n", json, bookId(book));
        if (facts.hasWork)
            files.works += fmt::format(R"({{"books_count": "1", "media_type": "book", "original_publication_year": "1900", "work_id": "{}"}})"
                                       "\n",
                                       workId(book));
        if (facts.genres)
            files.genres += fmt::format("{{\"book_id\": \"{}\", \"genres\": {}}}\n", bookId(book), facts.genres);
    }
    for (std::size_t book = 0; book < books + 3; ++book)
        files.bookMap += fmt::format("{},{}\n", book, bookId(book));
}

inline void addRecord(std::string& text, std::size_t line, const MadeRating& rating) {
    fmt::format_to(std::back_inserter(text),
                   R"({{"user_id": "{}", "book_id": "{}", "review_id": "{:032x}", "is_read": true, "rating": {}, "review_text_incomplete": "", "date_added": "{}", "date_updated": "Wed Mar 22 11:37:04 -0700 2017", "read_at": "", "started_at": ""}})"
                   "\n",
                   rating.user, rating.item, line, rating.rating, dateText(rating.time));
}

} // namespace goodreads

/// The lines of ratings from `first` to before `end`, each of 1 to 5 stars, as JSON.
inline std::string goodreadsRecords(std::size_t first, std::size_t end, std::size_t users, std::size_t books) {
    std::string text;
    const CounterRandom random(9, 79);
    for (std::size_t i = first; i < end; ++i) {
        const auto u = random.uniform(4 * i), b = random.uniform(4 * i + 1);
        goodreads::addRecord(text, i,
                             {goodreads::userId(static_cast<std::size_t>(u * static_cast<double>(users))), goodreads::bookId(static_cast<std::size_t>(b * static_cast<double>(books))),
                              static_cast<int>(random.below(4 * i + 2, 5)) + 1, static_cast<long long>(random.below(4 * i + 3, 30 * 86400))});
    }
    return text;
}

/// Ratings of 0 to 5, users and books of very different frequency, books that the books do not hold, a last line that is cut.
/// `wantsRows` false: for the sizes of a benchmark.
inline GoodreadsLookAlike makeGoodreads(std::size_t users, std::size_t books, std::size_t ratings, std::size_t core = 10, bool wantsRows = true,
                                        std::uint64_t seed = 4) {
    GoodreadsLookAlike files;
    goodreads::addSideFiles(files, books);
    files.columns = "user_id,book_id,is_read,rating,is_reviewed\n";
    const CounterRandom random(seed, 78);
    std::vector<MadeRating> described;
    std::vector<std::array<std::size_t, 2>> places; // of `described`: user and book, by line
    for (std::size_t i = 0; i < ratings; ++i) {
        const auto u = random.uniform(4 * i), b = random.uniform(4 * i + 1);
        const auto user = static_cast<std::size_t>(u * u * static_cast<double>(users)), book = static_cast<std::size_t>(b * b * static_cast<double>(books + 3));
        const auto stars = static_cast<int>(random.below(4 * i + 2, 6));
        const auto second = static_cast<long long>(random.below(4 * i + 3, 30 * 86400));
        fmt::format_to(std::back_inserter(files.columns), "{},{},1,{},0\n", user, book, stars);
        goodreads::addRecord(files.interactions, i, {goodreads::userId(user), goodreads::bookId(book), stars, second});
        ++files.lines;
        if (!wantsRows)
            continue;
        files.unrated += stars == 0 ? 1 : 0;
        files.withoutBook += stars > 0 && book >= books ? 1 : 0;
        if (stars == 0 || book >= books)
            continue;
        // Their place instead of the time, so that the rows that are left can be told.
        described.push_back({goodreads::userId(user), goodreads::bookId(book), stars, static_cast<long long>(places.size())});
        places.push_back({user, book});
        files.times.push_back(goodreads::kFirstOfJuly + second);
    }
    const auto inside = slowCore(described, core, core);
    files.outsideCore = described.size() - inside.size();
    std::vector<long long> times;
    for (const auto& rating : inside) {
        files.dropped += rating.rating == 3 ? 1 : 0;
        if (rating.rating == 3)
            continue;
        const auto [user, book] = places[static_cast<std::size_t>(rating.time)];
        times.push_back(files.times[static_cast<std::size_t>(rating.time)]);
        files.rows.push_back(goodreads::rowOf(rating, book, rating.user));
        files.columnRows.push_back(goodreads::rowOf(rating, book, std::to_string(user)));
    }
    files.times = std::move(times);
    files.interactions += R"({"user_id": "8842281e", "book)";
    ++files.lines;
    return files;
}

} // namespace cpw::testing
