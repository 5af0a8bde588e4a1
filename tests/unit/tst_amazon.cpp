// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_source.h"
#include "core/data/json_record.h"
#include "core/data/plain_text.h"
#include "core/data/python_literal.h"
#include "core/data/split.h"
#include "tests/support/amazon_files.h"
#include "tests/support/packed_text.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QTest>

#include <algorithm>

using namespace cpw;
using namespace cpw::data;
using testing::AmazonRelease;

namespace {

Result<ReadResult> readFrom(const std::filesystem::path& path, const OptionValues& options = {}, std::int64_t maximumRows = 0) {
    const auto* source = *findDatasetSource("amazon");
    auto spec = source->defaults;
    spec.path = path.string();
    spec.sourceOptions = options;
    spec.maximumRows = maximumRows;
    return source->read(spec, {});
}

bool hasNote(const ImportReport& report, std::string_view note) {
    return std::any_of(report.notes.begin(), report.notes.end(), [note](const std::string& text) { return text.starts_with(note); });
}

std::string json(std::string_view python) {
    const auto result = jsonFromPythonLiteral(python);
    return result ? *result : result.error().message;
}

/// Four reviews of two items by two users, no core filter.
struct SmallFiles {
    test::ScratchFolder folder;
    std::string reviews = "{\"reviewerID\":\"u\",\"asin\":\"1\",\"overall\":5.0,\"unixReviewTime\":30}\n"
                          "{\"reviewerID\":\"u\",\"asin\":\"2\",\"overall\":2,\"unixReviewTime\":10}\n"
                          "{\"reviewerID\":\"v\",\"asin\":\"1\",\"overall\":3.0,\"unixReviewTime\":20}\n"
                          "{\"reviewerID\":\"v\",\"asin\":\"3\",\"overall\":4.0,\"unixReviewTime\":40}\n";
    std::string metadata = "{\"asin\":\"1\",\"title\":\"Red car &amp; track\",\"brand\":\"B\",\"category\":[\"T\",\"C\",\"R\"]}\n"
                           "{\"asin\":\"2\",\"title\":\"\xC3\x9C\",\"brand\":\"B\",\"main_cat\":\"T\"}\n";

    Result<ReadResult> read(OptionValues options = {}, std::int64_t maximumRows = 0) const {
        folder.write("Books.json", reviews);
        folder.write("meta_Books.json", metadata);
        for (const char* key : {"core_users", "core_items"})
            options.emplace(key, std::int64_t{0});
        return readFrom(folder.path(), options, maximumRows);
    }
    std::vector<std::string> rows(const OptionValues& options = {}) const {
        const auto result = read(options);
        return result ? test::rowTexts(*result->table) : std::vector<std::string>{result.error().text()};
    }
};

} // namespace

class AmazonTest : public QObject {
    Q_OBJECT

private slots:
    void aLookReadsTheFirstLinesOnlyAndAsksForNoCore() {
        const auto files = testing::makeAmazon(AmazonRelease::Of2018, 500, 400, 6000);
        const test::ScratchFolder folder;
        folder.write("Toys_and_Games.json", files.reviews);
        folder.write("meta_Toys_and_Games.json", files.metadata);
        const auto* source = *findDatasetSource("amazon");
        auto spec = source->defaults;
        spec.path = folder.path().string();
        ReadContext look;
        look.mostLines = 100; // too few for a 5-core
        const auto result = source->read(spec, look);
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(result->report.linesRead, std::uint64_t{100});
        QVERIFY(result->report.rowsKept > 0 && result->report.rowsKept <= 100);
        QCOMPARE(result->table->columnNames(), (std::vector<std::string>{"User ID", "Item ID", "Category", "Title", "Brand"}));
    }

