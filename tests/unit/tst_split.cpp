// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

using namespace cpw;
using namespace cpw::data;
using Rows = std::vector<std::uint32_t>;

namespace {

std::shared_ptr<Table> numberedRows(std::size_t count) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t row = 0; row < count; ++row)
        rows.push_back({"u" + std::to_string(row % 3), std::to_string(row)});
    return test::makeTable({"user", "book"}, rows);
}

spec::SplitSpec specOf(spec::SplitKind kind, double train = 0.8, double valid = 0.1) {
    spec::SplitSpec spec;
    spec.kind = kind;
    spec.train = train;
    spec.valid = valid;
    return spec;
}

bool isPartition(const Split& split, std::size_t rows) {
    std::set<std::uint32_t> seen;
    for (const auto* part : {&split.train, &split.valid, &split.test}) {
        if (!std::is_sorted(part->begin(), part->end()))
            return false;
        seen.insert(part->begin(), part->end());
    }
    return seen.size() == rows && split.train.size() + split.valid.size() + split.test.size() == rows;
}

} // namespace

class SplitTest : public QObject {
    Q_OBJECT

private slots:
    // The rows come from a Python program with its own SplitMix64 and Fisher-Yates.
    void randomIsTheSameEverywhere() {
        const auto split = makeSplit(*numberedRows(20), specOf(spec::SplitKind::Random));
        QCOMPARE(split->train, (Rows{0, 1, 2, 3, 4, 6, 7, 9, 10, 11, 12, 13, 15, 16, 18, 19}));
        QCOMPARE(split->valid, (Rows{8, 14}));
        QCOMPARE(split->test, (Rows{5, 17}));
    }

    void randomPartitionsAllRows() {
        const auto table = numberedRows(1001);
        auto spec = specOf(spec::SplitKind::Random, 0.5, 0.25);
        const auto split = makeSplit(*table, spec);
        QVERIFY(isPartition(*split, 1001));
        QCOMPARE(split->train.size(), std::size_t{501});
        QCOMPARE(split->valid.size(), std::size_t{250});
        spec.seed = 7;
        QVERIFY(makeSplit(*table, spec)->train != split->train);
    }

    void byOrderCutsTheWholeTableAndKeepsTies() {
        const auto table = test::makeTable({"book"}, {{"a"}, {"b"}, {"c"}, {"d"}, {"e"}}, {50, 10, 40, 10, 30});
        const auto split = makeSplit(*table, specOf(spec::SplitKind::ByOrder, 0.4, 0.2));
        QCOMPARE(split->train, (Rows{1, 3}));
        QCOMPARE(split->valid, (Rows{4}));
        QCOMPARE(split->test, (Rows{0, 2}));
    }

    /// Against sorting, with so many equal keys that cuts lie inside them.
    void byOrderEqualsSorting() {
        for (const int keys : {1, 2, 5, 1000}) {
            std::vector<std::vector<std::string>> books;
            std::vector<std::int64_t> order;
            for (std::int64_t row = 0; row < 997; ++row) {
                books.push_back({std::to_string(row)});
                order.push_back((row * row * 31 + row) % 1009 % keys - keys / 2);
            }
            const auto table = test::makeTable({"book"}, books, order);
            Rows sorted(books.size());
            for (std::uint32_t row = 0; row < sorted.size(); ++row)
                sorted[row] = row;
            std::stable_sort(sorted.begin(), sorted.end(), [&](std::uint32_t a, std::uint32_t b) { return order[a] < order[b]; });
            for (const auto& [train, valid] : {std::pair(0.8, 0.1), std::pair(0.5, 0.5), std::pair(0.001, 0.0), std::pair(1.0, 0.0), std::pair(0.3, 0.0)}) {
                const auto split = makeSplit(*table, specOf(spec::SplitKind::ByOrder, train, valid));
                QVERIFY(isPartition(*split, sorted.size()));
                const auto trainEnd = sorted.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(train * 997))));
                const auto validEnd = sorted.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, static_cast<std::size_t>(std::llround((train + valid) * 997))));
                const auto inOrder = [](auto begin, auto end) {
                    Rows rows(begin, end);
                    std::sort(rows.begin(), rows.end());
                    return rows;
                };
                QCOMPARE(split->train, inOrder(sorted.begin(), trainEnd));
                QCOMPARE(split->valid, inOrder(trainEnd, validEnd));
                QCOMPARE(split->test, inOrder(validEnd, sorted.end()));
            }
        }
    }

    void perUserPutsTheLastRowsOfEachUserIntoTest() {
        const auto table = test::makeTable(
            {"user", "book"}, {{"u1", "a"}, {"u2", "b"}, {"u1", "c"}, {"u1", "d"}, {"u1", "e"}, {"u2", "f"}, {"u3", "g"}},
            {9, 1, 2, 7, 5, 2, 1});
        const auto split = makeSplit(*table, specOf(spec::SplitKind::PerUser, 0.5, 0.25));
        QVERIFY(isPartition(*split, 7));
        // u1 by order: 2, 4, 3, 0; u2: 1, 5; u3 has one row, which trains.
        QCOMPARE(split->train, (Rows{1, 2, 4, 6}));
        QCOMPARE(split->valid, (Rows{3, 5}));
        QCOMPARE(split->test, (Rows{0}));
    }

    void orderColumnIsComparedAsNumbers() {
        const auto table = test::makeTable({"user", "time"}, {{"u", "100"}, {"u", "9"}, {"u", "20.5"}, {"u", "-1"}});
        auto spec = specOf(spec::SplitKind::ByOrder, 0.5, 0.25);
        spec.orderColumn = "time";
        const auto split = makeSplit(*table, spec);
        QCOMPARE(split->train, (Rows{1, 3}));
        QCOMPARE(split->valid, (Rows{2}));
        QCOMPARE(split->test, (Rows{0}));
    }

    void badSpecsAreExplained() {
        const auto table = test::makeTable({"user", "time"}, {{"u", "1"}, {"u", "noon"}});
        const auto errorOf = [&](spec::SplitSpec spec) {
            const auto split = makeSplit(*table, spec);
            return split ? std::string("no error") : split.error().text();
        };
        CPW_VERIFY_CONTAINS(errorOf(specOf(spec::SplitKind::Random, 0.9, 0.2)), "add up to at most 1");
        CPW_VERIFY_CONTAINS(errorOf(specOf(spec::SplitKind::ByOrder)),
                            "the split \"by_order\" needs an order, and made brings none");
        CPW_VERIFY_CONTAINS(errorOf(specOf(spec::SplitKind::Source)), "the split \"source\" needs a source that marks its parts");
        CPW_VERIFY_CONTAINS(errorOf(specOf(spec::SplitKind::Files)), "the split \"files\" needs");
        auto spec = specOf(spec::SplitKind::ByOrder);
        spec.orderColumn = "when";
        CPW_VERIFY_CONTAINS(errorOf(spec), "made has no column \"when\"; set split.order_column to one of: user, time");
        spec.orderColumn = "time";
        CPW_VERIFY_CONTAINS(errorOf(spec), "the order column \"time\" holds \"noon\" in row 2, expected numbers only");
        spec.kind = spec::SplitKind::PerUser;
        spec.orderColumn = "user";
        CPW_VERIFY_CONTAINS(errorOf(spec), "holds \"u\" in row 1");
        CPW_VERIFY_CONTAINS(makeSplit(Table(), {}).error().text(), "no rows to split");
    }
};

QTEST_APPLESS_MAIN(SplitTest)
#include "tst_split.moc"
