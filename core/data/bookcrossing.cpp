// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/bookcrossing.h"

#include "core/data/bookcrossing_options.h"
#include "core/data/bookcrossing_values.h"
#include "core/data/joined_source.h"
#include "core/data/named_columns.h"
#include "core/data/raw_files.h"
#include "core/data/row_reading.h"
#include "core/data/side_table.h"
#include "core/data/table_builder.h"

#include <algorithm>
#include <array>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;
using namespace bookcrossing;

constexpr const char* kTitle = "Book-Crossing";
constexpr const char* kBookCrossingPath =
    "folder or zip archive with BX-Book-Ratings.csv, BX-Users.csv and BX-Books.csv, or with Ratings.csv, Users.csv and Books.csv";
constexpr std::array kBookCrossingFields = {"User ID", "Location",         "Age",      "ISBN", "Book title",
                                            "Author",  "Publication year", "Publisher"};
using UserFacts = std::array<std::string, 2>; // location, age
using BookFacts = std::array<std::string, 4>; // title, author, year, publisher

constexpr std::string_view kRatingsNames[] = {"BX-Book-Ratings.csv", "BX_Book_Ratings.csv", "BX-Ratings.csv", "Book-Ratings.csv", "Ratings.csv"};
constexpr std::string_view kUsersNames[] = {"BX-Users.csv", "BX_Users.csv", "Users.csv"};
constexpr std::string_view kBooksNames[] = {"BX-Books.csv", "BX_Books.csv", "Books.csv"};
constexpr std::span<const std::string_view> kFileNames[] = {kRatingsNames, kUsersNames, kBooksNames};

/// Ratings, users, books.
Result<std::vector<fs::path>> filesBelow(const fs::path& path, const BookcrossingOptions& /*options*/) {
    const auto files = rawFiles(path);
    std::vector<fs::path> chosen;
    for (const auto names : kFileNames) {
        const auto found = findRawFile(files, names);
        if (!found)
            return badInput("{} holds no {} (nor {}), expected the {}", path.string(), names.front(), names.back(),
                            kBookCrossingPath);
        chosen.push_back(*found);
    }
    return chosen;
}

/// "DK Readers (Level 4)\";James Buckley" and the columns behind it one place to the left: what became of a title that ends with a
/// backslash when the dump was turned into comma-separated values.
bool isShifted(const NamedColumns& book) {
    const auto year = book[2];
    return publicationYear(book[3], 0, 9999) == kUnknown && publicationYear(year, 0, 9999) != kUnknown && book[1].find("\";") != std::string_view::npos;
}

class BookcrossingReader {
public:
    BookcrossingReader(const spec::DataSpec& spec, const ReadContext& context, const BookcrossingOptions& options)
        : m_spec(spec), m_context(context), m_options(options), m_skipper(options.skipBadLines), m_filter(spec.label),
          m_builder(std::vector<std::string>(kBookCrossingFields.begin(), kBookCrossingFields.end()), context.spoolFolder) {}

    Result<ReadResult> read(const std::vector<fs::path>& files) {
        CPW_TRY_VOID(readUsers(files[1]));
        CPW_TRY_VOID(readBooks(files[2]));
        CPW_TRY_VOID(readRatings(files[0]));
        m_skipper.finish(m_report);
        m_report.rowsKept = m_builder.rows();
        if (m_builder.rows() == 0)
            return tl::unexpected(noRowsLeft(files[0].filename().string(), m_report, m_spec.label));
        auto table = m_builder.finish(m_spec.dataset.empty() ? kTitle : m_spec.dataset);
        return ReadResult{std::move(table), std::move(m_report)};
    }

private:
    template <class... Args>
    void note(std::uint64_t count, fmt::format_string<std::string, Args...> format, Args&&... args) {
        noteCount(m_report, count, format, std::forward<Args>(args)...);
    }

    Result<NamedColumns> open(const fs::path& path, std::initializer_list<const char*> columns) const {
        CPW_TRY(separator, separatorOfHeader(path, ",;"));
        return NamedColumns::open(path, {std::string(1, separator), true, m_options.encoding, separator == ';'}, columns);
    }

