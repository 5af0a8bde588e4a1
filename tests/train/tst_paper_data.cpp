// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/catalog_builder.h"
#include "tests/support/amazon_files.h"
#include "tests/support/bookcrossing_files.h"
#include "tests/support/goodreads_files.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/stage_runs.h"

using namespace cpw;

namespace {

void writeMovieLens(const test::ScratchFolder& folder) {
    std::string users, movies, ratings;
    for (int i = 1; i <= 20; ++i) {
        users += fmt::format("{}::{}::{}::{}::{}\n", i, i % 3 == 0 ? "F" : "M", i % 2 == 0 ? 25 : 56, i % 21, 10000 + i);
        movies += fmt::format("{}::Film {} ({})::Drama|Comedy\n", i, i, 1980 + i);
    }
    for (int i = 0; i < 600; ++i)
        ratings += fmt::format("{}::{}::{}::{}\n", i / 30 + 1, i * 7 % 20 + 1, i % 5 + 1, 978300760 + i * 37 % 600);
    folder.write("users.dat", users);
    folder.write("movies.dat", movies);
    folder.write("ratings.dat", ratings);
}

void writeBookcrossing(const test::ScratchFolder& folder) {
    const auto files = testing::makeBookcrossing(testing::BookcrossingEdition::Dump, 50, 40, 800);
    folder.write("BX-Book-Ratings.csv", files.ratings);
    folder.write("BX-Users.csv", files.users);
    folder.write("BX-Books.csv", files.books);
}

void writeAmazon(const test::ScratchFolder& folder) {
    const auto files = testing::makeAmazon(testing::AmazonRelease::Of2018, 60, 50, 1500);
    folder.write("Toys_and_Games.json", files.reviews);
    folder.write("meta_Toys_and_Games.json", files.metadata);
}

void writeGoodreads(const test::ScratchFolder& folder) {
    const auto files = testing::makeGoodreads(60, 50, 2000);
    folder.write("goodreads_interactions_dedup.json", files.interactions);
    folder.write("goodreads_books.json", files.books);
    folder.write("goodreads_book_authors.json", files.authors);
    folder.write("goodreads_book_works.json", files.works);
    folder.write("goodreads_book_genres_initial.json", files.genres);
}

/// The preset's data, text, prompts and stages as they are; the models, the number of rows and the batches small.
api::RunSpec smallRunOf(const char* preset, const test::ScratchFolder& folder) {
    auto spec = (*engine::findPreset(preset))->arms.front().spec;
    const auto small = tests::smallSpec({});
    spec.data.path = folder.path().string();
    spec.data.maximumRows = 300;
    spec.plm = small.plm;
    spec.plm.scratch.maximumPositions = 256; // fifteen fields make long sentences
    spec.backbone = small.backbone;
    spec.threads = 1;
    for (auto& stage : spec.stages) {
        stage.epochs = 1;
        stage.batch = 64;
        stage.accumulation = 1;
    }
    return spec;
}

} // namespace

/// The presets of the paper's four data sets, from raw files of their form to a trained model.
class PaperDataTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void presetsRunFromRawFiles_data() {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<int>("fields");
        QTest::newRow("MovieLens-1M") << "paper_movielens_1m" << 8;
        QTest::newRow("Book-Crossing") << "paper_bookcrossing" << 8;
        QTest::newRow("Amazon Toys") << "paper_amazon_toys" << 5;
        QTest::newRow("GoodReads") << "paper_goodreads" << 15;
    }
    void presetsRunFromRawFiles() {
        QFETCH(QString, preset);
        QFETCH(int, fields);
        const test::ScratchFolder raw;
        if (fields == 5)
            writeAmazon(raw);
        else if (fields == 15)
            writeGoodreads(raw);
        else if (preset == "paper_bookcrossing")
            writeBookcrossing(raw);
        else
            writeMovieLens(raw);
        const QTemporaryDir folder;
        const auto setup = tests::assemble(smallRunOf(preset.toUtf8().constData(), raw), folder);
        QCOMPARE(setup.dataset->fieldCount(), static_cast<std::size_t>(fields));
        QCOMPARE(setup.dataset->rows(), std::size_t{300});
        tests::RecordingObserver observer;
        QVERIFY(tests::runAll(setup, observer) == train::StageEnd::Finished);
        QCOMPARE(observer.stages.size(), std::size_t{2});
        QVERIFY(observer.curves["train/loss"].size() >= 8U); // two stages of 240 training rows or more
        for (const auto& point : observer.curves["train/loss"])
            QVERIFY(std::isfinite(point.value));
        QVERIFY(!observer.curves["valid/auc"].empty());
    }
};

QTEST_APPLESS_MAIN(PaperDataTest)
#include "tst_paper_data.moc"