    void aLookKeepsRatingsWhereNoItemIsDescribedYet() {
        SmallFiles files;
        files.metadata = "{\"asin\":\"9\",\"title\":\"Other\"}\n" + files.metadata;
        QCOMPARE(files.read()->table->rows(), std::size_t{2});
        const auto* source = *findDatasetSource("amazon");
        auto spec = source->defaults;
        spec.path = files.folder.path().string();
        ReadContext look;
        look.mostLines = 1;
        const auto result = source->read(spec, look);
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(test::rowTexts(*result->table), (std::vector<std::string>{"1|u|1|unknown|unknown|unknown"}));
    }

    void bothReleasesGiveTheExpectedTable_data() {
        QTest::addColumn<int>("release");
        QTest::newRow("2014") << 0;
        QTest::newRow("2018") << 1;
    }

    void bothReleasesGiveTheExpectedTable() {
        QFETCH(int, release);
        const auto which = release == 0 ? AmazonRelease::Of2014 : AmazonRelease::Of2018;
        const auto files = testing::makeAmazon(which, 500, 400, 6000);
        const test::ScratchFolder folder;
        folder.write(release == 0 ? "reviews_Toys_and_Games.json.gz" : "Toys_and_Games.json.gz", testing::gzipOf(files.reviews));
        folder.write(release == 0 ? "meta_Toys_and_Games.json" : "meta_Toys_and_Games.json.gz", release == 0 ? files.metadata : testing::gzipOf(files.metadata));
        const auto result = readFrom(folder.path());
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(result->table->title, std::string("Amazon Toys_and_Games"));
        QCOMPARE(result->table->columnNames(), (std::vector<std::string>{"User ID", "Item ID", "Category", "Title", "Brand"}));
        QVERIFY(files.rows.size() > 2000 && files.outsideCore > 100);
        QCOMPARE(test::rowTexts(*result->table), files.rows);
        for (std::size_t row = 0; row < files.kept.size(); ++row)
            QCOMPARE(result->table->order[row], std::int64_t{files.kept[row].time});
        const auto& report = result->report;
        QCOMPARE(report.linesRead, std::uint64_t{files.lines});
        QCOMPARE(report.rowsKept, std::uint64_t{files.rows.size()});
        QCOMPARE(report.rowsDroppedByLabel, std::uint64_t{files.dropped});
        QVERIFY(hasNote(report, fmt::format("{} ratings are of items that the metadata does not hold; they were left out", files.withoutItem)));
        QVERIFY(hasNote(report, fmt::format("{} ratings repeat one of the same user and item and its value and time", files.repeated)));
        QVERIFY(hasNote(report, fmt::format("{} ratings are outside the core of users with 5 and items with 5 ratings", files.outsideCore)));
        QVERIFY(hasNote(report, fmt::format("left out line {} of ", files.lines)));
        QVERIFY(hasNote(report, "10 lines of meta_Toys_and_Games.json"));
    }

    void partsAreCutByTime() {
        const auto files = testing::makeAmazon(AmazonRelease::Of2018, 100, 80, 2000);
        const test::ScratchFolder folder;
        folder.write("Toys_and_Games.json", files.reviews);
        folder.write("meta_Toys_and_Games.json", files.metadata);
        const auto result = readFrom(folder.path());
        const auto split = makeSplit(*result->table, (*findDatasetSource("amazon"))->defaults.split);
        QVERIFY(split && !split->test.empty() && !split->valid.empty());
        const auto timesOf = [&](const std::vector<std::uint32_t>& rows) {
            std::vector<std::int64_t> times;
            for (const auto row : rows)
                times.push_back(result->table->order[row]);
            return times;
        };
        const auto train = timesOf(split->train), valid = timesOf(split->valid), test = timesOf(split->test);
        QVERIFY(*std::max_element(train.begin(), train.end()) <= *std::min_element(valid.begin(), valid.end()));
        QVERIFY(*std::max_element(valid.begin(), valid.end()) <= *std::min_element(test.begin(), test.end()));
    }

