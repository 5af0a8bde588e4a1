// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/db/store_samples.h"

#include "db/connection.h"
#include "db/metric_table.h"
#include "db/run_query.h"
#include "db/run_recorder.h"
#include "db/store_error.h"

#include <sqlite3.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace cpw;
using namespace cpw::db;
using namespace std::chrono_literals;

namespace {

constexpr auto kNever = std::chrono::milliseconds(24h); // so that only numbers and flush() trigger commits
constexpr auto kPatience = 60s;                         // a test that waits longer has failed

/// Counts the commits of one connection through SQLite's own hook.
class CommitCounter {
public:
    void watch(Connection& connection) {
        sqlite3_commit_hook(
            connection.database().getHandle(), [](void* self) { return static_cast<CommitCounter*>(self)->onCommit(); }, this);
    }
    int count() const {
        std::lock_guard lock(m_mutex);
        return m_count;
    }
    bool waitFor(int wanted) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kPatience, [&] { return m_count >= wanted; });
    }

private:
    int onCommit() {
        std::lock_guard lock(m_mutex);
        ++m_count;
        m_changed.notify_all();
        return 0;
    }
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_count = 0;
};

/// A file with one run, and a recorder of it whose commits are counted.
struct Recording {
    explicit Recording(RecorderOptions options) {
        {
            auto store = samples::open(place.file);
            run = store->createRun(samples::spec()).value();
        }
        auto connection = std::make_unique<Connection>(place.file, Access::Write);
        commits.watch(*connection);
        recorder = std::make_unique<RunRecorder>(std::move(connection), options);
    }
    /// What a reader of its own sees: committed points of a curve.
    std::vector<api::MetricPoint> points(const std::string& name = "train/loss") const {
        return guarded(place.file,
                       [&] {
                           Connection reader(place.file, Access::Read);
                           return readPoints(reader, run, name);
                       })
            .value();
    }
    void record(int first, int last) {
        for (int i = first; i <= last; ++i)
            recorder->record(samples::point(run, "train/loss", i, i));
    }
    Result<void> execute(const std::string& sql) {
        return recorder->perform([&](Connection& connection) -> Result<void> {
            connection.execute(sql);
            return {};
        });
    }

    samples::Place place;
    api::RunId run;
    CommitCounter commits;
    std::unique_ptr<RunRecorder> recorder;
};

} // namespace

class TestRunRecorder : public QObject {
    Q_OBJECT

private slots:
    void eventsBelowTheBatchWaitForFlush();
    void fullBatchIsCommittedWithoutFlush();
    void manyEventsTakeFewCommits();
    void intervalCommitsASingleEvent();
    void flushWithoutEventsReturnsAtOnce();
    void destructorWritesWhatIsLeft();
    void orderOfManyThreadsIsKeptForEach();
    void workSeesEverythingRecordedBefore();
    void workThatThrowsGivesAnError();
    void fullDiskKeepsEventsAndRecovers();
    void failedWriteIsRetriedWithoutFlush();
    void lockedFileIsAnErrorAndRecovers();
    void eventsOfAnUnknownRunAreLeftOut();
};

void TestRunRecorder::eventsBelowTheBatchWaitForFlush() {
    Recording r({kNever, 500, kNever});
    r.record(1, 499);
    QCOMPARE(r.commits.count(), 0);
    QCOMPARE(r.points().size(), 0U);
    VERIFY_OK(r.recorder->flush());
    QCOMPARE(r.commits.count(), 1);
    QCOMPARE(r.points().size(), 499U);
}

void TestRunRecorder::fullBatchIsCommittedWithoutFlush() {
    Recording r({kNever, 500, kNever});
    r.record(1, 500);
    QVERIFY(r.commits.waitFor(1));
    VERIFY_OK(r.recorder->flush());
    QCOMPARE(r.points().size(), 500U);
    QCOMPARE(r.commits.count(), 1);
}

void TestRunRecorder::manyEventsTakeFewCommits() {
    Recording r({kNever, 500, kNever});
    r.record(1, 1200);
    VERIFY_OK(r.recorder->flush());
    QVERIFY2(r.commits.count() <= 3, std::to_string(r.commits.count()).c_str()); // at least 500 each but the last
    const auto points = r.points();
    QCOMPARE(points.size(), 1200U);
    for (std::size_t i = 0; i < points.size(); ++i)
        QCOMPARE(points[i].step, static_cast<std::int64_t>(i + 1));
}

void TestRunRecorder::intervalCommitsASingleEvent() {
    Recording r({5ms, 500, kNever});
    r.record(1, 1);
    QVERIFY(r.commits.waitFor(1));
    r.record(2, 2);
    QVERIFY(r.commits.waitFor(2));
}

