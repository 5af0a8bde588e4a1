// SPDX-License-Identifier: GPL-3.0-or-later
// Settings read from recorded specs are those of the specs, however much of a spec was recorded.
#include "core/api/spec_json.h"
#include "core/compare/settings_reader.h"

#include <QTest>

using namespace cpw;
using namespace cpw::compare;

namespace {

api::RunSpec specOf(const std::string& backbone, std::size_t stages) {
    api::RunSpec spec;
    spec.name = "a \"quoted\" name, ü";
    spec.data.source = "sample";
    spec.backbone.id = backbone;
    spec.backbone.options = {{"hidden", std::vector<std::int64_t>{400, 300}}, {"dropout", 0.1}};
    spec.stages.resize(stages);
    for (std::size_t i = 0; i < stages; ++i) {
        spec.stages[i].kind = i == 0 ? spec::StageKind::PaMlm : spec::StageKind::FinetuneWithPlm;
        spec.stages[i].optimizer.learningRateCtr = 1e-5 * static_cast<double>(i + 1);
    }
    return spec;
}

std::string textOf(const api::RunSpec& spec) {
    return api::jsonText(api::toJson(spec));
}

} // namespace

class TestSettingsReader : public QObject {
    Q_OBJECT
private slots:
    void aSpecThatIsWrittenOutIsReadAsItStands();
    void whatAnOlderVersionDidNotWriteIsCompleted();
    void completeOnesAndOthersAreToldApartInAnyOrder();
    void whatIsNoSpecHasNoSettings_data();
    void whatIsNoSpecHasNoSettings();
};

void TestSettingsReader::aSpecThatIsWrittenOutIsReadAsItStands() {
    SettingsReader reader;
    for (const char* backbone : {"dcn_v2", "fm", "autoint"})
        for (const std::size_t stages : {1U, 2U})
            for (int batch = 64; batch <= 66; ++batch) { // the first is read the long way, the others by its shape
                auto spec = specOf(backbone, stages);
                spec.stages.back().batch = batch;
                spec.stages.back().optimizer.weightDecay = 1.0 / batch;
                const auto settings = reader.read(textOf(spec));
                QVERIFY(settings);
                QVERIFY(*settings == settingsOf(spec));
                QCOMPARE(settings->at(stages == 1 ? "stages.0.batch" : "stages.1.batch"), std::to_string(batch));
                QCOMPARE(settings->at("name"), spec.name);
            }
}

void TestSettingsReader::whatAnOlderVersionDidNotWriteIsCompleted() {
    SettingsReader reader;
    for (const int batch : {32, 48, 64}) {
        auto spec = specOf("dcn_v2", 2);
        spec.stages[0].batch = batch;
        auto old = api::toJson(spec);
        old["stages"][0].erase("optimizer");
        old.erase("prompts");
        spec.stages[0].optimizer = spec::StageSpec().optimizer;
        spec.prompts = api::RunSpec().prompts;
        const auto settings = reader.read(api::jsonText(old));
        QVERIFY(settings);
        QVERIFY(*settings == settingsOf(spec));
        QVERIFY(settings->contains("stages.0.optimizer.learning_rate_ctr"));
    }
}

void TestSettingsReader::completeOnesAndOthersAreToldApartInAnyOrder() {
    SettingsReader reader;
    const auto whole = specOf("dcn_v2", 1);
    auto old = api::toJson(whole);
    old["backbone"]["options"].erase("dropout"); // of the open options: the recorded ones are all there are
    const auto read = [&](const nlohmann::json& json) { return reader.read(api::jsonText(json)); };
    auto other = whole;
    other.backbone.options.erase("dropout");
    for (int i = 0; i < 3; ++i) {
        QVERIFY(*read(api::toJson(whole)) == settingsOf(whole));
        QVERIFY(*read(old) == settingsOf(*api::checkedSpec(api::specFromText(api::jsonText(old)))));
        QVERIFY(*read(api::toJson(other)) == settingsOf(*api::checkedSpec(api::specFromText(textOf(other)))));
    }
}

void TestSettingsReader::whatIsNoSpecHasNoSettings_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("cut off") << QString::fromStdString(textOf(specOf("fm", 1))).chopped(9);
    QTest::newRow("a number") << QStringLiteral("7");
    QTest::newRow("another list") << QStringLiteral("[1, 2]");
    QTest::newRow("a batch in words") << QStringLiteral(R"({"stages": [{"kind": "pa_mlm", "batch": "many"}]})");
}

void TestSettingsReader::whatIsNoSpecHasNoSettings() {
    QFETCH(QString, text);
    SettingsReader reader;
    for (int i = 0; i < 2; ++i)
        QVERIFY(!reader.read(text.toStdString()));
}

QTEST_GUILESS_MAIN(TestSettingsReader)
#include "tst_settings_reader.moc"
