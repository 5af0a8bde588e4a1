// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in and out of the window on a real file, its SQL dock and its Code dock.
#include "core/api/run_plan.h"
#include "core/api/spec_json.h"
#include "core/exchange/local_exchange.h"
#include "db/file_query.h"
#include "db/sqlite_store.h"
#include "tests/support/scripted_run.h"
#include "tests/support/test_data.h"
#include "tests/support/window_sessions.h"
#include "ui/docks/dock_area.h"
#include "ui/docks/sql/sql_editor.h"
#include "ui/docks/sql/sql_examples.h"
#include "ui/docks/sql/sql_view.h"
#include "ui/main_window.h"
#include "ui/pages/runs/code_view.h"
#include "ui/pages/runs_page.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QMimeData>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <memory>

using namespace cpw;
using namespace cpw::ui;

namespace {

const QString kGolden = QString::fromStdString(cpw::test::dataPath("/golden/exchange"));
constexpr const char* kEndless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

/// A window on a SQLite file; the engine pretends.
struct Bench {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    std::unique_ptr<db::SqliteStore> store = std::move(*db::SqliteStore::open(folder.filePath(QStringLiteral("runs.cpw")).toStdString(), db::OpenMode::ReadWrite));
    tests::FakeStore engineStore;
    tests::FakeEngine engine{engineStore};
    std::unique_ptr<api::RunExchange> exchange = exchange::makeLocalExchange(*store, "test");
    std::unique_ptr<api::FileQuery> queries = db::makeFileQuery(*store);
    EngineSession session{engine, *store};
    tests::WindowSessions sessions{session, *store};
    ExchangeSession exchangeSession{*exchange};
    QuerySession querySession{*queries};
    std::unique_ptr<MainWindow> window;

    explicit Bench(Theme& theme) {
        for (const std::uint64_t seed : {1, 2}) {
            auto spec = tests::FakeEngine::makeSpec("own", {spec::StageKind::FinetuneCtr});
            spec.seed = seed;
            const auto run = store->createRun(spec).value();
            store->record({run, api::Clock::now(), api::RunStarted{"", "cpu, 2 threads", false, 0}});
            store->record({run, api::Clock::now(), api::Metric{"test/auc", 0, 10, 1, 0.7 + 0.01 * static_cast<double>(seed)}});
            store->record({run, api::Clock::now(), api::RunFinished{10, 1}});
        }
        if (!store->flush())
            qFatal("cannot write");
        Sessions all = sessions;
        all.exchange = &exchangeSession;
        all.queries = &querySession;
        window = std::make_unique<MainWindow>(theme, all, settings);
        window->resize(1440, 900);
        window->show();
    }
    template <class View>
    View& dock(const char* id) {
        QDockWidget* dock = window->docks().dock(QString::fromLatin1(id));
        dock->show();
        dock->raise();
        return *qobject_cast<View*>(dock->widget());
    }
    SqlView& sql() { return dock<SqlView>("sql"); }
    /// Runs a query to its end.
    SqlView& ran(const QString& text) {
        auto& view = sql();
        view.editor().setPlainText(text);
        view.run();
        if (!QTest::qWaitFor([&] { return !view.isRunning(); }))
            qFatal("the query does not end");
        return view;
    }
    QString textAt(int row, int column) { return sql().result().index(row, column).data().toString(); }
};

} // namespace

class ExchangeWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void importedRunsStandInTheTableWithTheirSettings();
    void aDropOfRunsSaysSoAndImports();
    void whatCannotBeImportedIsToldOnce();
    void commandsSayWhyTheyAreDisabled();
    void chosenRunsAreWrittenAsJson();
    void rowsOfAQueryAreShown();
    void aFaultIsMarkedAndExplained();
    void longResultsAreReadInPages();
    void aNewQueryStopsTheOneBefore();
    void escapeStops();
    void whatWasRunComesBackWithTheFile();
    void rowsAreCopiedAndSaved();
    void namesGoFromTheListIntoTheQuery();
    void everyExampleRuns();
    void theCodeDockRepeatsTheRun();
    void theCodeDockKnowsImportedRuns();

private:
    std::unique_ptr<Theme> m_theme;
};

