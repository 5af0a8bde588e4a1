// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_json.h"

#include <QTest>

#include <limits>

using namespace cpw;
using namespace cpw::api;
using nlohmann::json;

namespace {

/// A spec in which every option differs from its default.
RunSpec fullSpec() {
    RunSpec spec;
    spec.name = "one \xC3\xA4 \"quoted\"";
    spec.data.source = "csv";
    spec.data.path = "/a/b.csv";
    spec.data.fields = {"user", "item"};
    spec.data.sourceOptions = {{"separator", std::string(";")},
                               {"header", true},
                               {"skip", std::int64_t{2}},
                               {"scale", 0.5},
                               {"widths", std::vector<std::int64_t>{1, 2}},
                               {"names", std::vector<std::string>{"a"}},
                               {"shares", std::vector<double>{0.5, 1.25}}};
    spec.data.label.droppedValues = {3, 4.5};
    spec.data.split.kind = spec::SplitKind::PerUser;
    spec.backbone = {"autoint", {{"layers", std::int64_t{3}}}};
    spec.plm.pooler = spec::Pooler::MeanTopTwo;
    spec.prompts = {.count = 3,
                    .form = spec::PromptForm::LayerHidden,
                    .positions = spec::PromptPositions::ShiftedByPrompts,
                    .projector = spec::ProjectorKind::Separate,
                    .dropout = 0.25,
                    .ctrLogit = spec::CtrLogit::Mixture};
    spec.fusion = spec::FusionKind::LearnedPlm;
    spec.initialisation = {"r-0012", true};
    spec.stages.resize(2);
    spec.stages[0].kind = spec::StageKind::PaMlm;
    spec.stages[0].optimizer.learningRatePlm = 1.0 / 3;
    spec.stages[0].freeze = {.languageModel = true,
                             .plmEmbeddings = true,
                             .plmLayers = 2,
                             .ctrEmbeddings = true,
                             .ctrTrunk = true,
                             .keepsDropout = true};
    spec.stages[1].kind = spec::StageKind::FinetuneWithPlm;
    spec.stages[1].schedule.kind = spec::ScheduleKind::Cosine;
    spec.seed = 9'007'199'254'740'993ULL; // not a double
    spec.device = "cuda:1";
    spec.threads = 3;
    spec.precision = Precision::BFloat16;
    return spec;
}

std::string allOf(const std::vector<Problem>& problems) {
    std::string text;
    for (const auto& problem : problems)
        text += problem.path + ": " + problem.message + '\n';
    return text;
}

ParsedSpec parsed(const json& source) {
    return specFromJson(source);
}

} // namespace

class TestSpecJson : public QObject {
    Q_OBJECT

private slots:
    void defaultsReadBackWithoutProblems();
    void everyOptionReadsBack();
    void everyDefaultIsWrittenOut();
    void missingOptionsKeepDefaults();
    void everyProblemIsListed();
    void promptAndFreezeOptionsHaveTheirNamesAndRanges();
    void wrongKindsAreNamed_data();
    void wrongKindsAreNamed();
    void wholeNumbersTooBigAreProblems();
    void emptyListsFitEveryList();
    void backboneMayBeANameAlone();
    void syntaxErrorNamesTheLine();
    void setByPathChangesOneOption();
    void setByPathKeepsTextsAsTexts();
    void setByPathOpensOptions();
    void setByPathRefusesUnknownPaths_data();
    void setByPathRefusesUnknownPaths();
    void hashLeavesOutNameDeviceAndThreads();
    void hashSeesEverythingElse();
    void hashSeesNumbersAndLists();
    void hashTakesBytesThatAreNotUtf8();
    void stageHashSeesOnlyStagesUpToIt();
    void stageHashOfPretrainingLeavesOutTheHeads();
    void problemsBecomeOneSentence();
};

void TestSpecJson::defaultsReadBackWithoutProblems() {
    const auto back = parsed(toJson(RunSpec{}));
    QVERIFY2(back.problems.empty(), allOf(back.problems).c_str());
    QVERIFY(toJson(back.spec) == toJson(RunSpec{}));
}

void TestSpecJson::everyOptionReadsBack() {
    const auto spec = fullSpec();
    const auto back = specFromText(toJson(spec).dump());
    QVERIFY(back.has_value());
    QVERIFY2(back->problems.empty(), allOf(back->problems).c_str());
    QVERIFY(toJson(back->spec) == toJson(spec));
    QCOMPARE(back->spec.seed, spec.seed);
    QCOMPARE(back->spec.stages.size(), 2U);
    QVERIFY(back->spec.stages[0].optimizer.learningRatePlm == 1.0 / 3);
    QVERIFY(back->spec.data.sourceOptions == spec.data.sourceOptions);
    QCOMPARE(specHash(back->spec), specHash(spec));
}

