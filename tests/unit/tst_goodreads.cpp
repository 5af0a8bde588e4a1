// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_cache.h"
#include "core/data/dataset_source.h"
#include "core/data/date_text.h"
#include "core/data/field_encoder.h"
#include "tests/support/goodreads_files.h"
#include "tests/support/packed_text.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QTest>

#include <algorithm>

using namespace cpw;
using namespace cpw::data;

namespace {

const std::vector<std::string> kFields = {"User ID",   "Book ID",     "Book title",      "Book genres", "Average rating", "Number of book reviews", "Author ID", "Author name",
                                          "Number of pages", "eBook flag", "Format", "Publisher",   "Publication year", "Work ID", "Media type"};

spec::DataSpec specOf(const std::filesystem::path& path, const OptionValues& options = {}) {
    auto spec = (*findDatasetSource("goodreads"))->defaults;
    spec.path = path.string();
    spec.sourceOptions = options;
    return spec;
}

Result<ReadResult> readFrom(const std::filesystem::path& path, OptionValues options = {}) {
    options.emplace("repeats", std::string("keep"));
    return (*findDatasetSource("goodreads"))->read(specOf(path, options), {});
}

bool hasNote(const ImportReport& report, std::string_view note) {
    return std::any_of(report.notes.begin(), report.notes.end(), [note](const std::string& text) { return text.starts_with(note); });
}

void writeSideFiles(const test::ScratchFolder& folder, const testing::GoodreadsLookAlike& files) {
    folder.write("goodreads_books.json.gz", testing::gzipOf(files.books));
    folder.write("goodreads_book_authors.json", files.authors);
    folder.write("goodreads_book_works.json.gz", testing::gzipOf(files.works));
    folder.write("goodreads_book_genres_initial.json", files.genres);
}

/// Two users, two books, no core filter.
struct SmallFiles {
    test::ScratchFolder folder;
    std::string interactions = R"({"user_id":"u","book_id":"1","rating":5,"date_added":"Fri Jan 02 00:00:00 +0000 1970","read_at":"Thu Jan 01 00:00:10 +0000 1970"}
{"user_id":"v","book_id":"2","rating":0,"date_added":"Thu Jan 01 00:00:00 -0100 1970","read_at":""}
{"user_id":"v","book_id":"1","rating":2,"date_added":"Thu Jan 01 00:01:00 +0000 1970","read_at":""}
{"user_id":"v","book_id":"3","rating":4,"date_added":"Thu Jan 01 00:01:00 +0000 1970","read_at":""}
)";
    std::string books = R"({"book_id":"1","title":"T &amp; U","authors":[{"author_id":"7"},{"author_id":"8"}],"text_reviews_count":"4","ratings_count":"90","publication_year":"2001","work_id":"5","average_rating":"3.5","num_pages":"10","is_ebook":"false","format":"F","publisher":"P"}
{"book_id":"2","title":"Other"}
)";

    Result<ReadResult> read(OptionValues options = {}) const {
        folder.write("goodreads_interactions_poetry.json", interactions);
        folder.write("goodreads_books_poetry.json", books);
        folder.write("goodreads_book_authors.json", "{\"author_id\":\"7\",\"name\":\"A\"}\n{\"author_id\":\"8\",\"name\":\"B\"}\n");
        folder.write("goodreads_book_works.json", "{\"work_id\":\"5\",\"media_type\":\"book\",\"original_publication_year\":\"1950\"}\n");
        folder.write("goodreads_book_genres_initial.json", "{\"book_id\":\"1\",\"genres\":{\"x\":1,\"y, z\":3}}\n");
        for (const char* key : {"core_users", "core_items"})
            options.emplace(key, std::int64_t{0});
        return readFrom(folder.path(), options);
    }
    std::vector<std::string> rows(const OptionValues& options = {}) const {
        const auto result = read(options);
        return result ? test::rowTexts(*result->table) : std::vector<std::string>{result.error().text()};
    }
};

} // namespace

class GoodreadsTest : public QObject {
    Q_OBJECT

private slots:
    void aLookReadsTheFirstLinesOnlyAndAsksForNoCore() {
        const auto files = testing::makeGoodreads(300, 250, 6000);
        for (const bool isCommaSeparated : {false, true}) {
            const test::ScratchFolder folder;
            writeSideFiles(folder, files);
            folder.write(isCommaSeparated ? "goodreads_interactions.csv" : "goodreads_interactions_dedup.json", isCommaSeparated ? files.columns : files.interactions);
            folder.write("book_id_map.csv", files.bookMap);
            ReadContext look;
            look.mostLines = 60; // too few for a 10-core
            const auto result = (*findDatasetSource("goodreads"))->read(specOf(folder.path()), look);
            QVERIFY2(result, result ? "" : result.error().text().c_str());
            QCOMPARE(result->report.linesRead, std::uint64_t{60});
            QVERIFY(result->report.rowsKept > 0 && result->report.rowsKept < 60);
            QCOMPARE(result->table->columnNames(), kFields);
        }
    }

