// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/goodreads_books.h"

#include "core/data/bookcrossing_values.h"
#include "core/data/plain_text.h"
#include "core/data/record_lines.h"
#include "core/data/side_table.h"

#include <algorithm>
#include <array>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNotTold = "unknown";

/// Of a work; texts by their code in a dictionary of all works.
struct WorkFacts {
    std::int32_t mediaType = 0;
    std::int32_t year = 0;
};

class BooksReader {
public:
    BooksReader(const GoodreadsOptions& options, const ValueDictionary& books, const ReadContext& context, BadLineSkipper& skipper, ImportReport& report)
        : m_options(options), m_books(books), m_context(context), m_skipper(skipper), m_report(report) {}

    Result<GoodreadsBooks> read(const GoodreadsFiles& files) {
        for (std::size_t fact = 0; fact < kNames.size(); ++fact)
            m_result.facts.push_back({kNames[fact], {}, std::vector<std::int32_t>(m_books.size(), -1)});
        m_result.isDescribed.resize(m_books.size());
        if (files.authors)
            CPW_TRY_VOID(readAuthors(*files.authors));
        if (files.works)
            CPW_TRY_VOID(readWorks(*files.works));
        CPW_TRY_VOID(readBooks(files.books));
        if (files.genres)
            CPW_TRY_VOID(readGenres(*files.genres));
        note(files);
        dropMissing(files);
        return std::move(m_result);
    }

private:
    enum Fact : std::size_t { Title, Genres, AverageRating, Reviews, AuthorId, AuthorName, Pages, Ebook, Format, Publisher, Year, WorkId, MediaType };
    static constexpr std::array kNames = {"Book title",      "Book genres", "Average rating", "Number of book reviews", "Author ID", "Author name", "Number of pages",
                                          "eBook flag", "Format",      "Publisher",      "Publication year",       "Work ID",   "Media type"};

