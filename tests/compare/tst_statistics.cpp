// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/statistics.h"
#include "tests/support/test_data.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <fstream>

using namespace cpw::compare;

class TestStatistics : public QObject {
    Q_OBJECT
private slots:
    void meanAndDeviationOfHandValues();
    void oneValueHasNoSpread();
    void intervalStartsAtThreeValues();
    void quantilesAgreeWithPublishedTables();
    void studentsDistributionEqualsSciPy();
};

void TestStatistics::meanAndDeviationOfHandValues() {
    // Mean 5, squared distances 9+1+1+1+0+0+4+16 = 32, 32/7 = 4.571428...
    const std::array<double, 8> values = {2, 4, 4, 4, 5, 5, 7, 9};
    const auto summary = summarize(values);
    QCOMPARE(summary.count, std::size_t{8});
    QCOMPARE(summary.mean, 5.0);
    QCOMPARE(summary.deviation, std::sqrt(32.0 / 7.0));
}

void TestStatistics::oneValueHasNoSpread() {
    const std::array<double, 1> values = {0.75};
    const auto summary = summarize(values);
    QCOMPARE(summary.mean, 0.75);
    QCOMPARE(summary.deviation, 0.0);
    QVERIFY(!summary.halfInterval);
    QCOMPARE(summarize({}).count, std::size_t{0});
}

void TestStatistics::intervalStartsAtThreeValues() {
    const std::array<double, 2> two = {1, 2};
    QVERIFY(!summarize(two).halfInterval);
    // sd 1, t(2) 4.302653, n 3: 4.302653 / sqrt(3) = 2.484138
    const std::array<double, 3> three = {1, 2, 3};
    QVERIFY(std::abs(*summarize(three).halfInterval - 2.484138) < 1e-6);
}

void TestStatistics::quantilesAgreeWithPublishedTables() {
    // NIST handbook, table of the t distribution: 2.021 for 40, 2.000 for 60, 1.984 for 100 degrees of freedom.
    const std::pair<std::size_t, double> table[] = {{1, 12.7062}, {4, 2.7764},  {30, 2.0423},
                                                    {40, 2.0211}, {60, 2.0003}, {100, 1.9840}};
    for (const auto& [degrees, quantile] : table)
        QVERIFY2(std::abs(studentQuantile975(degrees) - quantile) < 1e-4, qPrintable(QString::number(degrees)));
}

void TestStatistics::studentsDistributionEqualsSciPy() {
    std::ifstream file(cpw::test::dataPath("/golden/student.json"));
    const auto golden = nlohmann::json::parse(file);
    QVERIFY(golden["two_sided"].size() >= 40);
    for (const auto& one : golden["quantiles"])
        QVERIFY(std::abs(studentQuantile975(one["degrees"]) - one["value"].get<double>()) < 1e-9);
    for (const auto& one : golden["two_sided"])
        QVERIFY(std::abs(studentTwoSided(one["t"], one["degrees"]) - one["value"].get<double>()) < 1e-12);
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
