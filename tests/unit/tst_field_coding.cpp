// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/data/field_encoder.h"
#include "core/data/field_rules.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace cpw;
using namespace cpw::data;
using spec::BucketKind;

namespace {

using Edges = std::vector<double>;
using Ids = std::vector<std::int32_t>;

bool near(const Edges& found, const Edges& expected) {
    if (found.size() != expected.size())
        return false;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (std::abs(found[i] - expected[i]) > 1e-12)
            return false;
    return true;
}

/// Rows 0 to 5 train, 6 is validation, 7 and 8 are test.
std::shared_ptr<Table> films() {
    TableBuilder builder({"user", "price", "genres"});
    const std::vector<std::vector<std::string_view>> rows = {{"u1", "4", "Action|Comedy"},
                                                             {"u2", "1", "Drama"},
                                                             {"u1", "", "Comedy"},
                                                             {"u3", "2", "Action|Comedy"},
                                                             {"u2", "3", ""},
                                                             {"u1", "n/a", "Drama | Drama|War"},
                                                             {"u3", "100", "Western|War"},
                                                             {"u9", "2.5", "Noir|Western"},
                                                             {"u1", "-7", " Comedy|Action "}};
    for (std::size_t row = 0; row < rows.size(); ++row) {
        builder.addRow(rows[row], row % 2 == 0 ? 1.0F : 0.0F);
        builder.addPart(row < 6 ? Part::Train : row < 7 ? Part::Valid : Part::Test);
    }
    return builder.finish("films");
}

spec::DataSpec filmSpec() {
    spec::DataSpec spec;
    spec.split.kind = spec::SplitKind::Source;
    spec.numeric = {{"price", BucketKind::Quantile, 2, spec::NumberText::Bucket}};
    spec.multiValue = {{"genres", "|", spec::Pooling::Mean, 0}};
    return spec;
}

Ids listOf(const EncodedDataset& dataset, std::size_t row) {
    const auto ids = dataset.lists[0].of(dataset.table->columns[2].codes[row]);
    return {ids.begin(), ids.end()};
}

Ids columnIds(const EncodedDataset& dataset, std::size_t field) {
    Ids ids;
    for (std::size_t row = 0; row < dataset.rows(); ++row)
        ids.push_back(dataset.rowIds(row)[field] - dataset.fields[field].offset);
    return ids;
}

std::string errorOf(const spec::DataSpec& spec) {
    const auto dataset = encodeDataset(films(), spec);
    return dataset ? std::string() : dataset.error().text();
}

} // namespace

