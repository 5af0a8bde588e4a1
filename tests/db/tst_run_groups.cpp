// SPDX-License-Identifier: GPL-3.0-or-later
// What runs are grouped by, how they are shown, and reading some of them.
#include "core/api/spec_json.h"
#include "db/connection.h"
#include "tests/db/store_samples.h"

using namespace cpw;
using namespace cpw::db;

namespace {

struct OneRun {
    samples::Place place;
    std::unique_ptr<SqliteStore> store = samples::open(place.file);
    api::RunId run = store->createRun(samples::spec()).value();
    [[nodiscard]] api::RunSummary summary() const { return store->run(run).value(); }
};

/// A file of 300 runs in 100 groups of three seeds, without what versions before the groups did not write.
struct OldFile {
    samples::Place place;
    std::vector<api::RunSummary> runs; ///< as they are to be found

    OldFile() {
        {
            const auto store = samples::open(place.file);
            for (int i = 0; i < 300; ++i) {
                auto spec = samples::spec();
                spec.stages[0].batch = 10 + i / 3;
                spec.seed = static_cast<std::uint64_t>(i % 3);
                (void)store->createRun(spec);
            }
            runs = store->runs().value();
        }
        Connection connection(place.file, Access::Write);
        connection.execute("UPDATE run SET group_hash = '', settings_hash = '', color = -1");
    }
    [[nodiscard]] std::size_t incomplete() const {
        Connection connection(place.file, Access::Read);
        return static_cast<std::size_t>(connection.database().execAndGet("SELECT count(*) FROM run WHERE group_hash = ''").getInt());
    }
};

} // namespace

class TestRunGroups : public QObject {
    Q_OBJECT
private slots:
    void seedsShareTheirGroupAndItsColor();
    void colorAndHidingAreOfManyRunsAtOnce();
    void theNewestAndTheLiveRunsAreReadAlone();
    void settingsOfManyRunsAreReadInOneQuestion();
    void whatAnOlderVersionDidNotWriteIsFoundWithTheFirstList();
    void aFileThatIsOnlyReadIsGroupedTooAndStaysAsItIs();
};

void TestRunGroups::seedsShareTheirGroupAndItsColor() {
    const OneRun r;
    auto spec = samples::spec();
    spec.seed = 8;
    spec.name = "again";
    const auto seed = r.store->createRun(spec).value();
    spec.stages[0].batch += 1;
    const auto other = r.store->createRun(spec).value();
    spec.device = "cuda:1";
    const auto elsewhere = r.store->createRun(spec).value();
    const auto first = r.summary(), second = r.store->run(seed).value(), third = r.store->run(other).value(), fourth = r.store->run(elsewhere).value();
    QCOMPARE(second.groupHash, first.groupHash);
    QCOMPARE(second.settingsHash, first.settingsHash);
    QCOMPARE(second.color, first.color);
    QVERIFY(third.groupHash != first.groupHash);
    QCOMPARE(third.color, first.color + 1);
    QCOMPARE(fourth.groupHash, third.groupHash); // another host is no other experiment
    QVERIFY(fourth.settingsHash != third.settingsHash);
    QCOMPARE(fourth.color, third.color);
}

void TestRunGroups::colorAndHidingAreOfManyRunsAtOnce() {
    const OneRun r;
    const auto second = r.store->createRun(samples::spec()).value();
    VERIFY_OK(r.store->setColor({r.run, second, {99}}, 20)); // 99 is not there
    VERIFY_OK(r.store->setHidden({second}, true));
    QCOMPARE(r.summary().color, 20);
    QVERIFY(!r.summary().isHidden);
    QVERIFY(r.store->run(second)->isHidden);
    VERIFY_ERROR(r.store->setColor({r.run}, 21), "expected 0 to 20");
    const auto third = r.store->createRun(samples::spec()).value();
    QCOMPARE(r.store->run(third)->color, 20); // of its group
}

