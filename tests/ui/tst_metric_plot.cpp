// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/metric_plot.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <limits>
#include <memory>

using namespace cpw::ui;

namespace {

Curve fallingCurve(int points) {
    Curve curve;
    for (int i = 1; i <= points; ++i)
        curve.append(i, i / 100.0, i * 0.1, 1.0 / i);
    return curve;
}

} // namespace

class MetricPlotTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void emptyChartSaysItsSentence();
    void redrawsAreCoalesced();
    void drawsAtMostTwoPointsAPixel();
    void yFitsUntilItIsZoomed();
    void legendShowsTheValueAtTheCursor();
    void hiddenLineIsNotDrawn();
    void dotsAreShownForFewPointsOnly();
    void arrowKeysMoveTheCursor();
    void clickPicksTheNearestStep();
    void csvHasAllOrTheVisiblePoints();
    void shiftDragAndKeysSelectSteps();
    void selectedStepsAreExported();
    void pausesAndSelectedStepsHaveAGround();
    void imagesAreWrittenInThreeFormats();
    void theMenuOpensOverTheLinesToo();
    void unwritablePathIsToldNotIgnored();
    void rawLinesAreThinAndSmoothedOnesWide();
    void logarithmicAxisBreaksTheLineAtZero();
    void secondCursorTellsTheDifference();
    void shiftClickAndKeysSetTheSecondCursor();
    void aLongCurveIsSmoothedInTurns();

private:
    std::unique_ptr<MetricPlot> makePlot(const Curve& curve, bool isSmoothed = false) {
        auto plot = std::make_unique<MetricPlot>(
            *m_theme, MetricPlot::Options{QStringLiteral("Loss"), ValueStyle::Loss, QStringLiteral("Nothing yet."), false, true});
        plot->resize(500, 220);
        plot->setSeries({{QStringLiteral("train"), &curve, 0, isSmoothed, false, !isSmoothed}});
        plot->setTimeline(&curve);
        plot->setXRange(0, static_cast<double>(curve.size()) + 1);
        plot->show();
        plot->refreshNow();
        return plot;
    }

    std::unique_ptr<Theme> m_theme;
};

void MetricPlotTest::emptyChartSaysItsSentence() {
    Curve curve;
    const auto plot = makePlot(curve);
    QVERIFY(!plot->canvas().yAxis->tickLabels());
    curve.append(1, 0, 0, 0.5);
    plot->refreshNow();
    QVERIFY(plot->canvas().yAxis->tickLabels());
}

void MetricPlotTest::redrawsAreCoalesced() {
    Curve curve = fallingCurve(10);
    const auto plot = makePlot(curve);
    const auto before = plot->redraws();
    for (int i = 0; i < 1000; ++i) {
        curve.append(11 + i, 0, 0, 0.1);
        plot->refreshSoon();
    }
    QTRY_COMPARE(plot->redraws(), before + 1);
}

void MetricPlotTest::drawsAtMostTwoPointsAPixel() {
    const Curve curve = fallingCurve(200000);
    const auto plot = makePlot(curve);
    const int columns = plot->canvas().axisRect()->width();
    QVERIFY(plot->canvas().graph(0)->dataCount() <= 2 * columns + 3);
    QVERIFY(plot->canvas().graph(0)->dataCount() > columns);
}

void MetricPlotTest::yFitsUntilItIsZoomed() {
    Curve curve = fallingCurve(10);
    const auto plot = makePlot(curve);
    QVERIFY(plot->canvas().yAxis->range().contains(1.0));
    curve.append(11, 0, 0, 5.0);
    plot->setXRange(0, 12);
    plot->refreshNow();
    QVERIFY(plot->canvas().yAxis->range().contains(5.0));
    const QPointF center = plot->canvas().rect().center();
    QWheelEvent wheel(center, plot->canvas().mapToGlobal(center), QPoint(), QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&plot->canvas(), &wheel);
    const QCPRange zoomed = plot->canvas().yAxis->range();
    curve.append(12, 0, 0, 50.0);
    plot->refreshNow();
    QCOMPARE(plot->canvas().yAxis->range(), zoomed);
    plot->fitY();
    plot->setXRange(0, 13);
    plot->refreshNow();
    QVERIFY(plot->canvas().yAxis->range().contains(50.0));
}

void MetricPlotTest::legendShowsTheValueAtTheCursor() {
    const Curve curve = fallingCurve(10);
    const auto plot = makePlot(curve);
    QCOMPARE(plot->header().items()[0].value, QStringLiteral("0.1000"));
    plot->setStepCursor(4);
    QCOMPARE(plot->header().items()[0].value, QStringLiteral("0.2500"));
}

