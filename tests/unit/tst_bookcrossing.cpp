// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text_format.h"
#include "core/data/bookcrossing_values.h"
#include "core/data/dataset_source.h"
#include "core/data/html_entities.h"
#include "tests/support/bookcrossing_files.h"
#include "tests/support/packed_text.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QTest>

#include <algorithm>

using namespace cpw;
using namespace cpw::data;
using namespace cpw::data::bookcrossing;
using testing::BookcrossingEdition;
using testing::BookcrossingFiles;

namespace {

constexpr const char* kDumpNames[] = {"BX-Book-Ratings.csv", "BX-Users.csv", "BX-Books.csv"};
constexpr const char* kCommaNames[] = {"Ratings.csv", "Users.csv", "Books.csv"};

Result<ReadResult> readFrom(const std::filesystem::path& path, const OptionValues& options = {}) {
    const auto* source = *findDatasetSource("bookcrossing");
    auto spec = source->defaults;
    spec.path = path.string();
    spec.sourceOptions = options;
    return source->read(spec, {});
}

void writeTo(const test::ScratchFolder& folder, const BookcrossingFiles& files, BookcrossingEdition edition) {
    const auto& names = edition == BookcrossingEdition::Dump ? kDumpNames : kCommaNames;
    folder.write(names[0], files.ratings);
    folder.write(names[1], files.users);
    folder.write(names[2], files.books);
}

bool hasNote(const ImportReport& report, std::string_view note) {
    return std::any_of(report.notes.begin(), report.notes.end(), [note](const std::string& text) { return text.starts_with(note); });
}

/// Three short files of the dump.
struct SmallDump {
    test::ScratchFolder folder;
    std::string users = "\"User-ID\";\"Location\";\"Age\"\n\"1\";\"york, england, u.k.\";\"130\"\n\"2\";\"oslo, n/a, norway\";\"30\"\n";
    std::string books = "\"ISBN\";\"Book-Title\";\"Book-Author\";\"Year-Of-Publication\";\"Publisher\"\n\"11\";\"T &amp; U\";\"A\";\"2040\";\"P\"\n";
    std::string ratings = "\"User-ID\";\"ISBN\";\"Book-Rating\"\n\"1\";\"11\";\"5\"\n\"2\";\"11\";\"0\"\n\"1\";\"1-1\";\"4\"\n\"1\";\"12\";\"9\"\n\"3\";\"11\";\"9\"\n";

    Result<ReadResult> read(const OptionValues& options = {}) const {
        folder.write(kDumpNames[0], ratings);
        folder.write(kDumpNames[1], users);
        folder.write(kDumpNames[2], books);
        return readFrom(folder.path(), options);
    }
    std::vector<std::string> rows(const OptionValues& options = {}) const {
        const auto result = read(options);
        return result ? test::rowTexts(*result->table) : std::vector<std::string>{result.error().text()};
    }
};

} // namespace

class BookcrossingTest : public QObject {
    Q_OBJECT

private slots:
    void bothEditionsGiveTheExpectedTable_data() {
        QTest::addColumn<int>("edition");
        QTest::newRow("dump") << 0;
        QTest::newRow("comma-separated") << 1;
    }

