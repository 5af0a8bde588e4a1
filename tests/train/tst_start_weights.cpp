// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "tests/support/stage_runs.h"

#include "core/engine/catalog_builder.h"
#include "core/train/load_report.h"

using namespace cpw;
using spec::StageKind;
using tests::assemble;
using tests::lastCheckpoint;
using tests::RecordingObserver;
using tests::smallSpec;

namespace {

Result<train::StageEnd> run(const train::TrainSetup& setup, RecordingObserver& observer) {
    at::set_num_threads(1);
    return train::StageChain(setup, observer).run({});
}

std::filesystem::path trained(const train::TrainSetup& setup) {
    RecordingObserver observer;
    const auto end = run(setup, observer);
    if (!end)
        throw std::runtime_error(end.error().text());
    return *lastCheckpoint(setup);
}

api::RunSpec shortSpec(std::vector<StageKind> kinds) {
    auto spec = smallSpec(std::move(kinds));
    for (auto& stage : spec.stages) {
        stage.epochs = 1;
        stage.maximumSteps = 3;
    }
    return spec;
}

std::string allOf(const std::vector<std::pair<train::NoteLevel, std::string>>& notes) {
    std::string text;
    for (const auto& [level, line] : notes)
        text += line + '\n';
    return text;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::vector<std::string> pathsOf(const api::RunSpec& spec) {
    std::vector<std::string> paths;
    for (const auto& problem : engine::checkSpec(spec))
        paths.push_back(problem.path + (problem.isError ? "" : " (warning)"));
    return paths;
}

} // namespace

class TestStartWeights : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aReportNamesEveryTensorOnce() {
        const train::LoadReport report{{"backbone.a", "backbone.b", "projector.hidden.weight"},
                                       {"plm_head.x", "plm_head.y", "projector.output.bias"},
                                       {"encoder.p", "encoder.q", "backbone.old"},
                                       {"backbone.c: found [2], expected [3]"}};
        QCOMPARE(train::summaryOf(report),
                 std::string(
                     "3 tensors loaded (backbone 2, projector 1); fresh: plm_head.* (2), projector.output.bias; "
                     "of another shape and fresh: backbone.c: found [2], expected [3]; left out: backbone.old, encoder.* (2)"));
        QCOMPARE(train::partialText(report),
                 std::string("missing: projector.output.bias; of another shape: backbone.c: found [2], expected [3]; "
                             "of no use here: backbone.old"));
        QVERIFY(!report.isExact());
        QCOMPARE(report.firstFault(), report.mismatched.front());
    }

    void freshHeadsAndAbsentPartsAreNotPartial() {
        const train::LoadReport report{
            {"backbone.a"}, {"ctr_head.output.weight", "ctr_head.output.bias"}, {"encoder.p", "mlm_head.bias"}, {}};
        QCOMPARE(train::partialText(report), std::string());
        // Half a head is: a gate without its output would be one that nobody trained.
        QVERIFY(!train::partialText({{"backbone.a", "ctr_head.output.weight"}, {"ctr_head.gate.weight"}, {}, {}}).empty());
        QVERIFY(!train::partialText({{"backbone.a"}, {}, {"something.else"}, {}}).empty());
        QVERIFY(!train::partialText({{"backbone.a"}, {"encoder.p"}, {}, {}}).empty());
    }

    void aChainTellsWhatEachStageTookOver() {
        const QTemporaryDir folder;
        RecordingObserver observer;
        QVERIFY(run(assemble(shortSpec({StageKind::PaMlm, StageKind::FinetuneCtr}), folder), observer).has_value());
        const auto notes = allOf(observer.notes);
        QVERIFY2(
            contains(notes,
                     "weights of the stage before for stage 2: 7 tensors loaded (backbone 5, ctr_head 2); left out: encoder.*"),
            notes.c_str());
        QVERIFY2(contains(notes, "projector.* (4)"), notes.c_str());
    }

    void theCtrSideTakesTheProjectorWithItWhereItFormsTheLogit() {
        for (const auto form : {spec::PromptForm::Prefix, spec::PromptForm::LayerHidden, spec::PromptForm::Input}) {
            auto spec = shortSpec({StageKind::PaMlm, StageKind::FinetuneCtr});
            spec.prompts.form = form;
            spec.prompts.ctrLogit = spec::CtrLogit::Attention;
            const QTemporaryDir folder;
            RecordingObserver observer;
            const auto setup = assemble(spec, folder);
            QVERIFY(run(setup, observer).has_value());
            const auto notes = allOf(observer.notes);
            QVERIFY2(contains(notes, "(backbone 5, ctr_head 4, projector 4); left out: encoder.*"), notes.c_str());
            const auto checkpoint = train::readCheckpoint(*lastCheckpoint(setup), false);
            QVERIFY(checkpoint->model.contains("projector.output.weight") &&
                    !checkpoint->model.contains("encoder.embeddings.LayerNorm.weight"));
            QCOMPARE(observer.curves["test/auc"].size(), std::size_t{1});
        }
    }

