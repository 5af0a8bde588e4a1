// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/train/checkpoint.h"
#include "tests/support/inspected_run.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace cpw;
using api::PromptChange;
using spec::StageKind;
using tests::Inspected;
using tests::isNear;
using tests::need;
using tests::sharedTextRun;
using tests::smallSpec;
using tests::textSpec;

class TestInspector : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void checkpointsAreMarkedAndAStepMeansTheOneBefore() {
        auto& s = sharedTextRun();
        const auto marks = need(s.inspector->checkpoints(s.run));
        QVERIFY(!marks.empty());
        QVERIFY(std::ranges::is_sorted(marks, {}, &api::CheckpointMark::step));
        QCOMPARE(std::ranges::count_if(marks, &api::CheckpointMark::isBest), 1);
        QCOMPARE(std::ranges::count_if(marks, &api::CheckpointMark::isLast), 1);
        QVERIFY(marks.back().usesText);
        auto question = s.question(0);
        question.model.step = marks.back().step + 1000;
        QCOMPARE(need(s.inspector->look(question, {})).stamp.step, marks.back().step);
        question.model.step = -1;
        QVERIFY(QString::fromStdString(s.inspector->look(question, {}).error().text()).contains("no checkpoint at step -1"));
        QVERIFY(!s.inspector->checkpoints({99}).has_value());
    }

    void aLookIsWhatTheModelScores() {
        auto& s = sharedTextRun();
        const auto scored = tests::scoredTestPart(s);
        for (std::size_t i = 0; i < 5; ++i) {
            const auto look = need(s.inspector->look(s.question(scored.rows[i]), {}));
            QVERIFY(isNear(look.logit, scored.logits[i]));
            QVERIFY(isNear(*look.ctrLogit + *look.plmLogit, look.logit));
            QVERIFY(isNear(look.probability, 1 / (1 + std::exp(-look.logit))));
            QCOMPARE(look.part, std::string("test"));
            QCOMPARE(look.isPositive, scored.labels[i] > 0.5F);
            QCOMPARE(look.layers, 2);
            QCOMPARE(look.heads, 2);
            QCOMPARE(look.headFacts.size(), std::size_t{4});
            QCOMPARE(look.norms.keys.size(), std::size_t{4}); // two layers, two prompts
            QCOMPARE(look.norms.values.size(), std::size_t{4});
        }
    }

    void attentionRowsSumToOneAndHeadFactsFollow() {
        auto& s = sharedTextRun();
        const auto look = need(s.inspector->look(s.question(7), {}));
        for (int layer = 0; layer < look.layers; ++layer) {
            const auto attention = need(s.inspector->attention(s.question(7), layer, {}));
            const auto columns = static_cast<std::size_t>(attention.prompts + attention.tokens);
            QCOMPARE(static_cast<std::size_t>(attention.tokens), look.tokens.size());
            QCOMPARE(attention.prompts, 2);
            for (int head = 0; head < attention.heads; ++head) {
                double share = 0, entropy = 0;
                for (int t = 0; t < attention.tokens; ++t) {
                    double sum = 0;
                    const auto begin = static_cast<std::size_t>(head * attention.tokens + t) * columns;
                    for (std::size_t c = 0; c < columns; ++c) {
                        const double weight = attention.weights[begin + c];
                        sum += weight;
                        share += c < 2 ? weight / attention.tokens : 0;
                        entropy -= weight > 0 ? weight * std::log2(weight) / attention.tokens : 0;
                    }
                    QVERIFY(isNear(sum, 1));
                }
                const auto& facts = look.headFacts[static_cast<std::size_t>(layer * look.heads + head)];
                QVERIFY(isNear(facts.promptShare, share));
                QVERIFY(isNear(facts.entropy, entropy));
            }
        }
    }

    void aGridThatNeedNotCutIsTheWeightsAsBytes() {
        auto& s = sharedTextRun();
        const auto grid = need(s.inspector->grid(s.question(7), 512, {}));
        const auto attention = need(s.inspector->attention(s.question(7), 1, {}));
        QCOMPARE(grid.rows, attention.tokens);
        QCOMPARE(grid.columns, attention.tokens + 2);
        const auto size = attention.weights.size();
        for (std::size_t i = 0; i < size; ++i)
            QVERIFY(std::abs(grid.patterns[size + i] - attention.weights[i] * 255) <= 0.51F);
        const auto small = need(s.inspector->grid(s.question(7), 6, {}));
        QCOMPARE(small.rows, 6);
        QCOMPARE(small.columns, 6);
        QCOMPARE(small.promptColumns, 2);
        QCOMPARE(*std::ranges::max_element(small.patterns), *std::ranges::max_element(grid.patterns)); // the greatest is kept
    }

    void anEditedRowIsTheRowThatHasTheseValues() {
        auto& s = sharedTextRun();
        const auto names = need(s.inspector->fieldNames(s.run, {}));
        const auto other = need(s.inspector->look(s.question(11), {}));
        auto question = s.question(7);
        for (std::size_t f = 0; f < names.size(); ++f)
            question.edits.push_back({static_cast<int>(f), other.values[f].id});
        const auto edited = need(s.inspector->look(question, {}));
        QCOMPARE(edited.sentence, other.sentence);
        QCOMPARE(edited.logit, other.logit);
        for (auto& edit : question.edits)
            edit.side = api::EditSide::Text;
        const auto worded = need(s.inspector->look(question, {}));
        QCOMPARE(worded.sentence, other.sentence);
        QVERIFY(isNear(*worded.ctrLogit, *need(s.inspector->look(s.question(7), {})).ctrLogit, 1e-9));
        question.edits = {{0, "nobody has this value"}};
        QVERIFY(!need(s.inspector->look(question, {})).values[0].isKnown);
    }

    void valuesAreTheMostFrequentOfTraining() {
        auto& s = sharedTextRun();
        const auto values = need(s.inspector->values(s.run, 1, "", 1000, {}));
        QVERIFY(values.size() > 1);
        QVERIFY(std::ranges::is_sorted(values, std::ranges::greater(), &api::ValueCount::rows));
        const auto some = need(s.inspector->values(s.run, 1, values.back().value.substr(0, 3), 3, {}));
        QVERIFY(!some.empty() && some.size() <= 3);
        QVERIFY(!s.inspector->values(s.run, 99, "", 1, {}).has_value());
    }

    void leavingOutAllPromptsIsTheTextCutOff_data() {
        QTest::addColumn<int>("form");
        for (int form = 0; form < 3; ++form)
            QTest::addRow("form %d", form) << form;
    }
    void leavingOutAllPromptsIsTheTextCutOff() {
        QFETCH(int, form);
        Inspected s(textSpec(static_cast<spec::PromptForm>(form)));
        auto question = s.question(7);
        const auto before = need(s.inspector->look(question, {}));
        question.prompts = {{PromptChange::Kind::LeaveOut}};
        const auto without = need(s.inspector->look(question, {}));
        QVERIFY(!isNear(*without.plmLogit, *before.plmLogit, 1e-7));
        QVERIFY(isNear(*without.ctrLogit, *before.ctrLogit, 1e-9));
        for (const auto& facts : without.headFacts)
            QCOMPARE(facts.promptShare, 0.0F);
        const std::vector<int> positions{1, 4};
        const auto masked = need(s.inspector->masked(question, positions, 3, {})); // without them it is the text alone
        for (std::size_t i = 0; i < positions.size(); ++i)
            QVERIFY(isNear(masked.withPrompts[i].probability, masked.withoutPrompts[i].probability));
        question.prompts = {{PromptChange::Kind::FromRow, std::nullopt, std::nullopt, 7}};
        QVERIFY(isNear(need(s.inspector->look(question, {})).logit, before.logit, 1e-6)); // its own change nothing
        question.prompts[0].row = 40;
        QVERIFY(!isNear(*need(s.inspector->look(question, {})).plmLogit, *before.plmLogit, 1e-7));
    }

    void theCheckpointDrawsNothing() {
        auto& s = sharedTextRun();
        at::manual_seed(5);
        const auto expected = at::rand({3});
        at::manual_seed(5);
        const auto inspector = engine::makeInspector(*s.store, nullptr);
        QVERIFY(inspector->look(s.question(3), {}).has_value());
        QVERIFY(at::equal(at::rand({3}), expected));
    }

    void whatIsNotThereIsNamed() {
        auto& s = sharedTextRun();
        const auto textOf = [](const auto& result) { return QString::fromStdString(result ? std::string() : result.error().text()); };
        QVERIFY(textOf(s.inspector->look(s.question(123456), {})).contains("row 123456 is not there"));
        QVERIFY(textOf(s.inspector->attention(s.question(0), 5, {})).contains("layer 5 is not there"));
        auto question = s.question(0);
        question.edits = {{42, "x"}};
        QVERIFY(textOf(s.inspector->look(question, {})).contains("field 42 is not there"));
        question = s.question(0);
        question.maskedHeads = {{0, 9}};
        QVERIFY(textOf(s.inspector->look(question, {})).contains("head 9 of layer 0 is not there"));
        question.maskedHeads.clear();
        question.prompts = {{PromptChange::Kind::LeaveOut, 0, 8}};
        QVERIFY(textOf(s.inspector->look(question, {})).contains("prompt 8 is not there"));
        QVERIFY(textOf(s.inspector->masked(s.question(0), {999}, 3, {})).contains("token 999 is not there"));
        QVERIFY(textOf(s.inspector->survey({s.run}, "exam", 10, {}, {})).contains("\"exam\" is no part"));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(s.inspector->look(s.question(0), stop.get_token()).error().code, ErrorCode::Stopped);
    }

    void aCtrOnlyRunHasFieldsAndNoTokens() {
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].epochs = 1;
        Inspected s(spec);
        const auto look = need(s.inspector->look(s.question(3), {}));
        QVERIFY(look.tokens.empty() && look.headFacts.empty() && !look.plmLogit);
        QCOMPARE(look.layers, 0);
        QCOMPARE(*look.ctrLogit, look.logit);
        QVERIFY(s.inspector->attention(s.question(3), 0, {}).error().text().find("language model") != std::string::npos);
        const auto found = need(s.inspector->contributions(s.question(3), api::ContributionMethod::IntegratedGradients, {}));
        QCOMPARE(found.fields.size(), look.values.size());
        QVERIFY(found.tokens.empty());
        QVERIFY(isNear(found.logit, look.logit));
        QVERIFY(std::abs(found.gap) < 0.02);
    }

    void aDamagedCheckpointIsNamed() {
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].epochs = 1;
        Inspected s(spec);
        const auto marks = need(s.inspector->checkpoints(s.run));
        const auto file = s.store->runFolder(s.run) / "checkpoints" / train::checkpointName(marks.back().step) / "model.safetensors";
        QFile damaged(QString::fromStdString(file.string()));
        QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek(damaged.size() - 4) && damaged.write("\1\2\3\4") == 4);
        damaged.close();
        const auto look = s.inspector->look({.model = {s.run, marks.back().step}}, {});
        QVERIFY(!look && look.error().text().find("model.safetensors") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestInspector)
#include "tst_inspector.moc"