void ExchangeWindowTest::importedRunsStandInTheTableWithTheirSettings() {
    Bench bench(*m_theme);
    bench.window->showPage(PageId::Runs);
    auto& page = bench.window->runsPage();
    QTRY_COMPARE(page.model().rowCount(), 2);
    bench.window->importRuns(kGolden + QStringLiteral("/mlruns"));
    QTRY_COMPARE(page.model().rowCount(), 4);
    QTRY_VERIFY2(bench.window->note().startsWith(QStringLiteral("2 runs of MLflow imported")), qPrintable(bench.window->note()));
    QVERIFY(bench.window->note().contains(QStringLiteral("1 deleted run was left out")));
    QTRY_VERIFY(page.tree().settings(bench.store->runs()->at(2)));
    QTRY_VERIFY(page.tree().settingNames().contains("lr"));
    page.filter().setText(QStringLiteral("lr = 0.001"));
    QTRY_COMPARE(page.tree().shownRuns(), 1);
    page.filter().setText(QStringLiteral("origin = mlflow"));
    QTRY_COMPARE(page.tree().shownRuns(), 2);
    Q_EMIT page.runOpened(bench.store->runs()->at(2).id);
    QVERIFY2(bench.window->note().contains(QStringLiteral("was imported from MLflow")), qPrintable(bench.window->note()));
    QCOMPARE(bench.window->page(), PageId::Runs);
    // The same again.
    bench.window->importRuns(kGolden + QStringLiteral("/mlruns"));
    QTRY_VERIFY2(bench.window->note().startsWith(QStringLiteral("All runs of MLflow are in the file already (2)")), qPrintable(bench.window->note()));
    QCOMPARE(page.model().rowCount(), 4);
}

void ExchangeWindowTest::aDropOfRunsSaysSoAndImports() {
    Bench bench(*m_theme);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(kGolden + QStringLiteral("/tensorboard"))});
    QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier); // says where the drop goes
    QApplication::sendEvent(bench.window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(bench.window.get(), &drop);
    QTRY_VERIFY2(bench.window->note().startsWith(QStringLiteral("3 runs of TensorBoard imported")), qPrintable(bench.window->note()));
    QCOMPARE(bench.store->runs()->size(), std::size_t{5});
    QCOMPARE(bench.window->problem(), QString());
}

void ExchangeWindowTest::whatCannotBeImportedIsToldOnce() {
    Bench bench(*m_theme);
    QDir(bench.folder.path()).mkdir(QStringLiteral("empty"));
    bench.window->importRuns(bench.folder.filePath(QStringLiteral("empty")));
    QTRY_VERIFY2(bench.window->problem().contains(QStringLiteral("holds no runs that can be imported")), qPrintable(bench.window->problem()));
    QCOMPARE(bench.window->note(), QString());
    QCOMPARE(bench.store->runs()->size(), std::size_t{2});
}

void ExchangeWindowTest::commandsSayWhyTheyAreDisabled() {
    Bench bench(*m_theme);
    const auto& actions = bench.window->actions();
    QVERIFY(actions.find(QStringLiteral("file.import_runs"))->isEnabled());
    QAction* document = actions.find(QStringLiteral("runs.export_document"));
    QVERIFY(!document->isEnabled());
    QCOMPARE(disabledReason(*document), QStringLiteral("No run is chosen."));
    bench.window->selection().setRuns({{1}});
    QTRY_VERIFY(document->isEnabled());
}

