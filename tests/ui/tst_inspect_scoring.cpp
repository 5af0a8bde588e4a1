// SPDX-License-Identifier: GPL-3.0-or-later
// A model that takes long to score a part: the Inspect page shows how far it is, and what needs no scores where that is stopped.
#include "tests/support/base_sized_inspector.h"
#include "tests/support/window_bench.h"
#include "ui/pages/inspect/errors_view.h"
#include "ui/pages/inspect/scoring_note.h"
#include "ui/pages/inspect_page.h"

#include <QComboBox>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace cpw;
using namespace cpw::ui;

namespace {

/// Scores the half of a part and waits until it is stopped, or allowed to go on.
class SlowInspector : public tests::BaseSizedInspector {
public:
    std::atomic<bool> isAllowed{false};
    mutable std::atomic<int> stops{0};
    mutable std::atomic<std::int64_t> rankedStep{0}; ///< 0: without a step

    Result<api::RowRanking> rank(const api::RowRankingQuestion& question, std::stop_token stop) const override {
        rankedStep = question.model.step.value_or(0);
        const bool needsScores = question.order == api::RowOrder::LargestError || question.wantsProbabilities;
        if (needsScores) {
            if (auto scored = score(question.onScored, stop); !scored)
                return tl::unexpected(scored.error());
        }
        auto ranking = BaseSizedInspector::rank(question, stop);
        if (question.order == api::RowOrder::LargestError)
            std::reverse(ranking->rows.begin(), ranking->rows.end());
        return ranking;
    }
    Result<api::SliceReport> slices(const api::SliceQuestion& question, std::stop_token stop) const override {
        if (auto scored = score(question.onScored, stop); !scored)
            return tl::unexpected(scored.error());
        return BaseSizedInspector::slices(question, stop);
    }

private:
    Result<void> score(const api::ScoringProgress& onScored, const std::stop_token& stop) const {
        onScored(500, 1000);
        while (!isAllowed) {
            if (stop.stop_requested()) {
                ++stops;
                return fail(ErrorCode::Stopped, "stopped");
            }
            std::this_thread::yield();
        }
        onScored(1000, 1000);
        return {};
    }
};

struct Bench {
    Theme theme{ThemeMode::Light};
    tests::FakeStore store;
    tests::FakeEngine engine{store};
    EngineSession session{engine, store};
    SlowInspector inspector;
    InspectSession questions{inspector};
    Selection selection;
    InspectPage page{theme, session, questions, selection};

    Bench() {
        const auto run = store.createRun(engine.catalog().presets.front().arms.front().spec);
        page.resize(1240, 860);
        page.show();
        selection.chooseRun(*run);
    }
    ~Bench() { inspector.isAllowed = true; }
};

} // namespace

class InspectScoringTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stoppedScoringShowsTheRowsAsTheyAreInTheTable() {
        Bench bench;
        auto& note = bench.page.scoringNote();
        QTRY_COMPARE(bench.page.stateText(), QStringLiteral("Ordering the rows"));
        QTRY_VERIFY(note.text().startsWith(QStringLiteral("500 of 1,000 rows scored")));
        QVERIFY(!bench.page.row());
        note.button().click();
        QTRY_COMPARE(bench.page.row(), std::optional<std::uint64_t>(0));
        QCOMPARE(bench.page.orderBox().currentData().toInt(), static_cast<int>(api::RowOrder::Table));
        QVERIFY(note.isStopped() && !note.isHidden());
        QTRY_COMPARE(bench.inspector.stops.load(), 1);
        bench.inspector.isAllowed = true;
        note.button().click(); // goes on
        QTRY_VERIFY(bench.page.row() && *bench.page.row() != 0);
        QCOMPARE(bench.page.orderBox().currentData().toInt(), static_cast<int>(api::RowOrder::LargestError));
        QVERIFY(note.isHidden());
    }

    void slicesThatWereStoppedAreAskedForAgainOnDemandOnly() {
        Bench bench;
        QTRY_VERIFY(bench.page.scoringNote().text().startsWith(QStringLiteral("500")));
        bench.page.scoringNote().button().click();
        QTRY_VERIFY(bench.page.row());
        bench.page.showView(InspectPage::View::Errors);
        auto& note = bench.page.errorsView().scoringNote();
        QTRY_VERIFY(note.text().startsWith(QStringLiteral("500")));
        note.button().click();
        QTRY_COMPARE(bench.inspector.stops.load(), 2);
        bench.inspector.isAllowed = true;
        bench.page.showRow(3); // another row is no reason to score
        QVERIFY(note.isStopped());
        QVERIFY(bench.page.errorsView().slices().rows.empty());
        note.button().click();
        QTRY_COMPARE(bench.page.errorsView().slices().rows.size(), std::size_t{201});
    }

    void aStepBeforeTheFirstCheckpointShowsThatOne() {
        Bench bench;
        bench.inspector.isAllowed = true;
        QTRY_VERIFY(bench.page.row());
        bench.selection.setStepCursor(50); // checkpoints at 100 and 200
        QTRY_COMPARE(bench.page.checkpointBox().currentIndex(), 1);
        bench.page.showView(InspectPage::View::Errors);
        QTRY_COMPARE(bench.inspector.rankedStep.load(), std::int64_t{100});
        bench.selection.setStepCursor(150);
        QTRY_COMPARE(bench.page.checkpointBox().currentIndex(), 1);
        bench.selection.setStepCursor(200);
        QTRY_COMPARE(bench.inspector.rankedStep.load(), std::int64_t{200});
    }

    void theViewOfErrorsAsksForTheProbabilitiesThatTheOthersDoWithout() {
        Bench bench;
        bench.inspector.isAllowed = true;
        QTRY_VERIFY(bench.page.row());
        bench.page.showView(InspectPage::View::Errors);
        QTRY_COMPARE(bench.page.errorsView().rowTable().model()->index(0, 2).data().toString(), QStringLiteral("0.5000"));
    }
};

QTEST_MAIN(InspectScoringTest)
#include "tst_inspect_scoring.moc"