void TestRunGroups::theNewestAndTheLiveRunsAreReadAlone() {
    const OneRun r;
    for (int i = 0; i < 3; ++i)
        QVERIFY(r.store->createRun(samples::spec()));
    r.store->record({{3}, api::Clock::now(), api::RunFinished{1, 1}});
    VERIFY_OK(r.store->flush());
    const auto ids = [](const std::vector<api::RunSummary>& runs) {
        std::vector<std::int64_t> numbers;
        for (const auto& run : runs)
            numbers.push_back(run.id.value);
        return numbers;
    };
    QCOMPARE(ids(r.store->newestRuns(2).value()), (std::vector<std::int64_t>{3, 4}));
    QCOMPARE(ids(r.store->newestRuns(99).value()), (std::vector<std::int64_t>{1, 2, 3, 4}));
    QCOMPARE(ids(r.store->liveRuns().value()), (std::vector<std::int64_t>{1, 2, 4}));
}

void TestRunGroups::settingsOfManyRunsAreReadInOneQuestion() {
    const OneRun r;
    auto spec = samples::spec();
    spec.seed = 8;
    const auto second = r.store->createRun(spec).value();
    api::ForeignRun foreign;
    foreign.origin = {"mlflow", "file:/somewhere", "7"};
    foreign.name = "theirs";
    foreign.settings = {{"lr", "0.1"}, {"optimizer", "adam"}};
    const auto imported = r.store->importRun(foreign).value().run;
    foreign.origin.id = "8";
    foreign.settings.clear();
    const auto bare = r.store->importRun(foreign).value().run;
    const auto recorded = r.store->recordedSettings({imported, second, {99}, r.run, bare}).value();
    QCOMPARE(recorded.size(), std::size_t{4}); // by number, without the one that is not there
    QCOMPARE(recorded[0].run, r.run);
    QCOMPARE(recorded[0].specText, api::jsonText(api::toJson(r.store->spec(r.run).value())));
    QCOMPARE(recorded[1].run, second);
    QCOMPARE(api::specFromText(recorded[1].specText)->spec.seed, std::uint64_t{8});
    QCOMPARE(recorded[2].run, imported);
    QVERIFY(recorded[2].specText.empty());
    QCOMPARE(recorded[2].imported, (std::map<std::string, std::string>{{"lr", "0.1"}, {"optimizer", "adam"}}));
    QCOMPARE(recorded[3].run, bare);
    QVERIFY(recorded[3].specText.empty() && recorded[3].imported.empty());
    QVERIFY(r.store->recordedSettings({})->empty());
}

void TestRunGroups::whatAnOlderVersionDidNotWriteIsFoundWithTheFirstList() {
    const OldFile old;
    const auto store = samples::open(old.place.file);
    QCOMPARE(old.incomplete(), old.runs.size()); // opening waits for nothing
    const auto newest = store->newestRuns(1).value();
    QCOMPARE(old.incomplete(), old.runs.size() - 1);
    QCOMPARE(newest.front().groupHash, old.runs.back().groupHash);
    QVERIFY(newest.front().color >= 0);
    const auto all = store->runs().value();
    QCOMPARE(old.incomplete(), 0U);
    QCOMPARE(all.size(), old.runs.size());
    std::map<std::string, int> colors;
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(all[i].groupHash, old.runs[i].groupHash);
        QCOMPARE(all[i].settingsHash, old.runs[i].settingsHash);
        QCOMPARE(colors.emplace(all[i].groupHash, all[i].color).first->second, all[i].color); // one of its group
    }
    QCOMPARE(colors.size(), 100U);
    std::map<int, int> uses;
    for (const auto& [group, color] : colors)
        ++uses[color];
    QCOMPARE(uses.size(), static_cast<std::size_t>(api::kRunColors)); // in turn, not one for all that were found later
    for (const auto& [color, times] : uses)
        QVERIFY2(times <= 100 / api::kRunColors + 2, qPrintable(QString::number(times)));
}

void TestRunGroups::aFileThatIsOnlyReadIsGroupedTooAndStaysAsItIs() {
    const OldFile old;
    const auto store = samples::open(old.place.file, OpenMode::ReadOnly);
    const auto all = store->runs().value();
    QCOMPARE(all.size(), old.runs.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(all[i].groupHash, old.runs[i].groupHash);
        QCOMPARE(all[i].settingsHash, old.runs[i].settingsHash);
    }
    QCOMPARE(old.incomplete(), old.runs.size());
}

QTEST_APPLESS_MAIN(TestRunGroups)
#include "tst_run_groups.moc"