void TestSpecJson::everyDefaultIsWrittenOut() {
    RunSpec spec;
    spec.stages.resize(1);
    const auto written = toJson(spec);
    QVERIFY(written.at("seed") == json(1));
    QVERIFY(written.at("data").at("split").at("kind") == json("random"));
    QVERIFY(written.at("stages").at(0).at("optimizer").at("beta2") == json(0.999));
    QVERIFY(written.at("backbone") == json::parse(R"({"id": "dcn_v2", "options": {}})"));
}

void TestSpecJson::missingOptionsKeepDefaults() {
    const auto back = parsed(json::parse(R"({"seed": 5, "stages": [{"batch": 64}]})"));
    QVERIFY2(back.problems.empty(), allOf(back.problems).c_str());
    QCOMPARE(back.spec.seed, 5U);
    QCOMPARE(back.spec.stages.size(), 1U);
    QCOMPARE(back.spec.stages[0].batch, 64);
    QCOMPARE(back.spec.stages[0].epochs, 1);
    QCOMPARE(back.spec.data.split.train, 0.8);
}

void TestSpecJson::promptAndFreezeOptionsHaveTheirNamesAndRanges() {
    const auto written = toJson(fullSpec());
    QVERIFY(written.at("prompts") ==
            json::parse(R"({"count": 3, "form": "layer_hidden", "positions": "shifted_by_prompts", "projector": "separate",
                                                     "dropout": 0.25, "ctr_logit": "mixture"})"));
    QVERIFY(written.at("fusion") == json("learned_plm") && written.at("plm").at("pooler") == json("mean_top2"));
    QVERIFY(written.at("initialisation") == json::parse(R"({"start_from": "r-0012", "allow_partial": true})"));
    QVERIFY(written.at("stages").at(0).at("freeze") ==
            json::parse(R"({"language_model": true, "plm_embeddings": true, "plm_layers": 2,
                                                                      "ctr_embeddings": true, "ctr_trunk": true, "keeps_dropout": true})"));
    const auto back = parsed(json::parse(R"({"prompts": {"form": "suffix", "dropout": 1, "ctr_logit": "cat"}, "fusion": "concat",
                                             "plm": {"pooler": "max"}, "stages": [{"freeze": {"plm_layers": -1, "ctr": true}}]})"));
    std::vector<std::string> paths;
    for (const auto& problem : back.problems)
        paths.push_back(problem.path);
    std::sort(paths.begin(), paths.end());
    QCOMPARE(paths, (std::vector<std::string>{"fusion", "plm.pooler", "prompts.ctr_logit", "prompts.dropout", "prompts.form",
                                              "stages.0.freeze.ctr", "stages.0.freeze.plm_layers"}));
    const auto text = allOf(back.problems);
    for (const char* part :
         {"prefix, layer_hidden, input", "between 0 and 0.9", "trunk, mean, concat, mixture, attention",
          "sum, learned, plm_only, ctr_only, learned_plm", "cls, mean, mean_first_last, mean_top2", "between 0 and 1024"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
}

void TestSpecJson::everyProblemIsListed() {
    const auto back = parsed(
        json::parse(R"({"sed": 1, "data": {"split": {"train": 7}}, "stages": [{"batch": 0, "kind": "x"}], "precision": 4})"));
    std::vector<std::string> paths;
    for (const auto& problem : back.problems)
        paths.push_back(problem.path);
    std::sort(paths.begin(), paths.end());
    QCOMPARE(paths, (std::vector<std::string>{"data.split.train", "precision", "sed", "stages.0.batch", "stages.0.kind"}));
    QVERIFY2(allOf(back.problems).find("pa_mlm, finetune_with_plm, finetune_ctr") != std::string::npos,
             allOf(back.problems).c_str());
}

void TestSpecJson::wrongKindsAreNamed_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    QTest::newRow("document") << "[1]"
                              << ""
                              << "expected an object";
    QTest::newRow("text for number") << R"({"seed": "x"})"
                                     << "seed"
                                     << "expected a whole number";
    QTest::newRow("fraction for whole") << R"({"seed": 1.5})"
                                        << "seed"
                                        << "expected a whole number";
    QTest::newRow("negative seed") << R"({"seed": -1})"
                                   << "seed"
                                   << "at least 0";
    QTest::newRow("null") << R"({"seed": null})"
                          << "seed"
                          << "null";
    QTest::newRow("number for text") << R"({"name": 1})"
                                     << "name"
                                     << "expected a text";
    QTest::newRow("group") << R"({"data": 1})"
                           << "data"
                           << "expected an object";
    QTest::newRow("list") << R"({"stages": {}})"
                          << "stages"
                          << "expected a list";
    QTest::newRow("entry") << R"({"backbone": 3})"
                           << "backbone"
                           << "expected a name";
    QTest::newRow("entry key") << R"({"backbone": {"id": "fm", "opts": {}}})"
                               << "backbone.opts"
                               << "known: id, options";
    QTest::newRow("list of kinds") << R"({"data": {"fields": ["a", 1]}})"
                                   << "data.fields"
                                   << "list of one kind";
    QTest::newRow("open options") << R"({"data": {"source_options": {"a": {}}}})"
                                  << "data.source_options.a"
                                  << "expected a number";
}

void TestSpecJson::wrongKindsAreNamed() {
    QFETCH(QString, source);
    QFETCH(QString, path);
    QFETCH(QString, expected);
    const auto back = parsed(json::parse(source.toStdString()));
    QVERIFY2(back.problems.size() == 1, allOf(back.problems).c_str());
    QCOMPARE(QString::fromStdString(back.problems[0].path), path);
    QVERIFY2(back.problems[0].message.find(expected.toStdString()) != std::string::npos, back.problems[0].message.c_str());
}

void TestSpecJson::wholeNumbersTooBigAreProblems() {
    // Past 64 bits with a sign, and past the option's own kind (32 bits).
    for (const char* source :
         {R"({"seed": 18446744073709551615})", R"({"stages": [{"stopping": {"every_steps": 3000000000}}]})"}) {
        const auto back = parsed(json::parse(source));
        QVERIFY2(back.problems.size() == 1, source);
    }
    RunSpec spec;
    spec.seed = std::numeric_limits<std::int64_t>::max();
    QCOMPARE(parsed(toJson(spec)).spec.seed, spec.seed);
}

void TestSpecJson::emptyListsFitEveryList() {
    auto source = toJson(fullSpec());
    source["data"]["fields"] = json::array();
    source["data"]["label"]["dropped_values"] = json::array();
    const auto back = parsed(source);
    QVERIFY2(back.problems.empty(), allOf(back.problems).c_str());
    QVERIFY(back.spec.data.fields.empty());
    QVERIFY(back.spec.data.label.droppedValues.empty());
}

void TestSpecJson::backboneMayBeANameAlone() {
    const auto back = parsed(json::parse(R"({"backbone": "fm"})"));
    QVERIFY(back.problems.empty());
    QCOMPARE(back.spec.backbone.id, std::string("fm"));
    QVERIFY(back.spec.backbone.options.empty());
}

void TestSpecJson::syntaxErrorNamesTheLine() {
    const auto back = specFromText("{\n  \"seed\": 1,\n  \"name\" 2\n}");
    QVERIFY(!back);
    QCOMPARE(back.error().code, ErrorCode::BadInput);
    QVERIFY2(back.error().text().find("line 3") != std::string::npos, back.error().text().c_str());
}

void TestSpecJson::setByPathChangesOneOption() {
    auto spec = toJson(fullSpec());
    QVERIFY(setByPath(spec, "stages.1.optimizer.learning_rate_plm", "5e-4"));
    QVERIFY(setByPath(spec, "data.label.dropped_values", "[1, 2]"));
    QVERIFY(setByPath(spec, "stages.0.masking.template_tokens", "false"));
    const auto back = parsed(spec);
    QVERIFY2(back.problems.empty(), allOf(back.problems).c_str());
    QCOMPARE(back.spec.stages[1].optimizer.learningRatePlm, 5e-4);
    QCOMPARE(back.spec.stages[0].optimizer.learningRatePlm, 1.0 / 3);
    QCOMPARE(back.spec.data.label.droppedValues, (std::vector<double>{1, 2}));
    QVERIFY(!back.spec.stages[0].masking.isTemplateMasked);
}

void TestSpecJson::setByPathKeepsTextsAsTexts() {
    auto spec = toJson(RunSpec{});
    QVERIFY(setByPath(spec, "name", "1234"));
    QVERIFY(setByPath(spec, "data.path", "true"));
    QVERIFY(setByPath(spec, "device", "\"cuda:1\""));
    QVERIFY(spec.at("name") == json("1234"));
    QVERIFY(spec.at("data").at("path") == json("true"));
    QVERIFY(spec.at("device") == json("cuda:1"));
}

void TestSpecJson::setByPathOpensOptions() {
    auto spec = toJson(RunSpec{});
    QVERIFY(setByPath(spec, "backbone.options.tower_width", "64"));
    QVERIFY(setByPath(spec, "data.source_options.separator", ";"));
    const auto back = parsed(spec);
    QVERIFY2(back.problems.empty(), allOf(back.problems).c_str());
    QVERIFY(back.spec.backbone.options.at("tower_width") == OptionValue(std::int64_t{64}));
    QVERIFY(back.spec.data.sourceOptions.at("separator") == OptionValue(std::string(";")));
}

void TestSpecJson::setByPathRefusesUnknownPaths_data() {
    QTest::addColumn<QString>("path");
    for (const char* path :
         {"", ".", "sead", "data.", "data.sead", "stages.2.batch", "stages.-1.batch", "stages.x.batch", "stages..batch",
          "stages.\xC3\xA4.batch", "seed.x", "backbone.options.", "backbone.options.a.b", "stages.99999999999999999999.batch"})
        QTest::newRow(path) << QString::fromUtf8(path);
}

void TestSpecJson::setByPathRefusesUnknownPaths() {
    QFETCH(QString, path);
    auto spec = toJson(fullSpec());
    const auto before = spec;
    const auto result = setByPath(spec, path.toStdString(), "1");
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Usage);
    QVERIFY(spec == before);
}

