// SPDX-License-Identifier: GPL-3.0-or-later
// Looking into every kind of model: fusions, poolers, another family, fields of numbers and of several values.
#include "core/nn/torch_pch.h"

#include "core/base/random.h"
#include "tests/support/inspected_run.h"
#include "tests/support/test_data.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace cpw;
using spec::FusionKind;
using spec::Pooler;
using spec::StageKind;
using tests::Inspected;
using tests::isNear;
using tests::need;
using tests::smallSpec;
using tests::sumOf;
using tests::textSpec;
using Method = api::ContributionMethod;

namespace {

/// 400 films with a price and a list of genres; some rows lack one or the other.
std::string writeFilms(const QTemporaryDir& folder) {
    constexpr const char* kGenres[] = {"Action", "Comedy", "Drama", "War"};
    const CounterRandom random(23, 1);
    const auto path = folder.filePath("films.csv").toStdString();
    std::ofstream file(path);
    file << "label,user,price,genres\n";
    for (std::uint64_t row = 0; row < 400; ++row) {
        const auto at = row * 16;
        const double price = random.uniform(at) * 40;
        std::string genres;
        for (std::uint64_t g = 0; g < 4; ++g)
            if (random.uniform(at + 1 + g) < 0.5)
                genres += (genres.empty() ? "" : "|") + std::string(kGenres[g]);
        const bool isClick = random.uniform(at + 8) < (price < 15 ? 0.8 : 0.3);
        file << (isClick ? 1 : 0) << ",u" << random.below(at + 9, 20) << ',';
        if (row % 13 != 0)
            file << price;
        file << ',' << genres << '\n';
    }
    return path;
}

api::RunSpec filmSpec(const QTemporaryDir& folder) {
    auto spec = smallSpec({StageKind::PaMlm, StageKind::FinetuneWithPlm});
    spec.data = {};
    spec.data.source = "csv";
    spec.data.path = writeFilms(folder);
    spec.data.split.kind = spec::SplitKind::Random;
    spec.data.numeric = {{"price", spec::BucketKind::Quantile, 5, spec::NumberText::Bucket}};
    spec.data.multiValue = {{"genres", "|", spec::Pooling::Mean, 0}};
    for (auto& stage : spec.stages)
        stage.epochs = 1;
    return spec;
}

constexpr int kUser = 0;
constexpr int kPrice = 1;
constexpr int kGenres = 2;

} // namespace

