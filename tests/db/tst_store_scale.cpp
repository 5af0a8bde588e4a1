// SPDX-License-Identifier: GPL-3.0-or-later
// Many runs, long curves.
#include "tests/db/store_samples.h"

#include "db/connection.h"

#include <SQLiteCpp/Transaction.h>

using namespace cpw;
using namespace cpw::db;

class TestStoreScale : public QObject {
    Q_OBJECT

private slots:
    void tenThousandRunsAreReadRight();
    void longCurveIsReadRight();
};

namespace {

constexpr int kRuns = 10'000;
constexpr const char* kMetrics[] = {"test/auc",  "test/expected_auc", "test/log_loss",
                                    "valid/auc", "valid/log_loss",    "valid/masked_loss"};

/// Made in one transaction with SQL: createRun commits each one, which would take most of the test's time.
void makeRuns(const samples::fs::path& file) {
    Connection connection(file, Access::Write);
    SQLite::Transaction transaction(connection.database());
    connection.execute("UPDATE run SET state = 'finished'");
    connection.execute("WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
                       "INSERT INTO run(id, name, spec_hash, state, dataset, backbone, stages, seed, created_ns, changed_ns) "
                       "SELECT i, 'run ' || i, printf('%016x', i), 'finished', 'Bookshop', 'dcn_v2', 'pa_mlm, finetune_ctr', i % "
                       "5, i, i FROM n");
    for (const char* metric : kMetrics)
        connection.execute(fmt::format(
            "INSERT INTO run_result(run, name, value) SELECT id, '{}', id / 10000.0 FROM run WHERE id % 7 <> 0", metric));
    connection.execute("INSERT INTO tag(run, position, text) SELECT id, 0, 'third' FROM run WHERE id % 3 = 0");
    connection.execute("INSERT INTO tag(run, position, text) SELECT id, 1, 'ninth' FROM run WHERE id % 9 = 0");
    transaction.commit();
}

} // namespace

void TestStoreScale::tenThousandRunsAreReadRight() {
    const samples::Place place;
    const auto store = samples::open(place.file);
    QVERIFY(store->createRun(samples::spec()));
    makeRuns(place.file);
    std::vector<api::RunSummary> runs;
    QBENCHMARK {
        runs = store->runs().value();
    }
    QCOMPARE(runs.size(), static_cast<std::size_t>(kRuns));
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& run = runs[i];
        const auto id = static_cast<std::int64_t>(i + 1);
        QCOMPARE(run.id.value, id);
        QCOMPARE(run.state, api::RunState::Finished);
        QCOMPARE(run.results.size(), id % 7 == 0 ? 0U : std::size(kMetrics));
        if (id % 7 != 0)
            QCOMPARE(run.results.at("valid/auc"), static_cast<double>(id) / 10000.0);
        QCOMPARE(run.tags.size(), id % 9 == 0 ? 2U : id % 3 == 0 ? 1U : 0U);
    }
    const auto one = store->run({9000}).value();
    QCOMPARE(one.name, std::string("run 9000"));
    QCOMPARE(one.tags, (std::vector<std::string>{"third", "ninth"}));
    // Each query finds its rows by an index.
    Connection connection(place.file, Access::Read);
    for (const char* sql :
         {"SELECT 1 FROM event WHERE run = 1 ORDER BY id", "SELECT 1 FROM command WHERE run = 1 ORDER BY id",
          "SELECT 1 FROM metric_block WHERE series = 1 ORDER BY first_point", "SELECT 1 FROM metric_series WHERE run = 1",
          "SELECT id FROM run WHERE state IN ('waiting', 'running', 'paused')"}) {
        Query plan(connection, (std::string("EXPLAIN QUERY PLAN ") + sql).c_str());
        while (plan.next())
            QVERIFY2(plan.text(3).find("INDEX") != std::string::npos, (std::string(sql) + ": " + plan.text(3)).c_str());
    }
}

void TestStoreScale::longCurveIsReadRight() {
    const samples::Place place;
    const auto store = samples::open(place.file);
    const auto run = store->createRun(samples::spec()).value();
    constexpr int kPoints = 200'000;
    for (int i = 1; i <= kPoints; ++i)
        store->record(samples::point(run, "train/loss", i, i));
    VERIFY_OK(store->flush());
    api::MetricSeries series;
    QBENCHMARK {
        series = store->metric(run, "train/loss").value();
    }
    QCOMPARE(series.points.size(), static_cast<std::size_t>(kPoints));
    for (std::size_t i = 0; i < series.points.size(); ++i)
        QCOMPARE(series.points[i].step, static_cast<std::int64_t>(i + 1));
    const auto buckets = store->metricBuckets(run, "train/loss", 500).value();
    QVERIFY(buckets.size() >= 500 && buckets.size() <= 500 * 16 + 256);
}

QTEST_APPLESS_MAIN(TestStoreScale)
#include "tst_store_scale.moc"
