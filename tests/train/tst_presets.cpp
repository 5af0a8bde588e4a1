// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_plan.h"
#include "core/api/spec_form.h"
#include "core/api/spec_json.h"
#include "core/engine/catalog_builder.h"

#include <QtTest>

#include <set>

using namespace cpw;

/// Every arm of every preset can start once its files are given.
class PresetsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theirSpecsAreSoundButForFilesToBeGiven_data() {
        QTest::addColumn<int>("preset");
        QTest::addColumn<int>("arm");
        const auto& presets = engine::builtInPresets();
        for (std::size_t i = 0; i < presets.size(); ++i)
            for (std::size_t j = 0; j < presets[i].arms.size(); ++j)
                QTest::newRow((presets[i].id + "/" + presets[i].arms[j].id).c_str()) << static_cast<int>(i) << static_cast<int>(j);
    }
    void theirSpecsAreSoundButForFilesToBeGiven() {
        QFETCH(int, preset);
        QFETCH(int, arm);
        auto spec = engine::builtInPresets()[static_cast<std::size_t>(preset)].arms[static_cast<std::size_t>(arm)].spec;
        for (const auto& problem : engine::checkSpec(spec))
            QVERIFY2(!problem.isError || problem.path == "data.path" || problem.path == "plm.folder", (problem.path + " " + problem.message).c_str());
        const auto again = api::specFromJson(api::toJson(spec));
        QVERIFY(again.problems.empty());
        QCOMPARE(api::specHash(again.spec), api::specHash(spec));
    }

    void everyOptionOfEveryPresetIsSetByItsPath() {
        const auto catalog = engine::buildCatalog();
        for (const auto& preset : catalog.presets)
            for (const auto& arm : preset.arms) {
                const auto form = api::specForm(arm.spec, catalog);
                auto json = api::toJson(arm.spec);
                for (const auto* field : api::allFields(form))
                    QVERIFY2(api::setByPath(json, field->path, api::toJson(field->value).dump()), field->path.c_str());
                const auto read = api::specFromJson(json);
                QVERIFY2(!api::hasErrors(read.problems), arm.id.c_str());
                for (const auto& difference : api::differences(arm.spec, read.spec)) // options with their defaults spelt out
                    QVERIFY2(difference.before.empty(), difference.path.c_str());
            }
    }

    void anyBackboneIsChosenInAnyPreset() {
        const auto catalog = engine::buildCatalog();
        QVERIFY(catalog.backbones.size() > 10);
        for (const auto& preset : catalog.presets)
            for (const auto& backbone : catalog.backbones) {
                const auto changed = api::withValue(preset.arms.front().spec, "backbone.id", backbone.id);
                QVERIFY(changed);
                for (const auto& problem : engine::checkSpec(api::withoutForeignOptions(*changed, catalog)))
                    QVERIFY2(problem.message.find("is not an option") == std::string::npos, (backbone.id + ": " + problem.message).c_str());
            }
    }

    void thePaperHasAnArmForEachBackboneItTried() {
        const std::map<std::string, std::size_t> counts{
            {"paper_movielens_1m", 12}, {"paper_bookcrossing", 12}, {"paper_amazon_toys", 11}, {"paper_goodreads", 11}};
        for (const auto& [id, count] : counts) {
            const auto preset = engine::findPreset(id);
            QVERIFY2(preset.has_value(), id.c_str());
            std::set<std::string> backbones;
            for (const auto& arm : (*preset)->arms) {
                QCOMPARE(arm.spec.backbone.id, arm.id);
                backbones.insert(arm.id);
            }
            QCOMPARE(backbones.size(), count);
        }
    }

    void namedFieldsAreCountedBeforeReading() {
        auto spec = (*engine::findPreset("paper_amazon_toys"))->arms.front().spec;
        spec.backbone = {"fgcnn", {{"channels", std::vector<std::int64_t>{6, 8, 10, 12, 14}}}};
        spec.plm.folder.clear();
        spec.data.path = std::string("rows.csv");
        const auto problems = engine::checkSpec(spec);
        QCOMPARE(problems.size(), 1U);
        QCOMPARE(problems.front().path, std::string("backbone.options.channels")); // 5 fields: 5, 3, 2, 1, 1 rows
        spec.data.fields.clear();
        QVERIFY(engine::checkSpec(spec).empty());
    }
};

QTEST_APPLESS_MAIN(PresetsTest)
#include "tst_presets.moc"
