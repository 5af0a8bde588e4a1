// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_plan.h"
#include "core/api/spec_form.h"
#include "core/api/spec_json.h"

#include <QTest>

#include <set>

using namespace cpw;
using api::SweepAxis;

namespace {

api::RunSpec twoStages() {
    api::RunSpec spec;
    spec.name = "base";
    spec.stages.resize(2);
    spec.stages[0].kind = spec::StageKind::PaMlm;
    spec.data.numeric.push_back({"age", spec::BucketKind::Width, 5, spec::NumberText::Bucket});
    spec.text.fields.push_back({"age", "Age", {}});
    return spec;
}

api::Catalog smallCatalog() {
    api::Catalog catalog;
    catalog.backbones = {{"dcn_v2", "DCNv2", "", {{"cross_layers", "Cross layers", "", std::int64_t{3}, 1.0, 16.0, false, "", Effect::NewStart, {}}}},
                         {"lr", "LR", "", {}}};
    catalog.sources = {{"sample", "Bookshop", "", {}}, {"csv", "CSV", "", {{"separator", "Separator", "", std::string(","), {}, {}, false, "", Effect::NewStart, {}}}}};
    catalog.devices = {{"cpu", "Processor", 0}};
    return catalog;
}

/// Words of a POSIX command line with single quotes.
std::vector<std::string> words(const std::string& line) {
    std::vector<std::string> found(1);
    bool isQuoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\'')
            isQuoted = !isQuoted;
        else if (line[i] == '\\' && !isQuoted)
            found.back() += line[++i];
        else if (line[i] == ' ' && !isQuoted)
            found.emplace_back();
        else
            found.back() += line[i];
    }
    return found;
}

/// The spec that the `--set`s of a command make of the preset's, as the program applies them.
std::string afterSets(const api::RunSpec& base, const std::string& line) {
    auto json = api::toJson(base);
    const auto parts = words(line);
    for (std::size_t i = 0; i + 1 < parts.size(); ++i)
        if (parts[i] == "--set") {
            const auto equals = parts[i + 1].find('=');
            if (const auto set = api::setByPath(json, parts[i + 1].substr(0, equals), parts[i + 1].substr(equals + 1)); !set)
                return set.error().text();
        }
    return api::toJson(api::specFromJson(json).spec).dump();
}

} // namespace

class RunPlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void seedsAreReadAndWrittenShort() {
        using Seeds = std::vector<std::uint64_t>;
        QCOMPARE(*api::parseSeeds(" 1-3 , 9"), Seeds({1, 2, 3, 9}));
        QCOMPARE(api::seedsText({1, 2, 3, 9}), std::string("1-3,9"));
        QCOMPARE(api::seedsText({4, 5}), std::string("4,5"));
        QCOMPARE(api::seedsText({}), std::string());
        for (const auto* text : {"7", "1-5", "1,3,7", "2,3,4,8-10"})
            QCOMPARE(api::seedsText(*api::parseSeeds(text)).size() <= std::string(text).size(), true);
        QVERIFY(!api::parseSeeds("1-1000,2000")); // a thousand at most
    }

    void sweepValuesAreListsAndRanges_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("values");
        QTest::newRow("list") << "1e-4, 3e-4" << QStringList{"1e-4", "3e-4"};
        QTest::newRow("words") << "dcn_v2,lr" << QStringList{"dcn_v2", "lr"};
        QTest::newRow("whole") << "2..5" << QStringList{"2", "3", "4", "5"};
        QTest::newRow("ratios") << "1e-5..1e-3 x3" << QStringList{"1e-05", "0.0001", "0.001"};
        QTest::newRow("distances") << "0..1 x5" << QStringList{"0", "0.25", "0.5", "0.75", "1"};
        QTest::newRow("both") << "7, 1..2" << QStringList{"7", "1", "2"};
    }
    void sweepValuesAreListsAndRanges() {
        QFETCH(QString, text);
        QFETCH(QStringList, values);
        const auto parsed = api::parseSweepValues(text.toStdString());
        QVERIFY2(parsed, parsed ? "" : parsed.error().text().c_str());
        QStringList found;
        for (const auto& value : *parsed)
            found << QString::fromStdString(value);
        QCOMPARE(found, values);
    }

    void badSweepsSayWhatIsExpected() {
        for (const auto* text : {"", "1,,2", "5..1", "0.1..0.5", "1..500", "a..b x3", "1..2 x1", "3, 3"})
            QVERIFY2(!api::parseSweepValues(text), text);
    }

    void combinationsComeSeedBySeed() {
        const auto runs = api::expandRuns(twoStages(), {{"backbone.id", {"dcn_v2", "lr"}}, {"stages.0.batch", {"32", "64"}}}, {1, 2});
        QVERIFY2(runs, runs ? "" : runs.error().text().c_str());
        QCOMPARE(runs->size(), std::size_t{8});
        QCOMPARE((*runs)[0].name, std::string("base id=dcn_v2 batch=32"));
        QCOMPARE((*runs)[1].stages[0].batch, 64);
        QCOMPARE((*runs)[2].backbone.id, std::string("lr"));
        QCOMPARE((*runs)[3].seed, std::uint64_t{1});
        QCOMPARE((*runs)[4].seed, std::uint64_t{2});
        QCOMPARE(api::expandRuns(twoStages(), {}, {})->size(), std::size_t{1});
    }

    void sweepsThatDoNotFitAreRefused() {
        QVERIFY(!api::expandRuns(twoStages(), {{"stages.7.batch", {"1"}}}, {1}));
        QVERIFY(!api::expandRuns(twoStages(), {{"stages.0.batch", {"many"}}}, {1}));
        QVERIFY(!api::expandRuns(twoStages(), {{"stages.0.batch", {}}}, {1}));
        std::vector<std::string> hundred;
        for (int i = 1; i <= 100; ++i)
            hundred.push_back(std::to_string(i));
        QVERIFY(!api::expandRuns(twoStages(), {{"stages.0.batch", hundred}}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    }

    void differencesAreFoundAtTheirPaths() {
        const auto before = twoStages();
        auto after = before;
        QVERIFY(api::differences(before, after).empty());
        after.stages[1].optimizer.learningRateCtr = 5e-4;
        after.backbone.options["cross_layers"] = std::int64_t{5};
        after.stages.push_back({});
        const auto found = api::differences(before, after);
        std::set<std::string> paths;
        for (const auto& difference : found)
            paths.insert(difference.path);
        QVERIFY(paths.contains("stages.1.optimizer.learning_rate_ctr"));
        QVERIFY(paths.contains("backbone.options.cross_layers"));
        QVERIFY(paths.contains("stages.2"));
        QCOMPARE(paths.size(), std::size_t{3});
    }

    void aCommandLineSetsWhatDiffers() {
        auto spec = twoStages();
        spec.stages[0].epochs = 3;
        spec.data.path = "a folder/it's here";
        const auto line = api::commandLine("sample", "alone", twoStages(), spec, "1-5");
        QCOMPARE(line, std::string("clickprompt train sample --arm alone --set 'data.path=a folder/it'\\''s here' --set stages.0.epochs=3 --seeds 1-5"));
        QCOMPARE(api::commandLine("sample", "alone", spec, spec, ""), std::string("clickprompt train sample --arm alone --seeds 1"));
    }

    void aCommandLineSetsListsThatHaveOtherItemsAsAWhole() {
        auto base = twoStages();
        base.backbone.options = {{"cross_layers", std::int64_t{3}}, {"tower_width", std::int64_t{64}}};
        auto spec = base;
        spec.stages.erase(spec.stages.begin());
        spec.stages[0].epochs = 7;
        spec.backbone = {"lr", {}};
        spec.data.numeric.push_back({"it's", spec::BucketKind::Width, 9, spec::NumberText::Bucket});
        QCOMPARE(afterSets(base, api::commandLine("sample", "alone", base, spec, "1")), api::toJson(spec).dump());
        auto longer = base;
        longer.stages.push_back(longer.stages[0]);
        longer.stages[0].batch = 12;
        QCOMPARE(afterSets(base, api::commandLine("sample", "alone", base, longer, "1")), api::toJson(longer).dump());
        auto none = base;
        none.data.numeric.clear();
        QCOMPARE(afterSets(base, api::commandLine("sample", "alone", base, none, "1")), api::toJson(none).dump());
        auto open = base;
        open.backbone.options["use_linear"] = true; // an open group takes new keys one by one
        QCOMPARE(api::commandLine("sample", "alone", base, open, "1"),
                 std::string("clickprompt train sample --arm alone --set backbone.options.use_linear=true --seeds 1"));
    }

    void whatDiffersIsTakenBackOneByOne() {
        const auto base = twoStages();
        auto spec = base;
        spec.stages[1].epochs = 9;
        spec.stages.push_back({});
        spec.backbone.options["cross_layers"] = std::int64_t{5};
        spec.data.numeric.clear();
        const auto without = [&](const char* path) {
            const auto restored = api::withValueFrom(spec, base, path);
            std::vector<std::string> left;
            if (restored)
                for (const auto& difference : api::differences(base, *restored))
                    left.push_back(difference.path);
            return left;
        };
        using Paths = std::vector<std::string>;
        QCOMPARE(without("stages.1.epochs"), (Paths{"backbone.options.cross_layers", "data.numeric", "stages.2"}));
        QCOMPARE(without("stages.2"), (Paths{"backbone.options.cross_layers", "data.numeric", "stages.1.epochs"}));
        QCOMPARE(without("backbone.options.cross_layers"), (Paths{"data.numeric", "stages.1.epochs", "stages.2"}));
        QCOMPARE(without("data.numeric"), (Paths{"backbone.options.cross_layers", "stages.1.epochs", "stages.2"}));
        auto shorter = base;
        shorter.stages.pop_back();
        const auto restored = api::withValueFrom(shorter, base, "stages.1");
        QVERIFY(restored);
        QVERIFY(api::differences(base, *restored).empty());
        QVERIFY(!api::withValueFrom(spec, base, "stages.7"));
        QVERIFY(!api::withValueFrom(spec, base, "no.such"));
    }

    void anotherEntryLeavesForeignOptionsBehind() {
        auto spec = twoStages();
        spec.backbone = {"lr", {{"cross_layers", std::int64_t{3}}}};
        spec.data.source = "csv";
        spec.data.sourceOptions = {{"separator", std::string(";")}, {"sheet", std::string("2")}};
        const auto left = api::withoutForeignOptions(spec, smallCatalog());
        QVERIFY(left.backbone.options.empty());
        QCOMPARE(left.data.sourceOptions, (OptionValues{{"separator", std::string(";")}}));
        spec.backbone = {"of_a_newer_program", {{"depth", std::int64_t{3}}}};
        QCOMPARE(api::withoutForeignOptions(spec, smallCatalog()).backbone.options.size(), std::size_t{1});
    }

    void whatIsWrongWithAValueIsToldWithoutItsPlace() {
        const auto many = api::withValue(twoStages(), "stages.0.batch", "many");
        QVERIFY(!many);
        QCOMPARE(many.error().message, std::string("batch is \"many\", expected a whole number"));
        const auto none = api::withValue(twoStages(), "stages.0.batch", "0");
        QVERIFY(!none);
        QVERIFY2(none.error().message.starts_with("batch is 0, expected "), none.error().message.c_str());
        QVERIFY(api::withValue(twoStages(), "stages.0.batch", "32"));
    }

    void everyFieldOfTheFormCanBeSet() {
        const auto spec = twoStages();
        const auto form = api::specForm(spec, smallCatalog());
        std::set<std::string> paths;
        for (const auto* field : api::allFields(form)) {
            QVERIFY2(paths.insert(field->path).second, field->path.c_str());
            auto json = api::toJson(spec);
            const auto set = api::setByPath(json, field->path, api::toJson(field->value).dump());
            QVERIFY2(set, field->path.c_str());
            const auto read = api::specFromJson(json);
            QVERIFY2(!api::hasErrors(read.problems), field->path.c_str());
            QVERIFY2(!field->schema.title.empty(), field->path.c_str());
        }
        QVERIFY(paths.contains("stages.1.optimizer.learning_rate_plm"));
        QVERIFY(paths.contains("data.numeric.0.buckets"));
        QVERIFY(paths.contains("text.fields.0.phrase"));
        QVERIFY(paths.contains("backbone.options.cross_layers"));
        QVERIFY(form.find("stages.0.optimizer"));
        QVERIFY(!form.find("stages.2"));
    }

    void optionsOfTheEntryComeFromTheCatalog() {
        auto spec = twoStages();
        spec.data.source = "csv";
        spec.backbone.options["cross_layers"] = std::int64_t{7};
        spec.backbone.options["no_such"] = true;
        const auto form = api::specForm(spec, smallCatalog());
        const auto value = [&](const char* path) -> const api::FormField* {
            for (const auto* field : api::allFields(form))
                if (field->path == path)
                    return field;
            return nullptr;
        };
        QCOMPARE(std::get<std::int64_t>(value("backbone.options.cross_layers")->value), std::int64_t{7});
        QVERIFY(value("backbone.options.no_such")); // seen, so that it can be corrected
        QCOMPARE(std::get<std::string>(value("data.source_options.separator")->value), std::string(","));
        QCOMPARE(value("data.source")->schema.choices.size(), std::size_t{2});
        QCOMPARE(value("device")->schema.choices, std::vector<std::string>{"cpu"});
        QCOMPARE(value("backbone.id")->schema.choices.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(RunPlanTest)
#include "tst_run_plan.moc"
