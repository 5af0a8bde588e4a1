// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_plan.h"
#include "core/api/spec_json.h"
#include "tests/support/fake_engine.h"
#include "ui/pages/experiment/option_text.h"
#include "ui/pages/experiment/problem_fixes.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

api::FormField makeField(const std::string& path, OptionValue value, std::vector<std::string> choices = {}) {
    api::FormField field{path, {}, value};
    field.schema.fallback = value;
    field.schema.choices = std::move(choices);
    return field;
}

QStringList valuesOf(const std::vector<ProblemFix>& fixes) {
    QStringList values;
    for (const auto& fix : fixes)
        values << QString::fromStdString(fix.isRemoval ? "-" + fix.path : fix.value);
    return values;
}

/// What is wrong with a value of an option, as the spec's own reader says it.
std::optional<Problem> problemOf(const api::RunSpec& spec, const std::string& path, const std::string& value) {
    const auto set = api::withValue(spec, path, value);
    return set ? std::nullopt : std::optional(Problem{path, set.error().message, {}, true});
}

api::RunSpec wholeSpec() {
    using spec::StageKind;
    return FakeEngine::makeSpec("all", {StageKind::PaMlm, StageKind::FinetuneWithPlm, StageKind::FinetuneCtr});
}

} // namespace

class ProblemFixesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The promise of the page for every option with limits: one click makes the value a good one, and it is the nearest.
    void everyNumberOutOfItsLimitsIsMendedByOneClick() {
        const auto spec = wholeSpec();
        const auto form = api::specForm(spec, FakeEngine::makeCatalog());
        int tried = 0;
        for (const auto* field : api::allFields(form)) {
            for (const auto& limit : {field->schema.minimum, field->schema.maximum}) {
                if (!limit || field->value.index() > 2)
                    continue;
                const bool isLow = limit == field->schema.minimum;
                const QString typed = QString::number(*limit + (isLow ? -1 : 1), 'g', 15);
                const auto problem = problemOf(spec, field->path, typed.toStdString());
                QVERIFY2(problem, field->path.c_str());
                const auto fixes = fixesOf(*problem, field, typed);
                QVERIFY2(fixes.size() == 1, (field->path + ": " + problem->message).c_str());
                const auto mended = api::withValue(spec, fixes[0].path, fixes[0].value);
                QVERIFY2(mended, (field->path + " = " + fixes[0].value + ": " + (mended ? std::string() : mended.error().message)).c_str());
                QCOMPARE(std::stod(fixes[0].value), *limit);
                ++tried;
            }
        }
        QVERIFY2(tried > 60, qPrintable(QString::number(tried)));
    }

    void everyChoiceIsFoundFromAWordNearIt() {
        const auto spec = wholeSpec();
        const auto form = api::specForm(spec, FakeEngine::makeCatalog());
        int tried = 0;
        for (const auto* field : api::allFields(form)) {
            if (field->schema.choices.empty())
                continue;
            for (const auto& choice : field->schema.choices) {
                const auto problem = problemOf(spec, field->path, choice + "x");
                if (!problem)
                    continue;
                const auto fixes = fixesOf(*problem, field, QString::fromStdString(choice) + QLatin1Char('x'));
                QVERIFY2(!fixes.empty() && fixes.size() <= 3, problem->message.c_str());
                // "adamx" is as near to "adamw" as to "adam".
                QVERIFY2(std::any_of(fixes.begin(), fixes.end(), [&](const ProblemFix& fix) { return fix.value == choice; }), (field->path + " = " + choice + "x").c_str());
                for (const auto& fix : fixes)
                    QVERIFY(api::withValue(spec, fix.path, fix.value));
                ++tried;
            }
        }
        QVERIFY2(tried > 40, qPrintable(QString::number(tried)));
    }

    void aFractionWhereAWholeNumberIsExpectedIsRounded() {
        const auto spec = wholeSpec();
        const auto form = api::specForm(spec, FakeEngine::makeCatalog());
        for (const auto* field : api::allFields(form))
            if (field->path == "stages.0.batch") {
                const auto problem = problemOf(spec, field->path, "31.6");
                QVERIFY(problem);
                QCOMPARE(valuesOf(fixesOf(*problem, field, QStringLiteral("31.6"))), QStringList{QStringLiteral("32")});
            }
    }

    void messagesOfTheEngineAreUnderstood_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("fix");
        QTest::addColumn<QString>("now");
        QTest::addColumn<bool>("isText");
        QTest::addColumn<QStringList>("values");
        const QString none;
        QTest::newRow("the rows of a batch") << "is 64, expected at most 32, the rows of the batch" << none << "64" << false << QStringList{"32"};
        QTest::newRow("layers") << "is 9, expected between 0 and 2, the layers of the language model" << none << "9" << false << QStringList{"2"};
        QTest::newRow("multiple") << "is 100, expected a multiple of the 8 heads" << "Change one of the two." << "100" << false << QStringList{"96", "104"};
        QTest::newRow("multiple above the first") << "is 5, expected a multiple of the 8 heads" << none << "5" << false << QStringList{"8"};
        QTest::newRow("two lengths") << "is 5 and warm_up is 0.1: the warm-up has two lengths" << "Set one of them to 0." << "5" << false << QStringList{"0"};
        QTest::newRow("metric") << "is \"acu\", which finetune_ctr does not measure; expected one of auc, log_loss, expected_auc, none" << none << "acu" << true
                                << QStringList{"auc", "none", "log_loss"};
        QTest::newRow("field") << "is \"yeer\", which data.fields does not name; it names: user, year" << none << "yeer" << true << QStringList{"year", "user"};
        QTest::newRow("nothing named") << "is empty, expected the name of a field" << none << "" << true << QStringList{};
        QTest::newRow("no range") << "leaves the text none of the positions" << "Use fewer prompts." << "7" << false << QStringList{};
    }
    void messagesOfTheEngineAreUnderstood() {
        QFETCH(QString, message);
        QFETCH(QString, fix);
        QFETCH(QString, now);
        QFETCH(bool, isText);
        QFETCH(QStringList, values);
        const OptionValue value = isText ? OptionValue(now.toStdString()) : OptionValue(std::int64_t{now.toInt()});
        const auto field = makeField("some.path", value);
        QCOMPARE(valuesOf(fixesOf({"some.path", message.toStdString(), fix.toStdString(), true}, &field)), values);
    }

    void wordsOfTheFixAreOffered() {
        const auto field = makeField("precision", std::string("float16"), {"float32", "bfloat16", "float16"});
        QCOMPARE(valuesOf(fixesOf({"precision", "is float16, which is offered on CUDA cards only", "Use float32, or another device.", true}, &field)),
                 QStringList{QStringLiteral("float32")});
        const auto tf32 = makeField("tf32", true);
        QCOMPARE(valuesOf(fixesOf({"tf32", "has no effect on the processor", "Leave it off, or use a CUDA card.", false}, &tf32)), QStringList{QStringLiteral("false")});
        const auto off = makeField("tf32", false);
        QVERIFY(fixesOf({"tf32", "has no effect on the processor", "Leave it off, or use a CUDA card.", false}, &off).empty());
    }

    void listsAreCutToWhatIsAllowed() {
        const auto field = makeField("backbone.options.tower_width", std::vector<std::int64_t>{0, 900, 64, 7});
        const Problem problem{"backbone.options.tower_width", "tower_width is [0, 900, 64, 7], expected 1 to 3 numbers between 1 and 512", {}, true};
        QCOMPARE(valuesOf(fixesOf(problem, &field)), QStringList{QStringLiteral("[1,512,64]")});
    }

    void anUnknownOptionIsRemoved() {
        const Problem problem{"backbone.options.tower_widht", "\"tower_widht\" is not an option here; known: tower_width", "Remove it or correct its name.", true};
        const auto fixes = fixesOf(problem, nullptr);
        QCOMPARE(valuesOf(fixes), QStringList{QStringLiteral("-backbone.options.tower_widht")});
        QVERIFY(fixes[0].text.contains(QStringLiteral("tower_widht")));
    }
};

QTEST_APPLESS_MAIN(ProblemFixesTest)
#include "tst_problem_fixes.moc"
