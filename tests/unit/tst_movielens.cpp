// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_source.h"
#include "core/data/field_encoder.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"
#include "tests/support/test_data.h"

#include <QTest>

using namespace cpw;
using namespace cpw::data;

namespace {

const std::string kFolder1m = cpw::test::dataPath("/ml_1m");
const std::string kWholeFolder1m = cpw::test::dataPath("/../../../shared/data/ml-1m"); // beside the project where it may be kept
const std::string kFolder100k = cpw::test::dataPath("/ml_100k");

Result<ReadResult> readFrom(const std::string& id, const std::string& path, std::int64_t maximumRows = 0) {
    const auto* source = *findDatasetSource(id);
    auto spec = source->defaults;
    spec.path = path;
    spec.maximumRows = maximumRows;
    return source->read(spec, {});
}

std::string copied(const test::ScratchFolder& folder, const char* changedFile, std::string_view bytes) {
    for (const char* name : {"ratings.dat", "users.dat", "movies.dat"})
        std::filesystem::copy_file(kFolder1m + '/' + name, folder / name);
    folder.write(changedFile, bytes);
    return folder.path().string();
}

std::string errorOf(const char* changedFile, std::string_view bytes) {
    const test::ScratchFolder folder;
    const auto result = readFrom("movielens_1m", copied(folder, changedFile, bytes));
    return result ? "no error" : result.error().text();
}

} // namespace

class MovieLensTest : public QObject {
    Q_OBJECT

private slots:
    void dictionariesMayBeThoseOfTheFiles() {
        auto spec = (*findDatasetSource("movielens_1m"))->defaults;
        spec.path = kFolder1m;
        const auto byRows = (*findDatasetSource("movielens_1m"))->read(spec, {});
        spec.sourceOptions["dictionaries"] = std::string("files");
        const auto byFiles = (*findDatasetSource("movielens_1m"))->read(spec, {});
        QVERIFY2(byFiles, byFiles ? "" : byFiles.error().text().c_str());
        QCOMPARE(test::rowTexts(*byFiles->table), test::rowTexts(*byRows->table));
        const auto textsOf = [](const Column& column) {
            std::vector<std::string> texts;
            for (std::size_t code = 0; code < column.values.size(); ++code)
                texts.emplace_back(column.values[code]);
            return texts;
        };
        QCOMPARE(textsOf(byRows->table->columns[5]), (std::vector<std::string>{"1", "3", "2"}));
        QCOMPARE(textsOf(byFiles->table->columns[5]), (std::vector<std::string>{"1", "2", "3"}));
        spec.vocabulary = spec::VocabularyOf::All;
        const auto dataset = encodeDataset(byFiles->table, spec);
        QVERIFY2(dataset, dataset ? "" : dataset.error().text().c_str());
        const auto vocabulary = FieldVocabulary::fromDataset(**dataset);
        for (std::int32_t id = 1; id <= 3; ++id)
            QCOMPARE(vocabulary.valueText(5, id), std::to_string(id));
        QCOMPARE(vocabulary.fields()[0].size, 1 + static_cast<std::int32_t>(byFiles->table->columns[0].values.size()));
    }