    /// "1";"nyc, new york, usa";NULL
    Result<void> readUsers(const fs::path& path) {
        CPW_TRY(file, open(path, {"userid", "location", "age"}));
        ReadTicker ticker(m_context, file.reader().bytesTotal());
        std::uint64_t repeated = 0, withoutCountry = 0, withoutAge = 0, odd = 0;
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            if (!isRecord)
                break;
            auto location = locationOf(file[1]);
            const int years = yearsOf(file[2]);
            const bool isOdd = years >= 0 && (years < m_options.minimumAge || years > m_options.maximumAge);
            withoutCountry += location == kUnknown ? 1 : 0;
            withoutAge += years < 0 ? 1 : 0;
            odd += isOdd ? 1 : 0;
            repeated += m_users.add(file[0], {std::move(location), ageText(isOdd ? -1 : years)}) ? 0 : 1;
            CPW_TRY_VOID(ticker.tick(file.reader().bytesDone(), 0));
        }
        const auto& name = file.reader().name();
        note(file.records(), "{} users read from {}", name);
        note(repeated, "{} users are in {} more than once; the first line counts", name);
        note(withoutCountry, "{} users have no location that names a country; it is \"unknown\"");
        note(withoutAge, "{} users have no age; it is \"unknown\"");
        note(odd, "{} users have an age below {} or above {}; it is \"unknown\"", m_options.minimumAge, m_options.maximumAge);
        noteRepaired(file);
        return {};
    }

    [[nodiscard]] std::string locationOf(std::string_view raw) const {
        auto text = cleanText(raw, m_options.decodesEntities);
        if (m_options.location == LocationText::Full)
            return text;
        auto country = countryOf(text);
        return m_options.location == LocationText::Country ? country : std::string(mergedCountry(country));
    }

    [[nodiscard]] std::string ageText(int years) const {
        return m_options.age == AgeText::Buckets || years < 0 ? ageBucket(years) : std::to_string(years);
    }

    /// "0195153448";"Classical Mythology";"Mark P. O. Morford";"2002";"Oxford University Press";"http://..."
    Result<void> readBooks(const fs::path& path) {
        CPW_TRY(file, open(path, {"isbn", "booktitle title", "bookauthor author", "yearofpublication publicationyear year", "publisher"}));
        ReadTicker ticker(m_context, file.reader().bytesTotal());
        std::uint64_t repeated = 0, withoutYear = 0, shifted = 0;
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            if (!isRecord)
                break;
            const bool wasShifted = isShifted(file);
            auto facts = wasShifted ? shiftedBook(file) : bookOf(file[1], file[2], file[3], file[4]);
            shifted += wasShifted ? 1 : 0;
            withoutYear += facts[2] == kUnknown ? 1 : 0;
            repeated += m_books.add(cleanIsbn(file[0]), std::move(facts)) ? 0 : 1;
            CPW_TRY_VOID(ticker.tick(file.reader().bytesDone(), 0));
        }
        const auto& name = file.reader().name();
        note(file.records(), "{} books read from {}", name);
        note(repeated, "{} books of {} have the ISBN of another one, letters and digits only; the first line counts", name);
        note(withoutYear, "{} books have no publication year of four digits between {} and {}; it is \"unknown\"", m_options.firstYear, m_options.lastYear);
        note(shifted, "{} books of {} had their author in the title and the columns behind it one place to the left; they were put right", name);
        noteRepaired(file);
        return {};
    }

    [[nodiscard]] BookFacts bookOf(std::string_view title, std::string_view author, std::string_view year, std::string_view publisher) const {
        const bool decodes = m_options.decodesEntities;
        return {cleanText(title, decodes), cleanText(author, decodes), publicationYear(year, m_options.firstYear, m_options.lastYear),
                cleanText(publisher, decodes)};
    }

    [[nodiscard]] BookFacts shiftedBook(const NamedColumns& file) const {
        const auto border = file[1].rfind("\";");
        return bookOf(file[1].substr(0, border), file[1].substr(border + 2), file[2], file[3]);
    }

    void noteRepaired(const NamedColumns& file) {
        note(file.reader().repairedRecords(), "{} lines of {} have a value that ends with a backslash; they were read so", file.reader().name());
    }

    /// "276725";"034545104X";"0"
    Result<void> readRatings(const fs::path& path) {
        CPW_TRY(file, open(path, {"userid", "isbn", "bookrating rating"}));
        ReadTicker ticker(m_context, file.reader().bytesTotal());
        const auto limit = static_cast<std::uint64_t>(m_spec.maximumRows);
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            if (!isRecord || (limit > 0 && m_builder.rows() >= limit))
                break;
            ++m_report.linesRead;
            if (const auto rating = numberFromText(file[2]))
                addRating(file, *rating);
            else
                CPW_TRY_VOID(m_skipper.skip(badInput("{}: the rating is {}, expected a number", file.reader().place(), quotedValue(file[2])).value(), m_report));
            CPW_TRY_VOID(checkRowCount(m_builder.rows(), kTitle));
            CPW_TRY_VOID(ticker.tick(file.reader().bytesDone(), m_builder.rows()));
        }
        const bool isDropped = m_options.unmatched == Unmatched::Drop;
        note(m_withoutIsbn, "{} ratings have an ISBN without a letter or digit; they were left out");
        note(m_withoutUser, "{} ratings are of a user that is not among the users; they were {}", isDropped ? "left out" : "kept with unknown facts");
        note(m_withoutBook, "{} ratings are of a book that is not among the books; they were {}", isDropped ? "left out" : "kept with unknown facts");
        note(m_repeated, "{} ratings repeat one of the same user and book; they were {}", m_options.duplicates == Duplicates::First ? "left out" : "kept");
        noteRepaired(file);
        return {};
    }

    void addRating(const NamedColumns& file, double rating) {
        static const UserFacts kNobody = {kUnknown, kUnknown};
        static const BookFacts kNoBook = {kUnknown, kUnknown, kUnknown, kUnknown};
        const auto isbn = cleanIsbn(file[1]);
        const auto* user = m_users.find(file[0]);
        const auto* book = m_books.find(isbn);
        if (isbn.empty()) {
            ++m_withoutIsbn;
            return;
        }
        m_withoutUser += user ? 0 : 1;
        m_withoutBook += book ? 0 : 1;
        if (m_options.unmatched == Unmatched::Drop && (!user || !book))
            return;
        if (isRepeated(file[0], isbn) && m_options.duplicates == Duplicates::First)
            return;
        const auto label = m_filter(rating);
        if (!label) {
            ++m_report.rowsDroppedByLabel;
            return;
        }
        const auto& [location, age] = user ? *user : kNobody;
        const auto& [title, author, year, publisher] = book ? *book : kNoBook;
        const std::string_view values[] = {file[0], location, age, isbn, title, author, year, publisher};
        m_builder.addRow(values, *label);
    }

    bool isRepeated(std::string_view user, std::string_view isbn) {
        m_pair.assign(user).append(1, '\n').append(isbn);
        const auto known = static_cast<std::int32_t>(m_pairs.size());
        const bool isKnown = m_pairs.add(m_pair) < known;
        m_repeated += isKnown ? 1 : 0;
        return isKnown;
    }

    const spec::DataSpec& m_spec;
    const ReadContext& m_context;
    const BookcrossingOptions& m_options;
    BadLineSkipper m_skipper;
    LabelFilter m_filter;
    TableBuilder m_builder;
    SideTable<UserFacts> m_users;
    SideTable<BookFacts> m_books;
    ValueDictionary m_pairs; // user and ISBN of the ratings so far
    std::string m_pair;
    ImportReport m_report;
    std::uint64_t m_withoutIsbn = 0, m_withoutUser = 0, m_withoutBook = 0, m_repeated = 0;
};

Result<ReadResult> readBookcrossing(const spec::DataSpec& spec, const ReadContext& context, const BookcrossingOptions& options, const std::vector<fs::path>& files) {
    return BookcrossingReader(spec, context, options).read(files);
}

} // namespace

DatasetSource bookcrossingSource() {
    JoinedSource<BookcrossingOptions, std::vector<fs::path>> frame{
        .id = "bookcrossing",
        .title = kTitle,
        .needs = "Book-Crossing needs",
        .pathHelp = kBookCrossingPath,
        .expected = "BX-Book-Ratings.csv",
        .label = {{}, 5, {}},
        .split = {},
        .find = filesBelow,
        .list = [](const std::vector<fs::path>& files) { return files; },
        .read = readBookcrossing};
    // Deviation: the group's notebook shuffles with the same seed, but with another generator; the parts differ row by row.
    frame.split.kind = spec::SplitKind::Random;
    frame.split.seed = 42;
    frame.split.userColumn = kBookCrossingFields[0];
    return makeJoinedSource(frame);
}

} // namespace cpw::data