class TestInspectorFamilies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLookIsWhatTheModelScores_data() {
        QTest::addColumn<int>("fusion");
        QTest::addColumn<int>("pooler");
        QTest::addColumn<bool>("isRoberta");
        constexpr auto kSum = static_cast<int>(FusionKind::Sum);
        for (const auto fusion : {FusionKind::Sum, FusionKind::Learned, FusionKind::PlmOnly, FusionKind::CtrOnly, FusionKind::LearnedPlm})
            QTest::addRow("fusion %d", static_cast<int>(fusion)) << static_cast<int>(fusion) << static_cast<int>(Pooler::Cls) << false;
        for (const auto pooler : {Pooler::Mean, Pooler::MeanFirstLast, Pooler::MeanTopTwo})
            QTest::addRow("pooler %d", static_cast<int>(pooler)) << kSum << static_cast<int>(pooler) << false;
        QTest::addRow("roberta") << kSum << static_cast<int>(Pooler::Cls) << true;
    }
    void aLookIsWhatTheModelScores() {
        QFETCH(int, fusion);
        QFETCH(int, pooler);
        QFETCH(bool, isRoberta);
        auto spec = textSpec();
        spec.fusion = static_cast<FusionKind>(fusion);
        spec.plm.pooler = static_cast<Pooler>(pooler);
        if (isRoberta)
            spec.plm.folder = cpw::test::dataPath("/golden/families/roberta");
        for (auto& stage : spec.stages)
            stage.epochs = 1;
        Inspected s(spec);
        const auto scored = tests::scoredTestPart(s);
        std::vector<api::RowLook> looks;
        for (std::size_t i = 0; i < 4; ++i) {
            looks.push_back(need(s.inspector->look(s.question(scored.rows[i]), {})));
            QVERIFY2(isNear(looks[i].logit, scored.logits[i]), qPrintable(QString("%1 %2").arg(looks[i].logit).arg(scored.logits[i])));
            QVERIFY(looks[i].stamp.hasLearntClicks);
            checkJoined(static_cast<FusionKind>(fusion), looks[i]);
        }
        if (spec.fusion == FusionKind::Learned || spec.fusion == FusionKind::LearnedPlm) { // one weight for all rows
            const auto weightOf = [](const api::RowLook& look) { return (look.logit - *look.plmLogit) / (*look.ctrLogit - *look.plmLogit); };
            QVERIFY(isNear(weightOf(looks[0]), weightOf(looks[1]), 1e-3));
        }
        const auto found = need(s.inspector->contributions(s.question(scored.rows[0]), Method::IntegratedGradients, {}));
        QVERIFY(isNear(found.base + sumOf(found) + found.gap, looks[0].logit));
        QVERIFY2(std::abs(found.gap) < 0.01 + 0.02 * std::abs(found.logit - found.base), qPrintable(QString::number(found.gap)));
        if (spec.fusion == FusionKind::CtrOnly)
            for (const auto& field : found.fields)
                QVERIFY(std::abs(field.text) < 1e-9); // words take no part
    }

    void aNumberIsItsBucket() {
        auto& s = films();
        const auto rows = need(s.inspector->rank({.model = {s.run}, .part = "train", .order = api::RowOrder::Table, .count = 100000}, {})).rows;
        const auto first = std::ranges::find_if(rows, [](const api::RankedRow& row) { return !row.values[kPrice].empty(); })->row;
        const auto plain = need(s.inspector->look(s.question(first), {}));
        bool isSameSeen = false, isOtherSeen = false;
        for (std::size_t i = 1; i < 40; ++i) {
            const auto other = need(s.inspector->look(s.question(rows[i].row), {}));
            if (other.values[kPrice].id == plain.values[kPrice].id)
                continue;
            auto question = s.question(first);
            question.edits = {{kPrice, other.values[kPrice].id, api::EditSide::Ids}};
            const auto edited = need(s.inspector->look(question, {}));
            const bool isSameBucket = other.values[kPrice].words == plain.values[kPrice].words; // the sentence says the bucket
            (isSameBucket ? isSameSeen : isOtherSeen) = true;
            QCOMPARE(edited.values[kPrice].words, plain.values[kPrice].words); // the text stays
            QCOMPARE(*edited.ctrLogit == *plain.ctrLogit, isSameBucket);
            // Rows of the training part in the bucket, counted from the rows themselves by the words of their bucket.
            std::uint64_t counted = 0;
            if (i == 1)
                for (const auto& row : rows)
                    counted += need(s.inspector->look(s.question(row.row), {})).values[kPrice].words == other.values[kPrice].words ? 1 : 0;
            if (i == 1)
                QCOMPARE(other.values[kPrice].trainingRows, counted);
        }
        QVERIFY(isSameSeen && isOtherSeen);
    }

    void aListIsTheMeanOfItsValues() {
        auto& s = films();
        auto question = s.question(5);
        const auto logitWith = [&](const std::string& genres) {
            question.edits = {{kGenres, genres, api::EditSide::Ids}};
            return *need(s.inspector->look(question, {})).ctrLogit;
        };
        QVERIFY(isNear(logitWith("Action|Drama|War"), logitWith("War|Action|Drama"), 1e-6)); // order is nothing to a mean
        QVERIFY(!isNear(logitWith("Action|Drama"), logitWith("Action|War"), 1e-7));
        question.edits = {{kGenres, "Action|Opera"}};
        QVERIFY(!need(s.inspector->look(question, {})).values[kGenres].isKnown); // one value is unknown
        const auto action = need(s.inspector->rank({.model = {s.run}, .order = api::RowOrder::Table, .count = 100000, .onlyValue = api::FieldEdit{kGenres, "Action"}}, {}));
        const auto all = need(s.inspector->rank({.model = {s.run}, .order = api::RowOrder::Table, .count = 100000}, {}));
        const auto expected = std::ranges::count_if(all.rows, [](const api::RankedRow& row) { return row.values[kGenres].find("Action") != std::string::npos; });
        QCOMPARE(static_cast<std::ptrdiff_t>(action.matching), expected);
    }

    void contributionsOfNumbersAndListsAddUp() {
        auto& s = films();
        for (const std::uint64_t row : {0U, 5U, 26U}) { // row 0 and 26 have no price
            const auto look = need(s.inspector->look(s.question(row), {}));
            const auto found = need(s.inspector->contributions(s.question(row), Method::IntegratedGradients, {}));
            QCOMPARE(found.fields.size(), std::size_t{3});
            QVERIFY(isNear(found.logit, look.logit));
            QVERIFY(isNear(found.base + sumOf(found) + found.gap, found.logit, 1e-9));
            QVERIFY(std::abs(found.gap) < 0.01 + 0.02 * std::abs(found.logit - found.base));
        }
    }

    void anIdAndItsWordsAreEditedApart() {
        auto& s = films();
        const auto plain = need(s.inspector->look(s.question(7), {}));
        auto question = s.question(7);
        question.edits = {{kUser, "u1", api::EditSide::Ids}, {kUser, "u2", api::EditSide::Text}};
        const auto edited = need(s.inspector->look(question, {}));
        QCOMPARE(edited.values[kUser].id, std::string("u1"));
        QCOMPARE(edited.values[kUser].words, std::string("u2"));
        QVERIFY(edited.sentence.find("u2") != std::string::npos);
        question.edits = {{kUser, "u1"}};
        QCOMPARE(*need(s.inspector->look(question, {})).ctrLogit, *edited.ctrLogit); // the CTR side reads the id alone
        QCOMPARE(edited.values[kPrice].words, plain.values[kPrice].words);
    }

private:
    /// Which logits there are, and how the joint one follows from them.
    static void checkJoined(FusionKind fusion, const api::RowLook& look) {
        QCOMPARE(look.ctrLogit.has_value(), fusion != FusionKind::PlmOnly);
        QCOMPARE(look.plmLogit.has_value(), fusion != FusionKind::CtrOnly);
        if (fusion == FusionKind::Sum)
            QVERIFY(isNear(*look.ctrLogit + *look.plmLogit, look.logit));
        else if (fusion == FusionKind::PlmOnly)
            QCOMPARE(*look.plmLogit, look.logit);
        else if (fusion == FusionKind::CtrOnly)
            QCOMPARE(*look.ctrLogit, look.logit);
    }
    static Inspected& films() {
        static const QTemporaryDir folder;
        static Inspected inspected(filmSpec(folder));
        return inspected;
    }
};

QTEST_APPLESS_MAIN(TestInspectorFamilies)
#include "tst_inspector_families.moc"
