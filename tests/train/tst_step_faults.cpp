// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "tests/support/stage_runs.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace cpw;
using spec::StageKind;
using tests::assemble;
using tests::compareCurves;
using tests::lastCheckpoint;
using tests::RecordingObserver;
using tests::runAll;
using tests::smallSpec;
using tests::warnings;
using tests::withoutDropout;

namespace {

[[noreturn]] void throwOutOfMemory() {
    throw c10::OutOfMemoryError({__func__, __FILE__, static_cast<std::uint32_t>(__LINE__)}, "no memory left on the card");
}

/// The setup with a label of a training row that is no number.
train::TrainSetup withBadLabel(train::TrainSetup setup, std::uint32_t& badRow) {
    struct Changed {
        data::EncodedDataset dataset;
        std::vector<float> labels;
    };
    auto changed =
        std::make_shared<Changed>(Changed{*setup.dataset, {setup.dataset->labels.begin(), setup.dataset->labels.end()}});
    badRow = changed->dataset.split.train[changed->dataset.split.train.size() / 2];
    changed->labels[badRow] = std::numeric_limits<float>::quiet_NaN();
    changed->dataset.labels = changed->labels;
    setup.dataset = std::shared_ptr<const data::EncodedDataset>(changed, &changed->dataset);
    return setup;
}

} // namespace

