// SPDX-License-Identifier: GPL-3.0-or-later
// Queries read everything and change nothing.
#include "db/file_query.h"

#include "db/connection.h"
#include "tests/db/store_samples.h"

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

using namespace cpw;
using namespace cpw::db;
using samples::Place;

namespace {

using Kind = api::QueryCell::Kind;
using Outcome = tl::expected<api::QueryEnd, api::QueryFault>;

struct Bench {
    Place place;
    std::unique_ptr<SqliteStore> store = samples::open(place.file);
    std::unique_ptr<api::FileQuery> queries = makeFileQuery(*store);
    api::QueryRows rows; ///< of the last query
    int pieces = 0;

    Bench() {
        const auto run = store->createRun(samples::spec("first")).value();
        store->createRun(samples::spec("second")).value();
        store->record(samples::event(run, api::RunStarted{}));
        for (int i = 1; i <= 5000; ++i) // a block and a tail
            store->record(samples::point(run, "train/loss", i, 1.0 / i));
        store->record(samples::point(run, "valid/auc", 10, 0.75));
        store->record(samples::point(run, "valid/auc", 20, std::numeric_limits<double>::quiet_NaN()));
        samples::flush(*store);
    }
    Outcome run(const std::string& sql, const api::QueryLimits& limits = {}, std::stop_token stop = {}) {
        rows = {};
        pieces = 0;
        return queries->run(
            sql, limits,
            [this](api::QueryRows piece) {
                ++pieces;
                rows.columns = piece.columns;
                rows.rows.insert(rows.rows.end(), piece.rows.begin(), piece.rows.end());
            },
            stop);
    }
    std::string text(std::size_t row = 0, std::size_t column = 0) const { return rows.rows.at(row).at(column).text; }
    std::string fault(const std::string& sql) {
        const auto end = run(sql);
        return end ? "(it ran)" : end.error().error.text();
    }
};

} // namespace

class FileQueryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesOfEveryKindCome();
    void curvesAreATable();
    void aCurveIsReadByItselfWhenItIsNamed();
    void nothingCanBeChanged_data();
    void nothingCanBeChanged();
    void faultsHaveSqlitesWordsAndAPlace();
    void oneStatementAtATime();
    void limitsEndAQuery();
    void aStopEndsAQueryAtOnce();
    void aQuerySeesWhatIsCommittedMeanwhile();
    void aReadOnlyFileIsQueriedWithoutATrace();
    void theTablesAreThoseOfTheFile();
    void aDamagedFileIsAnError();
};

void FileQueryTest::valuesOfEveryKindCome() {
    Bench bench;
    const auto end = bench.run("SELECT 1 AS a, 0.5, 'text \xC3\xA9', NULL, x'00ff', zeroblob(100), 1e400");
    QVERIFY(end);
    QCOMPARE(end->rows, std::uint64_t{1});
    QVERIFY(end->isComplete);
    QCOMPARE(bench.rows.columns.front(), std::string("a"));
    const std::vector<api::QueryCell> expected = {{Kind::Integer, "1"}, {Kind::Real, "0.5"},        {Kind::Text, "text \xC3\xA9"}, {Kind::Null, ""},
                                                  {Kind::Bytes, "x'00ff'"}, {Kind::Bytes, "100 bytes"}, {Kind::Real, "inf"}};
    QVERIFY(bench.rows.rows.front() == expected);
    QVERIFY(bench.run("SELECT id FROM run WHERE name = 'nobody'"));
    QCOMPARE(bench.rows.columns, std::vector<std::string>{"id"}); // columns without rows
    QCOMPARE(bench.pieces, 1);
}

void FileQueryTest::curvesAreATable() {
    Bench bench;
    const auto fault = bench.fault("SELECT count(*) FROM point");
    QVERIFY2(fault == "(it ran)", fault.c_str());
    QVERIFY(bench.run("SELECT count(*), min(step), max(step), min(value) FROM point WHERE metric = 'train/loss'"));
    QCOMPARE(bench.text(0, 0), std::string("5000"));
    QCOMPARE(bench.text(0, 1), std::string("1"));
    QCOMPARE(bench.text(0, 2), std::string("5000"));
    QCOMPARE(bench.text(0, 3), std::string("0.0002"));
    QVERIFY(bench.run("SELECT run, metric, step, epoch, value, time, stage FROM point WHERE metric = 'valid/auc' ORDER BY step"));
    QCOMPARE(bench.rows.rows.size(), std::size_t{2});
    QCOMPARE(bench.text(0, 0), std::string("1"));
    QCOMPARE(bench.text(0, 3), std::string("0.1"));
    QCOMPARE(bench.text(0, 4), std::string("0.75"));
    QCOMPARE(bench.text(0, 5), std::string("1700000010"));
    QCOMPARE(bench.text(0, 6), std::string("1"));
    QVERIFY(bench.rows.rows[1][4].kind == Kind::Null); // NaN
    // Joined with itself and with the runs.
    QVERIFY(bench.run("SELECT r.name, count(*) FROM run r LEFT JOIN point a ON a.run = r.id AND a.metric = 'valid/auc' LEFT JOIN point b ON b.run = r.id AND "
                      "b.metric = 'train/loss' AND b.step = a.step GROUP BY r.id ORDER BY r.id"));
    QCOMPARE(bench.text(0, 1), std::string("2"));
    QCOMPARE(bench.text(1, 0), std::string("second"));
    QVERIFY(bench.run("SELECT count(*) FROM point"));
    QCOMPARE(bench.text(), std::string("5002"));
}