void MetricPlotTest::hiddenLineIsNotDrawn() {
    const Curve curve = fallingCurve(10);
    const auto plot = makePlot(curve);
    Q_EMIT plot->header().toggled(0);
    QVERIFY(!plot->canvas().graph(0)->visible());
    QVERIFY(plot->header().items()[0].isHidden);
    Q_EMIT plot->header().toggled(0);
    QVERIFY(plot->canvas().graph(0)->visible());
}

void MetricPlotTest::dotsAreShownForFewPointsOnly() {
    const Curve few = fallingCurve(20);
    const Curve many = fallingCurve(100);
    QVERIFY(!makePlot(few)->canvas().graph(0)->scatterStyle().isNone());
    QVERIFY(makePlot(many)->canvas().graph(0)->scatterStyle().isNone());
}

void MetricPlotTest::arrowKeysMoveTheCursor() {
    const Curve curve = fallingCurve(50);
    const auto plot = makePlot(curve);
    QSignalSpy picked(plot.get(), &MetricPlot::stepPicked);
    QTest::keyClick(plot.get(), Qt::Key_Left);
    QCOMPARE(picked.last()[0].toLongLong(), 49);
    plot->setStepCursor(20);
    QTest::keyClick(plot.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(picked.last()[0].toLongLong(), 30);
    QTest::keyClick(plot.get(), Qt::Key_Home);
    QCOMPARE(picked.last()[0].toLongLong(), 1);
}

void MetricPlotTest::clickPicksTheNearestStep() {
    const Curve curve = fallingCurve(50);
    const auto plot = makePlot(curve);
    QSignalSpy picked(plot.get(), &MetricPlot::stepPicked);
    PlotCanvas& canvas = plot->canvas();
    const QPoint place(static_cast<int>(canvas.xAxis->coordToPixel(30.2)), canvas.axisRect()->center().y());
    QTest::mouseClick(&canvas, Qt::LeftButton, Qt::NoModifier, place);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.first()[0].toLongLong(), 30);
}

void MetricPlotTest::csvHasAllOrTheVisiblePoints() {
    const Curve curve = fallingCurve(4);
    const auto plot = makePlot(curve);
    QCOMPARE(plot->csv(false), QStringLiteral("series,step,epoch,value\n\"train\",1,0.01,1\n\"train\",2,0.02,0.5\n\"train\",3,0."
                                              "03,0.33333333333333331\n\"train\",4,0.04,0.25\n"));
    plot->setXRange(1.5, 2.5);
    QCOMPARE(plot->csv(true), QStringLiteral("series,step,epoch,value\n\"train\",2,0.02,0.5\n"));
}

void MetricPlotTest::shiftDragAndKeysSelectSteps() {
    const Curve curve = fallingCurve(50);
    const auto plot = makePlot(curve);
    QSignalSpy picked(plot.get(), &MetricPlot::rangePicked);
    QSignalSpy zoomed(plot.get(), &MetricPlot::xZoomed);
    PlotCanvas& canvas = plot->canvas();
    const auto at = [&](double x) { return QPoint(static_cast<int>(canvas.xAxis->coordToPixel(x)), canvas.axisRect()->center().y()); };
    // From right to left, as well.
    QTest::mousePress(&canvas, Qt::LeftButton, Qt::ShiftModifier, at(40.1));
    QTest::mouseMove(&canvas, at(30));
    QTest::mouseRelease(&canvas, Qt::LeftButton, Qt::ShiftModifier, at(20.1));
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.first(), (QVariantList{qint64(20), qint64(40)}));
    QCOMPARE(zoomed.size(), 0);
    QTest::mouseClick(&canvas, Qt::LeftButton, Qt::ShiftModifier, at(10)); // no drag: nothing is selected
    QCOMPARE(picked.size(), 1);
    QSignalSpy start(plot.get(), &MetricPlot::rangeStartPicked);
    QSignalSpy end(plot.get(), &MetricPlot::rangeEndPicked);
    plot->setStepCursor(12);
    QTest::keyClick(plot.get(), Qt::Key_BracketLeft);
    plot->setStepCursor(std::nullopt);
    QTest::keyClick(plot.get(), Qt::Key_BracketRight);
    QCOMPARE(start.first()[0].toLongLong(), 12);
    QCOMPARE(end.first()[0].toLongLong(), 50); // the newest without a cursor
    plot->setStepRange(StepRange{12, 50});
    QTest::keyClick(plot.get(), Qt::Key_Escape);
    QVERIFY(picked.last()[0].toLongLong() > picked.last()[1].toLongLong());
}

