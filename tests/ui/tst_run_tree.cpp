// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/run_filter.h"
#include "tests/support/two_groups.h"
#include "ui/models/run_order.h"
#include "ui/models/run_tree_model.h"
#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs_page.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <random>

using namespace cpw;
using namespace cpw::ui;
using tests::FakeStore;

namespace {

/// Groups, and their runs two blanks to the right.
QString drawn(const RunTreeModel& model, const std::vector<int>& columns, const QModelIndex& parent = {}) {
    QString text = parent.isValid() ? QString() : QStringLiteral("\n");
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (const int column : columns)
            cells << model.index(row, column, parent).data().toString();
        text += (parent.isValid() ? QStringLiteral("  ") : QString()) + cells.join(QStringLiteral(" | ")) + QLatin1Char('\n');
        text += drawn(model, columns, model.index(row, 0, parent));
    }
    return text;
}

/// The group's settings have its own hash.
api::RunSummary makeRun(std::int64_t id, const std::string& name, std::uint64_t seed, double auc, const std::string& group = {}) {
    api::RunSummary run;
    run.groupHash = run.settingsHash = group.empty() ? QString::fromStdString(name).toLower().toStdString() : group;
    run.id = {id};
    run.name = name;
    run.seed = seed;
    run.backbone = "dcn_v2";
    run.state = api::RunState::Finished;
    run.results = {{"test/auc", auc}};
    return run;
}

KnownSettings settingsOf(const std::string& group, const std::string& batch) {
    return {group, std::make_shared<const compare::Settings>(compare::Settings{{"stages.0.batch", batch}, {"fusion", "sum"}})};
}

/// Two groups of three seeds: with A .71 .72 .73 against .70 .70 .70.
void fill(RunsModel& runs, RunTreeModel& tree) {
    runs.setRuns(knownRuns({makeRun(1, "A", 1, .71), makeRun(2, "A", 2, .72), makeRun(3, "A", 3, .73), makeRun(4, "B", 1, .70),
                            makeRun(5, "B", 2, .70), makeRun(6, "B", 3, .70)}));
    tree.addSettings({settingsOf("a", "64"), settingsOf("b", "256")});
}

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// Runs of groups of one to four with equal values, missing ones, NaN and texts in both cases.
std::vector<api::RunSummary> mixedRuns(int count) {
    std::mt19937 random(20261130);
    const auto below = [&](unsigned bound) { return static_cast<int>(random() % bound); };
    const std::vector<std::string> words = {"", "b", "A", "a", "Zebra", "\u00e4pfel", "10", "9"};
    const auto word = [&] { return words[static_cast<std::size_t>(below(8))]; };
    std::vector<api::RunSummary> runs;
    for (int i = 1; i <= count; ++i) {
        const int group = i / 4 + (below(5) == 0 ? 1 : 0);
        auto run = makeRun(i, group % 3 == 0 ? "Run" : "run " + std::to_string(group % 9), static_cast<std::uint64_t>(i % 4), .5 + .01 * below(20), std::to_string(group));
        if (below(4) == 0)
            run.results.clear();
        else if (below(6) == 0)
            run.results["test/auc"] = kMissing;
        if (below(2) == 0)
            run.results["test/log_loss"] = .1 * below(5);
        run.state = static_cast<api::RunState>(below(8) == 0 ? below(8) : static_cast<int>(api::RunState::Finished));
        run.dataset = word();
        run.backbone = below(2) ? "dcn_v2" : "fm";
        run.stages = below(2) ? "pa_mlm, finetune_with_plm" : "finetune_ctr";
        run.step = below(3);
        run.seconds = .5 * below(6);
        run.note = word();
        for (int tags = below(3); tags > 0; --tags)
            run.tags.push_back(word());
        runs.push_back(std::move(run));
    }
    return runs;
}