void FileQueryTest::aCurveIsReadByItselfWhenItIsNamed() {
    Bench bench;
    QVERIFY(bench.run("SELECT count(*) FROM point WHERE run = 1 AND metric = 'valid/auc'"));
    QCOMPARE(bench.text(), std::string("2"));
    QVERIFY(bench.run("SELECT count(*) FROM point WHERE run = 2"));
    QCOMPARE(bench.text(), std::string("0"));
    QVERIFY(bench.run("SELECT count(*) FROM point WHERE run = 'x' OR metric IS NULL"));
    QCOMPARE(bench.text(), std::string("0"));
    // A curve whose block is broken is told only when it is read.
    samples::flush(*bench.store);
    {
        Connection connection(bench.place.file, Access::Write);
        connection.execute("UPDATE metric_block SET points = x'00'");
    }
    QVERIFY(bench.run("SELECT count(*) FROM point WHERE run = 1 AND metric = 'valid/auc'"));
    QVERIFY(bench.fault("SELECT count(*) FROM point").find("curve train/loss of r-0001") != std::string::npos);
}

void FileQueryTest::nothingCanBeChanged_data() {
    QTest::addColumn<QByteArray>("sql");
    for (const char* sql :
         {"DELETE FROM run", "INSERT INTO tag VALUES (1, 0, 'x')", "UPDATE run SET name = 'x'", "CREATE TABLE x(a)", "CREATE TEMP TABLE x(a)", "DROP TABLE run",
          "ALTER TABLE run RENAME TO other", "CREATE VIEW v AS SELECT 1", "ATTACH 'other.db' AS other", "DETACH main", "VACUUM", "VACUUM INTO 'copy.db'",
          "PRAGMA user_version = 9", "PRAGMA journal_mode = DELETE", "PRAGMA query_only = OFF", "PRAGMA writable_schema = ON", "PRAGMA wal_checkpoint",
          "PRAGMA table_info(run) ; PRAGMA query_only = 0", "BEGIN", "COMMIT", "SAVEPOINT s", "REINDEX", "ANALYZE", "SELECT load_extension('x')",
          "WITH x AS (SELECT 1) DELETE FROM run", "DELETE FROM point", "REPLACE INTO setting VALUES ('a', 'b')", "DROP TABLE point"})
        QTest::newRow(sql) << QByteArray(sql);
}

void FileQueryTest::nothingCanBeChanged() {
    QFETCH(QByteArray, sql);
    Bench bench;
    const auto snapshot = [&] { // but the index of the write-ahead log, where readers leave their marks
        auto files = samples::snapshot(bench.place.root);
        files.erase(bench.place.file.string() + "-shm");
        return files;
    };
    const auto before = snapshot();
    const auto end = bench.run(sql.toStdString());
    QVERIFY2(!end, sql.constData());
    QVERIFY(!end.error().error.message.empty());
    QCOMPARE(snapshot(), before);
}

void FileQueryTest::faultsHaveSqlitesWordsAndAPlace() {
    Bench bench;
    auto end = bench.run("SELECT id,\n  nmae FROM run");
    QVERIFY(!end);
    QCOMPARE(end.error().error.text(), std::string("no such column: nmae"));
    QCOMPARE(end.error().offset, std::optional<std::size_t>{13});
    end = bench.run("SELEC 1");
    QVERIFY(!end);
    QVERIFY(end.error().error.text().find("near \"SELEC\": syntax error") != std::string::npos);
    QCOMPARE(end.error().offset, std::optional<std::size_t>{0});
    QVERIFY(bench.fault("SELECT * FROM nowhere").find("no such table: nowhere") != std::string::npos);
    QVERIFY(bench.fault("DELETE FROM run").find("queries here only read") != std::string::npos);
    QVERIFY(bench.fault("SELECT ?").find("a place for a value") != std::string::npos);
    QVERIFY(bench.fault("  -- nothing\n").find("no statement") != std::string::npos);
    QVERIFY(bench.fault("SELECT abs(-9223372036854775808)").find("integer overflow") != std::string::npos); // while it runs
}