void ExchangeWindowTest::chosenRunsAreWrittenAsJson() {
    Bench bench(*m_theme);
    bench.window->selection().setRuns({{1}, {2}});
    QCoreApplication::processEvents();
    const QString path = bench.folder.filePath(QStringLiteral("runs.json"));
    bench.window->writeDocument(path);
    QTRY_VERIFY2(bench.window->note().startsWith(QStringLiteral("2 runs written to")), qPrintable(bench.window->note()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto document = nlohmann::json::parse(file.readAll().toStdString());
    QCOMPARE(document["runs"].size(), std::size_t{2});
    bench.window->writeDocument(bench.folder.filePath(QStringLiteral("nowhere/runs.json")));
    QTRY_VERIFY2(bench.window->problem().contains(QStringLiteral("The runs are not written")), qPrintable(bench.window->problem()));
}

void ExchangeWindowTest::rowsOfAQueryAreShown() {
    Bench bench(*m_theme);
    QAbstractItemModelTester tester(&bench.sql().result(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto& view = bench.ran(QStringLiteral("SELECT id, name, seed, NULL AS blank FROM run ORDER BY id"));
    QVERIFY2(view.fault().isEmpty(), qPrintable(view.fault()));
    QCOMPARE(view.result().rowCount(), 2);
    QCOMPARE(view.result().headerData(1, Qt::Horizontal).toString(), QStringLiteral("name"));
    QCOMPARE(bench.textAt(1, 0), QStringLiteral("2"));
    QCOMPARE(bench.textAt(0, 1), QStringLiteral("own"));
    QCOMPARE(bench.textAt(0, 3), QStringLiteral("NULL"));
    QVERIFY2(view.facts().startsWith(QStringLiteral("2 rows in")), qPrintable(view.facts()));
    QVERIFY(view.fault().isEmpty());
}

void ExchangeWindowTest::aFaultIsMarkedAndExplained() {
    Bench bench(*m_theme);
    auto& view = bench.ran(QStringLiteral("SELECT id,\n  \u00e9 AS \"\u00e9\", nmae FROM run"));
    QCOMPARE(view.result().columnCount(), 0);
    QVERIFY2(view.fault().contains(QStringLiteral("such column: ")), qPrintable(view.fault()));
    QCOMPARE(view.editor().extraSelections().size(), 1);
    view.editor().setPlainText(QStringLiteral("SELECT '\u00e9\u00e9', nmae FROM run"));
    view.run();
    QTRY_VERIFY(!view.isRunning());
    QCOMPARE(view.editor().extraSelections().front().cursor.selectedText(), QStringLiteral("nmae")); // letters of two bytes before it
    bench.ran(QStringLiteral("DELETE FROM run"));
    QVERIFY2(view.fault().contains(QStringLiteral("only read")), qPrintable(view.fault()));
    QCOMPARE(bench.store->runs()->size(), std::size_t{2});
    view.editor().setPlainText(QStringLiteral("SELECT 1"));
    QVERIFY(view.editor().extraSelections().isEmpty());
}

void ExchangeWindowTest::longResultsAreReadInPages() {
    Bench bench(*m_theme);
    auto& result = bench.sql().result();
    QAbstractItemModelTester tester(&result, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto& view = bench.ran(QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT i FROM n"));
    QCOMPARE(result.allRows(), 10'000); // the limit
    QVERIFY2(view.facts().startsWith(QStringLiteral("The first 10,000 rows")), qPrintable(view.facts()));
    QVERIFY(result.rowCount() < 1000);
    QVERIFY(result.canFetchMore({}));
    while (result.canFetchMore({}))
        result.fetchMore({});
    QCOMPARE(result.rowCount(), 10'000);
    QCOMPARE(result.index(9'999, 0).data().toString(), QStringLiteral("10000"));
    view.limitBox().setCurrentIndex(2);
    bench.ran(view.editor().toPlainText());
    QCOMPARE(result.allRows(), 20'000);
}

void ExchangeWindowTest::aNewQueryStopsTheOneBefore() {
    Bench bench(*m_theme);
    auto& view = bench.sql();
    view.editor().setPlainText(QString::fromLatin1(kEndless));
    view.run();
    QVERIFY(view.isRunning());
    QVERIFY(view.stopButton().isEnabled());
    bench.ran(QStringLiteral("SELECT 7"));
    QCOMPARE(bench.textAt(0, 0), QStringLiteral("7"));
}

void ExchangeWindowTest::escapeStops() {
    Bench bench(*m_theme);
    auto& view = bench.sql();
    view.editor().setPlainText(QString::fromLatin1(kEndless));
    QTest::keyClick(&view.editor(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(view.isRunning());
    QTest::keyClick(&view.editor(), Qt::Key_Escape);
    QVERIFY(!view.isRunning());
    QCOMPARE(view.facts(), QStringLiteral("Stopped after 0 rows"));
    QVERIFY(view.runButton().isEnabled());
}

void ExchangeWindowTest::whatWasRunComesBackWithTheFile() {
    Bench bench(*m_theme);
    bench.ran(QStringLiteral("SELECT 1"));
    bench.ran(QStringLiteral("SELECT 2"));
    auto& editor = bench.ran(QStringLiteral("SELECT 1")).editor(); // again: it is the newest, and there once
    QCOMPARE(editor.history(), (QStringList{QStringLiteral("SELECT 2"), QStringLiteral("SELECT 1")}));
    editor.setPlainText(QStringLiteral("unfinished"));
    QTest::keyClick(&editor, Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(editor.toPlainText(), QStringLiteral("SELECT 1"));
    QTest::keyClick(&editor, Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(&editor, Qt::Key_Up, Qt::ControlModifier); // there is none before
    QCOMPARE(editor.toPlainText(), QStringLiteral("SELECT 2"));
    QTest::keyClick(&editor, Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(&editor, Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(editor.toPlainText(), QStringLiteral("unfinished"));
    QTRY_VERIFY(bench.store->setting("sql.history")->has_value());
    SqlView other(*m_theme, bench.session, bench.querySession);
    other.show();
    QTRY_COMPARE(other.editor().history().size(), 2);
}

void ExchangeWindowTest::rowsAreCopiedAndSaved() {
    Bench bench(*m_theme);
    auto& view = bench.ran(QStringLiteral("SELECT id, 'a,\"b\"' AS text, NULL AS blank FROM run ORDER BY id"));
    view.copyRows();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("id\ttext\tblank\n1\ta,\"b\"\t\n2\ta,\"b\"\t\n"));
    view.table().selectRow(1);
    view.copyRows();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("id\ttext\tblank\n2\ta,\"b\"\t\n"));
    const QString path = bench.folder.filePath(QStringLiteral("rows.csv"));
    QVERIFY(view.saveCsv(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("id,text,blank\n1,\"a,\"\"b\"\"\",\n2,\"a,\"\"b\"\"\",\n"));
    QVERIFY(!view.saveCsv(bench.folder.filePath(QStringLiteral("nowhere/rows.csv"))));
    QVERIFY2(view.fault().contains(QStringLiteral("cannot be written")), qPrintable(view.fault()));
}

void ExchangeWindowTest::namesGoFromTheListIntoTheQuery() {
    Bench bench(*m_theme);
    auto& view = bench.sql();
    auto* model = view.tables().model();
    QTRY_VERIFY(model->rowCount() > 10);
    const auto found = model->match(model->index(0, 0), Qt::DisplayRole, QStringLiteral("point"), 1, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    Q_EMIT view.tables().activated(found.front());
    QCOMPARE(view.editor().toPlainText(), QStringLiteral("SELECT * FROM point LIMIT 100"));
    view.editor().moveCursor(QTextCursor::End);
    Q_EMIT view.tables().activated(model->index(4, 0, found.front()));
    QCOMPARE(view.editor().toPlainText(), QStringLiteral("SELECT * FROM point LIMIT 100value"));
}

void ExchangeWindowTest::everyExampleRuns() {
    Bench bench(*m_theme);
    for (const auto& example : sqlExamples()) {
        auto& view = bench.ran(example.sql);
        QVERIFY2(view.fault().isEmpty(), qPrintable(example.title + view.fault()));
        QVERIFY2(view.result().columnCount() > 0, qPrintable(example.title));
    }
    auto& view = bench.ran(sqlExamples().front().sql);
    QCOMPARE(view.result().rowCount(), 2);
    QCOMPARE(bench.textAt(0, 4), QStringLiteral("0.72"));
}

void ExchangeWindowTest::theCodeDockRepeatsTheRun() {
    Bench bench(*m_theme);
    auto& code = bench.dock<CodeView>("code");
    bench.window->selection().setRuns({{2}});
    QTRY_VERIFY2(!code.command().isEmpty(), "no command");
    QVERIFY2(code.command().startsWith(QStringLiteral("clickprompt train ")), qPrintable(code.command()));
    QVERIFY2(code.command().contains(QStringLiteral("--seeds 2")), qPrintable(code.command()));
    const auto spec = api::specFromText(code.spec().toStdString());
    QVERIFY(spec && spec->problems.empty());
    QCOMPARE(api::specHash(spec->spec), bench.store->run({2})->specHash);
    QVERIFY2(code.starts().contains(QStringLiteral("Started on cpu, 2 threads.")), qPrintable(code.starts()));
    QTest::mouseClick(&code.copyCommandButton(), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), code.command());
}

void ExchangeWindowTest::theCodeDockKnowsImportedRuns() {
    Bench bench(*m_theme);
    bench.window->importRuns(kGolden + QStringLiteral("/mlruns"));
    QTRY_COMPARE(bench.store->runs()->size(), std::size_t{4});
    auto& code = bench.dock<CodeView>("code");
    const auto runs = bench.store->runs().value();
    for (const auto& run : runs)
        if (run.name == "first")
            bench.window->selection().setRuns({run.id});
    QTRY_VERIFY2(code.spec().contains(QStringLiteral("\"lr\": \"0.001\"")), qPrintable(code.spec()));
    QVERIFY(code.command().isEmpty());
    QVERIFY(!code.copyCommandButton().isEnabled());
    QVERIFY2(code.starts().contains(QStringLiteral("git commit 0123456789")), qPrintable(code.starts()));
}

QTEST_MAIN(ExchangeWindowTest)
#include "tst_exchange_window.moc"