    void bothEditionsGiveTheExpectedTable() {
        QFETCH(int, edition);
        const auto which = edition == 0 ? BookcrossingEdition::Dump : BookcrossingEdition::CommaSeparated;
        const auto files = testing::makeBookcrossing(which, 91, 60, 5000);
        const test::ScratchFolder folder;
        writeTo(folder, files, which);
        const auto result = readFrom(folder.path());
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(result->table->title, std::string("Book-Crossing"));
        QCOMPARE(result->table->columnNames(), (std::vector<std::string>{"User ID", "Location", "Age", "ISBN", "Book title", "Author", "Publication year", "Publisher"}));
        QVERIFY(files.rows.size() > 4000);
        QCOMPARE(test::rowTexts(*result->table), files.rows);
        const auto& report = result->report;
        QCOMPARE(report.linesRead, std::uint64_t{files.lines});
        QCOMPARE(report.rowsKept, std::uint64_t{files.rows.size()});
        QVERIFY(hasNote(report, fmt::format("{} ratings are of a user that is not among the users; they were left out", withThousands(files.withoutUser))));
        QVERIFY(hasNote(report, fmt::format("{} ratings are of a book that is not among the books; they were left out", withThousands(files.withoutBook))));
        QVERIFY(hasNote(report, fmt::format("{} ratings repeat one of the same user and book; they were kept", withThousands(files.repeated))));
        QVERIFY(hasNote(report, "left out line 5002 of "));
        QVERIFY(hasNote(report, edition == 0 ? "10 lines of BX-Books.csv have a value that ends with a backslash"
                                             : "10 books of Books.csv had their author in the title"));
        QVERIFY(hasNote(report, "60 books read from "));
        QVERIFY(hasNote(report, "91 users read from "));
    }

    void archivesGiveTheSameTable() {
        const auto files = testing::makeBookcrossing(BookcrossingEdition::Dump, 50, 40, 2000);
        const test::ScratchFolder folder;
        folder.write("BX-CSV-Dump.zip", testing::deflatedZipOf({{"BX-Users.csv", files.users}, {"BX-Books.csv", files.books}, {"BX-Book-Ratings.csv", files.ratings}}));
        for (const auto& path : {folder.path(), folder / "BX-CSV-Dump.zip"}) {
            const auto result = readFrom(path);
            QVERIFY2(result, result ? "" : result.error().text().c_str());
            QCOMPARE(test::rowTexts(*result->table), files.rows);
        }
    }

    void defaultsAreThePapers() {
        const auto& defaults = (*findDatasetSource("bookcrossing"))->defaults;
        QCOMPARE(defaults.label.positiveFrom, 5.0);
        QVERIFY(defaults.label.droppedValues.empty());
        QVERIFY(defaults.split.kind == spec::SplitKind::Random);
        QCOMPARE(defaults.split.seed, std::uint64_t{42});
    }

    void openChoicesAreOptions() {
        const SmallDump dump;
        QCOMPARE(dump.rows(), (std::vector<std::string>{"1|1|u.k|unknown|11|T & U|A|2040|P", "0|2|norway|30-34|11|T & U|A|2040|P", "0|1|u.k|unknown|11|T & U|A|2040|P"}));
        QCOMPARE(dump.rows({{"location", std::string("merged_country")}})[0], std::string("1|1|united kingdom|unknown|11|T & U|A|2040|P"));
        QCOMPARE(dump.rows({{"location", std::string("full")}, {"maximum_age", std::int64_t{130}}})[0], std::string("1|1|york, england, u.k.|60+|11|T & U|A|2040|P"));
        QCOMPARE(dump.rows({{"age", std::string("years")}, {"html_entities", false}, {"last_year", std::int64_t{2030}}})[1], std::string("0|2|norway|30|11|T &amp; U|A|unknown|P"));
        QCOMPARE(dump.rows({{"duplicates", std::string("first")}}).size(), std::size_t{2});
        const auto kept = dump.rows({{"unmatched", std::string("keep")}});
        QCOMPARE(kept.size(), std::size_t{5});
        QCOMPARE(kept[3], std::string("1|1|u.k|unknown|12|unknown|unknown|unknown|unknown"));
        QCOMPARE(kept[4], std::string("1|3|unknown|unknown|11|T & U|A|2040|P"));
        CPW_VERIFY_CONTAINS(dump.rows({{"location", std::string("town")}})[0], "location is \"town\", expected one of country, merged_country, full");
    }