void FileQueryTest::oneStatementAtATime() {
    Bench bench;
    QVERIFY(bench.run("SELECT 1;"));
    QVERIFY(bench.run("SELECT 1; -- and a comment\n  ;"));
    const auto end = bench.run("SELECT 1; SELECT 2");
    QVERIFY(!end);
    QCOMPARE(end.error().offset, std::optional<std::size_t>{9});
    QVERIFY(bench.rows.rows.empty()); // the first did not run either
}

void FileQueryTest::limitsEndAQuery() {
    Bench bench;
    api::QueryLimits limits;
    limits.rows = 1000;
    auto end = bench.run("SELECT step FROM point WHERE metric = 'train/loss'", limits);
    QVERIFY(end && !end->isComplete);
    QCOMPARE(end->rows, std::uint64_t{1000});
    QCOMPARE(bench.rows.rows.size(), std::size_t{1000});
    QVERIFY(bench.pieces >= 3); // they came as they were read
    QCOMPARE(bench.text(999), std::string("1000"));
    limits.rows = 5000;
    end = bench.run("SELECT step FROM point WHERE metric = 'train/loss'", limits);
    QVERIFY(end && end->isComplete); // exactly as many as there are
    limits.bytes = 1 << 20;
    end = bench.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT printf('%100000d', i) FROM n", limits);
    QVERIFY(end && !end->isComplete);
    QVERIFY(end->rows < 20);
    limits.time = std::chrono::milliseconds(50);
    end = bench.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", limits);
    QVERIFY(!end);
    QVERIFY(end.error().error.text().find("was not done after") != std::string::npos);
    QCOMPARE(end.error().error.code, ErrorCode::BadInput);
}

void FileQueryTest::aStopEndsAQueryAtOnce() {
    Bench bench;
    std::stop_source stop;
    std::atomic<bool> isRunning = false;
    std::jthread stopper([&] {
        isRunning.wait(false);
        stop.request_stop();
    });
    api::QueryLimits limits;
    limits.rows = 1'000'000'000;
    const auto end = bench.queries->run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i % 7 FROM n", limits,
        [&](const api::QueryRows&) {
            isRunning = true;
            isRunning.notify_one();
        },
        stop.get_token());
    QVERIFY(!end);
    QCOMPARE(end.error().error.code, ErrorCode::Stopped);
}

void FileQueryTest::aQuerySeesWhatIsCommittedMeanwhile() {
    Bench bench;
    QVERIFY(bench.run("SELECT count(*) FROM run"));
    QCOMPARE(bench.text(), std::string("2"));
    bench.store->createRun(samples::spec("third")).value();
    QVERIFY(bench.run("SELECT count(*) FROM run"));
    QCOMPARE(bench.text(), std::string("3"));
}

void FileQueryTest::aReadOnlyFileIsQueriedWithoutATrace() {
    Bench bench;
    bench.queries.reset();
    bench.store.reset();
    bench.store = samples::open(bench.place.file, OpenMode::ReadOnly);
    bench.queries = makeFileQuery(*bench.store);
    const auto before = samples::snapshot(bench.place.root);
    QVERIFY(bench.run("SELECT count(*) FROM point"));
    QCOMPARE(bench.text(), std::string("5002"));
    QCOMPARE(samples::snapshot(bench.place.root), before);
}

void FileQueryTest::theTablesAreThoseOfTheFile() {
    Bench bench;
    const auto tables = bench.queries->tables();
    VERIFY_OK(tables);
    const auto find = [&](const std::string& name) {
        const auto found = std::find_if(tables->begin(), tables->end(), [&](const auto& table) { return table.name == name; });
        return found == tables->end() ? nullptr : &*found;
    };
    QVERIFY(find("run") && find("event") && find("setting"));
    QVERIFY(find("point"));
    QCOMPARE(find("point")->columns.size(), std::size_t{7});
    QCOMPARE(find("point")->columns[4].name, std::string("value"));
    QCOMPARE(find("point")->columns[4].type, std::string("REAL"));
    for (const auto& table : *tables) {
        QVERIFY2(!table.help.empty(), table.name.c_str());
        QVERIFY2(bench.run("SELECT * FROM \"" + table.name + "\" LIMIT 3"), table.name.c_str());
        QCOMPARE(bench.rows.columns.size(), table.columns.size());
    }
}

void FileQueryTest::aDamagedFileIsAnError() {
    Bench bench;
    bench.queries.reset();
    bench.store.reset();
    bench.store = samples::open(bench.place.file, OpenMode::ReadOnly);
    bench.queries = makeFileQuery(*bench.store);
    auto content = samples::contentOf(bench.place.file);
    for (std::size_t i = 4096; i < content.size(); ++i)
        content[i] = '\x5A';
    samples::setContent(bench.place.file, content);
    const auto end = bench.run("SELECT * FROM event");
    QVERIFY(!end);
    QVERIFY(!end.error().error.text().empty());
}

QTEST_APPLESS_MAIN(FileQueryTest)
#include "tst_file_query.moc"