    void theCtrSideOfPromptsTrainsWithoutAnyLanguageModel() {
        auto spec = shortSpec({StageKind::FinetuneCtr});
        spec.prompts.ctrLogit = spec::CtrLogit::Mixture;
        spec.prompts.projector = spec::ProjectorKind::Separate;
        const QTemporaryDir folder;
        RecordingObserver observer;
        const auto setup = assemble(spec, folder);
        QVERIFY(!setup.model.plm && setup.model.promptSizes->hidden == 16);
        QVERIFY(run(setup, observer).has_value());
        QCOMPARE(observer.curves["test/auc"].size(), std::size_t{1});
    }

    void aRunStartsFromACheckpointOfAnotherSpec() {
        const QTemporaryDir folder;
        auto first = shortSpec({StageKind::PaMlm});
        const auto start = trained(assemble(first, folder, "first"));
        auto second = shortSpec({StageKind::FinetuneWithPlm});
        second.seed = 99; // another spec in every respect that does not change shapes
        second.plm.pooler = spec::Pooler::MeanTopTwo;
        second.fusion = spec::FusionKind::Learned;
        second.stages[0].optimizer = {.learningRatePlm = 0, .learningRateCtr = 0, .learningRateHeads = 0};
        auto setup = assemble(second, folder, "second");
        setup.startFrom = start;
        RecordingObserver observer;
        const auto end = run(setup, observer);
        QVERIFY2(end.has_value(), end ? "" : end.error().text().c_str());
        const auto notes = allOf(observer.notes);
        QVERIFY2(contains(notes, start.string()) && contains(notes, "fresh: fusion.alpha_logit"), notes.c_str());
        const auto before = train::readCheckpoint(start, false);
        const auto after = train::readCheckpoint(*lastCheckpoint(setup), false);
        for (const auto& [name, tensor] : before->model)
            QVERIFY2(at::equal(tensor, after->model.at(name)), name.c_str());
    }

    void aPartialStartIsRefusedUnlessAllowed() {
        const QTemporaryDir folder;
        const auto start = trained(assemble(shortSpec({StageKind::FinetuneCtr}), folder, "first"));
        auto second = shortSpec({StageKind::FinetuneCtr});
        second.backbone.options["tower_width"] = std::int64_t{6};
        auto setup = assemble(second, folder, "second");
        setup.startFrom = start;
        RecordingObserver refused, allowed;
        const auto end = run(setup, refused);
        QVERIFY(!end.has_value());
        const auto message = end.error().text();
        for (const char* part :
             {"backbone.tower.0.weight: found [8, ", "expected [6, ", "ctr_head.output.weight", "initialisation.allow_partial"})
            QVERIFY2(contains(message, part), message.c_str());
        QVERIFY(refused.curves.empty()); // before anything was computed
        setup.allowsPartialStart = true;
        QVERIFY(run(setup, allowed).has_value());
        const auto notes = allOf(allowed.notes);
        QVERIFY2(contains(notes, "of another shape and fresh: backbone.tower.0.bias: found [8], expected [6], backbone.tower.0.weight: found [8, 28], expected [6, 28]"),
                 notes.c_str());
    }

    void aStartFromADamagedFolderSaysSo() {
        const QTemporaryDir folder;
        auto setup = assemble(shortSpec({StageKind::FinetuneCtr}), folder);
        setup.startFrom = folder.path().toStdString();
        RecordingObserver observer;
        const auto end = run(setup, observer);
        QVERIFY(!end.has_value());
        QVERIFY2(contains(end.error().text(), "initialisation.start_from") && contains(end.error().text(), "manifest.json"),
                 end.error().text().c_str());
    }

