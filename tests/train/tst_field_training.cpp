// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/base/random.h"
#include "core/data/field_encoder.h"
#include "core/train/collator.h"
#include "core/train/device_batch.h"
#include "tests/support/stage_runs.h"

#include <cmath>
#include <fstream>

using namespace cpw;
using spec::StageKind;
using tests::assemble;
using tests::lastCheckpoint;
using tests::RecordingObserver;
using tests::runAll;
using tests::smallSpec;

namespace {

constexpr const char* kGenres[] = {"Action", "Comedy", "Drama", "War", "Noir"};

/// 600 films whose clicks follow their genres and their price; some rows lack one or the other.
std::string writeFilms(const QTemporaryDir& folder) {
    const CounterRandom random(17, 1);
    const auto path = folder.filePath("films.csv").toStdString();
    std::ofstream file(path);
    file << "label,user,price,genres\n";
    for (std::uint64_t row = 0; row < 600; ++row) {
        const auto at = row * 16;
        const auto price = random.uniform(at) * 40;
        double score = price < 12 ? 1 : -0.5;
        std::string genres;
        for (std::uint64_t g = 0; g < 5; ++g)
            if (random.uniform(at + 1 + g) < 0.4) {
                genres += (genres.empty() ? "" : "|") + std::string(kGenres[g]);
                score += g % 2 == 0 ? 1 : -1;
            }
        const bool isClick = random.uniform(at + 8) < 1 / (1 + std::exp(-2 * score));
        file << (isClick ? 1 : 0) << ",u" << random.below(at + 9, 30) << ',';
        if (row % 11 != 0)
            file << price;
        file << ',' << genres << '\n';
    }
    return path;
}

api::RunSpec filmSpec(const QTemporaryDir& folder, std::vector<StageKind> kinds) {
    auto spec = smallSpec(std::move(kinds));
    spec.data = {};
    spec.data.source = "csv";
    spec.data.path = writeFilms(folder);
    spec.data.numeric = {{"price", spec::BucketKind::Quantile, 6, spec::NumberText::Bucket}};
    spec.data.multiValue = {{"genres", "|", spec::Pooling::Mean, 0}};
    spec.backbone.id = "deepfm"; // has a linear term beside the embedding
    spec.backbone.options.erase("cross_layers");
    return spec;
}

std::vector<RecordingObserver::Point> after(const std::vector<RecordingObserver::Point>& points, std::int64_t step) {
    std::vector<RecordingObserver::Point> tail;
    std::copy_if(points.begin(), points.end(), std::back_inserter(tail), [step](const auto& point) { return point.step > step; });
    return tail;
}

} // namespace