    /// Counts and order of the authors' meta file of MovieLens-1M.
    void oneMillionHasTheAuthorsDictionaries() {
        if (!std::filesystem::exists(kWholeFolder1m + "/users.dat"))
            QSKIP("MovieLens-1M is not there; its licence keeps it out of the project");
        auto spec = (*findDatasetSource("movielens_1m"))->defaults;
        spec.path = kWholeFolder1m;
        spec.sourceOptions["dictionaries"] = std::string("files");
        const auto result = (*findDatasetSource("movielens_1m"))->read(spec, {});
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        std::vector<std::size_t> counts;
        for (const auto& column : result->table->columns)
            counts.push_back(column.values.size());
        QCOMPARE(counts, (std::vector<std::size_t>{6040, 2, 7, 21, 3439, 3883, 3841, 18}));
        // 1::F::1::10::48067 and 1::Toy Story (1995)::Animation|Children's|Comedy are the first lines, 2::M::56::16::70072 the second.
        const char* firsts[] = {"1", "F", "1", "10", "48067", "1", "Toy Story", "Animation"};
        for (std::size_t column = 0; column < counts.size(); ++column)
            QCOMPARE(std::string(result->table->columns[column].values[0]), std::string(firsts[column]));
        QCOMPARE(std::string(result->table->columns[1].values[1]), std::string("M"));
        QCOMPARE(std::string(result->table->columns[3].values[1]), std::string("16"));
        // So has what a model trains on; our ids begin with 1, because 0 is out-of-vocabulary.
        spec.vocabulary = spec::VocabularyOf::All;
        const auto dataset = encodeDataset(result->table, spec);
        QVERIFY2(dataset, dataset ? "" : dataset.error().text().c_str());
        for (std::size_t field = 0; field < counts.size(); ++field) {
            QCOMPARE((*dataset)->fields[field].size, static_cast<std::int32_t>(counts[field]) + 1);
            const auto& column = (*dataset)->table->columns[field];
            for (std::size_t row = 0; row < (*dataset)->rows(); row += 997)
                QCOMPARE((*dataset)->rowIds(row)[field] - (*dataset)->fields[field].offset, column.codes[row] + 1);
        }
        QCOMPARE((*dataset)->featureCount(), 17251 + 8);
    }

    void oneMillionJoinsItsThreeFiles() {
        const auto result = readFrom("movielens_1m", kFolder1m);
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        const auto& table = *result->table;
        QCOMPARE(table.title, std::string("MovieLens-1M"));
        QCOMPARE(table.columnNames(),
                 (std::vector<std::string>{"User ID", "Gender", "Age", "Job", "Zipcode", "Movie ID", "Title", "Film genre"}));
        QCOMPARE(test::rowTexts(table), (std::vector<std::string>{"1|1|F|1|10|48067|1|Toy Story|Animation",
                                                                  "1|2|M|56|16|70072|3|Associate, The (L'Associe)|Comedy",
                                                                  "0|3|M|25|15|55117|1|Toy Story|Animation",
                                                                  "0|2|M|56|16|70072|2|Misérables, Les|Drama"}));
        QCOMPARE(table.order[1], std::int64_t{978301968});
        QCOMPARE(result->report.linesRead, std::uint64_t{6});
        QCOMPARE(result->report.rowsDroppedByLabel, std::uint64_t{1});
        QCOMPARE(result->report.rowsKept, std::uint64_t{4});
        QCOMPARE(result->report.notes,
                 (std::vector<std::string>{"1 ratings name a movie that movies.dat does not hold; they were left out"}));
    }

    void hundredThousandHasTheSameFields() {
        const auto result = readFrom("movielens_100k", kFolder100k);
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(result->table->columns[7].name, std::string("Film genre"));
        QCOMPARE(test::rowTexts(*result->table), (std::vector<std::string>{"1|1|M|24|technician|85711|1|Toy Story|Animation",
                                                                           "0|2|F|53|other|94043|3|unknown|unknown",
                                                                           "1|2|F|53|other|94043|1|Toy Story|Animation"}));
    }

    void allGenresAreJoinedWhenAskedFor() {
        for (const auto& [id, folder] : {std::pair("movielens_1m", kFolder1m), std::pair("movielens_100k", kFolder100k)}) {
            const auto* source = *findDatasetSource(id);
            auto spec = source->defaults;
            spec.path = folder;
            spec.sourceOptions["genres"] = std::string("all");
            const auto result = source->read(spec, {});
            QVERIFY2(result, result ? "" : result.error().text().c_str());
            QCOMPARE(result->table->columns[7].text(0), std::string_view("Animation|Children's|Comedy"));
            spec.sourceOptions["genres"] = std::string("some");
            CPW_VERIFY_CONTAINS(source->read(spec, {}).error().text(), "genres is \"some\", expected one of first, all");
        }
        QCOMPARE(readFrom("movielens_1m", kFolder1m)->table->columns[7].text(0), std::string_view("Animation"));
    }