    void recordsGiveTheExpectedTable() {
        const auto files = testing::makeGoodreads(150, 120, 5000);
        const test::ScratchFolder folder;
        writeSideFiles(folder, files);
        folder.write("goodreads_interactions_dedup.json.gz", testing::gzipOf(files.interactions));
        const auto result = readFrom(folder.path());
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(result->table->title, std::string("GoodReads"));
        QCOMPARE(result->table->columnNames(), kFields);
        QVERIFY(files.rows.size() > 1000 && files.outsideCore > 20);
        QCOMPARE(test::rowTexts(*result->table), files.rows);
        for (std::size_t row = 0; row < files.times.size(); ++row)
            QCOMPARE(result->table->order[row], std::int64_t{files.times[row]});
        const auto& report = result->report;
        QCOMPARE(report.linesRead, std::uint64_t{files.lines});
        QCOMPARE(report.rowsDroppedByLabel, std::uint64_t{files.dropped});
        QVERIFY(hasNote(report, fmt::format("{} ratings have no stars; they were left out", files.unrated)));
        QVERIFY(hasNote(report, fmt::format("{} ratings are of books that goodreads_books.json.gz does not hold; they were left out", files.withoutBook)));
        QVERIFY(hasNote(report, fmt::format("{} ratings are outside the core of users with 10 and items with 10 ratings", files.outsideCore)));
        QVERIFY(hasNote(report, fmt::format("left out line {} of ", files.lines)));
    }

    void separatedValuesGiveTheSameRows() {
        const auto files = testing::makeGoodreads(150, 120, 5000);
        const test::ScratchFolder folder;
        writeSideFiles(folder, files);
        folder.write("goodreads_interactions.csv", files.columns);
        CPW_VERIFY_CONTAINS(readFrom(folder.path()).error().text(), "holds no book_id_map.csv, which says what the book numbers");
        folder.write("book_id_map.csv", files.bookMap);
        const auto result = readFrom(folder.path());
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(test::rowTexts(*result->table), files.columnRows);
        QVERIFY(hasNote(result->report, "goodreads_interactions.csv has no times"));
        auto spec = specOf(folder.path());
        QVERIFY(!encodeDataset(result->table, spec)); // by time
        spec.split.kind = spec::SplitKind::Random;
        QVERIFY(encodeDataset(result->table, spec).has_value());
    }

    void openChoicesAreOptions() {
        const SmallFiles files;
        QCOMPARE(files.rows(), (std::vector<std::string>{"1|u|1|T & U|y, z|x|3.5|4|7|A|10|false|F|P|2001|5|book", "0|v|1|T & U|y, z|x|3.5|4|7|A|10|false|F|P|2001|5|book"}));
        QCOMPARE(files.rows({{"genres", std::string("first")}, {"authors", std::string("all")}, {"review_count", std::string("ratings")}})[0],
                 std::string("1|u|1|T & U|y, z|3.5|90|7|8|A|B|10|false|F|P|2001|5|book"));
        QCOMPARE(files.rows({{"year", std::string("work")}, {"html_entities", false}})[0], std::string("1|u|1|T &amp; U|y, z|x|3.5|4|7|A|10|false|F|P|1950|5|book"));
        QCOMPARE(files.rows({{"unrated", std::string("keep")}})[1], std::string("0|v|2|Other|unknown|unknown|unknown|unknown|unknown|unknown|unknown|unknown|unknown|unknown|unknown|unknown"));
        QCOMPARE(files.rows({{"unmatched", std::string("keep")}}).size(), std::size_t{3});
        const auto added = files.read();
        QCOMPARE(added->table->order[0], std::int64_t{86400});
        const auto read = files.read({{"time", std::string("read")}});
        QCOMPARE(read->table->order[0], std::int64_t{10});
        QCOMPARE(read->table->order[1], std::int64_t{60});
        QVERIFY(hasNote(read->report, "3 ratings lack the wanted time; that of adding the book is taken"));
    }