    template <class Take>
    Result<void> forEach(const fs::path& path, std::vector<std::string> keys, const Take& take) {
        CPW_TRY(file, RecordLines::open(path, std::move(keys), m_context));
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            if (!isRecord)
                break;
            if (file.record().text(0).empty())
                CPW_TRY_VOID(file.skip("its id is missing", m_skipper, m_report));
            else
                take(file.record());
        }
        m_report.notes.push_back(fmt::format("{} lines read from {}", counted(file.lines()), file.name()));
        return {};
    }

    /// {"average_rating": "3.98", "author_id": "604031", "text_reviews_count": "7", "name": "Ronald J. Fields", "ratings_count": "49"}
    Result<void> readAuthors(const fs::path& path) {
        return forEach(path, {"author_id", "name"}, [this](const JsonRecord& author) {
            m_authors.add(author.text(0), m_authorNames.add(orUnknown(plain(author.text(1)))));
        });
    }

    /// {"original_publication_year": "1984", "media_type": "book", "work_id": "5400751", ...}
    Result<void> readWorks(const fs::path& path) {
        return forEach(path, {"work_id", "media_type", "original_publication_year"}, [this](const JsonRecord& work) {
            m_works.add(work.text(0), {m_workTexts.add(orUnknown(plain(work.text(1)))), m_workTexts.add(yearOf(work.text(2)))});
        });
    }

    enum BookKey : std::size_t { Id, TitleKey, RatingKey, TextReviews, Ratings, AuthorsKey, PagesKey, EbookKey, FormatKey, PublisherKey, YearKey, WorkKey };

    /// {"title": "...", "is_ebook": "false", "average_rating": "4.00", "authors": [{"author_id": "604031", "role": ""}], ...}
    Result<void> readBooks(const fs::path& path) {
        return forEach(path,
                       {"book_id", "title", "average_rating", "text_reviews_count", "ratings_count", "authors", "num_pages", "is_ebook", "format", "publisher",
                        "publication_year", "work_id"},
                       [this](const JsonRecord& book) { takeBook(book); });
    }

    void takeBook(const JsonRecord& book) {
        const auto code = m_books.find(book.text(Id));
        if (code < 0)
            return;
        const auto item = static_cast<std::size_t>(code);
        m_repeatedBooks += m_result.isDescribed[item] ? 1 : 0;
        if (m_result.isDescribed[item])
            return;
        m_result.isDescribed[item] = true;
        const auto set = [&](Fact fact, std::string text) { m_result.facts[fact].set(item, orUnknown(std::move(text))); };
        set(Title, plain(book.text(TitleKey)));
        set(AverageRating, plain(book.text(RatingKey)));
        set(Reviews, plain(book.text(m_options.reviewCount == ReviewCount::TextReviews ? TextReviews : Ratings)));
        set(Pages, plain(book.text(PagesKey)));
        set(Ebook, plain(book.text(EbookKey)));
        set(Format, plain(book.text(FormatKey)));
        set(Publisher, plain(book.text(PublisherKey)));
        takeAuthors(book, item);
        takeWork(book, item);
    }

    void takeAuthors(const JsonRecord& book, std::size_t item) {
        auto ids = book.texts(AuthorsKey, "author_id");
        if (m_options.authors == SeveralValues::First && ids.size() > 1)
            ids.resize(1);
        std::string all, names;
        for (const auto id : ids) {
            const auto* name = m_authors.find(id);
            all.append(all.empty() ? "" : "|").append(id);
            names.append(names.empty() ? "" : "|").append(name ? m_authorNames[static_cast<std::size_t>(*name)] : kNotTold);
            m_withoutName += name ? 0 : 1;
        }
        m_withoutAuthor += ids.empty() ? 1 : 0;
        m_result.facts[AuthorId].set(item, orUnknown(std::move(all)));
        m_result.facts[AuthorName].set(item, orUnknown(std::move(names)));
    }

    void takeWork(const JsonRecord& book, std::size_t item) {
        const auto* work = m_works.find(book.text(WorkKey));
        const auto textOf = [this](std::int32_t code) { return std::string(m_workTexts[static_cast<std::size_t>(code)]); };
        const auto year = m_options.year == YearOf::Edition ? yearOf(book.text(YearKey)) : work ? textOf(work->year) : kNotTold;
        m_withoutWork += work ? 0 : 1;
        m_withoutYear += year == kNotTold ? 1 : 0;
        m_result.facts[Year].set(item, year);
        m_result.facts[WorkId].set(item, orUnknown(std::string(book.text(WorkKey))));
        m_result.facts[MediaType].set(item, work ? textOf(work->mediaType) : kNotTold);
    }

    /// {"book_id": "5333265", "genres": {"history, historical fiction, biography": 1, "fiction": 4}}
    Result<void> readGenres(const fs::path& path) {
        return forEach(path, {"book_id", "genres"}, [this](const JsonRecord& book) {
            const auto code = m_books.find(book.text(0));
            if (code < 0 || m_result.facts[Genres].codes[static_cast<std::size_t>(code)] >= 0)
                return;
            auto genres = book.numbers(1);
            std::stable_sort(genres.begin(), genres.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
            if (m_options.genres == SeveralValues::First && genres.size() > 1)
                genres.resize(1);
            std::string text;
            for (const auto& [name, votes] : genres)
                text.append(text.empty() ? "" : "|").append(plain(name));
            m_withoutGenre += genres.empty() ? 1 : 0;
            m_result.facts[Genres].set(static_cast<std::size_t>(code), orUnknown(std::move(text)));
        });
    }

    void note(const GoodreadsFiles& files) {
        const auto described = static_cast<std::uint64_t>(std::count(m_result.isDescribed.begin(), m_result.isDescribed.end(), true));
        m_report.notes.push_back(fmt::format("{} of {} books are described by {}", counted(described),
                                             counted(m_books.size()), files.books.filename().string()));
        noteCount(m_report, m_repeatedBooks, "{} lines describe a book again; the first counts");
        noteCount(m_report, m_withoutAuthor, "{} books name no author; it is \"unknown\"");
        noteCount(m_report, files.authors ? m_withoutName : 0, "{} times a book names an author that is not among the authors; the name is \"unknown\"");
        noteCount(m_report, files.works ? m_withoutWork : 0, "{} books are of a work that is not among the works; its facts are \"unknown\"");
        noteCount(m_report, m_withoutYear, "{} books have no publication year of four digits; it is \"unknown\"");
        noteCount(m_report, m_withoutGenre, "{} books have no genre; it is \"unknown\"");
    }

    /// Fields whose file is not there.
    void dropMissing(const GoodreadsFiles& files) {
        const auto drop = [this](bool isThere, Fact fact, const char* file) {
            if (isThere)
                return;
            m_report.notes.push_back(fmt::format("there is no {}: rows have no field \"{}\"", file, kNames[fact]));
            std::erase_if(m_result.facts, [fact](const ItemColumn& column) { return column.name == kNames[fact]; });
        };
        drop(files.genres.has_value(), Genres, "goodreads_book_genres_initial.json");
        drop(files.authors.has_value(), AuthorName, "goodreads_book_authors.json");
        drop(files.works.has_value(), MediaType, "goodreads_book_works.json");
    }

    [[nodiscard]] std::string plain(std::string_view text) const { return plainText(text, m_options.decodesEntities); }
    [[nodiscard]] static std::string orUnknown(std::string text) { return text.empty() ? kNotTold : std::move(text); }
    [[nodiscard]] static std::string yearOf(std::string_view text) { return bookcrossing::publicationYear(text, 1000, 9999); }

    const GoodreadsOptions& m_options;
    const ValueDictionary& m_books;
    const ReadContext& m_context;
    BadLineSkipper& m_skipper;
    ImportReport& m_report;
    GoodreadsBooks m_result;
    SideTable<std::int32_t> m_authors; // codes of their names
    ValueDictionary m_authorNames;
    SideTable<WorkFacts> m_works;
    ValueDictionary m_workTexts;
    std::uint64_t m_repeatedBooks = 0, m_withoutAuthor = 0, m_withoutName = 0, m_withoutWork = 0, m_withoutYear = 0, m_withoutGenre = 0;
};

} // namespace

Result<GoodreadsBooks> readGoodreadsBooks(const GoodreadsFiles& files, const GoodreadsOptions& options, const ValueDictionary& books, const ReadContext& context,
                                          BadLineSkipper& skipper, ImportReport& report) {
    return BooksReader(options, books, context, skipper, report).read(files);
}

} // namespace cpw::data
