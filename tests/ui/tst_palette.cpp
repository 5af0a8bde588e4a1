// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/processor_time.h"
#include "tests/support/window_bench.h"
#include "ui/pages/runs_page.h"
#include "ui/palette/command_palette.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QtTest>

#include <memory>

using namespace cpw;
using namespace cpw::ui;

namespace {

struct Bench : tests::WindowBench {
    using WindowBench::WindowBench;
    CommandPalette& openWith(const QString& typed) {
        window->commandPalette().open();
        QTest::keyClicks(&window->commandPalette().field(), typed);
        return window->commandPalette();
    }
    QStringList shown() {
        QStringList texts;
        auto& model = window->commandPalette().model();
        for (int row = 0; row < model.rowCount(); ++row)
            texts << model.index(row).data().toString();
        return texts;
    }
};

PaletteEntry entry(const QString& id, const QString& text, const QString& detail = {}) {
    PaletteEntry line;
    line.id = id;
    line.text = text;
    line.detail = detail;
    return line;
}

} // namespace

class PaletteTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void wordsMatchInAnyOrder();
    void startsOfWordsBeatMiddles();
    void recentLinesStandFirst();
    void prefixShowsOneKind();
    void modelKeepsItsPromises();
    void keysOpenAndEscapeGivesTheFocusBack();
    void returnRunsTheChosenCommand();
    void aCommandThatCannotRunSaysWhy();
    void tabFillsIn();
    void runIsOpenedByItsNumber();
    void typedStepMovesTheCursor();
    void controlReturnAssignsKeysAndRefusesTakenOnes();
    void tenThousandLinesAreFilteredQuickly();
    void ofManyRunsTheBestAreListed();
    void aRunUsedLatelyIsListedHoweverOldItIs();

private:
    std::unique_ptr<Theme> m_theme;
};

void PaletteTest::wordsMatchInAnyOrder() {
    const FuzzyText text(QStringLiteral("Change learning rate, CTR side"), QStringLiteral("5e-4"));
    QVERIFY(text.score(fuzzyWords(QStringLiteral("rate lear"))) > 0);
    QVERIFY(text.score(fuzzyWords(QStringLiteral("LEAR ctr"))) > 0);
    QVERIFY(text.score(fuzzyWords(QStringLiteral("chlera"))) > 0); // first letters of words
    QCOMPARE(text.score(fuzzyWords(QStringLiteral("hgr"))), 0);
    QCOMPARE(text.score(fuzzyWords(QStringLiteral("rate dropout"))), 0);
}

void PaletteTest::startsOfWordsBeatMiddles() {
    PaletteModel model;
    model.setEntries({entry(QStringLiteral("a"), QStringLiteral("Separate groups")),
                      entry(QStringLiteral("b"), QStringLiteral("Learning rate")),
                      entry(QStringLiteral("c"), QStringLiteral("Rate of decay"))},
                     {});
    model.setTyped(QStringLiteral("rate"));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.entry(0).id, QStringLiteral("c"));
    QCOMPARE(model.entry(1).id, QStringLiteral("b"));
    QCOMPARE(model.entry(2).id, QStringLiteral("a"));
}

void PaletteTest::recentLinesStandFirst() {
    PaletteModel model;
    model.setEntries({entry(QStringLiteral("a"), QStringLiteral("Open file")),
                      entry(QStringLiteral("b"), QStringLiteral("Open folder")),
                      entry(QStringLiteral("c"), QStringLiteral("Close"))},
                     {QStringLiteral("c"), QStringLiteral("b")});
    QCOMPARE(model.entry(0).id, QStringLiteral("c"));
    QCOMPARE(model.entry(1).id, QStringLiteral("b"));
    model.setTyped(QStringLiteral("open"));
    QCOMPARE(model.entry(0).id, QStringLiteral("b"));
}

void PaletteTest::prefixShowsOneKind() {
    Bench bench(*m_theme);
    bench.openWith(QStringLiteral("?"));
    QVERIFY(bench.shown().contains(QStringLiteral("What is PA-MLM?")));
    QVERIFY(!bench.shown().contains(QStringLiteral("Open...")));
    bench.openWith(QStringLiteral(">open"));
    QCOMPARE(bench.shown().first(), QStringLiteral("Open..."));
}

void PaletteTest::modelKeepsItsPromises() {
    PaletteModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries({entry(QStringLiteral("a"), QStringLiteral("Open"))}, {});
    model.setTyped(QStringLiteral("nothing"));
    model.setTyped({}, {entry(QStringLiteral("x"), QStringLiteral("Step 1"))});
    QCOMPARE(model.rowCount(), 2);
}

