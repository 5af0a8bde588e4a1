// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/base/file_io.h"
#include "core/engine/catalog_builder.h"
#include "core/engine/precision_probe.h"
#include "core/train/loss_scaler.h"
#include "tests/support/stage_runs.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

using namespace cpw;
using spec::StageKind;
using tests::assemble;
using tests::compareTail;
using tests::lastCheckpoint;
using tests::RecordingObserver;
using tests::runAll;
using tests::withoutDropout;
using train::LossScaler;

namespace {

/// As a run in `type` would have it; the processor computes all of them, if slowly.
train::TrainSetup assembleIn(std::optional<at::ScalarType> type, const api::RunSpec& spec, const QTemporaryDir& folder) {
    auto setup = assemble(spec, folder);
    setup.computeType = type;
    return setup;
}

void setLossScale(const std::filesystem::path& checkpoint, double scale) {
    const auto file = checkpoint / "manifest.json";
    auto manifest = nlohmann::json::parse(*readText(file));
    manifest["loss_scale"]["scale"] = scale;
    QVERIFY(writeTextAtomically(file, manifest.dump()).has_value());
}

std::vector<Problem> problemsAt(const std::vector<Problem>& problems, const char* path) {
    std::vector<Problem> found;
    std::copy_if(problems.begin(), problems.end(), std::back_inserter(found), [&](const Problem& p) { return p.path == path; });
    return found;
}

} // namespace