void TestRunRecorder::flushWithoutEventsReturnsAtOnce() {
    Recording r({kNever, 500, kNever});
    VERIFY_OK(r.recorder->flush());
    QCOMPARE(r.commits.count(), 0);
}

void TestRunRecorder::destructorWritesWhatIsLeft() {
    Recording r({kNever, 500, kNever});
    r.record(1, 42);
    r.recorder.reset();
    QCOMPARE(r.points().size(), 42U);
}

void TestRunRecorder::orderOfManyThreadsIsKeptForEach() {
    Recording r({1ms, 50, kNever});
    constexpr int kThreads = 4;
    constexpr int kPoints = 1500;
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&r, t] {
            for (int i = 1; i <= kPoints; ++i) {
                r.recorder->record(samples::point(r.run, "thread/" + std::to_string(t), i, t));
                if (i % 500 == 0 && !r.recorder->flush())
                    return;
            }
        });
    threads.clear();
    VERIFY_OK(r.recorder->flush());
    for (int t = 0; t < kThreads; ++t) {
        const auto points = r.points("thread/" + std::to_string(t));
        QCOMPARE(points.size(), static_cast<std::size_t>(kPoints));
        for (std::size_t i = 0; i < points.size(); ++i)
            QCOMPARE(points[i].step, static_cast<std::int64_t>(i + 1));
    }
}

void TestRunRecorder::workSeesEverythingRecordedBefore() {
    Recording r({kNever, 500, kNever});
    r.record(1, 10);
    std::size_t seen = 0;
    VERIFY_OK(r.recorder->perform([&](Connection& connection) -> Result<void> {
        CPW_TRY(points, readPoints(connection, r.run, "train/loss"));
        seen = points.size();
        return {};
    }));
    QCOMPARE(seen, 10U);
}

void TestRunRecorder::workThatThrowsGivesAnError() {
    Recording r({kNever, 500, kNever});
    VERIFY_ERROR(r.execute("SELECT nonsense FROM nowhere"), "no such table");
    r.record(1, 1);
    VERIFY_OK(r.recorder->flush());
}

void TestRunRecorder::fullDiskKeepsEventsAndRecovers() {
    Recording r({kNever, 500, kNever});
    VERIFY_OK(r.execute("PRAGMA max_page_count = 1")); // SQLite takes the present size as the smallest limit
    r.record(1, 5000);
    VERIFY_ERROR(r.recorder->flush(), "full");
    const auto failure = r.recorder->failure();
    QVERIFY(failure.has_value());
    QCOMPARE(failure->code, ErrorCode::Store);
    QVERIFY(failure->message.find("free some space") != std::string::npos);
    QCOMPARE(r.points().size(), 0U); // all or nothing
    r.record(5001, 5010);
    VERIFY_ERROR(r.recorder->flush(), "full");

    VERIFY_OK(r.execute("PRAGMA max_page_count = 100000"));
    VERIFY_OK(r.recorder->flush());
    QVERIFY(!r.recorder->failure());
    const auto points = r.points();
    QCOMPARE(points.size(), 5010U);
    for (std::size_t i = 0; i < points.size(); ++i)
        QCOMPARE(points[i].step, static_cast<std::int64_t>(i + 1));
}

void TestRunRecorder::failedWriteIsRetriedWithoutFlush() {
    Recording r({kNever, 500, 5ms});
    VERIFY_OK(r.execute("PRAGMA max_page_count = 1"));
    r.record(1, 5000);
    VERIFY_ERROR(r.recorder->flush(), "full");
    const int before = r.commits.count();
    VERIFY_OK(r.execute("PRAGMA max_page_count = 100000"));
    QVERIFY(r.commits.waitFor(before + 1));
    VERIFY_OK(r.recorder->flush());
    QCOMPARE(r.points().size(), 5000U);
}

void TestRunRecorder::lockedFileIsAnErrorAndRecovers() {
    Recording r({kNever, 500, kNever});
    VERIFY_OK(r.execute("PRAGMA busy_timeout = 1"));
    Connection other(r.place.file, Access::Write);
    other.execute("BEGIN IMMEDIATE");
    r.record(1, 3);
    VERIFY_ERROR(r.recorder->flush(), "busy");
    other.execute("ROLLBACK");
    VERIFY_OK(r.recorder->flush());
    QCOMPARE(r.points().size(), 3U);
}

void TestRunRecorder::eventsOfAnUnknownRunAreLeftOut() {
    Recording r({kNever, 500, kNever});
    r.recorder->record(samples::point({99}, "train/loss", 1, 1));
    r.record(1, 2);
    VERIFY_OK(r.recorder->flush());
    QCOMPARE(r.points().size(), 2U);
}

QTEST_APPLESS_MAIN(TestRunRecorder)
#include "tst_run_recorder.moc"
