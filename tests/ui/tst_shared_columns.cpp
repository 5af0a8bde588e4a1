// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of a table share its width: none is cut beside an empty place, and the user's widths stay.
#include "ui/widgets/shared_columns.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QtTest>

#include <numeric>

using namespace cpw::ui;

namespace {

struct Bench {
    QStandardItemModel model{3, 3};
    QTableView table;
    SharedColumns* columns;

    Bench() {
        table.setModel(&model);
        table.verticalHeader()->hide();
        table.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        table.setFrameShape(QFrame::NoFrame);
        columns = new SharedColumns(table);
        columns->setShares({{50, 100, 1}, {50, 100, 3}, {60, 60, 0}});
        table.resize(660, 200);
        table.show();
    }
    /// 260 are wanted; of what is left the first has a quarter, the second the rest, the third nothing.
    [[nodiscard]] std::vector<int> shared() const {
        const int room = table.viewport()->width();
        const int first = 100 + (room - 260) / 4;
        return {first, room - 60 - first, 60};
    }
    [[nodiscard]] std::vector<int> widths() const { return {table.columnWidth(0), table.columnWidth(1), table.columnWidth(2)}; }
};

} // namespace

class SharedColumnsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roomThatIsLeftIsSharedByWeight();
    void tooLittleRoomIsTakenFromWhatIsAboveTheLeast();
    void nothingGoesBelowTheLeast();
    void everyPixelIsUsed();
    void aTableSharesAnewWhenItsWidthChanges();
    void widthsOfTheUserStayAndAreRemembered();
    void textsSayWhatIsWanted();
};

void SharedColumnsTest::roomThatIsLeftIsSharedByWeight() {
    // 660 - 260 = 400 left, 1 : 3 : 0
    QCOMPARE(sharedWidths({{50, 100, 1}, {50, 100, 3}, {60, 60, 0}}, 660), (std::vector<int>{200, 400, 60}));
    QCOMPARE(sharedWidths({{50, 100, 0}, {50, 100, 0}}, 660), (std::vector<int>{100, 100}));
}

void SharedColumnsTest::tooLittleRoomIsTakenFromWhatIsAboveTheLeast() {
    // 60 too many, 50 : 150 above the least
    const auto widths = sharedWidths({{50, 100, 1}, {50, 200, 1}}, 240);
    QVERIFY(widths[0] + widths[1] <= 240 && widths[0] + widths[1] >= 238);
    QVERIFY(std::abs(widths[0] - 85) <= 1 && std::abs(widths[1] - 155) <= 1);
}

void SharedColumnsTest::nothingGoesBelowTheLeast() {
    QCOMPARE(sharedWidths({{50, 100, 1}, {50, 100, 1}, {60, 60, 0}}, 90), (std::vector<int>{50, 50, 60}));
}

void SharedColumnsTest::everyPixelIsUsed() {
    for (int room = 300; room < 340; ++room) {
        const auto widths = sharedWidths({{10, 90, 1}, {10, 90, 1}, {10, 90, 1}, {20, 20, 0}}, room);
        QCOMPARE(std::accumulate(widths.begin(), widths.end(), 0), room);
    }
}

void SharedColumnsTest::aTableSharesAnewWhenItsWidthChanges() {
    Bench bench;
    QVERIFY(bench.table.viewport()->width() > 600);
    QTRY_COMPARE(bench.widths(), bench.shared());
    bench.table.resize(460, 200);
    QTRY_VERIFY(bench.table.viewport()->width() <= 460);
    QTRY_COMPARE(bench.widths(), bench.shared());
}

void SharedColumnsTest::widthsOfTheUserStayAndAreRemembered() {
    Bench bench;
    QTRY_COMPARE(bench.widths(), bench.shared());
    const int first = bench.table.columnWidth(0);
    auto* header = bench.table.horizontalHeader();
    const QPoint edge(header->sectionViewportPosition(0) + first - 1, header->height() / 2);
    QTest::mousePress(header->viewport(), Qt::LeftButton, {}, edge);
    QTest::mouseMove(header->viewport(), edge - QPoint(60, 0));
    QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, edge - QPoint(60, 0));
    const int own = bench.table.columnWidth(0);
    QVERIFY(own < first);
    bench.table.resize(560, 200);
    QCoreApplication::processEvents();
    QCOMPARE(bench.table.columnWidth(0), own);

    Bench other;
    QTRY_COMPARE(other.widths(), other.shared());
    QVERIFY(other.table.horizontalHeader()->restoreState(header->saveState()));
    other.table.resize(760, 200);
    QCoreApplication::processEvents();
    QCOMPARE(other.table.columnWidth(0), own);
}

void SharedColumnsTest::textsSayWhatIsWanted() {
    Bench bench;
    bench.model.setHorizontalHeaderLabels({QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C")});
    bench.model.setItem(0, 0, new QStandardItem(QStringLiteral("short")));
    bench.model.setItem(0, 1, new QStandardItem(QStringLiteral("a text of so many words that it wants more than the others do")));
    bench.columns->setSharesOfTexts(40, 300);
    const auto widths = bench.widths();
    QVERIFY(widths[1] > widths[0] && widths[1] >= 300);
    QCOMPARE(widths[0] + widths[1] + widths[2], bench.table.viewport()->width());
}

QTEST_MAIN(SharedColumnsTest)
#include "tst_shared_columns.moc"
