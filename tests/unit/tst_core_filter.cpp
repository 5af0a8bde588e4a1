// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/data/core_filter.h"
#include "core/data/number_spool.h"
#include "core/data/rating_log.h"
#include "tests/support/slow_core.h"
#include "tests/support/table_text.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace cpw;
using namespace cpw::data;

namespace {

using Codes = std::vector<std::int32_t>;

std::vector<bool> kept(const Codes& users, const Codes& items, CoreRule rule) {
    return coreRows(users, items, rule).isKept;
}

/// a1 b1 a1 a2 with times and ratings that tell them apart.
RatingLog smallLog() {
    RatingLog log;
    const auto add = [&log](const char* user, const char* item, float rating, std::int64_t time) {
        log.add(user, item, rating);
        log.addTime(time);
    };
    add("a", "1", 5, 20);
    add("b", "1", 4, 10);
    add("a", "1", 2, 30);
    add("a", "2", 3, 10);
    add("a", "1", 5, 20);
    log.endRatings();
    return log;
}

std::vector<std::string> rowsOf(RatingLog log) {
    const spec::LabelRule rule{{}, 4, {}};
    log.applyLabels(LabelFilter(rule));
    return test::rowTexts(*log.finish("t", "u", "i", {}));
}

} // namespace

class CoreFilterTest : public QObject {
    Q_OBJECT

private slots:
    void aChainFallsLinkByLink() {
        // User 0 has one row; without it item 0 has one, without that user 1 has one, and so on: nothing is left of the chain.
        QCOMPARE(kept({0, 1, 1, 2, 2}, {0, 0, 1, 1, 2}, {2, 2}), std::vector<bool>(5, false));
        // A closed ring stays as it is.
        QCOMPARE(kept({0, 0, 1, 1}, {0, 1, 1, 0}, {2, 2}), std::vector<bool>(4, true));
        const auto ring = coreRows(Codes{0, 0, 1, 1, 2}, Codes{0, 1, 1, 0, 0}, {2, 2});
        QCOMPARE(ring.isKept, (std::vector<bool>{true, true, true, true, false}));
        QCOMPARE(ring.removed, std::uint64_t{1});
        QCOMPARE(ring.rounds, std::uint64_t{2});
    }

    void oneSideAloneIsFiltered() {
        QCOMPARE(kept({0, 0, 1}, {0, 1, 2}, {2, 0}), (std::vector<bool>{true, true, false}));
        QCOMPARE(kept({0, 0, 1}, {0, 1, 0}, {1, 2}), (std::vector<bool>{true, false, true}));
        QCOMPARE(kept({0, 0, 1}, {0, 1, 2}, {0, 1}), std::vector<bool>(3, true));
        QVERIFY(kept({}, {}, {5, 5}).empty());
    }

    void equalsTheSlowComputation_data() {
        QTest::addColumn<int>("users");
        QTest::addColumn<int>("items");
        QTest::newRow("5-core") << 5 << 5;
        QTest::newRow("10-core") << 10 << 10;
        QTest::newRow("uneven") << 3 << 9;
    }

    void equalsTheSlowComputation() {
        QFETCH(int, users);
        QFETCH(int, items);
        const CounterRandom random(11, 5);
        Codes userCodes, itemCodes;
        std::vector<testing::MadeRating> rows;
        for (std::uint64_t i = 0; i < 4000; ++i) {
            const auto skewed = [&](std::uint64_t index, double count) { return static_cast<std::int32_t>(random.uniform(index) * random.uniform(index + 1) * count); };
            userCodes.push_back(skewed(4 * i, 250));
            itemCodes.push_back(skewed(4 * i + 2, 300));
            rows.push_back({std::to_string(userCodes.back()), std::to_string(itemCodes.back()), 0, static_cast<long long>(i)});
        }
        const auto core = coreRows(userCodes, itemCodes, {users, items});
        const auto expected = testing::slowCore(rows, static_cast<std::size_t>(users), static_cast<std::size_t>(items));
        std::vector<bool> isExpected(rows.size());
        for (const auto& row : expected)
            isExpected[static_cast<std::size_t>(row.time)] = true;
        QVERIFY(!expected.empty() && expected.size() < rows.size());
        QVERIFY(core.rounds > 2);
        QVERIFY(core.isKept == isExpected);
        QCOMPARE(core.removed, std::uint64_t{rows.size() - expected.size()});
    }

