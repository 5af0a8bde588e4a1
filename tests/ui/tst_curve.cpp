// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/curve.h"
#include "ui/session/smoothing.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace cpw::ui;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Values without order but always the same: the fraction of i times an irrational number.
double scattered(std::size_t i) {
    const double x = static_cast<double>(i) * 0.6180339887498949;
    return x - std::floor(x);
}

Curve makeCurve(std::size_t points) {
    Curve curve;
    for (std::size_t i = 0; i < points; ++i)
        curve.append(static_cast<std::int64_t>(i) + 1, static_cast<double>(i) / 100, static_cast<double>(i) / 10, scattered(i));
    return curve;
}

} // namespace

class CurveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void extremesOfAnyStretchEqualABruteForceSearch();
    void extremesSkipWhatIsNotFiniteAndSaySo();
    void truncatedColumnForgetsItsBlocks();
    void emaIsBiasCorrected();
    void emaOfAConstantIsTheConstant();
    void emaLeavesOutNaN();
    void smoothedCurveGrowsWithItsCurve();
    void smoothedCurveStartsAgainAfterARewind();
    void atFindsTheLastPointAtOrBefore();
    void xOfStepInterpolates();
    void stepNearTakesTheNearest();
    void rewindDropsTheStepAndLater();
    void fewPointsAreAllKept();
    void manyPointsAreTwoAColumnPlusNeighbours();
    void decimationKeepsTheExtremesOfEachColumn();
    void decimationIsSortedAndKeepsTheLastPoint();
    void decimationBreaksTheLineAtNaN();
    void aMillionPointsDecimateInUnderSixteenMilliseconds();
};

void CurveTest::extremesOfAnyStretchEqualABruteForceSearch() {
    SampleColumn column;
    for (std::size_t i = 0; i < 1000; ++i)
        column.append(scattered(i));
    for (const auto& [first, last] : {std::pair<std::size_t, std::size_t>{0, 1000},
                                      {0, 1},
                                      {15, 17},
                                      {16, 32},
                                      {1, 999},
                                      {240, 528},
                                      {255, 769},
                                      {513, 1000}}) {
        std::size_t low = first;
        std::size_t high = first;
        for (std::size_t i = first; i < last; ++i) {
            low = column.at(i) < column.at(low) ? i : low;
            high = column.at(i) > column.at(high) ? i : high;
        }
        const auto found = column.extremes(first, last);
        QCOMPARE(*found.lowest, low);
        QCOMPARE(*found.highest, high);
        QVERIFY(!found.hasGap);
    }
    QVERIFY(!column.extremes(7, 7).lowest);
}

void CurveTest::extremesSkipWhatIsNotFiniteAndSaySo() {
    SampleColumn column;
    for (std::size_t i = 0; i < 40; ++i)
        column.append(i == 20 ? kNaN : i == 21 ? std::numeric_limits<double>::infinity() : static_cast<double>(i));
    const auto all = column.extremes(0, 40);
    QCOMPARE(*all.lowest, std::size_t(0));
    QCOMPARE(*all.highest, std::size_t(39));
    QVERIFY(all.hasGap);
    const auto gap = column.extremes(20, 22);
    QVERIFY(!gap.lowest && !gap.highest && gap.hasGap);
}

void CurveTest::truncatedColumnForgetsItsBlocks() {
    SampleColumn column;
    for (int i = 0; i < 300; ++i)
        column.append(i == 250 ? 99.0 : 1.0);
    column.truncate(200);
    for (int i = 0; i < 100; ++i)
        column.append(2.0);
    const auto found = column.extremes(0, 300);
    QCOMPARE(column.at(*found.highest), 2.0);
}

void CurveTest::emaIsBiasCorrected() {
    // Weight 0.9: m1 = 0.1, shown 0.1/0.1; m2 = 0.9*0.1 + 0.1*2 = 0.29, shown 0.29/0.19; m3 = 0.261 + 0.4 = 0.661, shown
    // 0.661/0.271.
    Ema ema(0.9);
    QVERIFY(std::abs(ema.next(1) - 1.0) < 1e-12);
    QVERIFY(std::abs(ema.next(2) - 0.29 / 0.19) < 1e-12);
    QVERIFY(std::abs(ema.next(4) - 0.661 / 0.271) < 1e-12);
}

void CurveTest::emaOfAConstantIsTheConstant() {
    Ema ema(0.999);
    for (int i = 0; i < 50; ++i)
        QVERIFY(std::abs(ema.next(0.69) - 0.69) < 1e-9);
}

void CurveTest::emaLeavesOutNaN() {
    Ema ema(0.5);
    QCOMPARE(ema.next(1), 1.0);
    QVERIFY(std::isnan(ema.next(kNaN)));
    // m = 0.5*0.5 + 0.5*3 = 1.75, shown 1.75/0.75: as if the NaN had not come.
    QVERIFY(std::abs(ema.next(3) - 1.75 / 0.75) < 1e-12);
}

void CurveTest::smoothedCurveGrowsWithItsCurve() {
    Curve curve = makeCurve(10);
    SmoothedCurve smoothed;
    smoothed.setWeight(0.5);
    smoothed.follow(curve);
    curve.append(11, 0, 0, 0.25);
    smoothed.follow(curve);
    SmoothedCurve afresh;
    afresh.setWeight(0.5);
    afresh.follow(curve);
    QCOMPARE(smoothed.values().values(), afresh.values().values());
    QCOMPARE(smoothed.values().size(), std::size_t(11));
}

