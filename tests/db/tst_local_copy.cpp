// SPDX-License-Identifier: GPL-3.0-or-later
// Files on a network: the journal that is kept there, copies that are worked on here and come back.
#include "tests/db/store_samples.h"

#include "db/connection.h"
#include "db/local_copy.h"
#include "db/run_folders.h"

#include <fstream>

using namespace cpw;
using namespace cpw::db;
using samples::Place;
namespace fs = std::filesystem;

namespace {

const FileSystem kNetwork{"nfs4", "server:/home"};
const FileSystem kLocal{"ext4", "/dev/sda1"};

std::string journalOf(const fs::path& file) {
    Connection connection(file, Access::Read);
    return connection.database().execAndGet("PRAGMA journal_mode").getString();
}

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

/// A file with one run that has a checkpoint and a cache.
void makeOriginal(const fs::path& file) {
    const auto store = SqliteStore::open(file, OpenMode::ReadWrite, kNetwork).value();
    const auto run = store->createRun(samples::spec("there")).value();
    write(store->runFolder(run) / "checkpoints/step-00000010/model.safetensors", "old weights");
    write(store->cacheFolder() / "rows.bin", "cache");
}

/// What a copy of a network's file is: its own folder, away from the original's.
struct TwoPlaces {
    Place place;
    fs::path original = place.root / "server" / "runs.cpw";
    fs::path copy = place.root / "here" / "runs.cpw";
    TwoPlaces() {
        fs::create_directories(original.parent_path());
        makeOriginal(original);
    }
};

std::vector<std::string> namesOf(const SqliteStore& store) {
    std::vector<std::string> names;
    const auto runs = store.runs().value();
    for (const auto& run : runs)
        names.push_back(run.name);
    return names;
}

} // namespace

class LocalCopyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFileOnANetworkHasNoWriteAheadLog();
    void theCopyKnowsWhereItIsFrom();
    void aCopyOfTheCopyIsNone();
    void changesComeBackWithTheirFolders();
    void changesOfOthersAreSeen();
    void whatCannotBePutThereLeavesTheOriginal();
    void leftOversOfACutOffCopyAreReplaced();
};

void LocalCopyTest::aFileOnANetworkHasNoWriteAheadLog() {
    Place place;
    {
        const auto store = SqliteStore::open(place.file, OpenMode::ReadWrite, kNetwork).value();
        (void)store->createRun(samples::spec());
        QVERIFY(!fs::exists(place.file.string() + "-wal"));
        QCOMPARE(namesOf(*store), std::vector<std::string>{"first"}); // read beside the writer
    }
    QCOMPARE(journalOf(place.file), std::string("delete"));
    { const auto store = SqliteStore::open(place.file, OpenMode::ReadWrite, kLocal).value(); }
    QCOMPARE(journalOf(place.file), std::string("wal"));
    { const auto store = SqliteStore::open(place.file, OpenMode::ReadWrite, kNetwork).value(); }
    QCOMPARE(journalOf(place.file), std::string("delete"));
}

void LocalCopyTest::theCopyKnowsWhereItIsFrom() {
    TwoPlaces places;
    VERIFY_OK(makeLocalCopy(places.original, places.copy));
    const auto store = samples::open(places.copy);
    const auto origin = copyOrigin(*store).value();
    QVERIFY(origin.has_value());
    QCOMPARE(origin->original, places.original);
    QCOMPARE(*stateOfOriginal(*origin), OriginalState::Same);
    QCOMPARE(namesOf(*store), std::vector<std::string>{"there"});
    QCOMPARE(samples::contentOf(store->runFolder({1}) / "checkpoints/step-00000010/model.safetensors"), std::string("old weights"));
    QVERIFY(!fs::exists(store->cacheFolder()));
    QVERIFY(!*copyOrigin(*samples::open(places.original)));
}

void LocalCopyTest::aCopyOfTheCopyIsNone() {
    TwoPlaces places;
    VERIFY_OK(makeLocalCopy(places.original, places.copy));
    const auto other = places.place.root / "other.cpw";
    VERIFY_OK(samples::open(places.copy)->saveCopy(other));
    QVERIFY(!*copyOrigin(*samples::open(other)));
}