    void everyFormProjectorAndPoolerTrains_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<int>("projector");
        for (const auto form : {spec::PromptForm::Prefix, spec::PromptForm::LayerHidden, spec::PromptForm::Input})
            for (const auto projector : {spec::ProjectorKind::Shared, spec::ProjectorKind::Separate})
                QTest::addRow("%s, %s", enumId(form), enumId(projector)) << static_cast<int>(form) << static_cast<int>(projector);
    }
    void everyFormProjectorAndPoolerTrains() {
        QFETCH(int, form);
        QFETCH(int, projector);
        auto spec = shortSpec({StageKind::PaMlm, StageKind::FinetuneWithPlm});
        spec.prompts.form = static_cast<spec::PromptForm>(form);
        spec.prompts.projector = static_cast<spec::ProjectorKind>(projector);
        spec.prompts.dropout = 0.1;
        spec.prompts.positions = form % 2 == 0 ? spec::PromptPositions::ShiftedByPrompts : spec::PromptPositions::Unshifted;
        spec.plm.pooler = form == 1 ? spec::Pooler::MeanFirstLast : spec::Pooler::MeanTopTwo;
        spec.fusion = projector == 0 ? spec::FusionKind::LearnedPlm : spec::FusionKind::PlmOnly;
        QVERIFY(pathsOf(spec).empty());
        const QTemporaryDir wholeFolder, folder;
        RecordingObserver whole, first, second;
        QVERIFY(run(assemble(spec, wholeFolder), whole).has_value());
        QCOMPARE(whole.curves["test/auc"].size(), std::size_t{1});
        // Stopped in each stage and resumed: the same bits.
        const auto setup = assemble(spec, folder);
        first.requests[2] = {.stopAndSave = true};
        QVERIFY(run(setup, first).has_value());
        second.requests[4] = {.stopAndSave = true};
        QVERIFY(train::StageChain(setup, second).run(lastCheckpoint(setup)).has_value());
        RecordingObserver third;
        QVERIFY(train::StageChain(setup, third).run(lastCheckpoint(setup)).has_value());
        QVERIFY(third.curves["test/auc"] == whole.curves["test/auc"]);
        QVERIFY(third.curves["train/loss"].back() == whole.curves["train/loss"].back());
    }

    void textThatThePromptsShiftOutOfTheTableIsRefused() {
        auto spec = shortSpec({StageKind::PaMlm});
        spec.prompts.count = 50; // 14 of 64 positions are left to sentences of some 30 tokens
        for (const auto form : {spec::PromptForm::Prefix, spec::PromptForm::LayerHidden, spec::PromptForm::Input}) {
            spec.prompts.form = form;
            spec.prompts.positions = spec::PromptPositions::Unshifted;
            const QTemporaryDir folder;
            (void)assemble(spec, folder); // without the shift there is room for any number of prompts
            spec.prompts.positions = spec::PromptPositions::ShiftedByPrompts;
            try {
                (void)assemble(spec, folder);
                QFAIL("a text longer than the position table was taken");
            } catch (const std::runtime_error& error) {
                QVERIFY2(contains(error.what(), "prompts.positions is shifted_by_prompts, which leaves 14 of 64 positions"),
                         error.what());
            }
        }
    }

    void badSpecsAreRefusedBeforeAnythingIsComputed() {
        auto spec = shortSpec({StageKind::PaMlm, StageKind::FinetuneWithPlm});
        QVERIFY(pathsOf(spec).empty());
        spec.backbone.id = "dcn_v9";
        spec.plm.scratch.hidden = 15;
        spec.prompts.count = 0;
        spec.prompts.ctrLogit = spec::CtrLogit::Mean;
        spec.fusion = spec::FusionKind::CtrOnly;
        spec.stages[0].freeze.languageModel = true;
        spec.stages[1].freeze.plmLayers = 2;
        QCOMPARE(pathsOf(spec),
                 (std::vector<std::string>{"backbone.id", "plm.scratch.hidden", "prompts.ctr_logit",
                                           "stages.0.freeze.language_model", "stages.1.freeze.plm_layers", "fusion (warning)"}));
        auto shifted = shortSpec({StageKind::PaMlm});
        shifted.prompts.count = 64; // as many as positions
        shifted.prompts.positions = spec::PromptPositions::ShiftedByPrompts;
        QCOMPARE(pathsOf(shifted), (std::vector<std::string>{"prompts.positions"}));
        auto folderless = shortSpec({StageKind::FinetuneCtr});
        folderless.prompts.ctrLogit = spec::CtrLogit::Concat;
        folderless.plm.folder = "no/such/folder";
        QCOMPARE(pathsOf(folderless), (std::vector<std::string>{"plm.folder"}));
        folderless.prompts.ctrLogit = spec::CtrLogit::Trunk; // nothing asks for the language model
        QVERIFY(pathsOf(folderless).empty());
    }
};

QTEST_APPLESS_MAIN(TestStartWeights)
#include "tst_start_weights.moc"