    void withoutMetadataTheFieldsThatExist() {
        const auto files = testing::makeAmazon(AmazonRelease::Of2018, 100, 80, 2000);
        const test::ScratchFolder folder;
        folder.write("Books_5.json.gz", testing::gzipOf(files.reviews));
        const auto result = readFrom(folder / "Books_5.json.gz");
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(result->table->columnNames(), (std::vector<std::string>{"User ID", "Item ID"}));
        QVERIFY(hasNote(result->report, "there is no meta_Books.json beside the reviews"));
        QVERIFY(result->table->rows() > files.rows.size()); // those without metadata, too
    }

    void filesAreFoundByTheirNames() {
        SmallFiles files;
        QVERIFY(files.read());
        files.folder.write("Books_5.json", "{\"reviewerID\":\"w\",\"asin\":\"1\",\"overall\":5,\"unixReviewTime\":1}\n");
        QCOMPARE(files.rows().size(), std::size_t{2}); // all reviews win over the core
        files.folder.write("reviews_Music_5.json", files.reviews);
        CPW_VERIFY_CONTAINS(files.rows()[0], "holds no reviews of Toys_and_Games; set source_options.category to one of: Books, Music");
        QCOMPARE(files.read({{"category", std::string("Music")}})->table->columns.size(), std::size_t{2});
        const auto beside = readFrom(files.folder / "Books.json", {{"core_users", std::int64_t{0}}, {"core_items", std::int64_t{0}}});
        QCOMPARE(beside->table->columns.size(), std::size_t{5});
        const test::ScratchFolder other;
        other.write("data.json", "{\"user\": 1}\n");
        CPW_VERIFY_CONTAINS(readFrom(other.path()).error().text(), "holds no reviews: no file such as Toys_and_Games.json.gz");
        CPW_VERIFY_CONTAINS(readFrom(other / "none").error().text(), "is not there, expected the folder");
        CPW_VERIFY_CONTAINS(readFrom("").error().text(), "need a path");
    }

    void openChoicesAreOptions() {
        const SmallFiles files;
        QCOMPARE(files.rows(), (std::vector<std::string>{"1|u|1|T, C|Red car & track|B", "0|u|2|T|\xC3\x9C|B"}));
        QCOMPARE(files.rows({{"category_text", std::string("first")}})[0], std::string("1|u|1|T|Red car & track|B"));
        QCOMPARE(files.rows({{"category_text", std::string("last")}})[0], std::string("1|u|1|R|Red car & track|B"));
        QCOMPARE(files.rows({{"category_text", std::string("all")}, {"html_entities", false}})[0], std::string("1|u|1|T|C|R|Red car &amp; track|B"));
        QCOMPARE(files.rows({{"title_length", std::int64_t{8}}})[0], std::string("1|u|1|T, C|Red car|B"));
        QCOMPARE(files.rows({{"non_ascii", std::string("drop")}}), (std::vector<std::string>{"1|u|1|T, C|Red car & track|B"}));
        QCOMPARE(files.rows({{"unmatched", std::string("keep")}})[2], std::string("1|v|3|unknown|unknown|unknown"));
        QCOMPARE(files.read({}, 1)->table->rows(), std::size_t{1});
        // All ratings: item 1 has two. Those with a label: one.
        QCOMPARE(files.rows({{"core_items", std::int64_t{2}}}), (std::vector<std::string>{"1|u|1|T, C|Red car & track|B"}));
        CPW_VERIFY_CONTAINS(files.rows({{"core_items", std::int64_t{2}}, {"core_counts", std::string("labelled")}})[0],
                            "no rating of Books.json is left of 2: no user has 1 ratings of items that have 2");
        CPW_VERIFY_CONTAINS(files.rows({{"repeats", std::string("some")}})[0], "repeats is \"some\", expected one of keep, exact, first, last");
    }

