// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "tests/support/stage_runs.h"

#include "core/train/waiting_weights.h"

#include <cmath>

using namespace cpw;
using spec::StageKind;
using tests::assemble;
using tests::compareTail;
using tests::lastCheckpoint;
using tests::RecordingObserver;
using tests::runAll;
using tests::smallSpec;
using tests::StageReuse;

class TestStageChain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindOfRunTrainsAndIsTested_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("with the language model") << static_cast<int>(StageKind::FinetuneWithPlm);
        QTest::newRow("CTR model alone") << static_cast<int>(StageKind::FinetuneCtr);
    }
    void everyKindOfRunTrainsAndIsTested() {
        QFETCH(int, kind);
        const QTemporaryDir folder;
        const auto setup = assemble(smallSpec({StageKind::PaMlm, static_cast<StageKind>(kind)}), folder);
        RecordingObserver observer;
        QCOMPARE(runAll(setup, observer), train::StageEnd::Finished);
        QCOMPARE(observer.stages.size(), std::size_t{2});
        for (const char* name : {"train/loss", "train/masked_accuracy", "valid/masked_loss", "valid/auc", "valid/log_loss"})
            QVERIFY2(!observer.curves[name].empty(), name);
        QCOMPARE(observer.curves["test/auc"].size(), std::size_t{1}); // read once
        QCOMPARE(observer.curves["test/expected_auc"].size(), std::size_t{1});
        const auto& masked = observer.curves["valid/masked_loss"];
        QVERIFY(masked.back().value < masked.front().value); // it learns
    }

    void theSameSpecGivesTheSameBits() {
        const QTemporaryDir first, second;
        const auto spec = smallSpec({StageKind::PaMlm, StageKind::FinetuneWithPlm});
        RecordingObserver one, two;
        runAll(assemble(spec, first), one);
        runAll(assemble(spec, second), two);
        compareTail(one, two, -1);
    }

    void aStopAtAnyStepResumesBitForBit_data() {
        QTest::addColumn<qint64>("step");
        for (const qint64 step : {1, 14, 15, 30, 45, 46, 61, 89})
            QTest::addRow("step %lld", step) << step;
    }
    void aStopAtAnyStepResumesBitForBit() {
        QFETCH(qint64, step);
        static const auto whole = [] {
            const QTemporaryDir folder;
            RecordingObserver observer;
            runAll(assemble(smallSpec({StageKind::PaMlm, StageKind::FinetuneWithPlm}), folder), observer);
            return observer;
        }();
        const QTemporaryDir folder;
        const auto setup = assemble(smallSpec({StageKind::PaMlm, StageKind::FinetuneWithPlm}), folder);
        RecordingObserver first, second;
        first.requests[step] = {.stopAndSave = true};
        QCOMPARE(runAll(setup, first), train::StageEnd::StoppedAndSaved);
        QCOMPARE(runAll(setup, second, lastCheckpoint(setup)), train::StageEnd::Finished);
        compareTail(whole, second, step);
    }

    void theLanguageSideWaitsWhileTheCtrModelTrainsAlone() {
        const QTemporaryDir folder;
        auto spec = smallSpec({StageKind::PaMlm, StageKind::FinetuneCtr, StageKind::FinetuneWithPlm});
        spec.stages[2].optimizer.learningRatePlm = 0;
        spec.stages[2].optimizer.learningRateHeads = 0;
        const auto setup = assemble(spec, folder, "run", StageReuse::On);
        RecordingObserver observer;
        QCOMPARE(runAll(setup, observer), train::StageEnd::Finished);
        QCOMPARE(observer.stages.size(), std::size_t{3});
        QCOMPARE(warnings(observer), std::vector<std::string>());
        const auto pretrained = train::readCheckpoint(setup.stagesFolder / setup.stageHashes[0], false);
        const auto last = train::readCheckpoint(*lastCheckpoint(setup), false);
        QVERIFY(pretrained.has_value() && last.has_value());
        int compared = 0;
        for (const auto& [name, tensor] : pretrained->model)
            if (name.starts_with("encoder.") || name.starts_with("projector.")) {
                QVERIFY2(at::equal(tensor, last->model.at(name)), name.c_str());
                ++compared;
            }
        QVERIFY(compared > 10);

        // A fork takes along what waits at its stage.
        const auto fork = setup.runFolder.parent_path() / "fork";
        QVERIFY(train::linkWaiting(setup.runFolder, fork, 0).has_value());
        plm::NamedTensors weights;
        QVERIFY(train::addWaiting(fork, 2, weights).has_value());
        QVERIFY(weights.empty());
        QVERIFY(train::linkWaiting(setup.runFolder, fork, 1).has_value());
        QVERIFY(train::addWaiting(fork, 1, weights).has_value());
        QVERIFY2(weights.empty(), "what a stage put is for later ones");
        const auto kept = at::zeros({1});
        weights.emplace("projector.output.bias", kept);
        QVERIFY(train::addWaiting(fork, 2, weights).has_value());
        QVERIFY(weights.at("projector.output.bias").is_same(kept));
        QVERIFY(weights.contains("encoder.embeddings.LayerNorm.weight") && !weights.contains("backbone.embedding.table"));
    }

    void aStopWhileTheLanguageSideWaitsResumesBitForBit() {
        const auto spec = smallSpec({StageKind::PaMlm, StageKind::FinetuneCtr, StageKind::FinetuneWithPlm});
        const QTemporaryDir folder;
        RecordingObserver whole;
        runAll(assemble(spec, folder, "whole"), whole);
        const auto inCtr = whole.curves["valid/masked_loss"].back().step + 2; // PA-MLM has ended
        const auto setup = assemble(spec, folder, "parts");
        RecordingObserver first, second;
        first.requests[inCtr] = {.stopAndSave = true};
        QCOMPARE(runAll(setup, first), train::StageEnd::StoppedAndSaved);
        QCOMPARE(train::readManifest(*lastCheckpoint(setup))->kind, StageKind::FinetuneCtr);
        QCOMPARE(runAll(setup, second, lastCheckpoint(setup)), train::StageEnd::Finished);
        compareTail(whole, second, inCtr);
    }

    void aLanguageModelMayBeginAfterTheCtrModelAlone() {
        const QTemporaryDir folder;
        RecordingObserver observer;
        runAll(assemble(smallSpec({StageKind::FinetuneCtr, StageKind::FinetuneWithPlm}), folder), observer);
        QCOMPARE(observer.stages.size(), std::size_t{2});
        QCOMPARE(observer.curves["test/auc"].size(), std::size_t{2}); // at the end of each finetune
    }

    void aStopInsideAValidationRepeatsItAfterTheResume() {
        const auto spec = smallSpec({StageKind::FinetuneWithPlm});
        const QTemporaryDir wholeFolder, folder;
        RecordingObserver whole, first, second;
        runAll(assemble(spec, wholeFolder), whole);
        const auto validationStep = whole.curves["valid/auc"].front().step;
        const auto setup = assemble(spec, folder);
        first.stopInValidationOfStep = validationStep;
        QCOMPARE(runAll(setup, first), train::StageEnd::StoppedAndSaved);
        QVERIFY(first.curves["valid/auc"].empty());
        QCOMPARE(runAll(setup, second, lastCheckpoint(setup)), train::StageEnd::Finished);
        QVERIFY(second.curves["valid/auc"] == whole.curves["valid/auc"]);
        QVERIFY(second.curves["test/auc"] == whole.curves["test/auc"]);
    }

    void aFinishedPaMlmIsTakenOverByAnotherRun() {
        const QTemporaryDir folder;
        RecordingObserver first, second;
        runAll(assemble(smallSpec({StageKind::PaMlm, StageKind::FinetuneCtr}), folder, "run", StageReuse::On), first);
        runAll(assemble(smallSpec({StageKind::PaMlm, StageKind::FinetuneWithPlm}), folder, "run", StageReuse::On), second);
        QVERIFY(!first.stages.front().second);
        QVERIFY(second.stages.front().second);
        QVERIFY(!second.curves.contains("train/masked_accuracy"));
        QVERIFY(second.curves["train/loss"].front().step > first.curves["train/masked_accuracy"].back().step);
    }

    void earlyStoppingKeepsTheBestAndTestsIt() {
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].epochs = 40;
        spec.stages[0].stopping.patience = 2;
        spec.stages[0].optimizer.learningRateCtr = 3e-2;
        spec.stages[0].schedule = {};
        const QTemporaryDir folder;
        const auto setup = assemble(spec, folder);
        RecordingObserver observer;
        runAll(setup, observer);
        const auto& auc = observer.curves["valid/auc"];
        QVERIFY(auc.size() < 40);
        const auto best = std::max_element(auc.begin(), auc.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
        QCOMPARE(auc.end() - best, std::ptrdiff_t{3}); // two without gain after it
        const auto folderOfBest = train::readPointer(setup.runFolder / "checkpoints", "best");
        QVERIFY(folderOfBest.has_value());
        const auto manifest = train::readManifest(*folderOfBest);
        QVERIFY(manifest.has_value());
        QCOMPARE(manifest->runStep, best->step);
    }

    void accumulationGivesTheSameStepAsOneBatch() {
        // Without dropout and text a step over two micro-batches is the step over both.
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].ctrDropout = 0;
        spec.stages[0].epochs = 1;
        const QTemporaryDir first, second;
        RecordingObserver one, two;
        runAll(assemble(spec, first), one);
        spec.stages[0].accumulation = 2;
        runAll(assemble(spec, second), two);
        const auto& a = one.curves["train/loss"];
        const auto& b = two.curves["train/loss"];
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY2(std::abs(a[i].value - b[i].value) < 2e-6, qPrintable(QString::number(i)));
    }

    void rowUpdatesEqualDenseUpdates() {
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].ctrDropout = 0;
        const QTemporaryDir first, second;
        RecordingObserver rows, dense;
        runAll(assemble(spec, first), rows);
        spec.stages[0].optimizer.embeddingUpdates = spec::EmbeddingUpdates::Dense;
        runAll(assemble(spec, second), dense);
        const auto& a = rows.curves["train/loss"];
        const auto& b = dense.curves["train/loss"];
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY2(std::abs(a[i].value - b[i].value) < 2e-5, qPrintable(QString("step %1: %2 %3").arg(i).arg(a[i].value).arg(b[i].value)));
    }

    void aLiveRateIsInForceAtTheNextStep() {
        const QTemporaryDir folder;
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].schedule = {};
        RecordingObserver observer;
        auto values = train::liveValues(spec.stages[0].optimizer);
        values.rateCtr = 5e-4;
        observer.changes[10] = values;
        runAll(assemble(spec, folder), observer);
        const auto& rates = observer.curves["rate/ctr"]; // every ten steps: steps 1, 11, 21 ...
        QCOMPARE(rates[0].value, 3e-3);
        QCOMPARE(rates[1].value, 5e-4);
    }

    void aFrozenSideDoesNotMove() {
        const QTemporaryDir folder;
        auto spec = smallSpec({StageKind::FinetuneWithPlm});
        spec.stages[0].epochs = 1;
        const auto setup = assemble(spec, folder);
        RecordingObserver observer;
        auto values = train::liveValues(spec.stages[0].optimizer);
        values.isPlmFrozen = values.isCtrFrozen = true;
        observer.changes[0] = values;
        runAll(setup, observer);
        const auto fresh = train::makeStageModel(setup, StageKind::FinetuneWithPlm);
        const auto trained = train::readCheckpoint(*lastCheckpoint(setup), false);
        QVERIFY(fresh.has_value() && trained.has_value());
        for (const auto& item : (*fresh)->named_parameters()) {
            const auto part = clickprompt::ClickPromptModelImpl::partOf(item.key());
            const bool isFrozen = part == clickprompt::Part::Backbone || part == clickprompt::Part::Encoder || part == clickprompt::Part::MlmHead;
            const bool isSame = at::equal(item.value(), trained->model.at(item.key()));
            if (isFrozen)
                QVERIFY2(isSame, item.key().c_str());
        }
        QVERIFY(!at::equal((*fresh)->named_parameters()["plm_head.dense.weight"], trained->model.at("plm_head.dense.weight")));
    }

    void aDamagedCheckpointIsRefused_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"model.safetensors", "optimizer.safetensors", "manifest.json"})
            QTest::newRow(file) << QString(file);
    }
    void aDamagedCheckpointIsRefused() {
        QFETCH(QString, file);
        const QTemporaryDir folder;
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].epochs = 1;
        const auto setup = assemble(spec, folder);
        RecordingObserver observer;
        runAll(setup, observer);
        const auto checkpoint = *lastCheckpoint(setup);
        QFile damaged(QString::fromStdString((checkpoint / file.toStdString()).string()));
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.seek(damaged.size() / 2);
        damaged.write("\x01\x02\x03\x04");
        damaged.close();
        const auto read = train::readCheckpoint(checkpoint, true);
        QVERIFY(!read.has_value());
        QVERIFY2(read.error().text().find(file.toStdString()) != std::string::npos, read.error().text().c_str());
    }

    void aCheckpointOfAnotherSpecIsRefused() {
        const QTemporaryDir folder;
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].epochs = 1;
        RecordingObserver observer;
        const auto setup = assemble(spec, folder);
        runAll(setup, observer);
        spec.seed = 12;
        const auto other = assemble(spec, folder);
        const auto end = train::StageChain(other, observer).run(lastCheckpoint(setup));
        QVERIFY(!end.has_value());
        QVERIFY(end.error().text().find("another spec") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestStageChain)
#include "tst_stage_chain.moc"
