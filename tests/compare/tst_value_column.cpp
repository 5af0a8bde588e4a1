// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/value_column.h"

#include <QTest>

#include <cmath>

using namespace cpw;
using namespace cpw::compare;

class TestValueColumn : public QObject {
    Q_OBJECT
private slots:
    void init();
    void resultsAreNumbersAndMissingOnesAreNaN();
    void settingsThatAllReadAsNumbersAreNumbers();
    void textsAreTheirPlaceAmongTheSortedOnes();
    void anUnknownKeyHasNoValues();

private:
    std::vector<api::RunSummary> m_summaries;
    std::vector<Settings> m_settings;
    std::vector<ComparedRun> m_runs;
};

void TestValueColumn::init() {
    m_summaries.assign(3, {});
    m_summaries[0].results = {{"test/auc", 0.7}};
    m_summaries[2].results = {{"test/auc", 0.8}};
    m_summaries[0].backbone = "fm";
    m_summaries[1].backbone = "autoint";
    m_summaries[2].backbone = "fm";
    m_settings = {{{"batch", "64"}, {"fusion", "sum"}, {"clip", "none"}}, {{"batch", "1e3"}, {"fusion", "ctr"}}, {{"batch", "128"}}};
    m_runs = {{&m_summaries[0], &m_settings[0]}, {&m_summaries[1], &m_settings[1]}, {&m_summaries[2], &m_settings[2]}};
}

void TestValueColumn::resultsAreNumbersAndMissingOnesAreNaN() {
    const auto column = valueColumn(m_runs, "auc");
    QVERIFY(column.isNumber());
    QCOMPARE(column.values[0], 0.7);
    QVERIFY(std::isnan(column.values[1]));
    QCOMPARE(column.missing(), std::size_t{1});
    QCOMPARE(column.range().low, 0.7);
    QCOMPARE(column.range().high, 0.8);
}

void TestValueColumn::settingsThatAllReadAsNumbersAreNumbers() {
    QCOMPARE(valueColumn(m_runs, "batch").values, (std::vector<double>{64, 1000, 128}));
    const auto clip = valueColumn(m_runs, "clip"); // "none" is no value
    QCOMPARE(clip.missing(), std::size_t{3});
    m_settings[2]["batch"] = "auto";
    const auto mixed = valueColumn(m_runs, "batch");
    QCOMPARE(mixed.categories, (std::vector<std::string>{"1e3", "64", "auto"}));
    QCOMPARE(mixed.values, (std::vector<double>{1, 0, 2}));
}

void TestValueColumn::textsAreTheirPlaceAmongTheSortedOnes() {
    const auto column = valueColumn(m_runs, "backbone");
    QCOMPARE(column.categories, (std::vector<std::string>{"autoint", "fm"}));
    QCOMPARE(column.values, (std::vector<double>{1, 0, 1}));
    const auto fusion = valueColumn(m_runs, "fusion");
    QCOMPARE(fusion.values[0], 1.0);
    QVERIFY(std::isnan(fusion.values[2]));
}

void TestValueColumn::anUnknownKeyHasNoValues() {
    const auto column = valueColumn(m_runs, "no.such");
    QCOMPARE(column.missing(), std::size_t{3});
    QCOMPARE(column.range().low, 0.0);
}

QTEST_APPLESS_MAIN(TestValueColumn)
#include "tst_value_column.moc"