    void repeatedRatingsAreToldApart() {
        auto log = smallLog();
        QCOMPARE(log.removeRepeated(Repeats::Keep), std::uint64_t{0});
        QCOMPARE(log.removeRepeated(Repeats::Exact), std::uint64_t{1});
        QCOMPARE(rowsOf(std::move(log)), (std::vector<std::string>{"1|a|1", "1|b|1", "0|a|1", "0|a|2"}));
        log = smallLog();
        QCOMPARE(log.removeRepeated(Repeats::First), std::uint64_t{2});
        QCOMPARE(rowsOf(std::move(log)), (std::vector<std::string>{"1|a|1", "1|b|1", "0|a|2"}));
        log = smallLog();
        QCOMPARE(log.removeRepeated(Repeats::Last), std::uint64_t{2});
        QCOMPARE(rowsOf(std::move(log)), (std::vector<std::string>{"1|b|1", "0|a|1", "0|a|2"}));
    }

    /// Ratings are looked up some hundred at a time; where a group ends must not show.
    void ratingsComeOutAsTheyWentIn() {
        const CounterRandom random(3, 1);
        for (const std::uint64_t rows : {1, 511, 512, 513, 5000}) {
            RatingLog log;
            std::vector<std::string> expected;
            for (std::uint64_t i = 0; i < rows; ++i) {
                const auto user = "u" + std::to_string(random.below(2 * i, 300)), item = std::to_string(random.below(2 * i + 1, 40));
                log.add(user, item, i % 3 == 0 ? 5 : 1);
                expected.push_back((i % 3 == 0 ? "1|" : "0|") + user + '|' + item);
            }
            QCOMPARE(log.rows(), std::size_t{rows});
            log.endRatings();
            QCOMPARE(rowsOf(std::move(log)), expected);
        }
    }

    /// With a folder the codes of many rows lie there; the table is the same.
    void manyRowsLieInTheFolder() {
        const QTemporaryDir folder;
        constexpr std::size_t kRows = NumberSpool<std::int32_t>::kMost + 1000;
        const auto tableOf = [](const std::filesystem::path& spoolFolder) {
            RatingLog log(spoolFolder);
            for (std::size_t row = 0; row < kRows; ++row) {
                log.add(std::to_string(row % 7), std::to_string(row % 5), row % 3 == 0 ? 5 : 1);
                log.addTime(static_cast<std::int64_t>(row));
            }
            log.endRatings();
            ItemColumn fact{"name", {}, {-1, -1, -1, -1, -1}};
            fact.set(3, "three");
            std::vector<ItemColumn> facts;
            facts.push_back(std::move(fact));
            return log.finish("t", "u", "i", std::move(facts));
        };
        const auto here = tableOf({}), there = tableOf(folder.path().toStdString());
        QCOMPARE(there->fingerprint, here->fingerprint);
        QCOMPARE(there->rows(), kRows);
        QVERIFY(there->labels.isMapped() && there->order.isMapped() && !here->labels.isMapped());
        for (std::size_t column = 0; column < 3; ++column)
            QVERIFY(there->columns[column].codes.isMapped() && !here->columns[column].codes.isMapped());
        QCOMPARE(std::string(there->columns[2].text(kRows - 1)), std::string((kRows - 1) % 5 == 3 ? "three" : "unknown"));
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void factsAreJoinedAndUnusedTextsLeftOut() {
        auto log = smallLog();
        ItemColumn fact{"name", {}, {-1, -1}};
        fact.set(0, "one");
        std::vector<ItemColumn> facts;
        facts.push_back(std::move(fact));
        const spec::LabelRule rule{{}, 4, {5}};
        QCOMPARE(log.applyLabels(LabelFilter(rule)), std::uint64_t{2});
        const auto table = log.finish("t", "u", "i", std::move(facts));
        QCOMPARE(test::rowTexts(*table), (std::vector<std::string>{"1|b|1|one", "0|a|1|one", "0|a|2|unknown"}));
        QCOMPARE(std::string(table->columns[0].values[0]), std::string("b")); // first appearance among the rows that are left
        QCOMPARE(table->columns[2].values.size(), std::size_t{2});
        QCOMPARE(table->order[1], std::int64_t{30});
    }
};

QTEST_APPLESS_MAIN(CoreFilterTest)
#include "tst_core_filter.moc"