void MetricPlotTest::selectedStepsAreExported() {
    const Curve curve = fallingCurve(4);
    const auto plot = makePlot(curve);
    QCOMPARE(plot->csvOfRange(), plot->csv(false));
    plot->setStepRange(StepRange{2, 2});
    QCOMPARE(plot->csvOfRange(), QStringLiteral("series,step,epoch,value\n\"train\",2,0.02,0.5\n"));
}

void MetricPlotTest::pausesAndSelectedStepsHaveAGround() {
    const Curve curve = fallingCurve(100);
    const auto plot = makePlot(curve);
    PlotCanvas& canvas = plot->canvas();
    const auto colorAt = [&](double x) {
        plot->refreshNow();
        canvas.replot(QCustomPlot::rpImmediateRefresh);
        const int y = canvas.axisRect()->bottom() - 3; // below the curve
        return canvas.toPixmap().toImage().pixelColor(static_cast<int>(canvas.xAxis->coordToPixel(x)), y);
    };
    const QColor ground = m_theme->tokens().raised;
    plot->fitY();
    canvas.yAxis->setRange(-5, 2);
    plot->setPauses({{PlotBand::Kind::Pause, 61.5, std::numeric_limits<double>::infinity()}});
    plot->setStepRange(StepRange{11, 31});
    const QColor selected = colorAt(21.5);
    const QColor paused = colorAt(90.5);
    QCOMPARE(colorAt(45.5), ground);
    QVERIFY(selected != ground);
    QVERIFY(paused != ground);
    QVERIFY(selected != paused);
    plot->setStepRange(std::nullopt);
    plot->setPauses({});
    QCOMPARE(colorAt(21.5), ground);
    QCOMPARE(colorAt(90.5), ground);
}

void MetricPlotTest::imagesAreWrittenInThreeFormats() {
    QTemporaryDir folder;
    const Curve curve = fallingCurve(100);
    const auto plot = makePlot(curve, true);
    const std::pair<ExportFormat, QByteArray> formats[] = {
        {ExportFormat::Png, "\x89PNG"}, {ExportFormat::Svg, "<?xml"}, {ExportFormat::Pdf, "%PDF"}};
    for (const auto& [format, magic] : formats) {
        const QString path = folder.filePath(QString::fromLatin1(magic.right(3)));
        QVERIFY(plot->exportImage(path, format, {}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(magic.size()) == magic);
        QVERIFY(file.size() > 1000);
    }
}

void MetricPlotTest::theMenuOpensOverTheLinesToo() {
    const Curve curve = fallingCurve(20);
    const auto plot = makePlot(curve);
    QSignalSpy asked(plot.get(), &MetricPlot::figureRequested);
    for (QWidget* where : {static_cast<QWidget*>(&plot->canvas()), static_cast<QWidget*>(plot.get())}) {
        QTimer::singleShot(0, [&] { // while the menu is open
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            for (auto* action : menu->actions())
                if (action->text().startsWith(QStringLiteral("Export figure")))
                    action->trigger();
            menu->close();
        });
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(100, 60), where->mapToGlobal(QPoint(100, 60)));
        QApplication::sendEvent(where, &event);
    }
    QCOMPARE(asked.count(), 2);
}

void MetricPlotTest::unwritablePathIsToldNotIgnored() {
    const Curve curve = fallingCurve(10);
    const auto plot = makePlot(curve);
    QVERIFY(!plot->exportImage(QStringLiteral("/nowhere/at/all/chart.png"), ExportFormat::Png, {}));
    QVERIFY(!plot->exportImage(QStringLiteral("/nowhere/at/all/chart.pdf"), ExportFormat::Pdf, {}));
    QVERIFY(!plot->exportImage(QStringLiteral("/nowhere/at/all/chart.svg"), ExportFormat::Svg, {}));
}

void MetricPlotTest::rawLinesAreThinAndSmoothedOnesWide() {
    const Curve curve = fallingCurve(100);
    const auto plot = makePlot(curve, true);
    QVERIFY(plot->canvas().plottingHints().testFlag(QCP::phFastPolylines));
    QCOMPARE(plot->canvas().graph(0)->pen().widthF(), 1.0);
    QVERIFY(plot->canvas().graph(0)->pen().color().alphaF() < 0.3);
    QCOMPARE(plot->canvas().graph(1)->pen().widthF(), 1.8);
    QVERIFY(plot->canvas().graph(1)->visible());
    plot->setSmoothing(0);
    plot->refreshNow();
    QVERIFY(!plot->canvas().graph(1)->visible());
    QCOMPARE(plot->canvas().graph(0)->pen().color().alphaF(), 1.0F);
}

