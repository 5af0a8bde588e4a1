// SPDX-License-Identifier: GPL-3.0-or-later
// The painted maps of the Inspect page: where their cells lie, what keys and clicks choose, what their twins say.
#include "ui/pages/inspect/attention_mass.h"
#include "ui/pages/inspect/cell_layout.h"
#include "ui/pages/inspect/cell_map.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/point_map.h"
#include "ui/pages/inspect/scoring_note.h"
#include "ui/pages/inspect/shown_table.h"
#include "ui/text/format.h"
#include "ui/widgets/scrolled_column.h"
#include "ui/widgets/token_chips.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QSignalSpy>
#include <QVBoxLayout>
#include <QtTest>

#include <cmath>
#include <vector>

using namespace cpw;
using namespace cpw::ui;

namespace {

api::AttentionGrid gridOf(int layers, int heads, int side, std::uint8_t weight) {
    api::AttentionGrid grid;
    grid.layers = layers;
    grid.heads = heads;
    grid.rows = grid.columns = side;
    grid.patterns.assign(static_cast<std::size_t>(layers * heads * side * side), weight);
    return grid;
}

QColor colorAt(QWidget& widget, const QPoint& place) {
    return widget.grab().toImage().pixelColor(place);
}

} // namespace

class TestInspectWidgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aColumnScrollsRatherThanPressesWrappedTextTogether() {
        auto* content = new QWidget;
        auto* layout = new QVBoxLayout(content);
        auto* words = new QLabel(QStringLiteral("word ").repeated(80), content);
        auto* below = new QLabel(QStringLiteral("below"), content);
        words->setWordWrap(true);
        layout->addWidget(words);
        layout->addWidget(below);
        ScrolledColumn column(content);
        column.resize(500, 60); // too low either way
        column.show();
        QTRY_VERIFY(words->height() >= words->heightForWidth(words->width()));
        const int wide = content->height();
        column.resize(200, 60);
        QTRY_VERIFY(content->height() > wide);
        QVERIFY(words->height() >= words->heightForWidth(words->width()));
        QVERIFY(below->geometry().top() > words->geometry().bottom());
        words->setText(QStringLiteral("word")); // less text needs less
        QTRY_VERIFY(content->minimumHeight() < wide);
    }

    void cellsCoverTheirAreaAndAreFoundAgain() {
        const CellLayout layout(QRect(10, 20, 100, 60), 3, 5, 1);
        QCOMPARE(layout.cell({0, 0}), QRect(10, 20, 19, 19));
        QCOMPARE(layout.cell({2, 4}), QRect(90, 60, 19, 19));
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < 5; ++column)
                QVERIFY(layout.at(layout.cell({row, column}).center()) == std::optional(CellPlace{row, column}));
        QVERIFY(!layout.at({9, 30}) && !layout.at({50, 81}));
        const CellLayout none(QRect(0, 0, 10, 10), 0, 5);
        QVERIFY(none.isEmpty() && !none.at({1, 1}) && !none.moved({0, 0}, Qt::Key_Left));
    }

    void arrowKeysStayOnTheMap() {
        const CellLayout layout(QRect(0, 0, 100, 60), 3, 5);
        QVERIFY(layout.moved({1, 2}, Qt::Key_Left) == std::optional(CellPlace{1, 1}));
        QVERIFY(layout.moved({0, 4}, Qt::Key_Right) == std::optional(CellPlace{0, 4}));
        QVERIFY(layout.moved({2, 0}, Qt::Key_Down) == std::optional(CellPlace{2, 0}));
        QVERIFY(layout.moved({2, 3}, Qt::Key_Home) == std::optional(CellPlace{2, 0}));
        QVERIFY(!layout.moved({0, 0}, Qt::Key_A));
    }

    void aMapSaysWhatItDraws() {
        Theme theme(ThemeMode::Light);
        CellMap map(theme, QStringLiteral("Map"));
        map.resize(300, 100);
        map.setNumbers({{QStringLiteral("a"), QStringLiteral("b")}, {QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")}, {0, 1, 2, -2, 0.5F, 1.25F}, CellNumbers::Scale::AroundZero, 2});
        QSignalSpy chosen(&map, &CellMap::cellChosen);
        QTest::keyClick(&map, Qt::Key_Down);
        QTest::keyClick(&map, Qt::Key_Right);
        QCOMPARE(map.chosenText(), QStringLiteral("b, y: 0.500"));
        QCOMPARE(map.accessibleDescription(), map.chosenText());
        QCOMPARE(chosen.size(), 2);
        const auto table = map.table();
        QCOMPARE(table.columns, (QStringList{QString(), QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")}));
        QCOMPARE(table.rows[1][1].toDouble(), -2.0);
        map.setNumbers({}); // nothing is drawn and nothing chosen
        QVERIFY(map.chosenText().isEmpty());
        QVERIFY(!map.grab().isNull());
    }

    void headsThatLookMoreAndLessHaveTwoColours() {
        Theme theme(ThemeMode::Light);
        HeadGrid grid(theme);
        grid.resize(222, 118); // cells of 100 x 50
        auto first = gridOf(2, 2, 4, 100);
        auto second = gridOf(2, 2, 4, 100);
        std::fill_n(second.patterns.begin(), 16, std::uint8_t{200});      // layer 1, head 1
        std::fill_n(second.patterns.begin() + 16, 16, std::uint8_t{20}); // layer 1, head 2
        QVERIFY(grid.setDifference(second, first));
        const auto& t = theme.tokens();
        const auto channel = [](const QColor& color) { return color.red() - color.blue(); };
        QVERIFY(channel(colorAt(grid, {70, 40})) > 20);   // orange
        QVERIFY(channel(colorAt(grid, {170, 40})) < -20); // blue
        QCOMPARE(colorAt(grid, {70, 95}), t.raised);      // no difference
        QVERIFY(!grid.setDifference(gridOf(2, 3, 4, 1), first));
        QCOMPARE(grid.grid().layers, 0);
    }

    void keysOfTheGridMaskAndOpen() {
        Theme theme(ThemeMode::Light);
        HeadGrid grid(theme);
        grid.setGrid(gridOf(2, 3, 4, 100));
        QSignalSpy masked(&grid, &HeadGrid::maskToggled), opened(&grid, &HeadGrid::headOpened);
        QTest::keyClick(&grid, Qt::Key_Right);
        QTest::keyClick(&grid, Qt::Key_M);
        QTest::keyClick(&grid, Qt::Key_Return);
        QCOMPARE(masked.size(), 1);
        QCOMPARE(masked[0], (QVariantList{0, 1}));
        QCOMPARE(opened.size(), 1);
    }

    void aScatterIsWalkedByDirections() {
        Theme theme(ThemeMode::Dark);
        PointMap scatter(theme, QStringLiteral("Points"));
        scatter.resize(400, 300);
        scatter.setPoints({{0, 0, 0, QStringLiteral("middle")}, {1, 0, 1, QStringLiteral("right")}, {0, 1, -1, QStringLiteral("above")}, {-1, 0, 0, QStringLiteral("left")}},
                          {QStringLiteral("one"), QStringLiteral("two")});
        scatter.setChosen(0);
        QTest::keyClick(&scatter, Qt::Key_Right);
        QCOMPARE(scatter.chosen(), 1);
        QTest::keyClick(&scatter, Qt::Key_Right); // nothing further
        QCOMPARE(scatter.chosen(), 1);
        QTest::keyClick(&scatter, Qt::Key_Left);
        QCOMPARE(scatter.chosen(), 0);
        QTest::keyClick(&scatter, Qt::Key_Up);
        QCOMPARE(scatter.accessibleDescription(), QStringLiteral("above"));
        QCOMPARE(scatter.table().rows[1][1].toString(), QStringLiteral("two"));
        QVERIFY(!scatter.grab().isNull());
    }

    void theFewestTokensThatHoldAShareAreFound() {
        const std::vector<float> weights{0.1F, 0.4F, 0.0F, 0.3F, 0.2F};
        const auto half = heaviest(weights, 0.5); // 0.4 alone does not hold it
        QCOMPARE(half.isHeld, (std::vector<bool>{false, true, false, true, false}));
        QCOMPARE(half.held, std::size_t{2});
        QVERIFY(std::abs(half.share - 0.7) < 1e-6);
        QCOMPARE(heaviest(weights, 0.9).isHeld, (std::vector<bool>{false, true, false, true, true}));
        QCOMPARE(heaviest(weights, 1).isHeld, (std::vector<bool>{true, true, false, true, true})); // nothing of a weight of 0
        QCOMPARE(heaviest(weights, 1).share, 1.0);
        QCOMPARE(heaviest(std::vector<float>(4, 0.25F), 0.5).isHeld, (std::vector<bool>{true, true, false, false})); // equal: the first ones
        QCOMPARE(heaviest(std::vector<float>(3, 0.0F), 0.5).held, std::size_t{0});
        QCOMPARE(heaviest({}, 0.5).share, 0.0);
    }

    void chipsSayOnceWhichTokenThePointerIsOver() {
        const Theme theme(ThemeMode::Light);
        TokenChips chips(theme);
        chips.setTokens({{"user", api::kTemplateToken, false, false}, {"0054", 0, false, false}});
        chips.resize(300, 30);
        chips.show();
        QSignalSpy hovered(&chips, &TokenChips::tokenHovered);
        QSignalSpy clicked(&chips, &TokenChips::tokenClicked);
        const auto move = [&chips](const QPoint& place) {
            QMouseEvent event(QEvent::MouseMove, place, chips.mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&chips, &event);
        };
        move({4, 10});
        move({6, 11}); // still the first
        QCOMPARE(hovered.size(), 1);
        QCOMPARE(hovered.last().at(0).toInt(), 0);
        move({290, 10}); // beside both
        QCOMPARE(hovered.last().at(0).toInt(), -1);
        move({4, 10});
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&chips, &leave);
        QCOMPARE(hovered.size(), 4);
        QCOMPARE(hovered.last().at(0).toInt(), -1);
        QVERIFY(clicked.isEmpty());
    }

    void scoringThatTakesLongSaysHowLongAndCanBeStopped() {
        const Theme theme(ThemeMode::Light);
        ScoringNote note(theme);
        QSignalSpy stopped(&note, &ScoringNote::stopped), goOn(&note, &ScoringNote::goOnAsked);
        note.start();
        note.tell(1000, 20'000, 0.2);
        QVERIFY(note.isHidden()); // nothing for what is over at once
        note.tell(5000, 20'000, 8.2); // 4,000 rows in 8 s: 30 s for the rest
        QVERIFY(!note.isHidden());
        QCOMPARE(note.text(), QStringLiteral("5,000 of 20,000 rows scored, ") + durationText(30));
        note.button().click();
        QCOMPARE(stopped.size(), 1);
        QCOMPARE(note.text(), QStringLiteral("Stopped at 5,000 of 20,000 rows"));
        note.tell(6000, 20'000, 9); // was on its way
        QCOMPARE(note.text(), QStringLiteral("Stopped at 5,000 of 20,000 rows"));
        note.button().click();
        QCOMPARE(stopped.size(), 1);
        QCOMPARE(goOn.size(), 1);
        note.start();
        QVERIFY(note.isHidden() && !note.isStopped());
        note.tell(6000, 20'000, 1.5); // known rows say nothing of the speed
        QCOMPARE(note.text(), QStringLiteral("6,000 of 20,000 rows scored"));
        note.tell(20'000, 20'000, 30);
        QVERIFY(note.isHidden());
    }

    void tablesAreWrittenWithQuotesAndFullPrecision() {
        const std::vector<ShownTable> tables{{QStringLiteral("Some"), {QStringLiteral("name"), QStringLiteral("change"), QStringLiteral("change")},
                                              {{QStringLiteral("a, \"b\""), 0.123456789, 3}, {QStringLiteral("c"), QVariant(), -1.5}}, 2}};
        QCOMPARE(csvOf(tables), QStringLiteral("# Some\nname,change,change\n\"a, \"\"b\"\"\",0.123456789,3\nc,,-1.5\n"));
        const auto json = QJsonDocument::fromJson(jsonOf(tables)).object()[QStringLiteral("Some")].toArray();
        QCOMPARE(json[0][QStringLiteral("name")].toString(), QStringLiteral("a, \"b\""));
        QCOMPARE(json[0][QStringLiteral("change 2")].toInt(), 3);
        QVERIFY(json[1][QStringLiteral("change")].isNull());
        ShownTableModel model;
        model.setTable(tables[0]);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("0.12"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("-"));
        QCOMPARE(model.index(0, 1).data(ShownTableModel::SortRole).toDouble(), 0.123456789);
    }
};

QTEST_MAIN(TestInspectWidgets)
#include "tst_inspect_widgets.moc"