/// Runs whose products are in sixteen bits.
class TestPrecision : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theScaleHalvesAtOnceAndDoublesSlowly() {
        LossScaler scaler(true);
        QCOMPARE(scaler.scale(), 65536.0);
        scaler.note(false);
        QCOMPARE(scaler.scale(), 32768.0);
        for (int i = 0; i < 1999; ++i)
            scaler.note(true);
        QCOMPARE(scaler.scale(), 32768.0);
        scaler.note(true);
        QCOMPARE(scaler.scale(), 65536.0);
        QCOMPARE(scaler.state().goodSteps, 0);
        scaler.note(true);
        scaler.note(false); // begins to count anew
        QCOMPARE(scaler.state(), (train::LossScale{32768, 0}));
        for (int i = 0; i < 31; ++i) // 2^15 to 2^-16
            scaler.note(false);
        QVERIFY(!scaler.canShrink());
        QCOMPARE(scaler.scale(), std::ldexp(1.0, -16));
        scaler.note(false);
        QCOMPARE(scaler.scale(), std::ldexp(1.0, -16));
        QCOMPARE(LossScaler(false).scale(), 1.0);
    }

    void sixteenBitsTrainAsThirtyTwo_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("kind");
        for (const auto type : {at::kBFloat16, at::kHalf})
            for (const auto kind : {StageKind::PaMlm, StageKind::FinetuneWithPlm, StageKind::FinetuneCtr})
                QTest::addRow("%s %s", at::toString(type), enumId(kind)) << static_cast<int>(type) << static_cast<int>(kind);
    }
    void sixteenBitsTrainAsThirtyTwo() {
        QFETCH(int, type);
        QFETCH(int, kind);
        const auto spec = withoutDropout({static_cast<StageKind>(kind)});
        const QTemporaryDir first, second;
        RecordingObserver full, half;
        runAll(assembleIn({}, spec, first), full);
        QCOMPARE(runAll(assembleIn(static_cast<at::ScalarType>(type), spec, second), half), train::StageEnd::Finished);
        QVERIFY(!full.curves["train/loss"].empty());
        // Eight bits after the point in bfloat16; the difference shows that they are used.
        tests::compareCurves(full, half, "train/loss", type == static_cast<int>(at::kHalf) ? 1e-2 : 5e-2);
        QVERIFY(full.curves["train/loss"] != half.curves["train/loss"]);
        QCOMPARE(half.curves.contains("train/loss_scale"), type == static_cast<int>(at::kHalf));
    }

    void aStepWithTooLargeAScaleChangesNothing() {
        const auto spec = withoutDropout({StageKind::FinetuneWithPlm});
        const QTemporaryDir folder;
        const auto setup = assembleIn(at::kHalf, spec, folder);
        RecordingObserver observer;
        observer.requests[3] = {.stopAndSave = true};
        QCOMPARE(runAll(setup, observer), train::StageEnd::StoppedAndSaved);
        const auto before = train::readCheckpoint(*lastCheckpoint(setup), false);
        QVERIFY(before.has_value());
        setLossScale(*lastCheckpoint(setup), LossScaler::kHighest);
        RecordingObserver second;
        second.requests[4] = {.stopAndSave = true};
        QCOMPARE(runAll(setup, second, lastCheckpoint(setup)), train::StageEnd::StoppedAndSaved);
        const auto after = train::readCheckpoint(*lastCheckpoint(setup), false);
        QCOMPARE(after->manifest.runStep, 4);
        QCOMPARE(after->manifest.lossScale, (train::LossScale{LossScaler::kHighest / 2, 0}));
        for (const auto& [name, tensor] : before->model)
            QVERIFY2(at::equal(tensor, after->model.at(name)), name.c_str());
        // The scale falls until steps count again.
        RecordingObserver third;
        QCOMPARE(runAll(setup, third, lastCheckpoint(setup)), train::StageEnd::Finished);
        const auto& scales = third.curves["train/loss_scale"];
        QVERIFY(scales.back().value < LossScaler::kHighest / 1024);
        const auto end = train::readCheckpoint(*lastCheckpoint(setup), false);
        QVERIFY(end->manifest.lossScale.goodSteps > 0);
        bool hasChanged = false;
        for (const auto& [name, tensor] : before->model) {
            QVERIFY2(at::isfinite(end->model.at(name)).all().item<bool>(), name.c_str());
            hasChanged = hasChanged || !at::equal(tensor, end->model.at(name));
        }
        QVERIFY(hasChanged);
    }

    void aStopInHalfPrecisionResumesBitForBit() {
        const auto spec = withoutDropout({StageKind::PaMlm});
        const QTemporaryDir first, second;
        RecordingObserver whole, parted;
        runAll(assembleIn(at::kHalf, spec, first), whole);
        const auto setup = assembleIn(at::kHalf, spec, second);
        parted.requests[7] = {.stopAndSave = true};
        QCOMPARE(runAll(setup, parted), train::StageEnd::StoppedAndSaved);
        parted.requests.clear();
        QCOMPARE(runAll(setup, parted, lastCheckpoint(setup)), train::StageEnd::Finished);
        compareTail(whole, parted, -1);
    }

    void theProcessorOffersWhatIsFaster() {
        auto spec = withoutDropout({StageKind::FinetuneCtr});
        QVERIFY(problemsAt(engine::checkSpec(spec), "precision").empty());
        spec.precision = api::Precision::Float16;
        const auto refused = problemsAt(engine::checkSpec(spec), "precision");
        QCOMPARE(refused.size(), std::size_t{1});
        QVERIFY(refused[0].isError && refused[0].message.find("float16") != std::string::npos);
        spec.precision = api::Precision::BFloat16;
        const auto& times = engine::processorPrecisionTimes();
        QVERIFY(times.float32 > 0 && times.bfloat16 > 0);
        QCOMPARE(problemsAt(engine::checkSpec(spec), "precision").empty(), times.isBFloat16Faster());
        auto narrow = withoutDropout({StageKind::PaMlm});
        narrow.precision = api::Precision::BFloat16;
        const auto warned = problemsAt(engine::checkSpec(narrow), "precision");
        QCOMPARE(warned.size(), std::size_t{1});
        QCOMPARE(warned[0].isError, !times.isBFloat16Faster()); // slower for its width alone: told, not refused
        spec.allowsTf32 = true;
        const auto idle = problemsAt(engine::checkSpec(spec), "tf32");
        QCOMPARE(idle.size(), std::size_t{1});
        QVERIFY(!idle[0].isError);
    }
};

QTEST_APPLESS_MAIN(TestPrecision)
#include "tst_precision.moc"
