// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "tests/support/stage_runs.h"

#include "core/ctr/backbone.h"

#include <cmath>

using namespace cpw;
using spec::StageKind;
using tests::assemble;
using tests::lastCheckpoint;
using tests::RecordingObserver;
using tests::runAll;
using tests::smallSpec;

namespace {

OptionValues tinyOptions(const std::string& id) {
    const OptionValues embedding{{"embedding_size", std::int64_t{4}}};
    if (id == "lr")
        return {};
    if (id == "fm" || id == "fignn")
        return embedding;
    if (id == "transformer") // a layer norm over four small numbers blows rounding up a thousandfold within thirty steps
        return {{"embedding_size", std::int64_t{8}}, {"embedding_spread", 0.5}};
    auto options = embedding;
    options["tower_width"] = std::int64_t{8};
    options["tower_layers"] = std::int64_t{1};
    if (id == "fgcnn")
        options["channels"] = std::vector<std::int64_t>{2, 3};
    return options;
}

/// FGCNN with batch norm in its tower too: two tables, six running statistics.
api::RunSpec normedSpec(std::vector<StageKind> kinds) {
    auto spec = smallSpec(std::move(kinds));
    spec.backbone = {"fgcnn", tinyOptions("fgcnn")};
    spec.backbone.options["tower_batch_norm"] = true;
    spec.backbone.options["embedding_dropout"] = 0.1;
    return spec;
}

} // namespace

class TestBackboneChain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowUpdatesEqualDenseUpdates_data() {
        QTest::addColumn<QString>("id");
        for (const auto& entry : ctr::backbones())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }
    void rowUpdatesEqualDenseUpdates() {
        QFETCH(QString, id);
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.backbone = {id.toStdString(), tinyOptions(id.toStdString())};
        spec.stages[0].ctrDropout = 0;
        spec.stages[0].epochs = 2;
        const QTemporaryDir first, second;
        RecordingObserver rows, dense;
        runAll(assemble(spec, first), rows);
        spec.stages[0].optimizer.embeddingUpdates = spec::EmbeddingUpdates::Dense;
        runAll(assemble(spec, second), dense);
        const auto& a = rows.curves["train/loss"];
        const auto& b = dense.curves["train/loss"];
        QCOMPARE(a.size(), b.size());
        QVERIFY(a.back().value != a.front().value);
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY2(std::abs(a[i].value - b[i].value) < 2e-5,
                     qPrintable(QString("step %1: %2 %3").arg(i).arg(a[i].value).arg(b[i].value)));
    }

    void runningStatisticsResumeBitForBit_data() {
        QTest::addColumn<qint64>("step");
        for (const qint64 step : {1, 15, 46, 60})
            QTest::addRow("step %lld", step) << step;
    }
    void runningStatisticsResumeBitForBit() {
        QFETCH(qint64, step);
        static const auto whole = [] {
            const QTemporaryDir folder;
            RecordingObserver observer;
            runAll(assemble(normedSpec({StageKind::PaMlm, StageKind::FinetuneCtr}), folder), observer);
            return observer;
        }();
        const QTemporaryDir folder;
        const auto setup = assemble(normedSpec({StageKind::PaMlm, StageKind::FinetuneCtr}), folder);
        RecordingObserver first, second;
        first.requests[step] = {.stopAndSave = true};
        QCOMPARE(runAll(setup, first), train::StageEnd::StoppedAndSaved);
        QCOMPARE(runAll(setup, second, lastCheckpoint(setup)), train::StageEnd::Finished);
        for (const auto& [name, points] : whole.curves) {
            std::vector<RecordingObserver::Point> tail, other;
            std::copy_if(points.begin(), points.end(), std::back_inserter(tail), [&](const auto& p) { return p.step > step; });
            const auto& found = second.curves[name];
            std::copy_if(found.begin(), found.end(), std::back_inserter(other), [&](const auto& p) { return p.step > step; });
            QVERIFY2(tail == other, name.c_str());
        }
    }

    void aModelFileHoldsTheRunningStatistics() {
        const QTemporaryDir folder;
        const auto setup = assemble(normedSpec({StageKind::FinetuneCtr}), folder);
        RecordingObserver observer;
        runAll(setup, observer);
        const auto last = lastCheckpoint(setup);
        const auto checkpoint = train::readCheckpoint(*last, false);
        QVERIFY(checkpoint.has_value());
        auto model = train::makeStageModel(setup, StageKind::FinetuneCtr);
        QVERIFY(model.has_value());
        auto report = train::loadParameters(*model, checkpoint->model);
        QVERIFY(report.missing.empty() && report.unexpected.empty() && report.mismatched.empty());
        int statistics = 0;
        for (const auto& item : (*model)->named_buffers()) {
            QVERIFY2(item.value().equal(checkpoint->model.at(item.key())), item.key().c_str());
            QVERIFY2(
                !item.value().equal(item.key().ends_with("var") ? at::ones_like(item.value()) : at::zeros_like(item.value())),
                item.key().c_str());
            ++statistics;
        }
        QCOMPARE(statistics, 6);
        auto without = checkpoint->model;
        without.erase("backbone.tower.0.norm.running_var");
        report = train::loadParameters(*model, without);
        QCOMPARE(report.missing, std::vector<std::string>{"backbone.tower.0.norm.running_var"});
    }

    void batchNormTrainsWithAccumulation() {
        // Each micro-batch is normalised by itself: other numbers than one batch, but it learns and repeats.
        auto spec = normedSpec({StageKind::FinetuneCtr});
        spec.stages[0].accumulation = 3;
        const QTemporaryDir first, second;
        RecordingObserver one, two;
        runAll(assemble(spec, first), one);
        runAll(assemble(spec, second), two);
        const auto& losses = one.curves["train/loss"];
        QVERIFY(losses == two.curves["train/loss"]);
        const auto meanOf = [&](auto begin, auto end) {
            double sum = 0;
            for (auto point = begin; point != end; ++point)
                sum += point->value;
            return sum / static_cast<double>(end - begin);
        };
        QVERIFY(meanOf(losses.end() - 15, losses.end()) < meanOf(losses.begin(), losses.begin() + 15));
    }
};

QTEST_APPLESS_MAIN(TestBackboneChain)
#include "tst_backbone_chain.moc"
