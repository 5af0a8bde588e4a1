// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/known_runs.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/compare_chart.h"
#include "ui/widgets/figure_dialog.h"
#include "ui/widgets/paired_view.h"
#include "ui/widgets/parallel_view.h"
#include "ui/widgets/pgf_plot.h"
#include "ui/widgets/run_scatter.h"
#include "ui/widgets/score_chart.h"

#include <QFile>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <memory>

using namespace cpw;
using namespace cpw::ui;
using tests::kNan;
using tests::makeRun;

namespace {

std::shared_ptr<const LineData> lineOf(std::vector<std::vector<double>> seeds) {
    std::vector<api::MetricSeries> series;
    for (const auto& values : seeds) {
        series.push_back({"m", {}});
        for (std::size_t i = 0; i < values.size(); ++i)
            series.back().points.push_back({static_cast<std::int64_t>(10 * (i + 1)), 0, values[i], {}, 0});
    }
    std::vector<const api::MetricSeries*> pointers;
    for (const auto& one : series)
        pointers.push_back(&one);
    return std::make_shared<const LineData>(compare::meanCurve(pointers), compare::RowCount{});
}

} // namespace

class FiguresTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void aPlotIsWrittenAsLatex() {
        const PgfPlot plot{{QStringLiteral("Step"), 0, 30, {}},
                           {QStringLiteral("AUC, 95 %"), .5, .75, {{.5, QStringLiteral("low")}, {.75, QStringLiteral("a_b")}}, false},
                           {{QStringLiteral("lr 1e-3 & more"), QColor(0, 98, 181), 1, 1.4, false, {{10, .5}, {20, kNan}, {30, .75}}, {}},
                            {{}, QColor(0, 98, 181), 0, 0, true, {{1.5, .625}}, {{0, .5}, {30, .5}, {30, .6}}}},
                           {{{1, .5}, QStringLiteral("#1")}}};
        QCOMPARE(pgfText(plot, {80, 50.5, 8, QStringLiteral("100 % of it")}), QStringLiteral(R"(% In the preamble: \usepackage{pgfplots} \pgfplotsset{compat=1.18}
\begin{figure}
\centering
\begin{tikzpicture}[font=\fontsize{8}{9.6}\selectfont]
\definecolor{run1}{HTML}{0062B5}
\begin{axis}[
  width=80mm, height=50.5mm, axis lines=left, axis line style={-}, clip mode=individual, unbounded coords=jump,
  xmin=0, xmax=30, xlabel={Step},
  xmajorgrids,
  ymin=0.5, ymax=0.75, ylabel={AUC, 95 \%},
  ytick={0.5,0.75},
  yticklabels={{low},{a\_b}},
  legend pos=south east, legend cell align=left, legend style={draw=none, fill opacity=0.8, text opacity=1},
]
\addplot[run1, line width=1.4pt, dash pattern=on 4pt off 3pt, mark=none] coordinates {
(10,0.5) (20,nan) (30,0.75)
};
\addlegendentry{lr 1e-3 \& more}
\addplot[draw=none, fill=run1, fill opacity=0.16, forget plot] coordinates {
(0,0.5) (30,0.5) (30,0.6)
} -- cycle;
\addplot[run1, only marks, mark=*, mark size=1.5pt, mark options={solid}, forget plot] coordinates {
(1.5,0.625)
};
\node[anchor=west] at (axis cs:1,0.5) {\#1};
\end{axis}
\end{tikzpicture}
\caption{100 \% of it}
\end{figure}
)"));
    }

    void withoutLegendAndCaptionThePictureStandsAlone() {
        const PgfPlot plot{{}, {}, {{QStringLiteral("a"), Qt::black, 0, 1, false, {{0, 0}}, {}}}, {}};
        const QString text = pgfText(plot, {80, 50, 8, {}, false});
        QVERIFY(!text.contains(QStringLiteral("addlegendentry")) && !text.contains(QStringLiteral("figure}")));
        QVERIFY(text.section(QLatin1Char('\n'), 1).startsWith(QStringLiteral("\\begin{tikzpicture}")));
    }

    void signsOfLatexAreMasked() {
        QCOMPARE(latexText(QStringLiteral("a_b {50%} #1 $2 & ~^\\ <|>")),
                 QStringLiteral("a\\_b \\{50\\%\\} \\#1 \\$2 \\& \\textasciitilde{}\\textasciicircum{}\\textbackslash{} \\textless{}\\textbar{}\\textgreater{}"));
    }

    void numbersHaveAPointWhateverTheLanguage() {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        CompareChart chart(*m_theme, ValueStyle::Auc);
        chart.setTitle(QStringLiteral("Validation AUC"));
        chart.resize(600, 300);
        chart.setLines({{QStringLiteral("one"), {}, false, lineOf({{.5, .75}})}});
        const QString text = chart.pgfplots({80, 50, 8, {}});
        QLocale::setDefault(before);
        QVERIFY(text.contains(QStringLiteral("coordinates {\n(10,0.5) (20,0.75)\n};")));
        QVERIFY(text.contains(QStringLiteral("xmin=10, xmax=20, xlabel={Step}")));
        QVERIFY(text.contains(QStringLiteral("\\addlegendentry{one}")));
    }

    void theBandGoesForthBelowAndBackAbove() {
        CompareChart chart(*m_theme, ValueStyle::Auc);
        chart.resize(600, 300);
        chart.setLines({{QStringLiteral("group"), {1, 0}, false, lineOf({{.5, .6}, {.5, .6}, {.5, .6}})}}); // an interval of no width
        QVERIFY(chart.pgfplots({}).contains(QStringLiteral("coordinates {\n(10,0.5) (20,0.6) (20,0.6) (10,0.5)\n} -- cycle;")));
    }

    void manyPointsAreCutToTheFigureAndItSaysSo() {
        std::vector<double> values(10'000);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = std::sin(static_cast<double>(i));
        CompareChart chart(*m_theme, ValueStyle::Loss);
        chart.resize(600, 300);
        chart.setLines({{QStringLiteral("long"), {}, false, lineOf({values})}});
        const QString text = chart.pgfplots({50, 50, 8, {}}); // 200 columns
        QVERIFY(text.contains(QStringLiteral("% Of 1 lines with many points")));
        const auto points = text.count(QLatin1Char('(')) - text.section(QStringLiteral("\\addplot"), 0, 0).count(QLatin1Char('('));
        QVERIFY2(points >= 200 && points <= 403, qPrintable(QString::number(points)));
    }

    void everyKindOfChartHasItsLatex() {
        ScoreChart scores(*m_theme);
        scores.setLines(ScoreChart::Roc, {{QStringLiteral("r-0001"), {}, .75, {{0, 0}, {.25, .75}, {1, 1}}}});
        QVERIFY(scores.pgfplots({}).contains(QStringLiteral("(0,0) (0.25,0.75) (1,1)")));
        QVERIFY(scores.pgfplots({}).contains(QStringLiteral("\\addlegendentry{r-0001  AUC 0.75000}")));
        RunScatter scatter(*m_theme);
        scatter.setContent({{makeRun(1), makeRun(2), makeRun(3)}, {"seconds", {1, 2, kNan}, {}}, {"backbone", {0, 1, 1}, {"fm", "dcn_v2"}},
                            compare::ValueColumn{"backbone", {0, 1, 1}, {"fm", "dcn_v2"}}});
        const QString points = scatter.pgfplots({});
        QVERIFY(points.contains(QStringLiteral("yticklabels={{fm},{dcn\\_v2}}")));
        QVERIFY(points.contains(QStringLiteral("(1,0)")) && points.contains(QStringLiteral("\\addlegendentry{fm}")));
        QVERIFY(points.contains(QStringLiteral("(2,1)")) && !points.contains(QStringLiteral("nan"))); // the third has no place
        ParallelView parallel(*m_theme);
        parallel.setContent({makeRun(1)}, {{"a", {5}, {}}, {"b", {kNan}, {}}});
        QVERIFY(parallel.pgfplots({}).contains(QStringLiteral("(0,0.5) (1,nan)")));
        QVERIFY(parallel.pgfplots({}).contains(QStringLiteral("xticklabels={{a},{b}}")));
        PairedView paired(*m_theme);
        paired.setRows({{QStringLiteral("small"), {}, {{{1}, 1, .1}, {{2}, 2, .3}}}});
        QVERIFY(paired.pgfplots({}).contains(QStringLiteral("(0.1,1) (0.3,1)")));
        QVERIFY(paired.pgfplots({}).contains(QStringLiteral("yticklabels={{small}}")));
    }

    void aPresetSurvivesARestart() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("user.ini"));
        {
            QSettings settings(file, QSettings::IniFormat);
            FigurePresets presets(settings);
            presets.save({QStringLiteral("Poster"), ExportFormat::Svg, {400, 250, 18, {}, false}});
            presets.save({QStringLiteral("Column / narrow"), ExportFormat::Pgfplots, {84, 60.5, 8, QStringLiteral("A caption, 95 %"), true}});
            presets.save({QStringLiteral("gone"), ExportFormat::Png, {}});
            presets.remove(QStringLiteral("gone"));
        }
        QSettings settings(file, QSettings::IniFormat);
        FigurePresets presets(settings);
        auto all = presets.all();
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[0].name, QStringLiteral("Column / narrow"));
        QCOMPARE(all[0].format, ExportFormat::Pgfplots);
        QCOMPARE(all[0].form.widthMillimetres, 84.0);
        QCOMPARE(all[0].form.heightMillimetres, 60.5);
        QCOMPARE(all[0].form.fontPoints, 8);
        QCOMPARE(all[0].form.caption, QStringLiteral("A caption, 95 %"));
        QVERIFY(all[0].form.hasLegend);
        QCOMPARE(all[1].format, ExportFormat::Svg);
        QVERIFY(!all[1].form.hasLegend);
        presets.save({QStringLiteral("Poster"), ExportFormat::Pdf, {300, 200, 16, {}, true}}); // in its place
        all = presets.all();
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[1].form.widthMillimetres, 300.0);
    }

    void theDialogKeepsShowsAndRemovesPresets() {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("user.ini")), QSettings::IniFormat);
        FigurePresets presets(settings);
        {
            FigureDialog dialog({{QStringLiteral("ROC")}}, &presets);
            QVERIFY(!dialog.keepButton().isEnabled() && !dialog.removeButton().isEnabled());
            const auto boxes = dialog.findChildren<QSpinBox*>();
            QCOMPARE(boxes.size(), 3); // width, height, font
            boxes[0]->setValue(84);
            boxes[2]->setValue(7);
            QTest::keyClicks(dialog.presetBox().lineEdit(), QStringLiteral("Paper"));
            QVERIFY(dialog.keepButton().isEnabled() && !dialog.removeButton().isEnabled());
            dialog.keepButton().click();
            QVERIFY(dialog.removeButton().isEnabled());
            QCOMPARE(dialog.presetBox().count(), 1);
            boxes[0]->setValue(200);
            dialog.accept();
        }
        FigureDialog dialog({{QStringLiteral("ROC")}}, &presets);
        QCOMPARE(dialog.form().widthMillimetres, 200.0); // as it was used last
        dialog.presetBox().setCurrentIndex(0);
        Q_EMIT dialog.presetBox().activated(0);
        QCOMPARE(dialog.form().widthMillimetres, 84.0);
        QCOMPARE(dialog.form().fontPoints, 7);
        dialog.removeButton().click();
        QVERIFY(presets.all().empty());
        QCOMPARE(dialog.presetBox().count(), 0);
        QCOMPARE(dialog.form().widthMillimetres, 84.0); // only the name is gone
        FigureDialog bare({{QStringLiteral("ROC")}}, nullptr);
        QVERIFY(!bare.presetBox().isVisibleTo(&bare));
    }

    void latexIsWrittenWholeOrNotAtAll() {
        QTemporaryDir folder;
        ScoreChart chart(*m_theme);
        chart.setLines(ScoreChart::Roc, {{QStringLiteral("a"), {}, .5, {{0, 0}, {1, 1}}}});
        const QString path = folder.filePath(QStringLiteral("roc.") + endingOf(ExportFormat::Pgfplots));
        QVERIFY(path.endsWith(QStringLiteral(".tex")));
        QVERIFY(chart.exportFigure(path, ExportFormat::Pgfplots, {}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), chart.pgfplots({}));
        QVERIFY(!chart.exportFigure(folder.filePath(QStringLiteral("no/such.tex")), ExportFormat::Pgfplots, {}));
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(FiguresTest)
#include "tst_figures.moc"