/// What a group (row -1) or one of its runs is ordered by, each looked up and compared anew.
RunSortKey slowKey(const RunGroup& group, int row, const GroupingQuestion& question, int column) {
    const bool isGroup = row < 0 && group.rows.size() > 1;
    if (row < 0 && column == RunTreeModel::Name)
        return {0, group.name.toLower()};
    const auto& run = question.run(row < 0 ? group.rows.front() : row);
    switch (column) {
    case RunTreeModel::TestAuc:
        if (isGroup)
            return {group.auc.count > 0 ? group.auc.mean : kMissing, {}};
        break;
    case RunTreeModel::LogLoss:
        if (isGroup)
            return {group.logLoss.count > 0 ? group.logLoss.mean : kMissing, {}};
        break;
    case RunTreeModel::Created:
        return {static_cast<double>(isGroup ? question.run(*std::max_element(group.rows.begin(), group.rows.end())).id.value : run.id.value), {}};
    case RunTreeModel::Settings: return {0, question.settingsText(run)};
    case RunTreeModel::Difference: {
        if (group.key == question.baseline && group.differences.empty())
            return {0, {}};
        double sum = 0;
        int found = 0;
        for (const auto& one : group.differences)
            if (row < 0 || one.run == run.id)
                sum += one.value, ++found;
        return {found > 0 ? sum / found : kMissing, {}};
    }
    default: break;
    }
    return runSortKey(run, column);
}

bool isSlowlyLess(const RunSortKey& a, const RunSortKey& b, Qt::SortOrder order) {
    if (std::isnan(a.number) || std::isnan(b.number))
        return !std::isnan(a.number); // missing values last, either way
    if (a.number != b.number)
        return order == Qt::AscendingOrder ? a.number < b.number : b.number < a.number;
    return order == Qt::AscendingOrder ? a.text < b.text : b.text < a.text;
}

template <class Items, class KeyOf>
void sortSlowly(Items& items, Qt::SortOrder order, KeyOf keyOf) { // by insertion: equal ones stay as they are
    for (auto at = items.begin(); at != items.end(); ++at)
        for (auto place = at; place != items.begin() && isSlowlyLess(keyOf(*place), keyOf(*(place - 1)), order) &&
                              !(std::isnan(keyOf(*place).number) && std::isnan(keyOf(*(place - 1)).number));
             --place)
            std::iter_swap(place, place - 1);
}

/// "key: rows", a line a group.
QString orderOf(const std::vector<RunGroup>& groups) {
    QString text;
    for (const auto& group : groups) {
        text += QString::fromStdString(group.key) + QLatin1Char(':');
        for (const int row : group.rows)
            text += QLatin1Char(' ') + QString::number(row);
        text += QLatin1Char('\n');
    }
    return text;
}

struct Bench : tests::TwoGroups {
    explicit Bench(Theme& shared) : TwoGroups(shared, [](FakeStore::Run& run, bool isSmall, double seed) {
        run.summary.results["test/auc"] = (isSmall ? .7 : .6) + .01 * seed * (isSmall ? 2 : 1);
        api::MetricSeries series{"valid/auc", {}};
        for (int step = 10; step <= 30; step += 10)
            series.points.push_back({step, step / 10.0, .5 + .001 * step * seed, {}, 0});
        run.metrics["valid/auc"] = series;
    }) {}
};

} // namespace

class RunTreeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void seedsStandBelowTheirGroupWithMeanAndDeviation();
    void differencesAreAgainstTheBaselineByItsSeeds();
    void theBaselineCountsThoughItIsFilteredAway();
    void aPartOfAGroupIsMeasuredAsIfThereWereNoOthers();
    void wordsThatGrowAndShrinkFindWhatTheyName();
    void groupsFollowChosenSettings();
    void sortingKeepsRunsInTheirGroup();
    void aChangedRunChangesItsGroup();
    void tenThousandRunsAreFilteredAndSorted();
    void everyColumnIsInTheOrderOfItsValues_data();
    void everyColumnIsInTheOrderOfItsValues();
    void textsAreRankedAsTheyCompare();
    void manyRunsAreGroupedOnAnotherThread();
    void manyRunsKeepTheirOrderUntilTheNewOneIsThere();
    void aRunThatChangesWhileGroupsAreMadeIsNotLost();
    void fromTwoGroupsToDiffBandAndInterval();
    void differencesOfDataTemplateAndHostStandApart();
    void aBadTermKeepsTheLastResultAndSaysWhy();
    void nameAndTagsReachTheStore();
    void theFigureIsWrittenInThreeForms();