    void badLinesAreSkippedUpToTheLimit() {
        SmallFiles files;
        files.reviews += "{\"reviewerID\":\"u\",\"asin\":\"1\",\"unixReviewTime\":30}\n[1]\n{\"reviewerID\":\n";
        const auto result = files.read();
        QVERIFY(hasNote(result->report, "left out line 5 of Books.json: the key \"overall\" is missing"));
        QVERIFY(hasNote(result->report, "left out line 6 of Books.json: it is no object"));
        QVERIFY(hasNote(result->report, "left out line 7 of Books.json: it is not JSON"));
        CPW_VERIFY_CONTAINS(files.rows({{"skip_bad_lines", std::int64_t{2}}})[0], "line 7 of Books.json: it is not JSON");
        CPW_VERIFY_CONTAINS(files.rows({{"skip_bad_lines", std::int64_t{0}}})[0], "line 5 of Books.json: the key \"overall\" is missing");
    }

    void pythonLiteralsBecomeJson() {
        QCOMPARE(json(R"({'a': "it's", 'b': u'\xe9\u20ac', 'c': None, 'd': (1, True,), 'e': 1e5, 'f': '"\'\\'})"),
                 std::string("{\"a\": \"it's\", \"b\": \"\xC3\xA9\xE2\x82\xAC\", \"c\": null, \"d\": [1, true], \"e\": 1e5, \"f\": \"\\\"'\\\\\"}"));
        QCOMPARE(json(R"('\t\q\ud83d\ude00')"), std::string(R"("\u0009\\q\ud83d\ude00")"));
        QCOMPARE(json("[False, -1.5, 'True']"), std::string("[false, -1.5, \"True\"]"));
        QCOMPARE(json("{'a': 'b"), std::string("the quote at character 7 is never closed"));
        CPW_VERIFY_CONTAINS(json("{'a': open('x')}"), "\"open\" at character 7 is no literal of Python");
        CPW_VERIFY_CONTAINS(json("'\\xg1'"), "the escape \\x at character 2 has no 2 hexadecimal digits");
    }

    void recordsGiveTheirKeys() {
        JsonRecord record({"a", "b", "c", "d"});
        const auto parse = [&record](std::string text) {
            const auto length = text.size();
            text.resize(length + 64);
            return record.parse(std::string_view(text).substr(0, length));
        };
        QVERIFY(parse(R"({"a": 4.50, "x": [{}], "b": ["p", 1, "q"], "c": {"m": 2, "n": "o"}, "d": true, "a": 7})"));
        QCOMPARE(std::string(record.text(0)), std::string("4.5"));
        QCOMPARE(record.number(0), std::optional(4.5));
        QVERIFY(record.texts(1) == (std::vector<std::string_view>{"p", "q"}));
        QCOMPARE(record.numbers(2).size(), std::size_t{1});
        QCOMPARE(std::string(record.text(3)), std::string("true"));
        QVERIFY(record.text(1).empty() && record.texts(0).empty());
        QVERIFY(parse(R"({"a": "12", "b": [["r"], ["s"]], "c": null, "d": [{"k": "v"}, {"l": "w"}]})"));
        QCOMPARE(record.number(0), std::optional(12.0));
        QVERIFY(record.texts(1) == (std::vector<std::string_view>{"r"}));
        QVERIFY(!record.has(2));
        QVERIFY(record.texts(3, "k") == (std::vector<std::string_view>{"v"}));
        QVERIFY(!parse("{\"a\": 1} x"));
        QVERIFY(!parse("{\"a\": \"\xFF\"}"));
    }

    void textsAreMadePlain() {
        QCOMPARE(plainText(" a\t&lt;b \n", true), std::string("a <b"));
        QCOMPARE(plainText("&lt; ", false), std::string("&lt;"));
        QCOMPARE(std::string(cutAtWord("ab cd ef", 5)), std::string("ab cd"));
        QCOMPARE(std::string(cutAtWord("ab cd ef", 4)), std::string("ab"));
        QCOMPARE(std::string(cutAtWord("a\xC3\xA9", 2)), std::string("a"));
        QCOMPARE(std::string(cutAtWord("abc", 0)), std::string("abc"));
    }
};

QTEST_APPLESS_MAIN(AmazonTest)
#include "tst_amazon.moc"