void MetricPlotTest::logarithmicAxisBreaksTheLineAtZero() {
    Curve curve;
    curve.append(1, 0, 0, 0.0);
    curve.append(2, 0, 0, 2e-4);
    curve.append(3, 0, 0, 3e-3);
    const auto plot = makePlot(curve);
    plot->setLogY(true);
    plot->refreshNow();
    QVERIFY(std::isnan(plot->canvas().graph(0)->dataMainValue(0)));
    QVERIFY(plot->canvas().yAxis->range().contains(1e-4));
    QVERIFY(plot->canvas().yAxis->range().contains(1e-2));
    QVERIFY(!plot->canvas().yAxis->range().contains(5e-5));
}

void MetricPlotTest::secondCursorTellsTheDifference() {
    const Curve curve = fallingCurve(10); // 1 / step
    const auto plot = makePlot(curve);
    plot->resize(900, 220);
    QVERIFY(plot->header().items()[0].difference.isEmpty());
    plot->setStepCursor(2);
    plot->setSecondCursor(10);
    const auto& item = plot->header().items()[0];
    QCOMPARE(item.value, QStringLiteral("0.5000"));
    QCOMPARE(item.difference, QStringLiteral("-0.4000")); // 0.1 - 0.5
    QCOMPARE(item.slope, QStringLiteral("(-5.0e-2 a step)")); // over eight steps
    plot->setSecondCursor(1);
    QCOMPARE(plot->header().items()[0].difference, QStringLiteral("+0.5000"));
    QCOMPARE(plot->header().items()[0].slope, QStringLiteral("(-5.0e-1 a step)"));
    plot->setStepCursor(std::nullopt); // the newest step, which is 10
    QCOMPARE(plot->header().items()[0].difference, QStringLiteral("+0.9000"));
    plot->setSecondCursor(10);
    QCOMPARE(plot->header().items()[0].difference, QStringLiteral("+0.0000"));
    QVERIFY(plot->header().items()[0].slope.isEmpty()); // of no steps
    plot->setSecondCursor(std::nullopt);
    QVERIFY(plot->header().items()[0].difference.isEmpty());
}

void MetricPlotTest::shiftClickAndKeysSetTheSecondCursor() {
    const Curve curve = fallingCurve(100);
    const auto plot = makePlot(curve);
    QSignalSpy second(plot.get(), &MetricPlot::secondPicked);
    QSignalSpy range(plot.get(), &MetricPlot::rangePicked);
    auto& canvas = plot->canvas();
    const QPoint place(static_cast<int>(canvas.xAxis->coordToPixel(40.2)), canvas.axisRect()->center().y());
    QTest::mouseClick(&canvas, Qt::LeftButton, Qt::ShiftModifier, place);
    QCOMPARE(second.takeFirst().at(0).toLongLong(), 40);
    QVERIFY(range.isEmpty());
    plot->setStepCursor(7);
    QTest::keyClick(plot.get(), Qt::Key_M);
    QCOMPARE(second.takeFirst().at(0).toLongLong(), 7);
    plot->setSecondCursor(7);
    plot->setStepRange(StepRange{1, 2});
    QTest::keyClick(plot.get(), Qt::Key_Escape); // first the second cursor, then the selection
    QVERIFY(second.takeFirst().at(0).toLongLong() < 0);
    QVERIFY(range.isEmpty());
    plot->setSecondCursor(std::nullopt);
    QTest::keyClick(plot.get(), Qt::Key_Escape);
    QCOMPARE(range.size(), 1);
}

void MetricPlotTest::aLongCurveIsSmoothedInTurns() {
    const Curve curve = fallingCurve(350'000);
    const auto plot = makePlot(curve, true); // draws once
    QVERIFY(plot->isSmoothing());
    QCOMPARE(plot->canvas().graph(1)->dataCount(), 0);
    const auto before = plot->redraws();
    QTRY_VERIFY(!plot->isSmoothing());
    QVERIFY(plot->redraws() >= before + 3); // 100,000 points each, then the last 50,000
    SmoothedCurve whole;
    whole.setWeight(0.9);
    QVERIFY(whole.follow(curve));
    const auto drawn = plot->canvas().graph(1)->data();
    QVERIFY(drawn->size() > plot->canvas().axisRect()->width());
    for (const auto& point : *drawn)
        QCOMPARE(point.value, whole.values().at(*curve.at(static_cast<std::int64_t>(point.key))));
    plot->setSmoothing(0.5); // the line before stays until the new one is there
    plot->refreshNow();
    QVERIFY(plot->isSmoothing());
    QVERIFY(plot->canvas().graph(1)->dataCount() > 0);
    QTemporaryDir folder;
    QVERIFY(plot->exportImage(folder.filePath(QStringLiteral("whole.png")), ExportFormat::Png, {})); // not before it is whole
    QTRY_VERIFY(!plot->isSmoothing());
}

QTEST_MAIN(MetricPlotTest)
#include "tst_metric_plot.moc"