class FieldCodingTest : public QObject {
    Q_OBJECT

private slots:
    // Ten numbers in five buckets: {1, 2}, {3, 4} ...; an edge is the smallest number of its bucket.
    void quantileBucketsHoldEquallyMany() {
        const auto buckets = NumberBuckets::fit({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, BucketKind::Quantile, 5);
        QCOMPARE(buckets.edges(), (Edges{3, 5, 7, 9}));
        QCOMPARE(buckets.size(), 6);
        QCOMPARE(buckets.localId(2.999), 1);
        QCOMPARE(buckets.localId(3.0), 2);
        QCOMPARE(buckets.localId(-50.0), 1);
        QCOMPARE(buckets.localId(50.0), 5);
    }

    void equalNumbersMakeFewerBuckets() {
        // Cuts after two and four of six: at 1, below which nothing is, and at 2.
        QCOMPARE(NumberBuckets::fit({1, 1, 1, 1, 2, 3}, BucketKind::Quantile, 3).edges(), (Edges{2}));
        QCOMPARE(NumberBuckets::fit({1, 2, 2, 2, 2, 2}, BucketKind::Quantile, 3).edges(), (Edges{2}));
        const auto one = NumberBuckets::fit({7, 7, 7}, BucketKind::Width, 4);
        QCOMPARE(one.edges(), Edges{});
        QCOMPARE(one.localId(-1e9), 1);
        QCOMPARE(one.words(1), std::string("a number"));
    }

    void evenBucketsAreEquallyWide() {
        QVERIFY(near(NumberBuckets::fit({10, 0, 3}, BucketKind::Width, 4).edges(), {2.5, 5, 7.5}));
        const auto widest = std::numeric_limits<double>::max();
        QVERIFY(near(NumberBuckets::fit({-widest, widest}, BucketKind::Width, 2).edges(), {0}));
    }

    // log(1 + x) of 0 and e^3 - 1 is 0 and 3, cut at 1 and 2; symmetric below zero.
    void logarithmicBucketsAreEvenAfterTheLogarithm() {
        QVERIFY(near(NumberBuckets::fit({0, std::expm1(3)}, BucketKind::Log, 3).edges(), {std::expm1(1), std::expm1(2)}));
        QVERIFY(near(NumberBuckets::fit({-std::expm1(2), std::expm1(2)}, BucketKind::Log, 4).edges(),
                     {-std::expm1(1), 0, std::expm1(1)}));
    }

    void textsWithoutANumberHaveTheirOwnBucket() {
        const NumberBuckets buckets({0, 5});
        for (const char* text : {"", " ", "abc", "5 euros", "nan", "inf", "1e999", "0x10", "1,5"})
            QCOMPARE(buckets.localId(std::string_view(text)), 0);
        QCOMPARE(buckets.localId(std::string_view(" 7 ")), 3);
        QCOMPARE(buckets.localId(std::string_view("-1e3")), 1);
        QCOMPARE(buckets.localId(std::string_view("-0")), 2);
        const std::vector<std::string> words = {buckets.words(0), buckets.words(1), buckets.words(2), buckets.words(3)};
        QCOMPARE(words, (std::vector<std::string>{"unknown", "under 0", "0 to 5", "5 or more"}));
    }

    void listsAreSplitOnceEach() {
        using Values = std::vector<std::string_view>;
        const ValueListRule rule{"|", 0};
        QCOMPARE(rule.split("Action|Comedy"), (Values{"Action", "Comedy"}));
        QCOMPARE(rule.split("| Action || Action |War|"), (Values{"Action", "War"}));
        QCOMPARE(rule.split(""), Values{});
        QCOMPARE(rule.joined("Action| Comedy"), std::string("Action, Comedy"));
        QCOMPARE((ValueListRule{"|", 2}.split("a|a|b|c")), (Values{"a", "b"}));
        QCOMPARE((ValueListRule{", ", 0}.split("a, b,c")), (Values{"a", "b,c"}));
    }

    // Training prices 1 2 3 4 (two rows have none): the cut in the middle is 3.
    void numbersAreFittedOnTrainingRowsOnly() {
        const auto dataset = *encodeDataset(films(), filmSpec());
        QCOMPARE(dataset->fields[1].coding.buckets.edges(), (Edges{3}));
        QCOMPARE(dataset->fields[1].size, 3);
        QCOMPARE(columnIds(*dataset, 1), (Ids{2, 1, 0, 1, 2, 0, 2, 1, 1}));
        QCOMPARE(dataset->notes.size(), std::size_t{2});
        CPW_VERIFY_CONTAINS(dataset->notes[0], "2 of 9 rows hold no number in \"price\"");
        CPW_VERIFY_CONTAINS(dataset->notes[1], "1 of 9 rows hold no value in \"genres\"");
        auto more = filmSpec();
        more.numeric[0].buckets = 9;
        const auto fewer = *encodeDataset(films(), more);
        QCOMPARE(fewer->fields[1].coding.buckets.edges(), (Edges{2, 3, 4}));
        CPW_VERIFY_CONTAINS(fewer->notes[1], "\"price\" has 4 buckets, not 9");
    }

    // Ids in order of appearance: Action 1, Comedy 2, Drama 3, War 4. Western and Noir are unknown, together one id 0.
    void textsWithSeveralValuesHaveListsOfIds() {
        const auto dataset = *encodeDataset(films(), filmSpec());
        QCOMPARE(dataset->fields[2].offset, 7); // user: unknown, u1, u2, u3; price: three
        QCOMPARE(dataset->fields[2].size, 5);
        QCOMPARE(dataset->lists[0].values, (std::vector<std::string>{"", "Action", "Comedy", "Drama", "War"}));
        QCOMPARE(listOf(*dataset, 0), (Ids{8, 9}));
        QCOMPARE(listOf(*dataset, 4), (Ids{7})); // no value
        QCOMPARE(listOf(*dataset, 5), (Ids{10, 11}));
        QCOMPARE(listOf(*dataset, 6), (Ids{7, 11}));
        QCOMPARE(listOf(*dataset, 7), (Ids{7}));
        QCOMPARE(listOf(*dataset, 8), (Ids{9, 8}));
        QCOMPARE(columnIds(*dataset, 2), (Ids{1, 3, 2, 1, 0, 3, 0, 0, 2})); // the first of each
        QVERIFY(dataset->isUnknown(6, 2) && !dataset->isUnknown(8, 2) && dataset->isUnknown(7, 0) && dataset->isUnknown(2, 1));
    }

    void rareAndLateValuesOfAListAreLeftOut() {
        auto spec = filmSpec();
        spec.minimumCount = 2; // Action 2, Comedy 3, Drama 2, War 1
        const auto dataset = *encodeDataset(films(), spec);
        QCOMPARE(dataset->lists[0].values, (std::vector<std::string>{"", "Action", "Comedy", "Drama"}));
        const auto offset = dataset->fields[2].offset;
        QCOMPARE(listOf(*dataset, 5), (Ids{offset + 3, offset}));
        spec.multiValue[0].maximum = 1;
        QCOMPARE(listOf(**encodeDataset(films(), spec), 5).size(), std::size_t{1});
    }

    void sentencesSayBucketsAndJoinedValues() {
        auto spec = filmSpec();
        const auto worded = *encodeDataset(films(), spec);
        QCOMPARE(worded->wordedColumn(1).text(0), std::string_view("3 or more"));
        QCOMPARE(worded->wordedColumn(1).text(5), std::string_view("unknown"));
        QCOMPARE(worded->wordedColumn(2).text(0), std::string_view("Action, Comedy"));
        QCOMPARE(worded->wordedColumn(0).text(0), std::string_view("u1"));
        QCOMPARE(worded->table->columns[2].text(0), std::string_view("Action|Comedy")); // as it was read
        spec.numeric[0].text = spec::NumberText::Raw;
        QCOMPARE((*encodeDataset(films(), spec))->wordedColumn(1).text(5), std::string_view("n/a"));
        spec.numeric.clear();
        spec.multiValue.clear();
        QVERIFY((*encodeDataset(films(), spec))->wording.empty());
    }

    void fingerprintFollowsTheCoding() {
        const auto fingerprint = [](const spec::DataSpec& spec) { return (*encodeDataset(films(), spec))->fingerprint; };
        const auto base = fingerprint(filmSpec());
        auto spec = filmSpec();
        spec.multiValue[0].pooling = spec::Pooling::Sum;
        QVERIFY(fingerprint(spec) != base);
        spec = filmSpec();
        spec.numeric[0].kind = BucketKind::Width;
        QVERIFY(fingerprint(spec) != base);
        spec = filmSpec();
        spec.multiValue[0].maximum = 1;
        QVERIFY(fingerprint(spec) != base);
    }

    void vocabularyGivesTheSameIdsAfterSavingAndLoading() {
        const auto dataset = *encodeDataset(films(), filmSpec());
        const test::ScratchFolder folder;
        QVERIFY(FieldVocabulary::fromDataset(*dataset).save(folder / "v.json"));
        CPW_VERIFY_CONTAINS(test::readBytes(folder / "v.json"), "\"version\": 2");
        const auto vocabulary = FieldVocabulary::load(folder / "v.json");
        QVERIFY2(vocabulary, vocabulary ? "" : vocabulary.error().text().c_str());
        for (std::size_t row = 0; row < dataset->rows(); ++row) {
            for (std::size_t field = 0; field < 3; ++field) {
                const auto text = dataset->table->columns[field].text(row);
                QCOMPARE(vocabulary->globalId(field, text), dataset->rowIds(row)[field]);
                const std::string worded(dataset->wordedColumn(field).text(row));
                QVERIFY2(vocabulary->wordedText(field, text) == worded, worded.c_str());
            }
            auto list = vocabulary->encodeList(2, dataset->table->columns[2].text(row));
            for (auto& id : list)
                id += dataset->fields[2].offset;
            QCOMPARE(list, listOf(*dataset, row));
        }
        QCOMPARE(vocabulary->encodeList(2, "Musical|War|Opera"), (Ids{0, 4}));
        QCOMPARE(vocabulary->encodeValue(1, "2.99"), 1);
        QCOMPARE(vocabulary->valueText(1, 0), std::string("unknown"));
        QCOMPARE(vocabulary->valueText(2, 4), std::string("War"));
        QCOMPARE(vocabulary->fields()[2].size, 5);
        QCOMPARE(vocabulary->fields()[2].coding.pooling, spec::Pooling::Mean);
    }

    void vocabulariesOfCategoriesKeepTheirVersion() {
        auto spec = filmSpec();
        spec.numeric.clear();
        spec.multiValue.clear();
        const test::ScratchFolder folder;
        QVERIFY(FieldVocabulary::fromDataset(**encodeDataset(films(), spec)).save(folder / "v.json"));
        CPW_VERIFY_CONTAINS(test::readBytes(folder / "v.json"), "\"version\": 1");
    }

    void damagedCodingsAreExplained() {
        const test::ScratchFolder folder;
        const auto errorOf = [&](const std::string& field) {
            const auto text = R"({"format":"clickprompt field vocabulary","version":2,"fields":[)" + field + "]}";
            return FieldVocabulary::load(folder.write("v.json", text)).error().text();
        };
        CPW_VERIFY_CONTAINS(errorOf(R"({"name":"p","edges":[2,1],"text":"raw"})"), "edges of \"p\" that do not rise");
        CPW_VERIFY_CONTAINS(errorOf(R"({"name":"p","edges":[1,2],"text":"loud"})"), "unknown form");
        CPW_VERIFY_CONTAINS(errorOf(R"({"name":"g","separator":"","maximum":0,"pooling":"mean","values":[]})"),
                            "empty separator");
        CPW_VERIFY_CONTAINS(errorOf(R"({"name":"g","separator":"|","maximum":0,"pooling":"max","values":[]})"),
                            "unknown pooling");
    }

    void rulesThatDoNotFitAreRefused() {
        auto spec = filmSpec();
        spec.numeric[0].field = "colour";
        CPW_VERIFY_CONTAINS(errorOf(spec),
                            "data.numeric.0.field is \"colour\", which is no field of films; known: user, price, genres");
        spec.numeric[0].field = "genres";
        CPW_VERIFY_CONTAINS(errorOf(spec), "data.multi_value.0.field: is \"genres\", which data.numeric.0 has already");
        spec.numeric[0].field = "user";
        CPW_VERIFY_CONTAINS(errorOf(spec),
                            "data.numeric.0.field is \"user\", of whose training rows 0 hold a number and 6 another text "
                            "(the first: \"u1\")");
        spec.numeric[0].field = "";
        CPW_VERIFY_CONTAINS(errorOf(spec), "data.numeric.0.field: is empty");
        spec = filmSpec();
        spec.fields = {"user", "genres"};
        CPW_VERIFY_CONTAINS(errorOf(spec), "is \"price\", which data.fields does not name; it names: user, genres");
        spec = filmSpec();
        spec.multiValue[0].separator = "";
        CPW_VERIFY_CONTAINS(errorOf(spec), "data.multi_value.0.separator: is empty");
    }
};

QTEST_APPLESS_MAIN(FieldCodingTest)
#include "tst_field_coding.moc"