    void yearIsCutBeforeTheVideoMark() {
        const auto* source = *findDatasetSource("movielens_100k");
        auto spec = source->defaults;
        spec.path = kFolder100k;
        spec.label.droppedValues.clear();
        const auto result = source->read(spec, {});
        QCOMPARE(result->table->columns[6].text(1), std::string_view("Land Before Time III (V)"));
        QCOMPARE(result->table->rows(), std::size_t{4});
    }

    void defaultsArePrescribedBySource() {
        const auto& defaults = (*findDatasetSource("movielens_1m"))->defaults;
        QCOMPARE(defaults.source, std::string("movielens_1m"));
        QCOMPARE(defaults.label.positiveFrom, 4.0);
        QCOMPARE(defaults.label.droppedValues, (std::vector<double>{3}));
        QVERIFY(defaults.split.kind == spec::SplitKind::Random);
        QCOMPARE((*findDatasetSource("movielens_1m"))->files(defaults).size(), std::size_t{3});
    }

    void maximumRowsCountsKeptRows() { QCOMPARE(readFrom("movielens_1m", kFolder1m, 2)->table->rows(), std::size_t{2}); }

    void badPathsAreExplained() {
        CPW_VERIFY_CONTAINS(readFrom("movielens_1m", "").error().text(),
                            "MovieLens-1M needs a path: the folder with ratings.dat");
        CPW_VERIFY_CONTAINS(readFrom("movielens_1m", kFolder1m + "/users.dat").error().text(),
                            "is a file, expected the folder with ratings.dat");
        CPW_VERIFY_CONTAINS(readFrom("movielens_1m", kFolder1m + "/none").error().text(), "is not there, expected the folder");
        CPW_VERIFY_CONTAINS(readFrom("movielens_100k", kFolder1m).error().text(), "u.user: No such file");
    }

    void badFilesAreExplained() {
        CPW_VERIFY_CONTAINS(errorOf("ratings.dat", ""), "ratings.dat is empty");
        CPW_VERIFY_CONTAINS(errorOf("users.dat", ""), "users.dat is empty");
        CPW_VERIFY_CONTAINS(errorOf("ratings.dat", "1::1::5::9\n1,2,5,9\n"), "line 2 of ratings.dat: 1 column, expected 4");
        CPW_VERIFY_CONTAINS(errorOf("ratings.dat", "1::1::5\n"), "line 1 of ratings.dat: 3 columns, expected 4");
        CPW_VERIFY_CONTAINS(errorOf("ratings.dat", "1::1::good::9\n"),
                            "line 1 of ratings.dat: the rating is \"good\", expected a number");
        CPW_VERIFY_CONTAINS(errorOf("ratings.dat", "1::1::5::noon\n"), "the time is \"noon\", expected a whole number");
        CPW_VERIFY_CONTAINS(errorOf("users.dat", "1::F::1::10::48067\n1::F::1::10::48067\n"),
                            "line 2 of users.dat: id \"1\" is there for the second time");
        CPW_VERIFY_CONTAINS(errorOf("ratings.dat", "1::1::3::9\n"),
                            "no row of ratings.dat is left of 1: the label rule (positive from 4, without 3) drops 1");
        CPW_VERIFY_CONTAINS(errorOf("ratings.dat", "9::1::5::9\n"), "no row of ratings.dat is left of 1");
        CPW_VERIFY_CONTAINS(errorOf("movies.dat", ""), "reading MovieLens-1M from ");
    }

    void unknownSourceListsTheKnown() {
        CPW_VERIFY_CONTAINS(findDatasetSource("netflix").error().text(),
                            "no data set source \"netflix\"; known: sample, movielens_1m, movielens_100k, movielens_latest");
    }
};

QTEST_APPLESS_MAIN(MovieLensTest)
#include "tst_movielens.moc"