void PaletteTest::keysOpenAndEscapeGivesTheFocusBack() {
    Bench bench(*m_theme);
    bench.window->showPage(PageId::Runs);
    bench.window->trainSample();
    bench.window->showPage(PageId::Runs);
    bench.window->runsPage().filter().setFocus();
    QTRY_VERIFY(bench.window->runsPage().filter().hasFocus());
    bench.window->runsPage().filter().setText(QStringLiteral("kept"));
    bench.press(Qt::Key_K, Qt::ControlModifier); // which a text field would take to delete the rest of its line
    QVERIFY(bench.window->commandPalette().isOpen());
    QCOMPARE(bench.window->runsPage().filter().text(), QStringLiteral("kept"));
    QTRY_VERIFY(bench.window->commandPalette().field().hasFocus());
    bench.press(Qt::Key_Escape);
    QVERIFY(!bench.window->commandPalette().isOpen());
    QTRY_VERIFY(bench.window->runsPage().filter().hasFocus());
    bench.press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(bench.window->commandPalette().isOpen());
}

void PaletteTest::returnRunsTheChosenCommand() {
    Bench bench(*m_theme);
    auto& palette = bench.openWith(QStringLiteral("go runs"));
    QTest::keyClick(&palette.field(), Qt::Key_Return);
    QCOMPARE(bench.window->page(), PageId::Runs);
    QVERIFY(!palette.isOpen());
    bench.window->commandPalette().open();
    QCOMPARE(bench.shown().first(), QStringLiteral("Go to Runs")); // used lately
}

void PaletteTest::aCommandThatCannotRunSaysWhy() {
    Bench bench(*m_theme);
    auto& palette = bench.openWith(QStringLiteral(">stop and save"));
    QCOMPARE(bench.shown().first(), QStringLiteral("Stop and save"));
    QCOMPARE(palette.model().index(0).data(PaletteModel::ReasonRole).toString(), QStringLiteral("Nothing is running."));
    QTest::keyClick(&palette.field(), Qt::Key_Return);
    QVERIFY(palette.isOpen());
    QCOMPARE(palette.note(), QStringLiteral("Nothing is running."));
    for (const QAction* action : bench.window->actions().actions())
        QVERIFY2(action->isEnabled() || !disabledReason(*action).isEmpty(), qPrintable(action->objectName()));
}

void PaletteTest::tabFillsIn() {
    Bench bench(*m_theme);
    auto& palette = bench.openWith(QStringLiteral(">keyb"));
    QTest::keyClick(&palette.field(), Qt::Key_Tab);
    QCOMPARE(palette.field().text(), QStringLiteral(">Keyboard shortcuts"));
}

void PaletteTest::runIsOpenedByItsNumber() {
    Bench bench(*m_theme);
    bench.window->trainSample();
    bench.window->showPage(PageId::Home);
    auto& palette = bench.openWith(QStringLiteral("@r-0002"));
    QCOMPARE(palette.model().rowCount(), 1);
    QTest::keyClick(&palette.field(), Qt::Key_Return);
    QCOMPARE(bench.window->page(), PageId::Live);
    QCOMPARE(bench.window->selection().currentRun(), std::optional(api::RunId{2}));
}

void PaletteTest::typedStepMovesTheCursor() {
    Bench bench(*m_theme);
    bench.window->trainSample();
    tests::ScriptedRun script(bench.engine, {3}, bench.engine.submitted[2]);
    script.advance(300);
    bench.session.poll();
    bench.window->selection().followRun({3});
    auto& palette = bench.openWith(QStringLiteral(":120"));
    QCOMPARE(bench.shown().first(), QStringLiteral("Step 120"));
    QTest::keyClick(&palette.field(), Qt::Key_Return);
    QCOMPARE(bench.window->selection().stepCursor(), std::optional<std::int64_t>(120));
    bench.openWith(QStringLiteral(":epoch 1"));
    QTest::keyClick(&palette.field(), Qt::Key_Return);
    QCOMPARE(bench.window->selection().stepCursor(), std::optional<std::int64_t>(220)); // 220 steps make an epoch
}