void CurveTest::smoothedCurveStartsAgainAfterARewind() {
    Curve curve = makeCurve(10);
    SmoothedCurve smoothed;
    smoothed.setWeight(0.5);
    smoothed.follow(curve);
    curve.rewind(4);
    curve.append(4, 0, 0, 100);
    smoothed.follow(curve);
    QCOMPARE(smoothed.values().size(), std::size_t(4));
    QVERIFY(smoothed.values().at(3) > 50);
}

void CurveTest::atFindsTheLastPointAtOrBefore() {
    Curve curve;
    for (const int step : {10, 20, 30})
        curve.append(step, 0, 0, step);
    QVERIFY(!curve.at(9));
    QCOMPARE(*curve.at(10), std::size_t(0));
    QCOMPARE(*curve.at(29), std::size_t(1));
    QCOMPARE(*curve.at(1000), std::size_t(2));
}

void CurveTest::xOfStepInterpolates() {
    Curve curve;
    curve.append(100, 1.0, 10, 0);
    curve.append(200, 2.0, 30, 0);
    QCOMPARE(curve.xOfStep(150, XAxis::Step), 150.0);
    QCOMPARE(curve.xOfStep(150, XAxis::Epoch), 1.5);
    QCOMPARE(curve.xOfStep(150, XAxis::Time), 20.0);
    QCOMPARE(curve.xOfStep(50, XAxis::Epoch), 1.0);
    QCOMPARE(curve.xOfStep(500, XAxis::Epoch), 2.0);
}

void CurveTest::stepNearTakesTheNearest() {
    Curve curve;
    for (const int step : {10, 20, 30})
        curve.append(step, 0, 0, 0);
    QCOMPARE(curve.stepNear(14, XAxis::Step), 10);
    QCOMPARE(curve.stepNear(16, XAxis::Step), 20);
    QCOMPARE(curve.stepNear(-5, XAxis::Step), 10);
    QCOMPARE(curve.stepNear(99, XAxis::Step), 30);
}

void CurveTest::rewindDropsTheStepAndLater() {
    Curve curve = makeCurve(100);
    curve.append(101, 0, 0, kNaN);
    QCOMPARE(curve.gaps().size(), std::size_t(1));
    curve.rewind(51);
    QCOMPARE(curve.size(), std::size_t(50));
    QCOMPARE(curve.step(49), 50);
    QVERIFY(curve.gaps().empty());
}

void CurveTest::fewPointsAreAllKept() {
    const Curve curve = makeCurve(50);
    QCOMPARE(decimate(curve, curve.values(), XAxis::Step, 1, 50, 100).size(), std::size_t(50));
    // In a zoomed view also the neighbours outside, so that lines run to the border.
    const auto part = decimate(curve, curve.values(), XAxis::Step, 20, 30, 100);
    QCOMPARE(part.front().x, 19.0);
    QCOMPARE(part.back().x, 31.0);
}

void CurveTest::manyPointsAreTwoAColumnPlusNeighbours() {
    const Curve curve = makeCurve(100000);
    for (const int columns : {1, 7, 100, 800})
        QVERIFY(decimate(curve, curve.values(), XAxis::Step, 1000, 90000, columns).size() <=
                2 * static_cast<std::size_t>(columns) + 3);
}

void CurveTest::decimationKeepsTheExtremesOfEachColumn() {
    const Curve curve = makeCurve(10000);
    constexpr int kColumns = 100;
    const auto points = decimate(curve, curve.values(), XAxis::Step, 0, 10000, kColumns);
    for (int column = 0; column < kColumns; ++column) {
        const double from = column * 100.0;
        double low = 2;
        double high = -1;
        for (std::size_t i = 0; i < curve.size(); ++i) {
            if (curve.x(i, XAxis::Step) >= from && curve.x(i, XAxis::Step) < from + 100) {
                low = std::min(low, curve.value(i));
                high = std::max(high, curve.value(i));
            }
        }
        std::set<double> kept;
        for (const auto& point : points)
            if (point.x >= from && point.x < from + 100)
                kept.insert(point.y);
        QVERIFY2(kept.contains(low) && kept.contains(high), qPrintable(QString::number(column)));
    }
}

void CurveTest::decimationIsSortedAndKeepsTheLastPoint() {
    const Curve curve = makeCurve(5000);
    const auto points = decimate(curve, curve.values(), XAxis::Step, 1, 5000, 64);
    QVERIFY(std::is_sorted(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.x < b.x; }));
    QCOMPARE(points.back().x, 5000.0);
}

void CurveTest::decimationBreaksTheLineAtNaN() {
    Curve curve;
    for (int i = 1; i <= 4000; ++i)
        curve.append(i, 0, 0, i == 2000 ? kNaN : 1.0);
    const auto points = decimate(curve, curve.values(), XAxis::Step, 1, 4000, 50);
    QCOMPARE(std::count_if(points.begin(), points.end(), [](const auto& point) { return std::isnan(point.y); }), 1);
}

void CurveTest::aMillionPointsDecimateInUnderSixteenMilliseconds() {
    const Curve curve = makeCurve(1000000);
    QElapsedTimer timer;
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        timer.start();
        const auto points = decimate(curve, curve.values(), XAxis::Step, 1, 1e6, 1600);
        best = std::min(best, static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QVERIFY(points.size() > 1600);
    }
    QVERIFY2(best < 16, qPrintable(QString::number(best)));
}

QTEST_APPLESS_MAIN(CurveTest)
#include "tst_curve.moc"
