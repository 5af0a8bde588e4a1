// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/data/sample_dataset.h"
#include "tests/support/stage_runs.h"

using namespace cpw;
using spec::StageKind;
using tests::compareTail;
using tests::lastCheckpoint;
using tests::RecordingObserver;
using tests::runAll;
using tests::smallSpec;

namespace {

/// The sample's first rows from a csv file, which unlike generated data has a place in the cache.
api::RunSpec specOfFile(const QTemporaryDir& folder, std::vector<StageKind> kinds) {
    auto spec = smallSpec(std::move(kinds));
    spec.data.source = "csv";
    spec.data.path = folder.filePath("bookshop.csv").toStdString();
    return spec;
}

/// leastBytes: of ids, so many and more are mapped.
train::TrainSetup assembled(const api::RunSpec& spec, const QTemporaryDir& folder, const char* run, std::uint64_t leastBytes) {
    const std::filesystem::path base = folder.path().toStdString();
    auto setup = engine::assembleRun(spec, {base / run, {}, base / "cache", {{}, leastBytes}}, [](const std::string&, double) {}, {});
    if (!setup)
        throw std::runtime_error(setup.error().text());
    return std::move(*setup);
}

constexpr auto kNever = std::numeric_limits<std::uint64_t>::max();

} // namespace

class TestMappedRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trainingOnMappedRowsGivesTheSameBits_data() {
        QTest::addColumn<QList<int>>("kinds");
        QTest::newRow("CTR model alone") << QList<int>{static_cast<int>(StageKind::FinetuneCtr)};
        QTest::newRow("with the language model") << QList<int>{static_cast<int>(StageKind::PaMlm), static_cast<int>(StageKind::FinetuneWithPlm)};
    }
    void trainingOnMappedRowsGivesTheSameBits() {
        QFETCH(QList<int>, kinds);
        std::vector<StageKind> stages;
        for (const auto kind : kinds)
            stages.push_back(static_cast<StageKind>(kind));
        const QTemporaryDir folder;
        QVERIFY(data::writeSample(data::generateSample(), folder.path().toStdString()));
        const auto spec = specOfFile(folder, stages);
        const auto inMemory = assembled(spec, folder, "memory", kNever);
        const auto mapped = assembled(spec, folder, "mapped", 0); // the file is written
        const auto again = assembled(spec, folder, "again", 0);   // and taken
        QVERIFY(!inMemory.dataset->fieldIds.isMapped());
        QVERIFY(mapped.dataset->fieldIds.isMapped() && again.dataset->fieldIds.isMapped());
        QVERIFY(mapped.dataset->notes.empty());
        RecordingObserver one, two, three;
        runAll(inMemory, one);
        runAll(mapped, two);
        runAll(again, three);
        QVERIFY(one.curves["train/loss"].size() > 40);
        QCOMPARE(one.curves["test/auc"].size(), std::size_t{1});
        compareTail(one, two, -1);
        compareTail(one, three, -1);
    }

    void aRunGoesOnOnMappedRowsAfterAStopInMemory() {
        const QTemporaryDir folder;
        QVERIFY(data::writeSample(data::generateSample(), folder.path().toStdString()));
        const auto spec = specOfFile(folder, {StageKind::FinetuneCtr});
        RecordingObserver whole, first, second;
        runAll(assembled(spec, folder, "whole", kNever), whole);
        first.requests[20] = {.stopAndSave = true};
        const auto stopped = assembled(spec, folder, "run", kNever);
        QCOMPARE(runAll(stopped, first), train::StageEnd::StoppedAndSaved);
        const auto mapped = assembled(spec, folder, "run", 0);
        QVERIFY(mapped.dataset->fieldIds.isMapped());
        QCOMPARE(runAll(mapped, second, lastCheckpoint(mapped)), train::StageEnd::Finished);
        compareTail(whole, second, 20);
    }
};

QTEST_APPLESS_MAIN(TestMappedRows)
#include "tst_mapped_rows.moc"