private:
    std::unique_ptr<Theme> m_theme;
};

void RunTreeTest::seedsStandBelowTheirGroupWithMeanAndDeviation() {
    RunsModel runs;
    RunTreeModel tree(runs);
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
    fill(runs, tree);
    tree.sort(RunTreeModel::TestAuc, Qt::DescendingOrder);
    QCOMPARE(drawn(tree, {RunTreeModel::Name, RunTreeModel::State, RunTreeModel::Settings, RunTreeModel::Seed, RunTreeModel::TestAuc}), QStringLiteral(R"(
A | 3 finished | batch 64 | 1-3 | 0.72000 ± 0.01000
  r-0003 | finished |  | 3 | 0.73000
  r-0002 | finished |  | 2 | 0.72000
  r-0001 | finished |  | 1 | 0.71000
B | 3 finished | batch 256 | 1-3 | 0.70000 ± 0.00000
  r-0004 | finished |  | 1 | 0.70000
  r-0005 | finished |  | 2 | 0.70000
  r-0006 | finished |  | 3 | 0.70000
)"));
}

void RunTreeTest::differencesAreAgainstTheBaselineByItsSeeds() {
    RunsModel runs;
    RunTreeModel tree(runs);
    fill(runs, tree);
    tree.sort(RunTreeModel::Name, Qt::AscendingOrder);
    tree.setBaseline("b");
    QCOMPARE(tree.index(0, RunTreeModel::Difference).data().toString(), QStringLiteral("+0.0200"));
    QCOMPARE(tree.index(1, RunTreeModel::Difference).data().toString(), QStringLiteral("baseline"));
    QCOMPARE(tree.index(2, RunTreeModel::Difference, tree.index(0, 0)).data().toString(), QStringLiteral("+0.0300"));
    const auto cell = tree.index(0, RunTreeModel::Difference).data(RunTreeModel::DifferenceRole).value<DifferenceCell>();
    QVERIFY(std::abs(*cell.half - .02484138) < 1e-7); // t(2) 4.302653 * .01 / sqrt(3)
}

void RunTreeTest::theBaselineCountsThoughItIsFilteredAway() {
    RunsModel runs;
    RunTreeModel tree(runs);
    fill(runs, tree);
    tree.setBaseline("b");
    tree.setFilter([](const KnownRun& run) { return run.summary.name == "A"; });
    QCOMPARE(tree.rowCount(), 1);
    QCOMPARE(tree.shownRuns(), 3);
    QCOMPARE(tree.index(0, RunTreeModel::Difference).data().toString(), QStringLiteral("+0.0200"));
}

/// What is kept of all groups must not show: the same as asked for the first time.
void RunTreeTest::aPartOfAGroupIsMeasuredAsIfThereWereNoOthers() {
    std::mt19937 random(11);
    std::vector<api::RunSummary> many;
    for (int i = 1; i <= 200; ++i) {
        auto run = makeRun(i, "name " + std::to_string(random() % 3), random() % 5, .6 + .001 * static_cast<double>(random() % 100), std::to_string(random() % 20));
        run.state = random() % 4 == 0 ? api::RunState::Failed : api::RunState::Finished;
        run.color = static_cast<int>(random() % 8);
        many.push_back(run);
    }
    const std::vector<int> columns = {RunTreeModel::Name, RunTreeModel::TestAuc, RunTreeModel::Difference, RunTreeModel::Seed};
    RunsModel runs;
    runs.setRuns(knownRuns(many));
    RunTreeModel tree(runs);
    tree.setBaseline("7");
    for (const char* text : {"auc > 0.65", "auc > 0.65 and seed < 3", "state = failed", "seed < 3", "auc > 2"}) {
        const auto filter = compare::RunFilter::parse(text);
        tree.setFilter(*filter);
        RunTreeModel fresh(runs);
        fresh.setFilter([&](const KnownRun& run) { return filter->fits(run.summary); });
        fresh.setBaseline("7");
        QCOMPARE(drawn(tree, columns), drawn(fresh, columns));
        QCOMPARE(tree.shownRuns(), fresh.shownRuns());
    }
    auto changed = many[0]; // what was kept of it is void
    changed.results["test/auc"] = .999;
    changed.state = api::RunState::Finished;
    many[0] = changed;
    runs.setRuns(knownRuns(many));
    tree.setFilter(*compare::RunFilter::parse("auc > 0.99"));
    QCOMPARE(tree.shownRuns(), 1);
    QCOMPARE(tree.index(0, RunTreeModel::TestAuc).data().toString(), QStringLiteral("0.99900"));
}

void RunTreeTest::wordsThatGrowAndShrinkFindWhatTheyName() {
    std::vector<api::RunSummary> many;
    for (int i = 1; i <= 60; ++i)
        many.push_back(makeRun(i, std::string(i % 2 == 0 ? "night" : "day") + (i % 3 == 0 ? " deepfm" : " dcn"), 1, .7, std::to_string(i)));
    RunsModel runs;
    runs.setRuns(knownRuns(many));
    RunTreeModel tree(runs);
    const std::vector<std::pair<std::vector<std::string>, int>> typed = {
        {{"n"}, 60}, {{"nig"}, 30}, {{"night"}, 30}, {{"night", "deep"}, 10}, {{"deep"}, 20}, {{"day"}, 30}, {{"day", "deep"}, 10}};
    for (const auto& [words, count] : typed) {
        tree.setFilter(words);
        QCOMPARE(tree.shownRuns(), count);
    }
    many[1].name = "day deepfm"; // was "night dcn", and is found though the words before left it out
    tree.setFilter(std::vector<std::string>{"day"});
    runs.setRuns(knownRuns(many));
    tree.setFilter(std::vector<std::string>{"day", "deep"});
    QCOMPARE(tree.shownRuns(), 11);
    tree.setFilter(RunTreeModel::FitsRun());
    QCOMPARE(tree.shownRuns(), 60);
}

void RunTreeTest::groupsFollowChosenSettings() {
    RunsModel runs;
    RunTreeModel tree(runs);
    fill(runs, tree);
    tree.setGroupKeys({"fusion"});
    QCOMPARE(tree.rowCount(), 1);
    QCOMPARE(tree.index(0, 0).data().toString(), QStringLiteral("fusion = sum"));
    QCOMPARE(tree.rowCount(tree.index(0, 0)), 6);
    tree.setGroupKeys({"run"});
    QCOMPARE(tree.rowCount(), 6);
    QCOMPARE(tree.rowCount(tree.index(0, 0)), 0);
    tree.setGroupKeys({"fusion", "stages.0.batch"});
    tree.sort(RunTreeModel::Name, Qt::AscendingOrder);
    QCOMPARE(drawn(tree, {RunTreeModel::Seed, RunTreeModel::Name}).section(QLatin1Char('\n'), 1, 1),
             QStringLiteral("1-3 | fusion = sum, stages.0.batch = 256"));
    QCOMPARE(tree.rowCount(), 2);
}

void RunTreeTest::sortingKeepsRunsInTheirGroup() {
    RunsModel runs;
    RunTreeModel tree(runs);
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
    fill(runs, tree);
    tree.sort(RunTreeModel::Name, Qt::AscendingOrder);
    const QPersistentModelIndex kept(tree.index(2, 0, tree.index(0, 0))); // r-0003
    tree.sort(RunTreeModel::TestAuc, Qt::AscendingOrder);
    QCOMPARE(tree.index(0, 0).data().toString(), QStringLiteral("B"));
    QCOMPARE(kept.data().toString(), QStringLiteral("r-0003"));
    QCOMPARE(kept.parent().data().toString(), QStringLiteral("A"));
}

void RunTreeTest::aChangedRunChangesItsGroup() {
    RunsModel runs;
    RunTreeModel tree(runs);
    fill(runs, tree);
    tree.sort(RunTreeModel::Name, Qt::AscendingOrder);
    QSignalSpy reset(&tree, &QAbstractItemModel::modelReset);
    runs.putRun(makeRun(3, "A", 3, .76));
    runs.applyUpdates();
    QCOMPARE(tree.index(0, RunTreeModel::TestAuc).data().toString(), QStringLiteral("0.73000 ± 0.02646")); // squares .0004+.0001+.0009
    QVERIFY(reset.isEmpty());
}

void RunTreeTest::tenThousandRunsAreFilteredAndSorted() {
    RunsModel runs;
    RunTreeModel tree(runs);
    std::vector<api::RunSummary> many;
    std::vector<KnownSettings> settings;
    for (int i = 1; i <= 10'000; ++i) {
        many.push_back(makeRun(i, "run", static_cast<std::uint64_t>(i % 5), .6 + .00001 * (i * 7919 % 10'000), std::to_string(i / 5)));
        settings.push_back(settingsOf(std::to_string(i / 5), std::to_string(i / 5)));
    }
    runs.setRuns(knownRuns(std::move(many)));
    tree.addSettings(settings);
    const auto filter = compare::RunFilter::parse("auc > 0.65");
    tree.setFilter(*filter);
    tree.sort(RunTreeModel::TestAuc, Qt::DescendingOrder);
    QCOMPARE(tree.shownRuns(), 4999); // .65 itself is not above .65
}

void RunTreeTest::everyColumnIsInTheOrderOfItsValues_data() {
    QTest::addColumn<int>("column");
    for (int column = 0; column < RunTreeModel::ColumnCount; ++column)
        QTest::addRow("%d %s", column, qPrintable(runColumnTitle(column))) << column;
}

void RunTreeTest::everyColumnIsInTheOrderOfItsValues() {
    QFETCH(int, column);
    RunsModel runs;
    RunTreeModel tree(runs);
    runs.setRuns(knownRuns(mixedRuns(300)));
    std::vector<KnownSettings> settings;
    for (int group = 0; group < 60; ++group) // the others are not read yet
        settings.push_back(settingsOf(std::to_string(group), std::to_string(group % 7)));
    tree.addSettings(settings);
    tree.setBaseline("12");
    for (const bool isFresh : {true, false}) // the second time with what was kept of the first
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            tree.sort(RunTreeModel::Created, Qt::AscendingOrder);
            auto groups = tree.groups();
            const auto& question = tree.question();
            for (auto& group : groups) {
                std::sort(group.rows.begin(), group.rows.end());
                if (column != RunTreeModel::Created && group.rows.size() > 1)
                    sortSlowly(group.rows, order, [&](int row) { return slowKey(group, row, question, column); });
            }
            sortSlowly(groups, order, [&](const RunGroup& group) { return slowKey(group, -1, question, column); });
            tree.sort(column, order);
            QVERIFY2(orderOf(tree.groups()) == orderOf(groups), isFresh ? "at first" : "again");
        }
}

void RunTreeTest::textsAreRankedAsTheyCompare() {
    QCOMPARE(textRanks({QStringLiteral("b"), QString(), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("ab")}), (OrderKeys{3, 0, 1, 3, 2}));
    QCOMPARE(textRanks({}), OrderKeys{});
}

void RunTreeTest::manyRunsAreGroupedOnAnotherThread() {
    RunsModel runs;
    RunTreeModel tree(runs);
    fill(runs, tree);
    std::vector<api::RunSummary> many;
    for (int i = 1; i <= 30'000; ++i)
        many.push_back(makeRun(i, "run", static_cast<std::uint64_t>(i % 5), .6 + .00001 * i, std::to_string(i / 5)));
    runs.setRuns(knownRuns(std::move(many)));
    QVERIFY(tree.isGrouping());
    QCOMPARE(tree.rowCount(), 2); // the old rows stay meanwhile, and stay readable
    QVERIFY(!tree.index(0, 0).data().toString().isEmpty());
    tree.sort(RunTreeModel::TestAuc, Qt::DescendingOrder); // a newer question: the answer to the first one is dropped
    QTRY_VERIFY(!tree.isGrouping());
    QCOMPARE(tree.shownRuns(), 30'000);
    QCOMPARE(tree.rowCount(), 6001);
    QCOMPARE(tree.groups().front().key, std::string("6000")); // the highest mean: run 30,000 alone
    tree.setFilter([](const KnownRun& run) { return run.summary.id.value <= 10; });
    QTRY_COMPARE(tree.shownRuns(), 10);
}

void RunTreeTest::manyRunsKeepTheirOrderUntilTheNewOneIsThere() {
    RunsModel runs;
    RunTreeModel tree(runs);
    std::vector<api::RunSummary> many;
    for (int i = 1; i <= 30'000; ++i) // the later, the lower
        many.push_back(makeRun(i, "run", static_cast<std::uint64_t>(i % 5), .9 - .00001 * i, std::to_string(i / 5)));
    runs.setRuns(knownRuns(std::move(many)));
    tree.sort(RunTreeModel::TestAuc, Qt::DescendingOrder); // asked while the groups are made
    QTRY_VERIFY(!tree.isGrouping());
    QCOMPARE(tree.groups().front().key, std::string("0"));
    const QPersistentModelIndex kept(tree.index(1, 0, tree.index(0, 0)));
    const auto run = tree.firstRunOf(kept);
    QSignalSpy resets(&tree, &QAbstractItemModel::modelReset);
    tree.sort(RunTreeModel::Steps, Qt::AscendingOrder);
    QVERIFY(tree.isGrouping());
    tree.sort(RunTreeModel::Created, Qt::DescendingOrder); // the keys of the steps are not wanted any more
    QCOMPARE(tree.groups().front().key, std::string("0")); // as it was
    QTRY_VERIFY(!tree.isGrouping());
    QCOMPARE(tree.groups().front().key, std::string("6000"));
    QCOMPARE(tree.firstRunOf(kept), run);
    tree.sort(RunTreeModel::TestAuc, Qt::AscendingOrder); // its keys are known
    QVERIFY(!tree.isGrouping());
    QCOMPARE(tree.groups().front().key, std::string("6000"));
    QVERIFY(resets.isEmpty());
    tree.sort(RunTreeModel::Name, Qt::AscendingOrder);
    QTRY_VERIFY(!tree.isGrouping());
    QCOMPARE(tree.rowCount(), 6001);
}

void RunTreeTest::aRunThatChangesWhileGroupsAreMadeIsNotLost() {
    RunsModel runs;
    RunTreeModel tree(runs);
    std::vector<api::RunSummary> many;
    for (int i = 1; i <= 30'000; ++i)
        many.push_back(makeRun(i, "run", static_cast<std::uint64_t>(i % 5), .6, std::to_string(i / 5)));
    runs.setRuns(knownRuns(std::move(many)));
    QTRY_VERIFY(!tree.isGrouping());
    tree.setFilter([](const KnownRun& run) { return run.summary.id.value == 7; });
    QVERIFY(tree.isGrouping());
    runs.putRun(makeRun(7, "run", 2, .75, "1"));
    runs.applyUpdates();
    QTRY_VERIFY(!tree.isGrouping());
    QCOMPARE(tree.index(0, RunTreeModel::TestAuc).data().toString(), QStringLiteral("0.75000"));
}

void RunTreeTest::fromTwoGroupsToDiffBandAndInterval() {
    Bench bench(*m_theme);
    auto& page = bench.window->runsPage();
    QTRY_COMPARE(page.tree().rowCount(), 2);
    page.table().sortByColumn(RunTreeModel::Name, Qt::AscendingOrder);
    const auto click = [&](int row, Qt::KeyboardModifiers keys) {
        const QRect cell = page.table().visualRect(page.tree().index(row, RunTreeModel::State));
        QTest::mouseClick(page.table().viewport(), Qt::LeftButton, keys, cell.center());
    };
    click(0, Qt::NoModifier);
    click(1, Qt::ControlModifier);
    page.baselineBox().setCurrentIndex(page.baselineBox().findText(QStringLiteral("large")));
    Q_EMIT page.baselineBox().activated(page.baselineBox().currentIndex());
    auto& view = page.compareView();
    QTRY_COMPARE(view.differences().rowCount(), 1); // settings come after the runs
    QVERIFY(view.differences().index(0, 0).data().toString().endsWith(QStringLiteral(".batch")));
    QCOMPARE(view.differences().index(0, 1).data().toString(), QStringLiteral("256"));
    QCOMPARE(view.differences().index(0, 2).data().toString(), QStringLiteral("64"));
    // Differences .11 .12 .13: mean .12, half t(2) 4.302653 * .01 / sqrt(3) = .0248
    QCOMPARE(view.paired().summary(), QStringLiteral("small: +0.1200 (+0.0952 to +0.1448), n = 3"));
    QTRY_COMPARE(view.charts()[0]->lines().size(), std::size_t(2));
    const auto& curve = view.charts()[0]->lines()[0].data->curve();
    QCOMPARE(curve.runs, std::size_t(3));
    QCOMPARE(curve.size(), std::size_t(3));
    QVERIFY(std::abs(curve.means[0] - .52) < 1e-12); // .51 .52 .53
    bench.window->selection().setStepCursor(20);
    QTRY_VERIFY(view.charts()[0]->valueBox().contains(QStringLiteral("0.54000")));
    QCOMPARE(bench.window->selection().runs().size(), std::size_t(6));
}

void RunTreeTest::differencesOfDataTemplateAndHostStandApart() {
    const compare::Settings first = {{"fusion", "sum"}, {"data.path", "a"}, {"text.maximum", "64"}, {"threads", "1"}, {"device", "cpu"}};
    const compare::Settings second = {{"fusion", "ctr"}, {"data.path", "b"}, {"text.maximum", "32"}, {"threads", "2"}, {"device", "cpu"}};
    SettingsDifferenceModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCompared({QStringLiteral("A"), QStringLiteral("B")}, {&first, &second}, 0);
    QStringList keys;
    for (const auto part : {SettingsDifferenceModel::Experiment, SettingsDifferenceModel::DataSet, SettingsDifferenceModel::Template, SettingsDifferenceModel::Host}) {
        model.setPart(part);
        QCOMPARE(model.rowCount(), 1);
        keys << model.index(0, 0).data().toString();
    }
    QCOMPARE(keys, (QStringList{QStringLiteral("fusion"), QStringLiteral("data.path"), QStringLiteral("text.maximum"), QStringLiteral("threads")}));
    const compare::Settings longer = {{"stages.0.kind", "pa_mlm"}, {"stages.0.batch", "64"}},
                            shorter = {{"stages.0.kind", "pa_mlm"}, {"stages.0.batch", "32"}};
    model.setPart(SettingsDifferenceModel::Experiment);
    model.setCompared({QStringLiteral("A"), QStringLiteral("B")}, {&longer, &shorter}, 0);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("pa_mlm.batch"));
    QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("stages.pa_mlm.batch"));
}

void RunTreeTest::aBadTermKeepsTheLastResultAndSaysWhy() {
    Bench bench(*m_theme);
    auto& page = bench.window->runsPage();
    QTRY_COMPARE(page.tree().rowCount(), 2);
    QTRY_VERIFY(page.hasAllSettings());
    page.filter().setText(QStringLiteral("auc > 0.71"));
    QCOMPARE(page.tree().shownRuns(), 3);
    page.filter().setText(QStringLiteral("auc > 0.71 and colour = red"));
    QVERIFY(page.filterFault().contains(QStringLiteral("colour")));
    QCOMPARE(page.tree().shownRuns(), 3);
    page.filter().setText(QStringLiteral("stages.0.batch = 256"));
    QVERIFY(page.filterFault().isEmpty());
    QCOMPARE(page.tree().rowCount(), 1);
    QCOMPARE(page.tree().index(0, 0).data().toString(), QStringLiteral("large"));
}

void RunTreeTest::nameAndTagsReachTheStore() {
    Bench bench(*m_theme);
    auto& tree = bench.window->runsPage().tree();
    QTRY_COMPARE(tree.rowCount(), 2);
    const QModelIndex run = tree.index(0, 0, tree.index(0, 0));
    const auto id = tree.runsOf(run).front();
    QVERIFY(!tree.setData(tree.index(0, RunTreeModel::Name), QStringLiteral("x"))); // a group
    QVERIFY(tree.setData(run.siblingAtColumn(RunTreeModel::Tags), QStringLiteral("paper, night")));
    QTRY_COMPARE(bench.store.run(id)->tags, (std::vector<std::string>{"paper", "night"}));
    QVERIFY(tree.setData(run, QStringLiteral(" first ")));
    QTRY_COMPARE(bench.store.run(id)->name, std::string("first"));
}

void RunTreeTest::theFigureIsWrittenInThreeForms() {
    CompareChart chart(*m_theme, ValueStyle::Auc);
    chart.resize(600, 300);
    api::MetricSeries series{"valid/auc", {{10, 1, .5, {}, 0}, {20, 2, .75, {}, 0}}};
    chart.setLines({{QStringLiteral("a, \"b\""), {}, false, std::make_shared<const LineData>(compare::meanCurve({&series}), compare::RowCount({{1, 64}}))}});
    QCOMPARE(chart.csv(false), QStringLiteral("line,step,epoch,rows,seconds,runs,mean,sd,half_interval\n\"a, \"\"b\"\"\",10,1,640,0,1,0.5,,\n"
                                              "\"a, \"\"b\"\"\",20,2,1280,0,1,0.75,,\n"));
    QTemporaryDir folder;
    const FigureForm form{80, 50, 8, QStringLiteral("A caption")};
    QVERIFY(chart.exportImage(folder.filePath(QStringLiteral("a.png")), ExportFormat::Png, form));
    QVERIFY(chart.exportImage(folder.filePath(QStringLiteral("a.svg")), ExportFormat::Svg, form));
    QVERIFY(chart.exportImage(folder.filePath(QStringLiteral("a.pdf")), ExportFormat::Pdf, form));
    QVERIFY(!chart.exportImage(folder.filePath(QStringLiteral("no/such/a.png")), ExportFormat::Png, form));
    // 80 mm at 300 dots an inch are 945 dots; whole pixels of 1/96 inch before scaling cost up to three.
    QVERIFY(std::abs(QImage(folder.filePath(QStringLiteral("a.png"))).width() - 945) <= 3);
    QFile svg(folder.filePath(QStringLiteral("a.svg")));
    QVERIFY(svg.open(QIODevice::ReadOnly) && svg.readAll().contains("A caption"));
}

QTEST_MAIN(RunTreeTest)
#include "tst_run_tree.moc"
