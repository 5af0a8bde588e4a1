// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_source.h"
#include "core/data/split.h"
#include "tests/support/movielens_csv_files.h"
#include "tests/support/packed_text.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"
#include "tests/support/test_data.h"

#include <QTest>

#include <algorithm>

using namespace cpw;
using namespace cpw::data;

namespace {

Result<ReadResult> readFrom(const std::filesystem::path& path, const OptionValues& options = {}, const char* id = "movielens_25m") {
    const auto* source = *findDatasetSource(id);
    auto spec = source->defaults;
    spec.path = path.string();
    spec.sourceOptions = options;
    return source->read(spec, {});
}

Result<ReadResult> readTexts(const std::string& ratings, const std::string& movies, const OptionValues& options = {}) {
    const test::ScratchFolder folder;
    folder.write("ratings.csv", ratings);
    folder.write("movies.csv", movies);
    return readFrom(folder.path(), options);
}

constexpr const char* kRatings = "userId,movieId,rating,timestamp\n7,11,4.0,900\n7,12,0.5,800\n8,11,3.5,700\n";
constexpr const char* kMovies = "movieId,title,genres\n11,\"Net, The (1995)\",Action|Crime\n12,Unnamed,(no genres listed)\n";

} // namespace

class MovieLensCsvTest : public QObject {
    Q_OBJECT

private slots:
    void everyReleaseGivesTheExpectedTable_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("title");
        QTest::newRow("20m") << "movielens_20m" << "MovieLens-20M";
        QTest::newRow("25m") << "movielens_25m" << "MovieLens-25M";
        QTest::newRow("latest") << "movielens_latest" << "MovieLens";
    }

    void everyReleaseGivesTheExpectedTable() {
        QFETCH(QString, id);
        QFETCH(QString, title);
        const auto files = testing::makeMovieLensCsv(40, 99, 6000);
        const test::ScratchFolder folder;
        folder.write("ratings.csv", files.ratings);
        folder.write("movies.csv.gz", testing::gzipOf(files.movies));
        const auto result = readFrom(folder.path(), {}, id.toUtf8().constData());
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(result->table->title, title.toStdString());
        QCOMPARE(result->table->columnNames(), (std::vector<std::string>{"User ID", "Movie ID", "Title", "Film genre"}));
        QVERIFY(files.rows.size() > 4000);
        QCOMPARE(test::rowTexts(*result->table), files.rows);
        QCOMPARE(result->report.linesRead, std::uint64_t{files.lines});
        QCOMPARE(result->report.rowsDroppedByLabel, std::uint64_t{files.dropped});
        QCOMPARE(result->report.notes,
                 (std::vector<std::string>{"20 movies have no genre; it is \"unknown\"",
                                           fmt::format("{} ratings name a movie that movies.csv does not hold; they were left out", files.withoutMovie)}));
    }

    void theDownloadedArchiveIsEnough() {
        const auto files = testing::makeMovieLensCsv(10, 30, 500);
        const test::ScratchFolder folder;
        const auto path = folder.write("ml-25m.zip", testing::deflatedZipOf({{"ml-25m/", ""}, {"ml-25m/tags.csv", "x"}, {"ml-25m/movies.csv", files.movies}, {"ml-25m/ratings.csv", files.ratings}}));
        const auto result = readFrom(path);
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(test::rowTexts(*result->table), files.rows);
    }

    void rowsAreSplitByTime() {
        const auto result = readTexts("userId,movieId,rating,timestamp\n1,11,5,500\n1,11,5,100\n1,11,1,300\n1,11,5,200\n1,11,1,400\n", kMovies);
        auto split = (*findDatasetSource("movielens_25m"))->defaults.split;
        QVERIFY(split.kind == spec::SplitKind::ByOrder);
        split.train = 0.6;
        split.valid = 0.2;
        const auto parts = *makeSplit(*result->table, split);
        QCOMPARE(parts.train, (std::vector<std::uint32_t>{1, 2, 3}));
        QCOMPARE(parts.valid, (std::vector<std::uint32_t>{4}));
        QCOMPARE(parts.test, (std::vector<std::uint32_t>{0}));
    }

    void genresAndTitles() {
        QCOMPARE(test::rowTexts(*readTexts(kRatings, kMovies)->table), (std::vector<std::string>{"1|7|11|Net, The|Action", "0|7|12|Unnamed|unknown"}));
        QCOMPARE(test::rowTexts(*readTexts(kRatings, kMovies, {{"genres", std::string("all")}})->table)[0], std::string("1|7|11|Net, The|Action|Crime"));
    }

    void olderReleasesAreReadFromArchivesToo() {
        const test::ScratchFolder folder;
        std::vector<std::pair<std::string, std::string>> files;
        for (const char* name : {"ratings.dat", "users.dat", "movies.dat"})
            files.emplace_back(std::string("ml-1m/") + name, test::readBytes(cpw::test::dataPath("/ml_1m/") + name));
        const auto packed = readFrom(folder.write("ml-1m.zip", testing::deflatedZipOf(files)), {}, "movielens_1m");
        QVERIFY2(packed, packed ? "" : packed.error().text().c_str());
        QCOMPARE(packed->table->fingerprint, readFrom(cpw::test::dataPath("/ml_1m"), {}, "movielens_1m")->table->fingerprint);
    }

    void badFilesAreExplained() {
        const auto errorOf = [](const std::string& ratings, const std::string& movies, const OptionValues& options = {}) {
            const auto result = readTexts(ratings, movies, options);
            return result ? "no error" : result.error().text();
        };
        const std::string header = "userId,movieId,rating,timestamp\n";
        CPW_VERIFY_CONTAINS(errorOf(header + "1,11,good,5\n", kMovies), "line 2 of ratings.csv: the rating is \"good\", expected a number");
        CPW_VERIFY_CONTAINS(errorOf(header + "1,11,5,noon\n", kMovies), "line 2 of ratings.csv: the time is \"noon\", expected a whole number");
        CPW_VERIFY_CONTAINS(errorOf(header + "1,11,5\n", kMovies), "line 2 of ratings.csv: 3 columns, expected 4");
        CPW_VERIFY_CONTAINS(errorOf("user,movieId,rating,timestamp\n", kMovies), "line 1 of ratings.csv names no column \"userid\"");
        CPW_VERIFY_CONTAINS(errorOf(kRatings, std::string(kMovies) + "11,Again,Drama\n"), "line 4 of movies.csv: id \"11\" is there for the second time");
        CPW_VERIFY_CONTAINS(errorOf(header + "1,11,3,5\n", kMovies), "no row of ratings.csv is left of 1: the label rule (positive from 4, without 3 and 3.5) drops 1");
        CPW_VERIFY_CONTAINS(errorOf(header + "1,11,x,5\n1,11,y,5\n1,11,5,5\n", kMovies, {{"skip_bad_lines", std::int64_t{1}}}), "line 3 of ratings.csv: the rating is \"y\"");
        const auto skipped = readTexts(header + "1,11,x,5\n1,11,5\n1,11,5,5\n", kMovies, {{"skip_bad_lines", std::int64_t{2}}});
        QVERIFY2(skipped, skipped ? "" : skipped.error().text().c_str());
        QCOMPARE(skipped->table->rows(), std::size_t{1});
        const test::ScratchFolder folder;
        CPW_VERIFY_CONTAINS(readFrom(folder.path()).error().text(), "holds no ratings.csv, expected the folder or zip archive with ratings.csv and movies.csv");
        CPW_VERIFY_CONTAINS(readFrom("").error().text(), "MovieLens-25M needs a path");
    }
};

QTEST_APPLESS_MAIN(MovieLensCsvTest)
#include "tst_movielens_csv.moc"
