// SPDX-License-Identifier: GPL-3.0-or-later
// What is left when a program that writes is killed, and what happens when several write. The program starts itself anew for the
// writers: "tst_store_crash --writer FILE" and the like.
#include "tests/db/store_samples.h"

#include "core/base/random.h"
#include "db/connection.h"
#include "db/process_identity.h"

#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cpw;
using namespace cpw::db;
using api::RunState;

namespace {

using SteadyClock = std::chrono::steady_clock; // one clock for all processes of the machine

/// What the writer tells on its standard output after each point it has recorded.
struct Told {
    std::int64_t step = 0;
    std::int64_t time = 0;
};

/// A child process running this program with other arguments; killed at the latest with this object.
class Child {
public:
    explicit Child(std::vector<std::string> arguments) {
        int ends[2];
        if (::pipe(ends) != 0)
            qFatal("no pipe");
        m_pid = ::fork();
        if (m_pid == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[0]);
            ::close(ends[1]);
            std::vector<char*> words{const_cast<char*>("tst_store_crash")};
            for (auto& argument : arguments)
                words.push_back(argument.data());
            words.push_back(nullptr);
            ::execv("/proc/self/exe", words.data());
            ::_exit(99);
        }
        ::close(ends[1]);
        m_output = ends[0];
    }
    ~Child() {
        if (m_pid > 0)
            kill();
        ::close(m_output);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Nothing when the child has closed its output.
    std::optional<Told> next() const {
        Told told;
        std::size_t have = 0;
        while (have < sizeof told) {
            const auto count = ::read(m_output, reinterpret_cast<char*>(&told) + have, sizeof told - have);
            if (count <= 0)
                return std::nullopt;
            have += static_cast<std::size_t>(count);
        }
        return told;
    }
    void signalKill() const { ::kill(m_pid, SIGKILL); }
    int wait() {
        int status = 0;
        ::waitpid(std::exchange(m_pid, -1), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    int kill() {
        signalKill();
        return wait();
    }

private:
    pid_t m_pid = -1;
    int m_output = -1;
};

/// A training step of a millisecond: the pace of the writers.
void step() {
    ::poll(nullptr, 0, 1);
}

int writeUntilKilled(const std::string& file) {
    const auto store = samples::open(file);
    const auto run = store->createRun(samples::spec()).value();
    store->record(samples::event(run, api::RunStarted{"hash", "child", false, 0}));
    for (std::int64_t i = 1;; ++i) {
        store->record(samples::point(run, "train/loss", i, 1.0 / static_cast<double>(i)));
        const Told told{i, SteadyClock::now().time_since_epoch().count()};
        if (::write(STDOUT_FILENO, &told, sizeof told) != sizeof told)
            return 1;
        step();
    }
}

/// Many points to a run of its own, flushing often, so that two of these meet at the lock.
int writeMany(const std::string& file, int points) {
    const auto store = samples::open(file);
    if (!store)
        return 1;
    const auto run = store->createRun(samples::spec());
    if (!run)
        return 2;
    for (int i = 1; i <= points; ++i) {
        store->record(samples::point(*run, "train/loss", i, i));
        if (i % 50 == 0 && !store->flush())
            return 3;
    }
    return store->flush() ? 0 : 4;
}

/// The disk full, by a limit on the size of files: events stay, and arrive when the limit is gone.
int writeAgainstLimit(const std::string& file) {
    ::signal(SIGXFSZ, SIG_IGN);
    const auto store = samples::open(file);
    const auto run = store->createRun(samples::spec()).value();
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const auto unlimited = limit.rlim_cur;
    limit.rlim_cur = 150'000;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 1; i <= 20'000; ++i)
        store->record(samples::point(run, "train/loss", i, i));
    const auto failed = store->flush();
    const auto failure = store->failure();
    const bool isReadable = store->runs() && store->run(run)->state == RunState::Waiting;
    limit.rlim_cur = unlimited;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    if (failed || failed.error().code != ErrorCode::Store || !failure)
        return 1;
    if (!isReadable)
        return 2;
    if (!store->flush() || store->failure())
        return 3;
    return store->metric(run, "train/loss")->points.size() == 20'000 ? 0 : 4;
}

} // namespace

class TestStoreCrash : public QObject {
    Q_OBJECT

private slots:
    void killedWriterLosesLessThanASecond();
    void killAtAnyMomentLeavesAGoodFile();
    void runOfALivingProcessIsLeftAlone();
    void processesThatWriteTogetherLoseNothing();
    void fullDiskKeepsEverything();
    void livenessTellsProcessesApart();
};

void TestStoreCrash::killedWriterLosesLessThanASecond() {
    const samples::Place place;
    Child child({"--writer", place.file.string()});
    const auto first = child.next();
    QVERIFY(first);
    std::vector<Told> told{*first};
    while (told.back().time - first->time < 1'300'000'000)
        told.push_back(child.next().value());
    child.signalKill();
    const auto killed = SteadyClock::now().time_since_epoch().count();
    child.wait();

    const auto store = samples::open(place.file);
    QVERIFY(store);
    const auto run = store->run({1}).value();
    QCOMPARE(run.state, RunState::Interrupted);
    QCOMPARE(store->events({1})->back().kind, std::string("interrupted"));
    const auto points = store->metric({1}, "train/loss").value().points;
    for (std::size_t i = 0; i < points.size(); ++i)
        QCOMPARE(points[i].step, static_cast<std::int64_t>(i + 1));
    QCOMPARE(run.step, points.back().step);
    std::int64_t safe = 0; // recorded at least a second before the end
    for (const auto& point : told)
        if (killed - point.time > 1'000'000'000)
            safe = point.step;
    QVERIFY(safe > 10);
    QVERIFY2(static_cast<std::int64_t>(points.size()) >= safe,
             qPrintable(QString("%1 points, expected %2").arg(points.size()).arg(safe)));
}

void TestStoreCrash::killAtAnyMomentLeavesAGoodFile() {
    const samples::Place place;
    const CounterRandom random(11, 12);
    constexpr int kKills = 6;
    for (int kill = 0; kill < kKills; ++kill) {
        Child child({"--writer", place.file.string()});
        const auto last = 1 + random.below(static_cast<std::uint64_t>(kill), 400);
        for (std::uint64_t i = 0; i < last; ++i)
            QVERIFY(child.next());
        child.kill();
    }
    const auto store = samples::open(place.file);
    QVERIFY(store);
    const auto runs = store->runs().value();
    QCOMPARE(runs.size(), static_cast<std::size_t>(kKills));
    for (const auto& run : runs) {
        QCOMPARE(run.state, RunState::Interrupted);
        const auto points = store->metric(run.id, "train/loss").value().points;
        for (std::size_t i = 0; i < points.size(); ++i)
            QCOMPARE(points[i].step, static_cast<std::int64_t>(i + 1));
    }
}

void TestStoreCrash::runOfALivingProcessIsLeftAlone() {
    const samples::Place place;
    Child child({"--writer", place.file.string()});
    QVERIFY(child.next());
    const auto store = samples::open(place.file);
    QVERIFY(store);
    const auto before = store->run({1})->state;
    QVERIFY(before == RunState::Waiting || before == RunState::Running);
    VERIFY_OK(store->postCommand({1}, {api::CommandKind::Pause, 0, {}}));
    VERIFY_OK(store->setNote({1}, "seen"));
    child.kill();
    QCOMPARE(store->run({1})->state, RunState::Interrupted); // seen without opening anew
    VERIFY_ERROR(store->postCommand({1}, {api::CommandKind::Pause, 0, {}}), "is interrupted");
    QCOMPARE(samples::open(place.file)->run({1})->state, RunState::Interrupted);
    QVERIFY(store->takeCommands({1})->empty());
    VERIFY_OK(store->deleteRun({1}));
}

void TestStoreCrash::processesThatWriteTogetherLoseNothing() {
    const samples::Place place;
    constexpr int kPoints = 5000;
    {
        Child one({"--many", place.file.string(), std::to_string(kPoints)});
        Child two({"--many", place.file.string(), std::to_string(kPoints)});
        QCOMPARE(one.wait(), 0);
        QCOMPARE(two.wait(), 0);
    }
    const auto store = samples::open(place.file);
    for (const api::RunId run : {api::RunId{1}, api::RunId{2}}) {
        const auto points = store->metric(run, "train/loss").value().points;
        QCOMPARE(points.size(), static_cast<std::size_t>(kPoints));
        for (std::size_t i = 0; i < points.size(); ++i)
            QCOMPARE(points[i].value, static_cast<double>(i + 1));
    }
}

void TestStoreCrash::fullDiskKeepsEverything() {
    const samples::Place place;
    Child child({"--limited", place.file.string()});
    QCOMPARE(child.wait(), 0);
    QCOMPARE(samples::open(place.file)->metric({1}, "train/loss")->points.size(), 20'000U);
}

void TestStoreCrash::livenessTellsProcessesApart() {
    const auto here = currentProcess();
    QCOMPARE(here.pid, static_cast<std::int64_t>(::getpid()));
    QVERIFY(here.start > 0);
    QVERIFY(livenessOf(here) == Liveness::Alive);
    auto reused = here; // the same number, another start
    reused.start += 1;
    QVERIFY(livenessOf(reused) == Liveness::Gone);
    auto none = here;
    none.pid = 999'999'999;
    QVERIFY(livenessOf(none) == Liveness::Gone);
    QVERIFY(livenessOf({}) == Liveness::Gone);
    auto elsewhere = here;
    elsewhere.space = "another boot";
    elsewhere.machine = "another machine";
    QVERIFY(livenessOf(elsewhere) == Liveness::Unknown);
    if (!here.machine.empty()) {
        elsewhere.machine = here.machine; // this machine, before it was started anew
        QVERIFY(livenessOf(elsewhere) == Liveness::Gone);
    }
}

// Not QTEST_APPLESS_MAIN: the same program is the writer that is killed.
int main(int argc, char** argv) {
    const std::string role = argc > 2 ? argv[1] : "";
    if (role == "--writer")
        return writeUntilKilled(argv[2]);
    if (role == "--many")
        return writeMany(argv[2], std::stoi(argv[3]));
    if (role == "--limited")
        return writeAgainstLimit(argv[2]);
    TestStoreCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_crash.moc"
