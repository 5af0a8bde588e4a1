// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of a file in use, and what can be saved of a damaged one.
#include "tests/db/store_samples.h"

#include "db/salvage.h"

#include <fstream>
#include <thread>

using namespace cpw;
using namespace cpw::db;
using samples::Place;

namespace {

/// Some finished runs with curves.
void fill(SqliteStore& store, int runs) {
    for (int i = 0; i < runs; ++i) {
        const auto run = store.createRun(samples::spec("run " + std::to_string(i))).value();
        store.record(samples::event(run, api::RunStarted{}));
        for (int step = 1; step <= 2'000; ++step)
            store.record(samples::point(run, "train/loss", step, 1.0 / step));
        store.record(samples::event(run, api::RunFinished{2'000, 1}));
        samples::flush(store);
    }
}

void write(const samples::fs::path& file, const std::string& text) {
    samples::fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

} // namespace

class FileCopyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void copyHoldsRunsAndCheckpointsButNoCache();
    void copyOfAFileThatIsWrittenIsWhole();
    void copyReplacesItsTargetButNoFolder();
    void readOnlyFileIsCopiedToo();
    void damagedFileGivesWhatCanBeRead();
    void rubbishGivesAnErrorAndNoFile();
};

void FileCopyTest::copyHoldsRunsAndCheckpointsButNoCache() {
    Place place;
    const auto store = samples::open(place.file);
    fill(*store, 2);
    VERIFY_OK(store->setSetting("layout", "wide"));
    write(store->runFolder({1}) / "checkpoints/step-00000010/model.safetensors", "weights");
    write(store->stagesFolder() / "abc/manifest.json", "{}");
    write(store->cacheFolder() / "rows.bin", "cache");
    const auto target = place.root / "copy.cpw";
    VERIFY_OK(store->saveCopy(target));
    const auto copy = samples::open(target);
    QCOMPARE(copy->runs()->size(), std::size_t(2));
    QCOMPARE(copy->metric({1}, "train/loss")->points.size(), std::size_t(2'000));
    QCOMPARE(**copy->setting("layout"), std::string("wide"));
    QCOMPARE(samples::contentOf(copy->runFolder({1}) / "checkpoints/step-00000010/model.safetensors"), std::string("weights"));
    QVERIFY(samples::fs::exists(copy->stagesFolder() / "abc/manifest.json"));
    QVERIFY(!samples::fs::exists(copy->cacheFolder() / "rows.bin"));
}

void FileCopyTest::copyOfAFileThatIsWrittenIsWhole() {
    Place place;
    const auto store = samples::open(place.file);
    const auto run = store->createRun(samples::spec()).value();
    store->record(samples::event(run, api::RunStarted{}));
    std::jthread writer([&](std::stop_token stop) {
        for (int step = 1; !stop.stop_requested(); ++step)
            store->record(samples::point(run, "train/loss", step, step));
    });
    for (int i = 0; i < 3; ++i) {
        const auto target = place.root / ("copy-" + std::to_string(i) + ".cpw");
        VERIFY_OK(store->saveCopy(target));
        const auto copy = SqliteStore::open(target, OpenMode::ReadOnly);
        VERIFY_OK(copy);
        const auto series = (*copy)->metric(run, "train/loss");
        if (!series)
            continue; // copied before the first point
        for (std::size_t point = 0; point < series->points.size(); ++point)
            QCOMPARE(series->points[point].step, static_cast<std::int64_t>(point) + 1); // no gap
    }
}

void FileCopyTest::copyReplacesItsTargetButNoFolder() {
    Place place;
    const auto store = samples::open(place.file);
    fill(*store, 1);
    const auto target = place.root / "copy.cpw";
    write(target, "old");
    VERIFY_OK(store->saveCopy(target));
    QCOMPARE(samples::open(target)->runs()->size(), std::size_t(1));
    write(place.root / "other.cpw.d/r-0001/x", "of another file");
    VERIFY_ERROR(store->saveCopy(place.root / "other.cpw"), "exists already");
    VERIFY_ERROR(store->saveCopy(place.file), "the open file itself");
    VERIFY_ERROR(store->saveCopy(place.root / "no such folder/copy.cpw"), "copy.cpw");
}

void FileCopyTest::readOnlyFileIsCopiedToo() {
    Place place;
    fill(*samples::open(place.file), 1);
    const auto store = SqliteStore::open(place.file, OpenMode::ReadOnly);
    VERIFY_OK(store);
    VERIFY_OK((*store)->saveCopy(place.root / "copy.cpw"));
    QCOMPARE(samples::open(place.root / "copy.cpw")->runs()->size(), std::size_t(1));
}

void FileCopyTest::damagedFileGivesWhatCanBeRead() {
    Place place;
    fill(*samples::open(place.file), 40);
    // A stretch in the middle is overwritten, as a bad disk would.
    const auto size = samples::fs::file_size(place.file);
    std::fstream file(place.file, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(size / 2 / 4096 * 4096));
    file << std::string(4096 * 6, '\xA5');
    file.close();
    const std::string before = samples::contentOf(place.file);
    QVERIFY(!SqliteStore::open(place.file, OpenMode::ReadWrite));
    const auto target = place.root / "saved.cpw";
    const auto saved = salvage(place.file, target);
    VERIFY_OK(saved);
    QVERIFY(saved->rows > 40);
    QVERIFY(saved->damagedTables > 0);
    QVERIFY(samples::contentOf(place.file) == before);
    const auto store = SqliteStore::open(target, OpenMode::ReadOnly);
    VERIFY_OK(store);
    const auto runs = (*store)->runs();
    VERIFY_OK(runs);
    QVERIFY(!runs->empty());
    for (const auto& run : *runs)
        VERIFY_OK((*store)->spec(run.id));
}

void FileCopyTest::rubbishGivesAnErrorAndNoFile() {
    Place place;
    write(place.file, std::string(20'000, 'x'));
    const auto target = place.root / "saved.cpw";
    QVERIFY(!salvage(place.file, target));
    QVERIFY(!samples::fs::exists(target));
}

QTEST_APPLESS_MAIN(FileCopyTest)
#include "tst_file_copy.moc"