    void badLinesAreSkippedUpToTheLimit() {
        SmallDump dump;
        dump.ratings += "\"1\";\"11\";\"many\"\n\"1\";\"11\"\n";
        const auto result = dump.read();
        QVERIFY(hasNote(result->report, "left out line 7 of BX-Book-Ratings.csv: the rating is \"many\", expected a number"));
        QVERIFY(hasNote(result->report, "left out line 8 of BX-Book-Ratings.csv: 2 columns, expected 3"));
        CPW_VERIFY_CONTAINS(dump.rows({{"skip_bad_lines", std::int64_t{1}}})[0], "line 8 of BX-Book-Ratings.csv: 2 columns, expected 3");
        CPW_VERIFY_CONTAINS(dump.rows({{"skip_bad_lines", std::int64_t{0}}})[0], "line 7 of BX-Book-Ratings.csv: the rating is \"many\"");
    }

    void missingFilesAndColumnsAreExplained() {
        const test::ScratchFolder folder;
        folder.write("BX-Users.csv", "x");
        CPW_VERIFY_CONTAINS(readFrom(folder.path()).error().text(), "holds no BX-Book-Ratings.csv (nor Ratings.csv), expected the folder or zip archive with");
        CPW_VERIFY_CONTAINS(readFrom(folder / "none").error().text(), "is not there, expected the folder");
        CPW_VERIFY_CONTAINS(readFrom("").error().text(), "Book-Crossing needs a path");
        SmallDump dump;
        dump.books = "\"ISBN\";\"Book-Title\";\"Year-Of-Publication\";\"Publisher\"\n";
        CPW_VERIFY_CONTAINS(dump.rows()[0], "line 1 of BX-Books.csv names no column \"bookauthor\"; its columns: ISBN, Book-Title, Year-Of-Publication, Publisher");
        dump.books = "";
        CPW_VERIFY_CONTAINS(dump.rows()[0], "BX-Books.csv is empty");
    }

    void valuesAreCleaned() {
        QCOMPARE(countryOf("a, b, \"usa\"."), std::string("usa"));
        QCOMPARE(countryOf("usa"), std::string("usa"));
        QCOMPARE(countryOf("a, b, "), std::string("unknown"));
        QCOMPARE(std::string(mergedCountry("u.s.a")), std::string("usa"));
        QCOMPARE(std::string(mergedCountry("peru")), std::string("peru"));
        QCOMPARE(cleanText(" a\r\n b ", true), std::string("a b"));
        QCOMPARE(cleanText("say \"hi\"", true), std::string("say \"hi\""));
        QCOMPARE(cleanText("Mike\"", true), std::string("Mike"));
        QCOMPARE(cleanText("NULL", true), std::string("unknown"));
        QCOMPARE(cleanIsbn(" 0-34-\xC3\xA9X\""), std::string("034X"));
        QCOMPARE(publicationYear("2001.0", 0, 9999), std::string("2001"));
        QCOMPARE(publicationYear("0", 0, 9999), std::string("unknown"));
        QCOMPARE(publicationYear("DK P", 0, 9999), std::string("unknown"));
        QCOMPARE(yearsOf("34.0"), 34);
        QCOMPARE(yearsOf("NULL"), -1);
        std::vector<std::string> buckets;
        for (const int years : {-1, 0, 17, 18, 24, 25, 29, 30, 44, 54, 55, 59, 60, 99})
            buckets.push_back(ageBucket(years));
        QCOMPARE(buckets, (std::vector<std::string>{"unknown", "under 18", "under 18", "18-24", "18-24", "25-29", "25-29", "30-34", "40-44", "50-54", "55-59", "55-59", "60+", "60+"}));
    }

    void entitiesAreDecodedOnce() {
        QCOMPARE(withoutEntities("a &amp;lt; b &#233;&#xE9;&eacute;&yuml; &nbsp;&euro;"), std::string("a &lt; b \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xBF \xC2\xA0\xE2\x82\xAC"));
        QCOMPARE(withoutEntities("&#128512;"), std::string("\xF0\x9F\x98\x80"));
        QCOMPARE(withoutEntities("R&D; & &nothing; &#0; &#xD800; &#x110000; &# &"), std::string("R&D; & &nothing; &#0; &#xD800; &#x110000; &# &"));
    }
};

QTEST_APPLESS_MAIN(BookcrossingTest)
#include "tst_bookcrossing.moc"