    void genresAndAuthorsMayBeLists() {
        const SmallFiles files;
        const auto result = files.read({{"authors", std::string("all")}});
        auto spec = specOf(files.folder.path());
        spec.split.kind = spec::SplitKind::Random;
        spec.multiValue = {{"Book genres", "|", spec::Pooling::Mean, 0}, {"Author ID", "|", spec::Pooling::Mean, 0}};
        const auto dataset = encodeDataset(result->table, spec);
        QVERIFY2(dataset, dataset ? "" : dataset.error().text().c_str());
        const auto* genres = (*dataset)->listsOf(3);
        QVERIFY(genres != nullptr);
        QCOMPARE(genres->values, (std::vector<std::string>{"", "y, z", "x"}));
        QCOMPARE((*dataset)->listsOf(6)->values, (std::vector<std::string>{"", "7", "8"}));
    }

    void missingFilesCostTheirFields() {
        const SmallFiles files;
        QVERIFY(files.read());
        for (const char* name : {"goodreads_book_authors.json", "goodreads_book_works.json", "goodreads_book_genres_initial.json"})
            std::filesystem::remove(files.folder / name);
        const auto result = readFrom(files.folder.path(), {{"core_users", std::int64_t{0}}, {"core_items", std::int64_t{0}}});
        QCOMPARE(test::rowTexts(*result->table)[0], std::string("1|u|1|T & U|3.5|4|7|10|false|F|P|2001|5"));
        QVERIFY(hasNote(result->report, "there is no goodreads_book_works.json: rows have no field \"Media type\""));
        CPW_VERIFY_CONTAINS(readFrom(files.folder.path(), {{"part", std::string("comics")}}).error().text(), "holds no interactions of comics; set source_options.part to one of: poetry");
        std::filesystem::remove(files.folder / "goodreads_books_poetry.json");
        CPW_VERIFY_CONTAINS(readFrom(files.folder.path()).error().text(), "holds no goodreads_books.json.gz beside goodreads_interactions_poetry.json");
        std::filesystem::remove(files.folder / "goodreads_interactions_poetry.json");
        CPW_VERIFY_CONTAINS(readFrom(files.folder.path()).error().text(), "holds no goodreads_interactions_dedup.json.gz");
        CPW_VERIFY_CONTAINS(readFrom(files.folder / "none").error().text(), "is not there");
    }

    void badLinesAreSkippedUpToTheLimit() {
        SmallFiles files;
        files.interactions += "{\"user_id\":\"u\",\"book_id\":\"1\",\"rating\":5,\"date_added\":\"yesterday\"}\nnone\n";
        const auto result = files.read();
        QVERIFY(hasNote(result->report, "left out line 5 of goodreads_interactions_poetry.json: the key \"date_added\" is missing or has another form"));
        QVERIFY(hasNote(result->report, "left out line 6 of goodreads_interactions_poetry.json: it is not JSON"));
        CPW_VERIFY_CONTAINS(files.rows({{"skip_bad_lines", std::int64_t{1}}})[0], "line 6 of goodreads_interactions_poetry.json: it is not JSON");
    }

    void aStopIsObeyedAndTheSecondReadIsCached() {
        const auto files = testing::makeGoodreads(150, 120, 5000);
        const test::ScratchFolder folder, cache;
        writeSideFiles(folder, files);
        folder.write("goodreads_interactions_dedup.json", files.interactions);
        const auto& source = **findDatasetSource("goodreads");
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = source.read(specOf(folder.path()), {{}, stop.get_token()});
        QVERIFY(!stopped && stopped.error().code == ErrorCode::Stopped);
        const auto first = loadOrRead(source, specOf(folder.path()), cache.path(), {});
        QVERIFY(first.has_value());
        std::uint64_t calls = 0;
        const auto second = loadOrRead(source, specOf(folder.path()), cache.path(), {[&calls](const ReadProgress&) { ++calls; }, {}});
        QVERIFY(second.has_value());
        QCOMPARE(calls, std::uint64_t{0});
        QCOMPARE(second->table->fingerprint, first->table->fingerprint);
        QCOMPARE(second->report.notes, first->report.notes);
    }

    void datesAreSeconds() {
        QVERIFY(secondsOfDate("Thu Jan 01 00:00:00 +0000 1970") == 0);
        QVERIFY(secondsOfDate("Wed Mar 22 11:37:04 -0700 2017") == 1490207824);
        QVERIFY(secondsOfDate("Mon Feb 29 23:59:59 +0530 2016") == 1456770599);
        for (const char* wrong : {"", "Mon Feb 30 23:59:59 +0530 2016", "Mon Feb 28 24:00:00 +0000 2016", "Mon anF 28 20:00:00 +0000 2016", "Mon Feb 28 20:00:00 +0000 201x"})
            QVERIFY2(!secondsOfDate(wrong), wrong);
    }
};

QTEST_APPLESS_MAIN(GoodreadsTest)
#include "tst_goodreads.moc"