void TestSpecJson::hashLeavesOutNameDeviceAndThreads() {
    const auto spec = fullSpec();
    auto other = spec;
    other.name = "another";
    other.device = "cpu";
    other.threads = 1;
    QCOMPARE(specHash(other), specHash(spec));
    QCOMPARE(specHash(spec).size(), 16U);
}

void TestSpecJson::hashSeesEverythingElse() {
    const auto spec = fullSpec();
    std::vector<RunSpec> others(6, spec);
    others[0].seed = 2;
    others[1].data.label.droppedValues.pop_back();
    others[2].backbone.options["layers"] = std::int64_t{4};
    others[3].stages[1].optimizer.epsilon = 1e-9;
    others[4].precision = Precision::Float32;
    others[5].stages.pop_back();
    for (const auto& other : others)
        QVERIFY(specHash(other) != specHash(spec));
}

void TestSpecJson::hashSeesNumbersAndLists() {
    RunSpec spec;
    spec.stages.emplace_back();
    auto other = spec;
    other.data.numeric.push_back({"price", spec::BucketKind::Log, 5, spec::NumberText::Raw});
    QVERIFY(specHash(other) != specHash(spec) && stageHash(other, 0) != stageHash(spec, 0));
    other = spec;
    other.data.multiValue.push_back({"genres", "|", spec::Pooling::Sum, 3});
    QVERIFY(specHash(other) != specHash(spec));
    const auto read = specFromJson(toJson(other));
    QVERIFY(read.problems.empty());
    QCOMPARE(specHash(read.spec), specHash(other));
    QCOMPARE(read.spec.data.multiValue[0].pooling, spec::Pooling::Sum);
}

