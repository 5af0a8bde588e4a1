// SPDX-License-Identifier: GPL-3.0-or-later
// What the real core says of itself - presets, sources, options, problems - has Chinese in the window.
#include "core/api/spec_form.h"
#include "core/base/processor_time.h"
#include "core/engine/catalog_builder.h"
#include "db/event_text.h"
#include "ui/language.h"
#include "ui/pages/experiment/option_text.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"

#include <QtTest>

#include <algorithm>

using namespace cpw;
using namespace cpw::ui;

namespace {

bool hasChinese(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar letter) { return letter.script() == QChar::Script_Han; });
}

/// Names such as "DCN-V2" and numbers stay as they are in every language.
bool isName(const QString& english) {
    static const QStringList names{QStringLiteral("CTR dropout"), QStringLiteral("Beta 1"), QStringLiteral("Beta 2"), QStringLiteral("BERT: 1e-12.")};
    return !english.contains(QLatin1Char(' ')) || names.contains(english);
}

QStringList withoutChinese(const QStringList& english, QString (*translate)(const std::string&)) {
    QStringList found;
    for (const QString& text : english)
        if (!text.isEmpty() && !isName(text) && !hasChinese(translate(text.toStdString())))
            found << text;
    found.removeDuplicates();
    return found;
}

QString ofCore(const std::string& english) {
    return coreText(english);
}

} // namespace

class ChineseTextsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_language.apply(QStringLiteral("zh_CN")); }

    void everyTextThatIsGatheredIsTranslated();
    void presetsAreTranslated();
    void sourcesAreTranslated();
    void titlesAndHelpsOfOptionsAreTranslated();
    void problemsAreTranslated();
    void theHistoryOfARunIsTranslated();
    void aLongHistoryIsTranslatedAtOnce();

private:
    Language m_language;
    api::Catalog m_catalog = engine::buildCatalog();
};

void ChineseTextsTest::everyTextThatIsGatheredIsTranslated() {
    QVERIFY(coreTexts().size() > 300);
    const auto open = withoutChinese(coreTexts(), ofCore);
    QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
}

void ChineseTextsTest::presetsAreTranslated() {
    QStringList texts;
    for (const auto& preset : m_catalog.presets) {
        texts << qstr(preset.title) << qstr(preset.description);
        for (const auto& arm : preset.arms)
            texts << qstr(arm.title);
    }
    QVERIFY(texts.size() > 20);
    const auto open = withoutChinese(texts, ofCore);
    QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
}

void ChineseTextsTest::sourcesAreTranslated() {
    QStringList texts;
    for (const auto& source : m_catalog.sources)
        texts << qstr(source.help);
    QVERIFY(texts.size() > 5);
    const auto open = withoutChinese(texts, ofCore);
    QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
}

void ChineseTextsTest::titlesAndHelpsOfOptionsAreTranslated() {
    QStringList texts;
    for (const auto& preset : m_catalog.presets)
        for (const auto& arm : preset.arms) {
            const auto form = api::specForm(arm.spec, m_catalog);
            for (const auto* field : api::allFields(form))
                texts << qstr(field->schema.title) << qstr(field->schema.help);
        }
    for (const auto* entries : {&m_catalog.sources, &m_catalog.backbones})
        for (const auto& entry : *entries)
            for (const auto& option : entry.options)
                texts << qstr(option.title) << qstr(option.help);
    QVERIFY(texts.size() > 200);
    const auto open = withoutChinese(texts, optionWords);
    QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
}

/// Real problems of a spec that has many, from checks in four folders of the core; one of them word for word.
void ChineseTextsTest::problemsAreTranslated() {
    auto spec = m_catalog.presets.front().arms.back().spec;
    for (const auto& preset : m_catalog.presets)
        if (preset.id == "sample")
            spec = preset.arms.back().spec;
    spec.data.source = "movielens_1m";
    spec.data.path.clear();
    spec.data.split.train = 0.9;
    spec.data.split.valid = 0.2;
    spec.plm.scratch.hidden = 63;
    spec.prompts.count = 600;
    spec.device = "abacus";
    spec.backbone.options["tower_layers"] = std::int64_t{-1};
    spec.stages.front().accumulation = 1000;
    spec.stages.front().batch = 10;
    const auto problems = engine::checkSpec(spec);
    QVERIFY(problems.size() >= 7);
    for (const auto& problem : problems) {
        const QString text = problemText(problem, QStringLiteral("标题"));
        QVERIFY2(hasChinese(text.mid(2)), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral(" is ")) && !text.contains(QStringLiteral("expected")), qPrintable(text));
        if (problem.path == "stages.0.accumulation")
            QCOMPARE(text, QStringLiteral("为 1000，应至多为 10，即一批的行数。 每一行最多对应一个微批。"));
    }
}

/// Sentences as the store makes them of every kind of event.
void ChineseTextsTest::theHistoryOfARunIsTranslated() {
    const std::vector<api::EventBody> bodies{
        api::RunStarted{"ada", "cpu, 2 threads", false, 0},
        api::RunStarted{"ada", "cpu, 2 threads", true, 1200},
        api::Preparing{"Making the tokenizer", 0.6},
        api::StageStarted{0, spec::StageKind::FinetuneWithPlm, 0, 1200, false},
        api::StageStarted{1, spec::StageKind::FinetuneCtr, 1200, 0, true},
        api::StateChanged{true, 840},
        api::StateChanged{false, 840},
        api::CheckpointWritten{0, 840, "checkpoints/step-00000840", true, 0.7123},
        api::CheckpointWritten{0, 840, "checkpoints/step-00000840", false, 0.7123},
        api::StageFinished{0, 1200, 61.5, 9000},
        api::StageFinished{0, 1200, 61.5, 0},
        api::RunFinished{2400, 130},
        api::RunCancelled{2400, true},
        api::RunCancelled{2400, false},
    };
    for (const auto& body : bodies) {
        const auto row = db::eventRow(body);
        QVERIFY(row.has_value());
        const QString text = coreText(row->text);
        QVERIFY2(hasChinese(text) && !text.contains(QStringLiteral(" at step ")) && !text.contains(QStringLiteral("finished")), qPrintable(text));
    }
    QCOMPARE(coreText(db::eventRow(bodies[7])->text), QStringLiteral("第 840 步的检查点在 checkpoints/step-00000840，验证 AUC 0.7123，迄今最佳。"));
}

void ChineseTextsTest::aLongHistoryIsTranslatedAtOnce() {
    const double before = processorSeconds();
    qsizetype letters = 0;
    for (int i = 0; i < 5000; ++i)
        letters += coreText(QStringLiteral("a sentence number %1 of no form that is known, as a library may write it").arg(i)).size();
    QVERIFY(letters > 5000 * 60);
    const double seconds = processorSeconds() - before;
    QVERIFY2(seconds < 2, qPrintable(QString::number(seconds))); // 0.4 ms each would already be too slow
}

QTEST_GUILESS_MAIN(ChineseTextsTest)
#include "tst_chinese_texts.moc"
