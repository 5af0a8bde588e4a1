// SPDX-License-Identifier: GPL-3.0-or-later
// What an opening accepts, refuses and leaves alone.
#include "core/api/spec_json.h"
#include "tests/db/store_samples.h"

#include "db/connection.h"
#include "db/migrations.h"
#include "db/store_error.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <thread>
#include <unistd.h>

using namespace cpw;
using namespace cpw::db;
using samples::Place;

namespace {

constexpr OpenMode kModes[] = {OpenMode::ReadWrite, OpenMode::ReadOnly};

/// A closed file with one finished run and a curve of blocks and tail.
void makeFile(const Place& place) {
    const auto store = samples::open(place.file);
    const auto run = store->createRun(samples::spec()).value();
    store->record(samples::event(run, api::RunStarted{}));
    for (int i = 1; i <= 10'000; ++i)
        store->record(samples::point(run, "train/loss", i, 1.0 / i));
    store->record(samples::point(run, "test/auc", 10'000, 0.75));
    store->record(samples::event(run, api::RunFinished{10'000, 1}));
    samples::flush(*store);
}

void execute(const samples::fs::path& file, const std::string& sql) {
    Connection connection(file, Access::Write);
    connection.execute(sql);
}

void makeVersion1(const Place& place) {
    execute(place.file, samples::contentOf(cpw::test::dataPath("/store/version_1.sql")));
    execute(place.file, "PRAGMA journal_mode = WAL");
}

int versionOf(const samples::fs::path& file) {
    Connection connection(file, Access::ReadImmutable);
    return connection.database().execAndGet("PRAGMA user_version").getInt();
}

/// The error of opening; the folder must be as it was.
std::string refusal(const Place& place, OpenMode mode) {
    const auto before = samples::snapshot(place.root);
    const auto store = SqliteStore::open(place.file, mode);
    if (store)
        return "(opened)";
    if (samples::snapshot(place.root) != before)
        return "(something was written) " + store.error().text();
    return store.error().code == ErrorCode::Store ? store.error().text() : "(wrong code) " + store.error().text();
}

/// In the life of this object the process has the rights of an ordinary account, also when the tests run as root.
class OrdinaryAccount {
public:
    OrdinaryAccount() : m_user(::geteuid()) {
        if (m_user == 0 && ::seteuid(65534) != 0)
            qFatal("cannot change the account");
    }
    ~OrdinaryAccount() {
        if (m_user == 0 && ::seteuid(0) != 0)
            qFatal("cannot change the account back");
    }

private:
    uid_t m_user;
};

} // namespace

#define VERIFY_REFUSED(place, mode, part)                                                                                        \
    do {                                                                                                                         \
        const auto text_ = refusal(place, mode);                                                                                 \
        QVERIFY2(text_.find(part) != std::string::npos && text_[0] != '(', text_.c_str());                                       \
    } while (false)

class TestStoreFiles : public QObject {
    Q_OBJECT

private slots:
    void newFileIsMarkedAsOurs();
    void missingFolderIsNamed();
    void missingFileIsNotCreatedReadOnly();
    void folderIsRefused();
    void emptyFileBecomesARunFile();
    void textFileIsRefused();
    void fileOfAnotherProgramIsRefused();
    void newerVersionIsRefused();
    void damagedPageIsRefused();
    void truncatedFileIsRefused();
    void damagedHeaderIsRefused();
    void damagedCurveIsAnErrorOfThatCurve();
    void readOnlyReadsEverythingAndWritesNothing();
    void readOnlyWorksWithoutWritePermission();
    void readOnlySeesWhatALiveWriterCommits();
    void readOnlyReadsTheLogLeftByACrash();
    void fileWithoutWritePermissionIsNotOpenedForWriting();
    void strangeNamesWork();
    void version1IsBroughtUpWithACopy();
    void version1IsNotOpenedReadOnly();
    void failedMigrationChangesNothing();
    void manyOpeningsAtOnceMigrateOnce();
    void manyOpeningsAtOnceCreateOnce();
    void cutOffDeletionsAreEnded();
};

void TestStoreFiles::newFileIsMarkedAsOurs() {
    const Place place;
    makeFile(place);
    QCOMPARE(versionOf(place.file), schemaMigrations().back().version);
    Connection connection(place.file, Access::Read);
    QCOMPARE(connection.database().execAndGet("PRAGMA application_id").getInt(), 0x43505742);
    QCOMPARE(connection.database().execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
}

void TestStoreFiles::missingFolderIsNamed() {
    Place place;
    place.file = place.root / "none" / "runs.cpw";
    VERIFY_REFUSED(place, OpenMode::ReadWrite, "its folder does not exist");
}

void TestStoreFiles::missingFileIsNotCreatedReadOnly() {
    const Place place;
    VERIFY_REFUSED(place, OpenMode::ReadOnly, "does not exist");
}

void TestStoreFiles::folderIsRefused() {
    const Place place;
    samples::fs::create_directory(place.file);
    for (const auto mode : kModes)
        VERIFY_REFUSED(place, mode, "is a folder");
}

void TestStoreFiles::emptyFileBecomesARunFile() {
    const Place place;
    samples::setContent(place.file, "");
    VERIFY_REFUSED(place, OpenMode::ReadOnly, "version 0");
    const auto store = samples::open(place.file);
    QVERIFY(store && store->createRun(samples::spec()));
}

void TestStoreFiles::textFileIsRefused() {
    const Place place;
    for (const std::string& content : {std::string("user,item\n1,2\n"), std::string(10'000, 'x')}) {
        samples::setContent(place.file, content);
        for (const auto mode : kModes)
            VERIFY_REFUSED(place, mode, "is not a run file");
    }
}

void TestStoreFiles::fileOfAnotherProgramIsRefused() {
    const Place place;
    execute(place.file, "CREATE TABLE bookmark(url TEXT)");
    for (const auto mode : kModes)
        VERIFY_REFUSED(place, mode, "another program");
}

void TestStoreFiles::newerVersionIsRefused() {
    const Place place;
    makeFile(place);
    execute(place.file, "PRAGMA user_version = 99");
    for (const auto mode : kModes) {
        VERIFY_REFUSED(place, mode, "has version 99");
        VERIFY_REFUSED(place, mode, "use a newer");
    }
}

void TestStoreFiles::damagedPageIsRefused() {
    const Place place;
    makeFile(place);
    auto content = samples::contentOf(place.file);
    constexpr std::size_t kPage = 4096;
    QVERIFY(content.size() > 8 * kPage);
    for (std::size_t i = 0; i < 64; ++i)
        content[2 * kPage + i] = static_cast<char>(content[2 * kPage + i] ^ 0xA5);
    samples::setContent(place.file, content);
    for (const auto mode : kModes) {
        VERIFY_REFUSED(place, mode, "is damaged");
        VERIFY_REFUSED(place, mode, "restore a copy");
    }
}

void TestStoreFiles::truncatedFileIsRefused() {
    const Place place;
    makeFile(place);
    const auto content = samples::contentOf(place.file);
    for (const std::size_t size : {content.size() - 4096, content.size() / 2 + 100, std::size_t{4096}, std::size_t{1000}}) {
        samples::setContent(place.file, content.substr(0, size));
        for (const auto mode : kModes) {
            const auto text = refusal(place, mode);
            QVERIFY2(text[0] != '(' && text.find("damaged") != std::string::npos,
                     qPrintable(QString::number(size) + ": " + text.c_str()));
        }
    }
}

void TestStoreFiles::damagedHeaderIsRefused() {
    const Place place;
    makeFile(place);
    auto content = samples::contentOf(place.file);
    content[3] = 'X';
    samples::setContent(place.file, content);
    for (const auto mode : kModes)
        VERIFY_REFUSED(place, mode, "first bytes are damaged");
}

void TestStoreFiles::damagedCurveIsAnErrorOfThatCurve() {
    const Place place;
    makeFile(place);
    execute(place.file, "UPDATE metric_block SET points = zeroblob(length(points)) WHERE first_point = 4096");
    const auto store = samples::open(place.file);
    QVERIFY(store);
    VERIFY_ERROR(store->metric({1}, "train/loss"), "damaged");
    VERIFY_ERROR(store->metric({1}, "train/loss"), "train/loss of r-0001");
    VERIFY_OK(store->metric({1}, "test/auc"));
    VERIFY_OK(store->runs());
}

void TestStoreFiles::readOnlyReadsEverythingAndWritesNothing() {
    const Place place;
    makeFile(place);
    const auto before = samples::snapshot(place.root);
    {
        const auto store = samples::open(place.file, OpenMode::ReadOnly);
        QVERIFY(store && store->isReadOnly());
        const api::RunId run{1};
        QCOMPARE(store->runs()->size(), 1U);
        QCOMPARE(store->run(run)->results.at("test/auc"), 0.75);
        QCOMPARE(store->metric(run, "train/loss")->points.size(), 10'000U);
        QCOMPARE(store->events(run)->size(), 2U);
        VERIFY_OK(store->spec(run));
        VERIFY_ERROR(store->createRun(samples::spec()), "read-only");
        VERIFY_ERROR(store->setNote(run, "x"), "read-only");
        VERIFY_ERROR(store->setTags(run, {"x"}), "read-only");
        VERIFY_ERROR(store->renameRun(run, "x"), "read-only");
        VERIFY_ERROR(store->deleteRun(run), "read-only");
        VERIFY_ERROR(store->rewindRun(run, 1), "read-only");
        VERIFY_ERROR(store->postCommand(run, {}), "read-only");
        VERIFY_ERROR(store->takeCommands(run), "read-only");
        VERIFY_ERROR(store->saveDataset("x", {}, "{}"), "read-only");
        VERIFY_ERROR(store->setSetting("x", "y"), "read-only");
        store->record(samples::point(run, "train/loss", 1, 1));
        VERIFY_OK(store->flush());
        QVERIFY(!store->failure());
        QCOMPARE(samples::snapshot(place.root), before);
    }
    QCOMPARE(samples::snapshot(place.root), before);
}

void TestStoreFiles::readOnlyWorksWithoutWritePermission() {
    const Place place;
    makeFile(place);
    const auto before = samples::snapshot(place.root);
    using samples::fs::perms;
    samples::fs::permissions(place.file, static_cast<perms>(0444));
    samples::fs::permissions(place.root, static_cast<perms>(0555));
    {
        const OrdinaryAccount ordinary;
        const auto store = samples::open(place.file, OpenMode::ReadOnly);
        QVERIFY(store);
        QCOMPARE(store->metric({1}, "train/loss")->points.size(), 10'000U);
    }
    samples::fs::permissions(place.root, static_cast<perms>(0755));
    QCOMPARE(samples::snapshot(place.root), before);
}

void TestStoreFiles::readOnlySeesWhatALiveWriterCommits() {
    const Place place;
    makeFile(place);
    const auto reader = samples::open(place.file, OpenMode::ReadOnly); // before there is a log
    QCOMPARE(reader->runs()->size(), 1U);
    Connection writer(place.file, Access::Write);
    writer.execute("UPDATE run SET note = 'from a writer'");
    QCOMPARE(reader->run({1})->note, std::string("from a writer"));
    writer.execute("UPDATE run SET note = 'again'");
    QCOMPARE(reader->run({1})->note, std::string("again"));
}

void TestStoreFiles::readOnlyReadsTheLogLeftByACrash() {
    const Place place;
    makeFile(place);
    const Place copy;
    {
        Connection writer(place.file, Access::Write);
        writer.execute("UPDATE run SET note = 'only in the log'");
        samples::setContent(copy.file, samples::contentOf(place.file));
        samples::setContent(copy.root / "runs.cpw-wal", samples::contentOf(place.root / "runs.cpw-wal"));
    }
    for (const bool hasIndex : {false, true}) {
        if (hasIndex) // the index of another moment: SQLite must not trust it
            samples::setContent(copy.root / "runs.cpw-shm", std::string(32768, '\0'));
        const auto before = samples::snapshot(copy.root);
        {
            const auto store = samples::open(copy.file, OpenMode::ReadOnly);
            QVERIFY(store);
            QCOMPARE(store->run({1})->note, std::string("only in the log"));
        }
        QCOMPARE(samples::snapshot(copy.root), before);
    }
}

void TestStoreFiles::fileWithoutWritePermissionIsNotOpenedForWriting() {
    const Place place;
    makeFile(place);
    using samples::fs::perms;
    samples::fs::permissions(place.file, static_cast<perms>(0444));
    samples::fs::permissions(place.root, static_cast<perms>(0755));
    const auto before = samples::snapshot(place.root);
    {
        const OrdinaryAccount ordinary;
        const auto store = SqliteStore::open(place.file, OpenMode::ReadWrite);
        VERIFY_ERROR(store, "no permission");
        VERIFY_ERROR(store, "open it read-only");
    }
    QCOMPARE(samples::snapshot(place.root), before);
}

void TestStoreFiles::strangeNamesWork() {
    for (const char* name : {"a b?c#d%20e&f.cpw", "file:x.cpw", "\xC3\xA4'\".cpw"}) {
        Place place;
        place.file = place.root / name;
        makeFile(place);
        QVERIFY(samples::fs::exists(place.file));
        const auto store = samples::open(place.file, OpenMode::ReadOnly);
        QVERIFY(store);
        QCOMPARE(store->runs()->size(), 1U);
    }
}

void TestStoreFiles::version1IsBroughtUpWithACopy() {
    const Place place;
    makeVersion1(place);
    const auto store = samples::open(place.file);
    QVERIFY(store);
    const auto run = store->run({1}).value();
    QCOMPARE(run.name, std::string("old"));
    QCOMPARE(run.state, api::RunState::Finished);
    QCOMPARE(run.note, std::string("kept"));
    QCOMPARE(run.seconds, 61.5);
    QCOMPARE(run.results.at("test/auc"), 0.75);
    QVERIFY(std::isnan(run.results.at("valid/log_loss")));
    QCOMPARE(store->spec({1})->stages.at(0).batch, 64);
    const auto points = store->metric({1}, "train/loss")->points;
    QCOMPARE(points.size(), 2U);
    QCOMPARE(points[0].value, 0.69);
    QVERIFY(std::isnan(points[1].value));
    QCOMPARE(store->datasets()->at(0).factsJson, std::string(R"({"rows": 40000})"));
    VERIFY_OK(store->setTags({1}, {"new in version 2"}));
    const auto listed = store->runs().value(); // what version 4 has of a spec is found with the first list
    const auto found = std::find_if(listed.begin(), listed.end(), [](const auto& each) { return each.id.value == 1; });
    QVERIFY(found != listed.end());
    QCOMPARE(found->groupHash, api::groupHash(*store->spec({1})));
    QCOMPARE(found->settingsHash, api::settingsHash(*store->spec({1})));
    QCOMPARE(store->run({1})->groupHash, found->groupHash);
    QCOMPARE(found->color, 0);
    QVERIFY(!run.isHidden);
    const auto third = store->run({3}).value();
    QCOMPARE(third.color, third.groupHash == found->groupHash ? 0 : 1);
    QCOMPARE(store->run({3})->state, api::RunState::Interrupted);

    const auto copy = backupPath(place.file, 1);
    QCOMPARE(copy.filename().string(), std::string("runs.cpw.version-1"));
    QCOMPARE(versionOf(copy), 1);
    Connection old(copy, Access::ReadImmutable);
    QCOMPARE(old.database().execAndGet("SELECT count(*) FROM run").getInt(), 2);
    QCOMPARE(old.database().execAndGet("SELECT state FROM run WHERE id = 3").getString(), std::string("running"));
}

void TestStoreFiles::version1IsNotOpenedReadOnly() {
    const Place place;
    makeVersion1(place);
    VERIFY_REFUSED(place, OpenMode::ReadOnly, "has version 1");
    VERIFY_REFUSED(place, OpenMode::ReadOnly, "open it once for writing");
}

void TestStoreFiles::failedMigrationChangesNothing() {
    const Place place;
    makeVersion1(place);
    Connection connection(place.file, Access::Write);
    const Migration steps[] = {{1, "one", "never run"}, {2, "two", "CREATE TABLE fine(x)"}, {3, "three", "CREATE TABLE run(x)"}};
    VERIFY_ERROR(migrate(connection, steps), "run already exists");
    QCOMPARE(connection.database().execAndGet("PRAGMA user_version").getInt(), 1);
    QVERIFY(!connection.database().tableExists("fine"));
    VERIFY_OK(migrate(connection, schemaMigrations()));
    QCOMPARE(connection.database().execAndGet("PRAGMA user_version").getInt(), schemaMigrations().back().version);
}

void TestStoreFiles::manyOpeningsAtOnceMigrateOnce() {
    const Place place;
    makeVersion1(place);
    std::vector<std::string> errors(4);
    {
        std::vector<std::jthread> threads;
        for (auto& error : errors)
            threads.emplace_back([&] {
                const auto store = SqliteStore::open(place.file, OpenMode::ReadWrite);
                error = store ? "" : store.error().text() + store.error().details;
            });
    }
    for (const auto& error : errors)
        QVERIFY2(error.empty(), error.c_str());
    // Not as an immutable file: where openings end at once, the last pages may still be in the journal.
    Connection connection(place.file, Access::Read);
    QCOMPARE(connection.database().execAndGet("PRAGMA user_version").getInt(), schemaMigrations().back().version);
    QCOMPARE(versionOf(backupPath(place.file, 1)), 1);
}

void TestStoreFiles::manyOpeningsAtOnceCreateOnce() {
    const Place place;
    std::vector<std::string> errors(4);
    {
        std::vector<std::jthread> threads;
        for (auto& error : errors)
            threads.emplace_back([&] {
                const auto store = SqliteStore::open(place.file, OpenMode::ReadWrite);
                if (!store)
                    error = store.error().text() + store.error().details;
                else if (const auto run = (*store)->createRun(samples::spec()); !run)
                    error = run.error().text();
            });
    }
    for (const auto& error : errors)
        QVERIFY2(error.empty(), error.c_str());
    QCOMPARE(samples::open(place.file)->runs()->size(), 4U);
}

void TestStoreFiles::cutOffDeletionsAreEnded() {
    const Place place;
    makeFile(place);
    // As a process that was killed in the middle leaves them; no process has number 999999999.
    const auto root = place.root / "runs.cpw.d";
    for (const char* name : {".deleted-999999999-r-0001", ".deleted-999999999-r-0002", ".deleted-nonsense", "r-0003"})
        samples::fs::create_directories(root / name);
    samples::setContent(root / ".deleted-999999999-r-0001" / "model", "weights");
    const auto store = samples::open(place.file);
    QVERIFY(store);
    QCOMPARE(samples::contentOf(store->runFolder({1}) / "model"),
             std::string("weights")); // the run is still there: so is its folder
    QVERIFY(!samples::fs::exists(root / ".deleted-999999999-r-0002"));
    QVERIFY(samples::fs::exists(root / ".deleted-nonsense")); // not ours
    QVERIFY(samples::fs::exists(root / "r-0003"));
}

QTEST_APPLESS_MAIN(TestStoreFiles)
#include "tst_store_files.moc"