void LocalCopyTest::changesComeBackWithTheirFolders() {
    TwoPlaces places;
    VERIFY_OK(makeLocalCopy(places.original, places.copy));
    const auto store = samples::open(places.copy);
    const auto run = store->createRun(samples::spec("made here")).value();
    write(store->runFolder(run) / "checkpoints/step-00000020/model.safetensors", "new weights");
    VERIFY_OK(copyBack(*store, places.original));
    QCOMPARE(*stateOfOriginal(**copyOrigin(*store)), OriginalState::Same); // may be copied back again
    {
        const auto there = SqliteStore::open(places.original, OpenMode::ReadOnly, kNetwork).value();
        QCOMPARE(namesOf(*there), (std::vector<std::string>{"there", "made here"}));
        QCOMPARE(samples::contentOf(there->runFolder({1}) / "checkpoints/step-00000010/model.safetensors"), std::string("old weights"));
        QCOMPARE(samples::contentOf(there->runFolder(run) / "checkpoints/step-00000020/model.safetensors"), std::string("new weights"));
        QVERIFY(!*copyOrigin(*there));
    }
    std::vector<std::string> names; // nothing of the way is left there
    for (const auto& entry : fs::directory_iterator(places.original.parent_path()))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    QCOMPARE(names, (std::vector<std::string>{"runs.cpw", "runs.cpw.d"}));
    VERIFY_OK(store->renameRun(run, "again"));
    VERIFY_OK(copyBack(*store, places.original));
    QCOMPARE(namesOf(*SqliteStore::open(places.original, OpenMode::ReadOnly).value()).back(), std::string("again"));
}

void LocalCopyTest::changesOfOthersAreSeen() {
    TwoPlaces places;
    VERIFY_OK(makeLocalCopy(places.original, places.copy));
    const auto store = samples::open(places.copy);
    const auto origin = **copyOrigin(*store);
    VERIFY_OK(SqliteStore::open(places.original, OpenMode::ReadWrite, kNetwork).value()->renameRun({1}, "renamed by others"));
    QCOMPARE(*stateOfOriginal(origin), OriginalState::Changed);
    fs::rename(places.original, places.original.string() + ".moved");
    QCOMPARE(*stateOfOriginal(origin), OriginalState::Gone);
    fs::rename(places.original.string() + ".moved", places.original);
    VERIFY_OK(makeLocalCopy(places.original, places.copy.string() + ".second.cpw"));
    const auto second = samples::open(places.copy.string() + ".second.cpw");
    const auto current = **copyOrigin(*second);
    QCOMPARE(*stateOfOriginal(current), OriginalState::Same);
    write(places.original.string() + "-journal", "somebody writes at this moment");
    QCOMPARE(*stateOfOriginal(current), OriginalState::Changed);
}

void LocalCopyTest::whatCannotBePutThereLeavesTheOriginal() {
    TwoPlaces places;
    VERIFY_OK(makeLocalCopy(places.original, places.copy));
    const auto store = samples::open(places.copy);
    (void)store->createRun(samples::spec("made here"));
    const auto before = samples::snapshot(places.original.parent_path());
    // A folder that is not empty cannot be replaced by a file: the last step of the way fails.
    const auto taken = places.original.parent_path() / "taken.cpw";
    write(taken / "file", "x");
    write(taken.string() + ".d/r-0001/checkpoint", "theirs");
    VERIFY_ERROR(copyBack(*store, taken), "taken.cpw");
    QCOMPARE(samples::contentOf(taken.string() + ".d/r-0001/checkpoint"), std::string("theirs"));
    fs::remove_all(taken);
    fs::remove_all(taken.string() + ".d");
    QVERIFY(samples::snapshot(places.original.parent_path()) == before);
    VERIFY_ERROR(copyBack(*store, places.place.root / "gone" / "runs.cpw"), "gone");
}

void LocalCopyTest::leftOversOfACutOffCopyAreReplaced() {
    TwoPlaces places;
    VERIFY_OK(makeLocalCopy(places.original, places.copy));
    VERIFY_OK(makeLocalCopy(places.original, places.copy)); // an older copy is replaced
    const auto store = samples::open(places.copy);
    write(places.original.string() + ".incoming", "half");
    write(places.original.string() + ".incoming.d/r-0001/half", "half");
    write(places.original.string() + ".d.replaced/r-0001/half", "half");
    VERIFY_OK(copyBack(*store, places.original));
    QVERIFY(!fs::exists(places.original.string() + ".incoming"));
    QVERIFY(!fs::exists(places.original.string() + ".incoming.d"));
    QVERIFY(!fs::exists(places.original.string() + ".d.replaced"));
    QCOMPARE(samples::contentOf(RunFolders(places.original).of({1}) / "checkpoints/step-00000010/model.safetensors"), std::string("old weights"));
}

QTEST_MAIN(LocalCopyTest)
#include "tst_local_copy.moc"
