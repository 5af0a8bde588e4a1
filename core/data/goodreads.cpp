// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/goodreads.h"

#include "core/data/date_text.h"
#include "core/data/goodreads_books.h"
#include "core/data/joined_source.h"
#include "core/data/named_columns.h"
#include "core/data/record_lines.h"

#include <filesystem>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kGoodReadsTitle = "GoodReads";
constexpr const char* kGoodReadsPath =
    "folder or zip archive with goodreads_interactions_dedup.json.gz (or goodreads_interactions.csv and book_id_map.csv), "
    "goodreads_books.json.gz and, "
    "for all fields, goodreads_book_authors, goodreads_book_works and goodreads_book_genres_initial";
constexpr const char* kReaderField = "User ID";
constexpr const char* kBookName = "Book ID";
constexpr const char* kTimeKeys[] = {"date_added", "date_updated", "read_at", "started_at"}; // by TimeKey

class GoodreadsReader {
public:
    GoodreadsReader(const spec::DataSpec& spec, const ReadContext& context, const GoodreadsOptions& options)
        : m_spec(spec), m_context(context), m_options(options), m_skipper(options.skipBadLines), m_log(context.spoolFolder) {}

    Result<ReadResult> read(const GoodreadsFiles& files) {
        CPW_TRY_VOID(files.isCommaSeparated ? readColumns(files) : readRecords(files.interactions));
        m_log.endRatings();
        noteCount(m_report, m_unrated, "{} ratings have no stars; they were {}", m_options.unrated == Unrated::Drop ? "left out" : "kept as 0");
        noteCount(m_report, m_withoutTime, "{} ratings lack the wanted time; that of adding the book is taken");
        CPW_TRY(books, readGoodreadsBooks(files, m_options, m_log.items(), m_context, m_skipper, m_report));
        if (m_options.unmatched == Unmatched::Drop && !(isLook(m_context) && isNoneSet(books.isDescribed)))
            noteCount(m_report, m_log.removeItems(books.isDescribed), "{} ratings are of books that {} does not hold; they were left out", files.books.filename().string());
        m_skipper.finish(m_report);
        CPW_TRY_VOID(applyRules(m_log, rulesFor(m_options.rules, m_context), m_spec, files.interactions.filename().string(), m_report));
        auto title = m_spec.dataset.empty() ? kGoodReadsTitle : m_spec.dataset;
        return ReadResult{m_log.finish(std::move(title), kReaderField, kBookName, std::move(books.facts)), std::move(m_report)};
    }

private:
    Result<void> readRecords(const fs::path& path) {
        enum Key : std::size_t { User, Book, Rating, Added, Wanted };
        const auto* wanted = kTimeKeys[static_cast<std::size_t>(m_options.time)];
        std::vector<std::string> keys{"user_id", "book_id", "rating", kTimeKeys[0]};
        if (m_options.time != TimeKey::Added)
            keys.emplace_back(wanted);
        CPW_TRY(file, RecordLines::open(path, keys, m_context));
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            m_report.linesRead = file.lines();
            if (!isRecord)
                return {};
            const auto& record = file.record();
            const auto rating = record.number(Rating);
            auto time = secondsOfDate(record.text(keys.size() - 1));
            if (!time && m_options.time != TimeKey::Added) {
                ++m_withoutTime;
                time = secondsOfDate(record.text(Added));
            }
            const auto wrong = problemOf(record.text(User), record.text(Book), rating, time);
            if (!wrong.empty())
                CPW_TRY_VOID(file.skip(wrong, m_skipper, m_report));
            else if (add(record.text(User), record.text(Book), *rating))
                m_log.addTime(*time);
            CPW_TRY_VOID(checkRowCount(m_log.rows(), file.name()));
        }
    }

    [[nodiscard]] static std::string problemOf(std::string_view user, std::string_view book, const std::optional<double>& rating, const std::optional<std::int64_t>& time) {
        const auto* key = user.empty() ? "user_id" : book.empty() ? "book_id" : !rating ? "rating" : !time ? "date_added" : nullptr;
        if (!key)
            return {};
        return fmt::format("the key \"{}\" is missing or has another form, expected user_id, book_id, rating and date_added such as \"Fri Aug 25 13:55:02 -0700 2017\"", key);
    }

    /// False when it is left out.
    bool add(std::string_view user, std::string_view book, double rating) {
        m_unrated += rating == 0 ? 1 : 0;
        if (rating == 0 && m_options.unrated == Unrated::Drop)
            return false;
        m_log.add(user, book, static_cast<float>(rating));
        return true;
    }

    /// Book ids by the numbers that the separated values have.
    struct BookNumbers {
        ValueDictionary numbers;
        std::vector<std::int32_t> codes; // by number's code
        ValueDictionary ids;
    };

    // book_id_csv,book_id
    Result<BookNumbers> readMap(const fs::path& path) {
        CPW_TRY(file, NamedColumns::open(path, {}, {"bookidcsv", "bookid"}));
        BookNumbers map;
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            if (!isRecord)
                return map;
            const auto known = map.numbers.size();
            if (map.numbers.add(file[0]) == static_cast<std::int32_t>(known))
                map.codes.push_back(map.ids.add(file[1]));
        }
    }

    // 0,948,1,5,0
    Result<void> readColumns(const GoodreadsFiles& files) {
        CPW_TRY(map, readMap(*files.bookMap));
        CPW_TRY(file, NamedColumns::open(files.interactions, {}, {"userid", "bookid", "rating"}));
        ReadTicker ticker(m_context, file.reader().bytesTotal());
        std::uint64_t withoutNumber = 0;
        for (;;) {
            CPW_TRY(isRecord, file.next(m_skipper, m_report));
            if (!isRecord || (isLook(m_context) && m_report.linesRead >= m_context.mostLines))
                break;
            ++m_report.linesRead;
            const auto rating = numberFromText(file[2]);
            const auto number = map.numbers.find(file[1]);
            withoutNumber += number < 0 ? 1 : 0;
            if (!rating)
                CPW_TRY_VOID(m_skipper.skip(badInput("{}: the rating is {}, expected a number", file.reader().place(), quotedValue(file[2])).value(), m_report));
            else if (number >= 0)
                add(file[0], map.ids[static_cast<std::size_t>(map.codes[static_cast<std::size_t>(number)])], *rating);
            CPW_TRY_VOID(checkRowCount(m_log.rows(), kGoodReadsTitle));
            CPW_TRY_VOID(ticker.tick(file.reader().bytesDone(), m_log.rows()));
        }
        noteCount(m_report, withoutNumber, "{} ratings have a book number that {} does not hold; they were left out", files.bookMap->filename().string());
        m_report.notes.push_back(fmt::format("{} has no times: a split by time is not possible", file.reader().name()));
        return {};
    }

    const spec::DataSpec& m_spec;
    const ReadContext& m_context;
    const GoodreadsOptions& m_options;
    BadLineSkipper m_skipper;
    RatingLog m_log;
    ImportReport m_report;
    std::uint64_t m_unrated = 0, m_withoutTime = 0;
};

Result<ReadResult> readGoodreads(const spec::DataSpec& spec, const ReadContext& context, const GoodreadsOptions& options, const GoodreadsFiles& files) {
    return GoodreadsReader(spec, context, options).read(files);
}

} // namespace

DatasetSource goodreadsSource() {
    JoinedSource<GoodreadsOptions, GoodreadsFiles> frame{
        .id = "goodreads",
        .title = kGoodReadsTitle,
        .needs = "GoodReads needs",
        .pathHelp = kGoodReadsPath,
        .expected = "goodreads_interactions_dedup.json.gz",
        .label = {{}, 4, {3}},
        .split = {},
        .find = [](const fs::path& path, const GoodreadsOptions& options) { return findGoodreadsFiles(path, options.part); },
        .list = [](const GoodreadsFiles& files) { return files.all(); },
        .read = readGoodreads};
    frame.split.kind = spec::SplitKind::ByOrder;
    frame.split.userColumn = kReaderField;
    return makeJoinedSource(frame);
}

} // namespace cpw::data