void TestSpecJson::hashTakesBytesThatAreNotUtf8() {
    auto spec = fullSpec();
    spec.data.path = "/data/caf\xE9.csv"; // Latin-1
    QCOMPARE(specHash(spec), specHash(spec));
    QCOMPARE(stageHash(spec, 0), stageHash(spec, 0));
}

void TestSpecJson::stageHashSeesOnlyStagesUpToIt() {
    const auto spec = fullSpec();
    auto later = spec;
    later.stages[1].batch = 1;
    QCOMPARE(stageHash(later, 0), stageHash(spec, 0));
    QVERIFY(stageHash(later, 1) != stageHash(spec, 1));
    auto earlier = spec;
    earlier.stages[0].batch = 1;
    QVERIFY(stageHash(earlier, 0) != stageHash(spec, 0));
    QVERIFY(stageHash(earlier, 1) != stageHash(spec, 1));
}

void TestSpecJson::stageHashOfPretrainingLeavesOutTheHeads() {
    RunSpec plain;
    plain.stages.resize(2);
    plain.stages[0].kind = spec::StageKind::PaMlm;
    plain.stages[1].kind = spec::StageKind::FinetuneWithPlm;
    auto other = plain;
    other.plm.pooler = spec::Pooler::Mean;
    other.fusion = spec::FusionKind::Learned;
    QCOMPARE(stageHash(other, 0), stageHash(plain, 0));
    QVERIFY(stageHash(other, 1) != stageHash(plain, 1));
    other.plm.scratch.layers += 1;
    QVERIFY(stageHash(other, 0) != stageHash(plain, 0));
}

void TestSpecJson::problemsBecomeOneSentence() {
    const std::vector<Problem> problems{{"a.b", "is 0", "use 1", true}, {"c", "is odd", "", false}, {"d", "is 2", "", true}};
    QVERIFY(hasErrors(problems));
    QVERIFY(!hasErrors({problems[1]}));
    const auto error = problemsError(problems);
    QCOMPARE(error.code, ErrorCode::BadInput);
    QCOMPARE(error.message, std::string("2 problems in the spec: a.b: is 0 (use 1); d: is 2"));
}

QTEST_APPLESS_MAIN(TestSpecJson)
#include "tst_spec_json.moc"
