// SPDX-License-Identifier: GPL-3.0-or-later
// Charts of Inspect and of Live as figures: in the form that was asked for, in the light theme, for LaTeX where they are lines or bars.
#include "ui/pages/inspect/cell_map.h"
#include "ui/pages/inspect/checkpoint_line.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/point_map.h"
#include "ui/pages/inspect/view_figure.h"
#include "ui/widgets/elided_header.h"
#include "ui/widgets/figure_dialog.h"
#include "ui/widgets/metric_plot.h"

#include <QFile>
#include <QImage>
#include <QLabel>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace cpw;
using namespace cpw::ui;

namespace {

const FigureForm kSmall{100, 60, 9, {}, false};

api::Contributions contributions(std::vector<double> ids) {
    api::Contributions made;
    for (const double each : ids)
        made.fields.push_back({each, 0.25});
    return made;
}

QImage written(Figure& figure, const FigureForm& form) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("figure.png"));
    return figure.exportFigure(path, ExportFormat::Png, form) ? QImage(path) : QImage();
}

/// Pixels of a colour in a part of an image.
int count(const QImage& image, const QColor& color, const QRect& area) {
    int found = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            found += image.pixel(x, y) == color.rgb() ? 1 : 0;
    return found;
}

} // namespace

class InspectFiguresTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void aMapIsPaintedInTheSizeOfTheFormAndInLightColours() {
        CellMap map(*m_theme, QStringLiteral("Norms"));
        map.setNumbers({{QStringLiteral("1"), QStringLiteral("2")}, {QStringLiteral("P1"), QStringLiteral("P2")}, {0, 1, 0, 1}});
        map.resize(240, 120);
        const QImage image = written(map, kSmall);
        QCOMPARE(image.size(), QSize(1181, 709)); // 378 by 227 dots of 1/96 inch, 300 an inch
        QCOMPARE(image.dotsPerMeterX(), 11811);
        const Tokens light = lightTokens();
        QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
        const QColor deep = blend(light.raised, light.accent, 0.93); // of the greatest number
        const QRect left(0, 0, image.width() / 2, image.height()), right(image.width() / 2, 0, image.width() / 2, image.height());
        QVERIFY(count(image, deep, right) > right.width() * right.height() / 2);
        QCOMPARE(count(image, deep, left), 0);
        QCOMPARE(map.grab().toImage().pixelColor(1, 1) == QColor(Qt::white), false); // on the screen it is dark as before
    }

    void whatIsChosenIsNoPartOfAFigure() {
        CellMap map(*m_theme, QStringLiteral("Norms"));
        map.setNumbers({{QStringLiteral("1")}, {QStringLiteral("P1"), QStringLiteral("P2")}, {0.5F, 1}});
        map.resize(240, 120);
        const QImage first = written(map, kSmall);
        map.setChosen({0, 1});
        QCOMPARE(written(map, kSmall), first);
    }

    void theKeySaysWhatTheColoursMean() {
        CellMap map(*m_theme, QStringLiteral("Differences"));
        map.setNumbers({{QStringLiteral("1")}, {QStringLiteral("P1"), QStringLiteral("P2")}, {-0.5F, 0.25F}, CellNumbers::Scale::AroundZero});
        map.resize(240, 120);
        const auto scale = map.key().scale;
        QVERIFY(scale);
        QCOMPARE(scale->low, -0.5);
        QCOMPARE(scale->high, 0.5);
        QVERIFY(scale->color(-0.5) != scale->color(0.5));
        auto form = kSmall;
        form.hasLegend = true;
        const Tokens light = lightTokens();
        const QColor lowest = blend(light.raised, light.runs[0], 0.93);
        const QImage bare = written(map, kSmall), keyed = written(map, form);
        const QRect foot(0, bare.height() - 60, bare.width(), 60);
        QVERIFY(count(keyed, QColor(Qt::white), foot) > count(bare, QColor(Qt::white), foot)); // the map is lower
        QVERIFY(count(keyed, lowest, QRect(0, 0, keyed.width(), keyed.height() - 90)) > 0);
    }

    void aMapHasNoLatexAndTheDialogSaysSo() {
        HeadGrid grid(*m_theme);
        QVERIFY(grid.isEmpty());
        QVERIFY(grid.kind() == FigureKind::Map);
        const QTemporaryDir folder;
        QVERIFY(!grid.exportFigure(folder.filePath(QStringLiteral("grid.tex")), ExportFormat::Pgfplots, {}));
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("grid.tex"))));
        FigureDialog dialog({{QStringLiteral("Loss"), FigureKind::Chart}, {QStringLiteral("Heads"), FigureKind::Map}, {QStringLiteral("All"), FigureKind::Screen}}, nullptr);
        const int latex = static_cast<int>(ExportFormat::Pgfplots);
        const auto isOffered = [&] { return dialog.formatBox().model()->flags(dialog.formatBox().model()->index(latex, 0)).testFlag(Qt::ItemIsEnabled); };
        dialog.formatBox().setCurrentIndex(latex);
        QVERIFY(isOffered());
        const QString ofCharts = dialog.note();
        dialog.setChart(1);
        QVERIFY(!isOffered());
        QVERIFY(dialog.format() == ExportFormat::Pdf); // not what cannot be written
        QVERIFY(dialog.note() != ofCharts);
        dialog.setChart(2);
        QVERIFY(!isOffered());
        dialog.setChart(0);
        QVERIFY(isOffered());
        QCOMPARE(dialog.note(), ofCharts);
    }

    void contributionsAreBarsForLatex() {
        ContributionBars bars(*m_theme);
        QVERIFY(bars.isEmpty());
        bars.setFields({QStringLiteral("age"), QStringLiteral("user_id")});
        bars.setContributions(contributions({0.5, -1}), contributions({0.125, 0}));
        const QString text = bars.pgfplots({});
        QVERIFY(text.contains(QStringLiteral("yticklabels={{age},{user\\_id}}"))); // sums 0.75 and -0.75: in their order
        QVERIFY(text.contains(QStringLiteral("xbar, bar width=4pt, bar shift=3pt, draw=none, fill=run2] coordinates {\n(0.75,2) (-0.75,1)\n};\n\\addlegendentry{as recorded}")));
        QVERIFY(text.contains(QStringLiteral("bar shift=-3pt, draw=none, fill=run3] coordinates {\n(0.375,2) (0.25,1)\n};\n\\addlegendentry{after the edit}")));
        QVERIFY(text.contains(QStringLiteral("xmin=-0.7875, xmax=0.7875")));
        bars.setContributions(contributions({0.5, -1}), std::nullopt);
        QVERIFY(bars.pgfplots({}).contains(QStringLiteral("bar shift=0pt")) && !bars.pgfplots({}).contains(QStringLiteral("after the edit")));
    }

    void aRowOverCheckpointsIsLinesForLatex() {
        CheckpointLine line(*m_theme);
        line.setPoints({{0, false, 0.5, 0.25}, {400, true, 0.75, 0.125}}, true);
        const QString text = line.pgfplots({});
        QVERIFY(text.contains(QStringLiteral("xmin=0, xmax=400, xlabel={Step}")) && text.contains(QStringLiteral("ymin=0, ymax=1, ylabel={Probability}")));
        QVERIFY(text.contains(QStringLiteral("(0,0.5) (400,0.75)\n};\n\\addlegendentry{as recorded}")));
        QVERIFY(text.contains(QStringLiteral("(0,0.25) (400,0.125)\n};\n\\addlegendentry{after the edit}")));
    }

    void pointsOfGroupsAreMarksForLatex() {
        PointMap map(*m_theme, QStringLiteral("Embeddings"));
        map.setPoints({{0, 0, 0, {}}, {1, 2, -1, {}}, {0.5, 1, 0, {}}}, {QStringLiteral("young")});
        map.setAxes(QStringLiteral("first component, 40 %"), {});
        const QString text = map.pgfplots({});
        QVERIFY(text.contains(QStringLiteral("only marks")) && text.contains(QStringLiteral("xlabel={first component, 40 \\%}")));
        QVERIFY(text.contains(QStringLiteral("(0,0) (0.5,1)\n};\n\\addlegendentry{young}")));
        QVERIFY(text.contains(QStringLiteral("(1,2)\n};\n\\addlegendentry{others}")));
    }

    void aLiveChartIsWrittenAsLatex() {
        Curve curve, rates;
        for (int i = 1; i <= 4; ++i) {
            curve.append(i, 0.25 * i, i, 1.0 / i);
            rates.append(i, 0.25 * i, i, i == 3 ? 0 : 0.5);
        }
        MetricPlot plot(*m_theme, {QStringLiteral("Loss"), ValueStyle::Loss, {}, true, false});
        plot.resize(500, 220);
        plot.setSeries({{QStringLiteral("train"), &curve, 0, true, false, false}, {QStringLiteral("rate"), &rates, 3, false, true, false}});
        plot.setTimeline(&curve);
        plot.setXRange(1, 4);
        plot.setSmoothing(0.5);
        plot.refreshNow();
        const QString text = plot.pgfplots({80, 50, 8, {}});
        QVERIFY(text.contains(QStringLiteral("xmin=1, xmax=4, xlabel={Step}")) && text.contains(QStringLiteral("ymode=log")));
        QVERIFY(text.contains(QStringLiteral("(1,1) (2,0.5) (3,0.3333333333) (4,0.25)"))); // raw, beside the smoothed one
        // Bias-corrected: (1 * .5 + .5 * 1) / 1.5 ... of 1 and 1/2 the second is 2/3.
        QVERIFY(text.contains(QStringLiteral("(1,1) (2,0.6666666667)")));
        QCOMPARE(text.count(QStringLiteral("\\addlegendentry{train}")), 1);
        QVERIFY(text.contains(QStringLiteral("dash pattern=on 4pt off 3pt")));
        QVERIFY(text.contains(QStringLiteral("(2,0.5) (3,nan) (4,0.5)"))); // a logarithm has no place for 0
        QVERIFY(text.contains(QStringLiteral("\\definecolor{run1}{HTML}{B8D3EA}"))); // light, though the window is dark: 28 % of 0062B5 on white
    }

    void aLiveChartLooksAsBeforeItWasWritten() {
        Curve curve;
        for (int i = 1; i <= 50; ++i)
            curve.append(i, 0.1 * i, i, 1.0 / i);
        MetricPlot plot(*m_theme, {QStringLiteral("Loss"), ValueStyle::Loss, {}, false, false});
        plot.resize(500, 220);
        plot.setSeries({{QStringLiteral("train"), &curve, 0, true, false, false}});
        plot.setTimeline(&curve);
        plot.setXRange(1, 50);
        plot.setStepCursor(20);
        plot.refreshNow();
        plot.canvas().replot();
        const QImage before = plot.canvas().toPixmap(500, 200).toImage();
        const QImage image = written(plot, {100, 60, 9, QStringLiteral("A caption"), true});
        QCOMPARE(image.size(), QSize(1181, 709));
        QCOMPARE(image.pixelColor(2, 2), lightTokens().raised);
        plot.setStepCursor(std::nullopt);
        QCOMPARE(written(plot, {100, 60, 9, QStringLiteral("A caption"), true}), image); // the cursor is no part of it
        plot.setStepCursor(20);
        plot.refreshNow();
        plot.canvas().replot();
        QCOMPARE(plot.canvas().toPixmap(500, 200).toImage(), before);
        QVERIFY(written(plot, {100, 60, 9, {}, false}) != image);
    }

    void aBiggerFontIsABiggerText() {
        CellMap map(*m_theme, QStringLiteral("Norms"));
        map.setNumbers({{QStringLiteral("layer 1"), QStringLiteral("layer 2")}, {QStringLiteral("P1")}, {0.1F, 0.1F}});
        map.resize(240, 120);
        const auto inkOfTitles = [&](int points) {
            auto form = kSmall;
            form.fontPoints = points;
            const QImage image = written(map, form);
            int rows = 0; // in which the titles left of the map have ink
            for (int y = 0; y < image.height(); ++y) {
                bool hasInk = false;
                for (int x = 20; x < 140; ++x)
                    hasInk = hasInk || image.pixelColor(x, y).lightness() < 128;
                rows += hasInk ? 1 : 0;
            }
            return rows;
        };
        const int usual = inkOfTitles(9), large = inkOfTitles(18);
        QVERIFY2(large > 1.6 * usual && large < 2.4 * usual, qPrintable(QStringLiteral("%1 and %2").arg(usual).arg(large)));
    }

    void aHeadIsWrappedAtItsSignsAndThenCutInItsMiddle() {
        const QFontMetrics metrics(fontOf(FontRole::ColumnHead));
        const QString name = QStringLiteral("sample/prompt_scratch");
        const int width = metrics.horizontalAdvance(QStringLiteral("prompt_scr"));
        QCOMPARE(wrappedLines(name, metrics, 1000, 3), QStringList{name});
        QCOMPARE(wrappedLines(name, metrics, width, 3), (QStringList{QStringLiteral("sample/"), QStringLiteral("prompt_"), QStringLiteral("scratch")}));
        for (int most = 1; most <= 3; ++most)
            for (int room = metrics.horizontalAdvance(QStringLiteral("mmmm")); room < 2 * width; room += 7) {
                const auto lines = wrappedLines(name, metrics, room, most);
                QVERIFY(lines.size() <= most);
                for (const auto& line : lines)
                    QVERIFY(metrics.horizontalAdvance(line) <= room);
                if (!lines.last().contains(QChar(0x2026)))
                    QCOMPARE(lines.join(QString()), name);
                else
                    QVERIFY(lines.size() == most && name.endsWith(lines.last().back()));
            }
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(InspectFiguresTest)
#include "tst_inspect_figures.moc"