class TestFieldTraining : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void batchesHoldTheListsOfTheirRows() {
        const QTemporaryDir folder;
        const auto setup = assemble(filmSpec(folder, {StageKind::FinetuneCtr}), folder);
        const auto& dataset = *setup.dataset;
        train::Collator collator(setup.dataset, nullptr, {.withTokens = false, .withUniqueIds = true});
        const std::vector<std::vector<std::uint32_t>> plan = {{5, 0, 44}, {7, 11}};
        const auto step = collator.step(plan, 0, 0);
        for (std::size_t m = 0; m < plan.size(); ++m) {
            const auto& batch = step.microBatches[m];
            QCOMPARE(batch.bagFields, (std::vector<std::int64_t>{2}));
            QCOMPARE(batch.bagOffsets.size(), plan[m].size());
            std::size_t at = 0;
            for (std::size_t b = 0; b < plan[m].size(); ++b) {
                QCOMPARE(batch.bagOffsets[b], static_cast<std::int64_t>(at));
                const auto list = dataset.lists[0].of(dataset.table->columns[2].codes[plan[m][b]]);
                for (const auto id : list) {
                    QCOMPARE(batch.bagIds[at], static_cast<std::int64_t>(id));
                    QCOMPARE(batch.bagWeights[at], 1.0F / static_cast<float>(list.size()));
                    QCOMPARE(step.uniqueIds[static_cast<std::size_t>(batch.bagInverse[at])], batch.bagIds[at]);
                    ++at;
                }
            }
            QCOMPARE(batch.bagIds.size(), at);
        }
        auto distinct = step.uniqueIds;
        std::sort(distinct.begin(), distinct.end());
        QVERIFY(std::adjacent_find(distinct.begin(), distinct.end()) == distinct.end());
    }

    void batchesOfCategoriesHoldNone() {
        const QTemporaryDir folder;
        auto spec = filmSpec(folder, {StageKind::FinetuneCtr});
        spec.data.multiValue.clear();
        const auto setup = assemble(spec, folder);
        train::Collator collator(setup.dataset, nullptr, {.withTokens = false, .withUniqueIds = true});
        auto step = collator.step({{1, 2}}, 0, 0);
        QVERIFY(step.microBatches[0].bagOffsets.empty() && step.microBatches[0].bagFields.empty());
        const auto batch = train::toDevice(std::move(step.microBatches[0]), {}, at::kCPU);
        QVERIFY(!batch.fields.bags.fields.defined() && !batch.fields.bags.ids.defined());
    }

    void theRunSaysWhatTheEncodingDid() {
        const QTemporaryDir folder;
        const auto setup = assemble(filmSpec(folder, {StageKind::FinetuneCtr}), folder);
        QCOMPARE(setup.dataset->notes.size(), std::size_t{2});
        QVERIFY(setup.dataset->notes[0].find("55 of 600 rows hold no number in \"price\"") != std::string::npos);
        const auto vocabulary = data::FieldVocabulary::load(setup.runFolder / "preparation" / "field_vocabulary.json");
        QVERIFY(vocabulary.has_value());
        QCOMPARE(vocabulary->fields()[1].coding.buckets.edges(), setup.dataset->fields[1].coding.buckets.edges());
    }

    void aStopAtAnyStepResumesBitForBit_data() {
        QTest::addColumn<qint64>("step");
        for (const qint64 step : {1, 8, 20, 31})
            QTest::addRow("step %lld", step) << step;
    }
    void aStopAtAnyStepResumesBitForBit() {
        QFETCH(qint64, step);
        const QTemporaryDir folder;
        const auto spec = filmSpec(folder, {StageKind::PaMlm, StageKind::FinetuneWithPlm});
        RecordingObserver whole, first, second;
        QCOMPARE(runAll(assemble(spec, folder, "whole"), whole), train::StageEnd::Finished);
        const auto setup = assemble(spec, folder);
        first.requests[step] = {.stopAndSave = true};
        QCOMPARE(runAll(setup, first), train::StageEnd::StoppedAndSaved);
        QCOMPARE(runAll(setup, second, lastCheckpoint(setup)), train::StageEnd::Finished);
        for (const auto& [name, points] : whole.curves)
            QVERIFY2(after(points, step) == after(second.curves[name], step), name.c_str());
    }

    void rowUpdatesEqualDenseUpdates_data() {
        QTest::addColumn<bool>("isSum");
        QTest::newRow("mean") << false;
        QTest::newRow("sum") << true;
    }
    void rowUpdatesEqualDenseUpdates() {
        QFETCH(bool, isSum);
        const QTemporaryDir folder;
        auto spec = filmSpec(folder, {StageKind::FinetuneCtr});
        spec.data.multiValue[0].pooling = isSum ? spec::Pooling::Sum : spec::Pooling::Mean;
        spec.stages[0].ctrDropout = 0;
        RecordingObserver rows, dense;
        runAll(assemble(spec, folder, "rows"), rows);
        spec.stages[0].optimizer.embeddingUpdates = spec::EmbeddingUpdates::Dense;
        runAll(assemble(spec, folder, "dense"), dense);
        const auto& a = rows.curves["train/loss"];
        const auto& b = dense.curves["train/loss"];
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY2(std::abs(a[i].value - b[i].value) < 2e-5,
                     qPrintable(QString("step %1: %2 %3").arg(i).arg(a[i].value).arg(b[i].value)));
    }

    void listsAndNumbersTellMoreThanTheirTexts() {
        const QTemporaryDir folder;
        auto spec = filmSpec(folder, {StageKind::FinetuneCtr});
        spec.stages[0].epochs = 20;
        spec.stages[0].batch = 32;
        spec.stages[0].optimizer.learningRateCtr = spec.stages[0].optimizer.learningRateHeads = 1e-2;
        RecordingObserver coded, plain;
        runAll(assemble(spec, folder, "coded"), coded);
        spec.data.numeric.clear();
        spec.data.multiValue.clear();
        runAll(assemble(spec, folder, "plain"), plain);
        const auto best = [](const RecordingObserver& observer) { return observer.curves.at("test/auc").back().value; };
        QVERIFY2(best(coded) > best(plain) + 0.03, qPrintable(QString("%1 %2").arg(best(coded)).arg(best(plain))));
    }
};

QTEST_APPLESS_MAIN(TestFieldTraining)
#include "tst_field_training.moc"