void PaletteTest::controlReturnAssignsKeysAndRefusesTakenOnes() {
    Bench bench(*m_theme);
    auto& palette = bench.openWith(QStringLiteral(">about"));
    QTest::keyClick(&palette.field(), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(&palette.field(), Qt::Key_O, Qt::ControlModifier);
    QAction* about = bench.window->actions().find(QStringLiteral("help.about"));
    QVERIFY(about->shortcut().isEmpty());
    QVERIFY(palette.note().contains(QStringLiteral("belongs to Open")));
    QTest::keyClick(&palette.field(), Qt::Key_F9, Qt::ControlModifier);
    QCOMPARE(about->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_F9));
    palette.dismiss();
    // Kept for the next window of the user.
    auto again = std::make_unique<MainWindow>(*m_theme, bench.sessions, bench.settings);
    QCOMPARE(again->actions().find(QStringLiteral("help.about"))->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_F9));
    again->actions().resetKeys();
    QVERIFY(again->actions().find(QStringLiteral("help.about"))->shortcut().isEmpty());
}

void PaletteTest::tenThousandLinesAreFilteredQuickly() {
    std::vector<PaletteEntry> lines;
    for (int i = 0; i < 10'000; ++i)
        lines.push_back(entry(QString::number(i), QStringLiteral("Run r-%1 with learning rate %2").arg(i).arg(i % 97),
                              QStringLiteral("finished, AUC 0.8%1").arg(i)));
    PaletteModel model;
    model.setEntries(std::move(lines), {});
    // The number is in docs/PERFORMANCE.md; here only that it is not quadratic.
    const double before = processorSeconds();
    model.setTyped(QStringLiteral("rate 96 lear"));
    const double seconds = processorSeconds() - before;
    QVERIFY2(seconds < 1, qPrintable(QString::number(seconds)));
    QVERIFY(model.rowCount() > 100);
}

/// The file's runs as the palette knows them.
void addRuns(Bench& bench, int count, const std::function<void(tests::FakeStore::Run&, int)>& change = {}) {
    auto spec = bench.engine.catalog().presets.front().arms.front().spec;
    for (int i = 0; i < count; ++i) {
        const auto run = bench.store.createRun(spec);
        if (change)
            bench.store.edit(*run, [&](tests::FakeStore::Run& made) { change(made, i); });
    }
    std::size_t known = 0; // an answer to what the window asked when it opened may still be on its way
    QObject listener;
    QObject::connect(&bench.session, &EngineSession::runsRead, &listener, [&known](const RunList& runs) { known = runs.size(); });
    bench.session.requestRuns();
    QTRY_COMPARE(known, static_cast<std::size_t>(count));
}

void PaletteTest::ofManyRunsTheBestAreListed() {
    Bench bench(*m_theme);
    addRuns(bench, 700, [](tests::FakeStore::Run& run, int i) {
        run.summary.note = i % 100 == 0 ? "the one with 17 seeds" : "";
        run.summary.dataset = i == 5 ? "amazon_toys" : "sample";
    });
    auto& model = bench.openWith(QStringLiteral("@")).model();
    QCOMPARE(model.rowCount(), 40);
    QCOMPARE(model.matching(), 700);
    const int others = model.total() - 700; // commands, options, help
    bench.openWith(QString());
    QCOMPARE(model.rowCount(), 40 + others);
    QCOMPARE(model.matching(), model.total());
    bench.openWith(QStringLiteral("@"));
    QVERIFY(bench.shown().first().contains(QStringLiteral("r-0700"))); // the newest
    bench.openWith(QStringLiteral("@0017"));
    QCOMPARE(bench.shown().size(), 1);
    bench.openWith(QStringLiteral("@amazon_toys"));
    QCOMPARE(bench.shown().size(), 1);
    QVERIFY(bench.shown().first().contains(QStringLiteral("r-0006")));
    bench.openWith(QStringLiteral("@run the seeds")); // all of the words, that of the line's beginning too
    QCOMPARE(bench.shown().size(), 7);
    bench.openWith(QStringLiteral("@amazon_toys seeds"));
    QCOMPARE(bench.shown().size(), 0);
    bench.openWith(QStringLiteral("go runs"));
    QCOMPARE(bench.shown().first(), QStringLiteral("Go to Runs")); // commands and runs are ranked together
}

void PaletteTest::aRunUsedLatelyIsListedHoweverOldItIs() {
    Bench bench(*m_theme);
    addRuns(bench, 100);
    auto& palette = bench.openWith(QStringLiteral("@r-0003"));
    QTest::keyClick(&palette.field(), Qt::Key_Return);
    bench.openWith(QStringLiteral("@"));
    QVERIFY(bench.shown().first().contains(QStringLiteral("r-0003")));
    QCOMPARE(palette.model().rowCount(), 40);
}

QTEST_MAIN(PaletteTest)
#include "tst_palette.moc"
