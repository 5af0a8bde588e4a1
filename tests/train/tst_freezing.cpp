// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "tests/support/stage_runs.h"

#include "core/train/freezing.h"

#include <set>

using namespace cpw;
using spec::StageKind;
using tests::assemble;
using tests::lastCheckpoint;
using tests::RecordingObserver;
using tests::runAll;
using tests::smallSpec;

namespace {

/// Two layers, so that the lowest alone can be frozen; dropout everywhere, so that modes show.
api::RunSpec frozenSpec(StageKind kind, const spec::FreezeSpec& freeze) {
    auto spec = smallSpec({kind});
    spec.plm.scratch.layers = 2;
    spec.stages[0].epochs = 1;
    spec.stages[0].maximumSteps = 6;
    spec.stages[0].freeze = freeze;
    return spec;
}

plm::NamedTensors trainedWeights(const train::TrainSetup& setup) {
    const auto last = lastCheckpoint(setup);
    auto checkpoint = train::readCheckpoint(*last, false);
    return std::move(checkpoint->model);
}

bool startsWithAny(const std::string& name, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& prefix) { return name.starts_with(prefix); });
}

struct Frozen {
    const char* title;
    spec::FreezeSpec freeze;
    std::vector<std::string> names; ///< beginnings of the parameters that must not move
};

const std::vector<Frozen>& frozenCases() {
    static const std::vector<Frozen> kCases = {
        {"language model", {.languageModel = true}, {"encoder.", "mlm_head."}},
        {"its embeddings", {.plmEmbeddings = true}, {"encoder.embeddings."}},
        {"its lowest layer", {.plmLayers = 1}, {"encoder.encoder.layer.0."}},
        {"CTR embeddings", {.ctrEmbeddings = true}, {"backbone.embedding."}},
        {"CTR trunk", {.ctrTrunk = true}, {"backbone.cross.", "backbone.tower."}},
        {"CTR side", {.ctrEmbeddings = true, .ctrTrunk = true}, {"backbone."}},
        {"all but the upper layer and the heads",
         {.plmEmbeddings = true, .plmLayers = 1, .ctrEmbeddings = true, .ctrTrunk = true},
         {"encoder.embeddings.", "encoder.encoder.layer.0.", "backbone."}},
    };
    return kCases;
}

std::vector<RecordingObserver::Point> after(const RecordingObserver& observer, const std::string& name, std::int64_t step) {
    std::vector<RecordingObserver::Point> points;
    const auto found = observer.curves.find(name);
    if (found == observer.curves.end())
        return points;
    for (const auto& point : found->second)
        if (point.step > step)
            points.push_back(point);
    return points;
}

} // namespace