/// Steps that fail: a loss that is no number, a card without memory.
class TestStepFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBadLossStopsTheRunAndKeepsTheCheckpoint_data() {
        QTest::addColumn<int>("accumulation"); // the micro-batches of a step are read when all are done
        QTest::newRow("one micro-batch") << 1;
        QTest::newRow("four") << 4;
    }
    void aBadLossStopsTheRunAndKeepsTheCheckpoint() {
        QFETCH(int, accumulation);
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].batch = 4;
        spec.stages[0].accumulation = accumulation;
        spec.stages[0].epochs = 1;
        spec.stages[0].checkpointEverySteps = 1;
        const QTemporaryDir folder;
        std::uint32_t badRow = 0;
        const auto setup = withBadLabel(assemble(spec, folder), badRow);
        RecordingObserver observer;
        at::set_num_threads(1);
        const auto end = train::StageChain(setup, observer).run({});
        QVERIFY(!end.has_value());
        QCOMPARE(end.error().code, ErrorCode::RunFailed);
        const auto& losses = observer.curves["train/loss"];
        QVERIFY(std::isnan(losses.back().value));
        const auto step = losses.back().step;
        QVERIFY2(end.error().text().find(fmt::format("loss of step {} is nan", step)) != std::string::npos,
                 end.error().text().c_str());
        const auto texts = warnings(observer);
        QCOMPARE(texts.size(), std::size_t{1});
        QVERIFY2(texts[0].find(fmt::format("step {} ", step)) != std::string::npos &&
                     texts[0].find(std::to_string(badRow)) != std::string::npos,
                 texts[0].c_str());
        const auto kept = train::readCheckpoint(*lastCheckpoint(setup), true);
        QVERIFY(kept.has_value());
        QCOMPARE(kept->manifest.runStep, step - 1);
        for (const auto& [name, tensor] : kept->model)
            QVERIFY2(at::isfinite(tensor).all().item<bool>(), name.c_str());
    }

    void aRunCanGoOnWithoutBadSteps() {
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].batch = 4;
        spec.stages[0].epochs = 2;
        spec.stages[0].onBadLoss = spec::OnBadLoss::Continue;
        const QTemporaryDir folder;
        std::uint32_t badRow = 0;
        const auto setup = withBadLabel(assemble(spec, folder), badRow);
        RecordingObserver observer;
        QCOMPARE(runAll(setup, observer), train::StageEnd::Finished);
        const auto& losses = observer.curves["train/loss"];
        QCOMPARE(std::count_if(losses.begin(), losses.end(), [](const auto& p) { return std::isnan(p.value); }),
                 std::ptrdiff_t{2}); // once an epoch
        QCOMPARE(warnings(observer).size(), std::size_t{2});
        for (const char* name : {"train/epoch_loss", "valid/auc", "test/auc"})
            for (const auto& point : observer.curves[name])
                QVERIFY2(std::isfinite(point.value), name);
    }

    void aStepThatDoesNotFitIsDoneInSmallerParts_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("masked") << static_cast<int>(StageKind::PaMlm);
        QTest::newRow("joint") << static_cast<int>(StageKind::FinetuneWithPlm);
    }
    void aStepThatDoesNotFitIsDoneInSmallerParts() {
        QFETCH(int, kind);
        const auto spec = withoutDropout({static_cast<StageKind>(kind)});
        const QTemporaryDir first, second;
        RecordingObserver whole, parted;
        runAll(assemble(spec, first), whole);
        auto setup = assemble(spec, second);
        int steps = 0;
        setup.beforeMicroBatch = [&steps](const train::HostBatch& batch) {
            if (++steps > 5 && batch.rows > 20) // 64 rows, then 32, then 16
                throwOutOfMemory();
        };
        parted.requests[10] = {.stopAndSave = true};
        QCOMPARE(runAll(setup, parted), train::StageEnd::StoppedAndSaved);
        const auto told = warnings(parted);
        QCOMPARE(told.size(), std::size_t{2});
        QVERIFY2(told[1].find("16 rows") != std::string::npos, told[1].c_str());
        QCOMPARE(train::readManifest(*lastCheckpoint(setup))->microBatchHalvings, 2);
        QCOMPARE(runAll(setup, parted, lastCheckpoint(setup)), train::StageEnd::StoppedAndSaved); // asked again at the same step
        parted.requests.clear();
        QCOMPARE(runAll(setup, parted, lastCheckpoint(setup)), train::StageEnd::Finished);
        QCOMPARE(warnings(parted).size(), std::size_t{2}); // the smaller size is remembered
        compareCurves(whole, parted, "train/loss", 2e-5);
    }

    void aRowThatDoesNotFitAndOtherFaultsAreNotHidden() {
        const auto spec = smallSpec({StageKind::FinetuneCtr});
        const QTemporaryDir folder;
        auto setup = assemble(spec, folder);
        RecordingObserver observer;
        setup.beforeMicroBatch = [](const train::HostBatch&) { throwOutOfMemory(); };
        QVERIFY_EXCEPTION_THROWN(runAll(setup, observer), c10::OutOfMemoryError);
        QCOMPARE(warnings(observer).size(), std::size_t{6}); // 64 rows to one
        setup.beforeMicroBatch = [](const train::HostBatch&) { throw std::runtime_error("another fault"); };
        QVERIFY_EXCEPTION_THROWN(runAll(setup, observer), std::runtime_error);
    }

    void halvesHoldTheRowsOfTheWhole() {
        train::HostBatch batch;
        batch.rows = 3;
        batch.fields = 2;
        batch.tokens = 4;
        batch.rowNumbers = {7, 8, 9};
        batch.fieldIds = {1, 2, 3, 4, 5, 6};
        batch.inverse = {0, 1, 2, 3, 4, 5};
        batch.bagFields = {1};
        for (const auto& list : std::vector<std::vector<std::int32_t>>{{2, 9}, {4}, {6, 2, 4}})
            batch.addBag(list, spec::Pooling::Mean);
        batch.bagInverse = {1, 6, 3, 5, 1, 3};
        batch.tokenIds = {2, 5, 3, 0, 2, 6, 7, 3, 2, 8, 9, 3};
        batch.tokenMask = {1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1};
        batch.labels = {0, 1, 0};
        batch.maskedPositions = {1, 5, 6, 9};
        batch.maskedTargets = {15, 16, 17, 18};
        batch.maskedFields = {0, -1, 1, 1};
        const auto [first, second] = train::halves(batch);
        QCOMPARE(first.rows, 1);
        QCOMPARE(first.rowNumbers, std::vector<std::uint32_t>{7});
        QCOMPARE(first.tokenIds, (std::vector<std::int64_t>{2, 5, 3, 0}));
        QCOMPARE(first.maskedPositions, std::vector<std::int64_t>{1});
        QCOMPARE(first.maskedFields, std::vector<std::int16_t>{0});
        QCOMPARE(second.rows, 2);
        QCOMPARE(second.fieldIds, (std::vector<std::int64_t>{3, 4, 5, 6}));
        QCOMPARE(second.inverse, (std::vector<std::int64_t>{2, 3, 4, 5}));
        QCOMPARE(first.bagOffsets, std::vector<std::int64_t>{0});
        QCOMPARE(first.bagIds, (std::vector<std::int64_t>{2, 9}));
        QCOMPARE(second.bagFields, std::vector<std::int64_t>{1});
        QCOMPARE(second.bagOffsets, (std::vector<std::int64_t>{0, 1}));
        QCOMPARE(second.bagIds, (std::vector<std::int64_t>{4, 6, 2, 4}));
        QCOMPARE(second.bagInverse, (std::vector<std::int64_t>{3, 5, 1, 3}));
        QCOMPARE(second.bagWeights, (std::vector<float>{1, 1.0F / 3, 1.0F / 3, 1.0F / 3}));
        QCOMPARE(second.tokenMask, std::vector<std::uint8_t>(8, 1));
        QCOMPARE(second.labels, (std::vector<float>{1, 0}));
        QCOMPARE(second.maskedPositions, (std::vector<std::int64_t>{1, 2, 5}));
        QCOMPARE(second.maskedTargets, (std::vector<std::int64_t>{16, 17, 18}));
        QCOMPARE(second.maskedFields, (std::vector<std::int16_t>{-1, 1, 1}));
    }
};

QTEST_APPLESS_MAIN(TestStepFaults)
#include "tst_step_faults.moc"