class TestFreezing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsFrozenStaysAndTheRestMoves_data() {
        QTest::addColumn<int>("place");
        QTest::addColumn<int>("kind");
        for (std::size_t i = 0; i < frozenCases().size(); ++i)
            for (const auto kind : {StageKind::PaMlm, StageKind::FinetuneWithPlm, StageKind::FinetuneCtr})
                QTest::addRow("%s, %s", frozenCases()[i].title, enumId(kind)) << static_cast<int>(i) << static_cast<int>(kind);
    }
    void whatIsFrozenStaysAndTheRestMoves() {
        QFETCH(int, place);
        QFETCH(int, kind);
        const auto& frozen = frozenCases()[static_cast<std::size_t>(place)];
        const QTemporaryDir folder;
        const auto setup = assemble(frozenSpec(static_cast<StageKind>(kind), frozen.freeze), folder);
        RecordingObserver observer;
        QCOMPARE(runAll(setup, observer), train::StageEnd::Finished);
        const auto fresh = train::makeStageModel(setup, static_cast<StageKind>(kind));
        QVERIFY(fresh.has_value());
        const auto trained = trainedWeights(setup);
        const bool isMasked = static_cast<StageKind>(kind) == StageKind::PaMlm;
        const std::vector<std::string> heads =
            isMasked ? std::vector<std::string>{"plm_head.", "ctr_head.", "fusion."} : std::vector<std::string>{"mlm_head."};
        for (const auto& item : (*fresh)->named_parameters()) {
            const bool isSame = at::equal(item.value().to(at::kCPU), trained.at(item.key()));
            if (startsWithAny(item.key(), frozen.names))
                QVERIFY2(isSame, item.key().c_str());
            // What no gradient reaches at the start stays too: key biases cancel in the softmax, unused types and heads.
            const bool isReached = !startsWithAny(item.key(), heads) && !item.key().ends_with("key.bias");
            if (isReached && !startsWithAny(item.key(), frozen.names))
                QVERIFY2(!isSame, item.key().c_str());
        }
    }

    void frozenParametersGetNoGradientAndFrozenModulesNoDropout() {
        const QTemporaryDir folder;
        const auto setup =
            assemble(frozenSpec(StageKind::PaMlm, {.plmEmbeddings = true, .plmLayers = 1, .ctrTrunk = true}), folder);
        auto model = *train::makeStageModel(setup, StageKind::PaMlm);
        train::LiveValues live;
        const train::Freezing freezing(model, setup.stages[0].freeze);
        freezing.applyModes(live);
        std::set<std::string> evaluated;
        for (const auto& module : model->named_modules({}, false))
            if (!module.value()->is_training())
                evaluated.insert(module.key());
        for (const char* name : {"encoder.embeddings", "encoder.embeddings.LayerNorm", "encoder.encoder.layer.0",
                                 "backbone.tower", "backbone.cross"})
            QVERIFY2(evaluated.contains(name), name);
        for (const char* name : {"encoder", "encoder.encoder.layer.1", "backbone", "backbone.embedding", "projector", "mlm_head"})
            QVERIFY2(!evaluated.contains(name), name);
        live.isPlmFrozen = true;
        freezing.applyModes(live);
        QVERIFY(!model->encoder()->is_training() && model->is_training());
        train::Freezing(model, {.languageModel = true, .keepsDropout = true}).applyModes(live);
        QVERIFY(model->encoder()->is_training());
    }

    void frozenLowerPartsRunWithoutAGraph() {
        const QTemporaryDir folder;
        auto spec = frozenSpec(StageKind::FinetuneWithPlm, {.plmEmbeddings = true, .plmLayers = 1});
        spec.prompts.count = 0;
        const auto setup = assemble(spec, folder);
        auto model = *train::makeStageModel(setup, StageKind::FinetuneWithPlm);
        const train::Freezing freezing(model, setup.stages[0].freeze);
        for (const auto& item : model->named_parameters())
            item.value().set_requires_grad(!freezing.isFrozen(item.key(), {}));
        const plm::TokenBatch tokens{at::tensor({2, 5, 7, 3}, at::kLong).view({1, 4}), {}};
        const auto encoded = model->encoder()->forward(tokens, {}, {.positions = {}, .hiddenStates = true});
        QVERIFY(!encoded.hiddenStates[0].requires_grad() && !encoded.hiddenStates[1].requires_grad());
        QVERIFY(encoded.hiddenStates[2].requires_grad());
        // With prompts the first layer is below none of them and passes gradients on to the projector.
        const auto prompt = at::randn({2, 1, 1, 16}).set_requires_grad(true);
        const auto prompted =
            model->encoder()->forward(tokens, plm::SoftPrompts::layerHidden(prompt), {.positions = {}, .hiddenStates = true});
        QVERIFY(prompted.hiddenStates[1].requires_grad());
        prompted.last.square().sum().backward();
        QVERIFY(prompt.grad()[0].abs().sum().item<float>() > 0);
        QVERIFY(!model->named_parameters()["encoder.encoder.layer.0.attention.self.key.weight"].grad().defined());
    }

    void aFrozenRunResumesBitForBit_data() {
        QTest::addColumn<int>("place");
        QTest::addColumn<int>("kind");
        for (std::size_t i = 0; i < frozenCases().size(); ++i)
            for (const auto kind : {StageKind::PaMlm, StageKind::FinetuneWithPlm})
                QTest::addRow("%s, %s", frozenCases()[i].title, enumId(kind)) << static_cast<int>(i) << static_cast<int>(kind);
    }
    void aFrozenRunResumesBitForBit() {
        QFETCH(int, place);
        QFETCH(int, kind);
        const auto spec = frozenSpec(static_cast<StageKind>(kind), frozenCases()[static_cast<std::size_t>(place)].freeze);
        const QTemporaryDir wholeFolder, folder;
        RecordingObserver whole, first, second;
        const auto wholeSetup = assemble(spec, wholeFolder);
        runAll(wholeSetup, whole);
        const auto setup = assemble(spec, folder);
        first.requests[3] = {.stopAndSave = true};
        QCOMPARE(runAll(setup, first), train::StageEnd::StoppedAndSaved);
        runAll(setup, second, lastCheckpoint(setup));
        QVERIFY(!after(whole, "train/loss", 3).empty());
        QVERIFY(after(whole, "train/loss", 3) == after(second, "train/loss", 3));
        const auto one = trainedWeights(wholeSetup), two = trainedWeights(setup);
        for (const auto& [name, tensor] : one)
            QVERIFY2(at::equal(tensor, two.at(name)), name.c_str());
    }

    void liveFreezingCombinesWithTheStageAndResumes() {
        // The stage freezes the language model; a command releases it at step 2 and freezes the CTR side at step 3.
        const auto spec = frozenSpec(StageKind::FinetuneWithPlm, {.languageModel = true, .plmLayers = 1});
        auto released = train::liveValues(spec.stages[0].optimizer);
        auto changed = released;
        changed.isCtrFrozen = true;
        const auto run = [&](const QTemporaryDir& folder, RecordingObserver& observer,
                             const std::optional<std::filesystem::path>& from = {}) {
            observer.changes[2] = released;
            observer.changes[3] = changed;
            const auto setup = assemble(spec, folder);
            runAll(setup, observer, from);
            return setup;
        };
        const QTemporaryDir wholeFolder, folder;
        RecordingObserver whole, first, second;
        const auto setup = run(wholeFolder, whole);
        const auto fresh = *train::makeStageModel(setup, StageKind::FinetuneWithPlm);
        const auto trained = trainedWeights(setup);
        const auto isSame = [&](const char* name) { return at::equal(fresh->named_parameters()[name], trained.at(name)); };
        QVERIFY(isSame("encoder.encoder.layer.0.output.dense.weight")); // the stage's own, in part
        QVERIFY(!isSame("encoder.encoder.layer.1.output.dense.weight"));
        QVERIFY(!isSame("encoder.embeddings.word_embeddings.weight"));
        QVERIFY(!isSame("backbone.tower.0.weight")); // until step 3
        first.requests[4] = {.stopAndSave = true};
        const auto stopped = run(folder, first);
        second.requests.clear();
        const auto last = lastCheckpoint(stopped);
        QVERIFY(train::readManifest(*last)->live.isCtrFrozen && !train::readManifest(*last)->live.isPlmFrozen);
        RecordingObserver resumed; // no command: the manifest knows
        runAll(stopped, resumed, last);
        QVERIFY(after(whole, "train/loss", 4) == after(resumed, "train/loss", 4));
        for (const auto& [name, tensor] : trained)
            QVERIFY2(at::equal(tensor, trainedWeights(stopped).at(name)), name.c_str());
    }

    void aStepThatTrainsNothingIsNoError() {
        auto spec = frozenSpec(StageKind::PaMlm, {.languageModel = true});
        spec.prompts.count = 0; // refused by the check of a spec; a command may bring a run here
        const QTemporaryDir folder;
        RecordingObserver observer;
        QCOMPARE(runAll(assemble(spec, folder), observer), train::StageEnd::Finished);
        QCOMPARE(observer.curves["train/loss"].size(), std::size_t{6});
    }
};

QTEST_APPLESS_MAIN(TestFreezing)
#include "tst_freezing.moc"
