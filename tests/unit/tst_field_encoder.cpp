// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/data/field_encoder.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QTest>

using namespace cpw;
using namespace cpw::data;

namespace {

/// Rows 0 to 3 train, 4 is validation, 5 is test.
std::shared_ptr<Table> sixRows() {
    TableBuilder builder({"user", "book", "time"});
    const std::vector<std::vector<std::string_view>> rows = {{"u2", "b1", "1"}, {"u1", "b2", "2"}, {"u2", "b1", "3"},
                                                             {"u3", "b3", "4"}, {"u4", "b2", "5"}, {"u1", "b4", "6"}};
    for (std::size_t row = 0; row < rows.size(); ++row) {
        builder.addRow(rows[row], row % 2 == 0 ? 1.0F : 0.0F);
        builder.addPart(row < 4 ? Part::Train : row == 4 ? Part::Valid : Part::Test);
    }
    return builder.finish("six");
}

spec::DataSpec specOf(std::vector<std::string> fields, int minimumCount = 1) {
    spec::DataSpec spec;
    spec.split.kind = spec::SplitKind::Source;
    spec.fields = std::move(fields);
    spec.minimumCount = minimumCount;
    return spec;
}

std::vector<int> idsOf(const EncodedDataset& dataset) {
    const auto ids = dataset.fieldIds.span();
    return {ids.begin(), ids.end()};
}

} // namespace

class FieldEncoderTest : public QObject {
    Q_OBJECT

private slots:
    void idsAreFittedOnTrainingRowsOnly() {
        const auto dataset = *encodeDataset(sixRows(), specOf({"user", "book"}));
        QCOMPARE(dataset->fields[0].size, 4); // out-of-vocabulary, u2, u1, u3
        QCOMPARE(dataset->fields[1].size, 4); // out-of-vocabulary, b1, b2, b3
        QCOMPARE(dataset->fields[1].offset, 4);
        QCOMPARE(dataset->featureCount(), 8);
        QCOMPARE(idsOf(*dataset), (std::vector<int>{1, 5, 2, 6, 1, 5, 3, 7, 0, 6, 2, 4}));
        QCOMPARE(dataset->labels[0], 1.0F);
        QCOMPARE(dataset->split.test, (std::vector<std::uint32_t>{5}));
    }

    void rareValuesShareTheFirstId() {
        const auto dataset = *encodeDataset(sixRows(), specOf({"user"}, 2));
        QCOMPARE(dataset->fields[0].size, 2);
        QCOMPARE(idsOf(*dataset), (std::vector<int>{1, 0, 1, 0, 0, 0}));
    }

    void theVocabularyMayBeThatOfAllRows() {
        auto spec = specOf({"user", "book"});
        spec.vocabulary = spec::VocabularyOf::All;
        const auto dataset = *encodeDataset(sixRows(), spec);
        QCOMPARE(dataset->fields[0].size, 5); // out-of-vocabulary, u2, u1, u3, u4
        QCOMPARE(dataset->fields[1].size, 5); // out-of-vocabulary, b1 to b4
        QCOMPARE(idsOf(*dataset), (std::vector<int>{1, 6, 2, 7, 1, 6, 3, 8, 4, 7, 2, 9}));
        QVERIFY(!dataset->isUnknown(4, 0));
        QCOMPARE(dataset->notes, (std::vector<std::string>{"1 of 4 values of \"user\" have an id and no training row, because data.vocabulary is all",
                                                           "1 of 4 values of \"book\" have an id and no training row, because data.vocabulary is all"}));
        spec.minimumCount = 2; // in all rows: u2 2, u1 2, u3 1, u4 1
        QCOMPARE((*encodeDataset(sixRows(), spec))->fields[0].size, 3);
    }

    /// Users that the file of users has and no rating names, as the authors' dictionaries have them.
    void aValueThatNoRowHasKeepsItsPlaceAmongAll() {
        TableBuilder builder({"user"});
        for (const char* user : {"u1", "u2", "u3", "u4"})
            builder.addValue(0, user);
        for (const std::string_view user : {"u4", "u2", "u4"}) {
            builder.addRow(std::span(&user, 1), 1.0F);
            builder.addPart(Part::Train);
        }
        const std::shared_ptr<const Table> table = builder.finish("some");
        auto spec = specOf({"user"});
        QCOMPARE(idsOf(**encodeDataset(table, spec)), (std::vector<int>{1, 2, 1}));
        spec.vocabulary = spec::VocabularyOf::All;
        const auto dataset = *encodeDataset(table, spec);
        QCOMPARE(dataset->fields[0].size, 5);
        QCOMPARE(idsOf(*dataset), (std::vector<int>{4, 2, 4}));
        const auto vocabulary = FieldVocabulary::fromDataset(*dataset);
        for (std::int32_t id = 1; id <= 4; ++id) {
            QCOMPARE(vocabulary.valueText(0, id), "u" + std::to_string(id));
            QCOMPARE(vocabulary.encodeValue(0, "u" + std::to_string(id)), id);
        }
    }

    void fieldsAreSelectedAndReordered() {
        const auto dataset = *encodeDataset(sixRows(), specOf({"book", "user"}));
        QCOMPARE(dataset->table->columnNames(), (std::vector<std::string>{"book", "user"}));
        QCOMPARE(dataset->table->columns[0].text(1), std::string_view("b2"));
        QCOMPARE(dataset->rowIds(1)[0], 2);
    }

    void orderColumnIsNoFieldUnlessAskedFor() {
        auto spec = specOf({});
        QCOMPARE((*encodeDataset(sixRows(), spec))->fieldCount(), std::size_t{3});
        spec.split.kind = spec::SplitKind::ByOrder;
        spec.split.orderColumn = "time";
        QCOMPARE((*encodeDataset(sixRows(), spec))->fieldCount(), std::size_t{2});
        spec.fields = {"time"};
        QCOMPARE((*encodeDataset(sixRows(), spec))->fieldCount(), std::size_t{1});
    }

    void unknownFieldsListTheKnown() {
        CPW_VERIFY_CONTAINS(encodeDataset(sixRows(), specOf({"user", "genre"})).error().text(),
                            "data.fields names \"genre\", which is no column of six; known: user, book, time");
        CPW_VERIFY_CONTAINS(encodeDataset(sixRows(), specOf({"user", "user"})).error().text(), "names \"user\" twice");
    }

    void fingerprintFollowsWhatTheModelSees() {
        const auto base = (*encodeDataset(sixRows(), specOf({"user"})))->fingerprint;
        QCOMPARE((*encodeDataset(sixRows(), specOf({"user"})))->fingerprint, base);
        QVERIFY((*encodeDataset(sixRows(), specOf({"book"})))->fingerprint != base);
        QVERIFY((*encodeDataset(sixRows(), specOf({"user"}, 2)))->fingerprint != base);
        auto spec = specOf({"user"});
        spec.vocabulary = spec::VocabularyOf::All;
        QVERIFY((*encodeDataset(sixRows(), spec))->fingerprint != base);
        spec = specOf({"user"});
        spec.split.kind = spec::SplitKind::Random;
        QVERIFY((*encodeDataset(sixRows(), spec))->fingerprint != base);
    }

    void vocabularyGivesTheSameIdsAfterSavingAndLoading() {
        const auto dataset = *encodeDataset(sixRows(), specOf({"user", "book"}));
        const test::ScratchFolder folder;
        QVERIFY(FieldVocabulary::fromDataset(*dataset).save(folder / "vocabulary.json"));
        const auto vocabulary = FieldVocabulary::load(folder / "vocabulary.json");
        QVERIFY2(vocabulary, vocabulary ? "" : vocabulary.error().text().c_str());
        QCOMPARE(vocabulary->fields().size(), std::size_t{2});
        QCOMPARE(vocabulary->fields()[1].name, std::string("book"));
        QCOMPARE(vocabulary->fields()[1].offset, 4);
        for (std::size_t row = 0; row < dataset->rows(); ++row)
            for (std::size_t field = 0; field < 2; ++field)
                QCOMPARE(vocabulary->globalId(field, dataset->table->columns[field].text(row)), dataset->rowIds(row)[field]);
        QCOMPARE(vocabulary->encodeValue(0, "u4"), 0);
        QCOMPARE(vocabulary->valueText(0, 2), std::string("u1"));
        QCOMPARE(vocabulary->valueText(0, 0), std::string());
    }

    void damagedVocabulariesAreExplained() {
        const test::ScratchFolder folder;
        const auto errorOf = [&](std::string_view bytes) {
            return FieldVocabulary::load(folder.write("v.json", bytes)).error().text();
        };
        CPW_VERIFY_CONTAINS(errorOf("{\"format\": "), "v.json is damaged");
        CPW_VERIFY_CONTAINS(errorOf("{\"format\": \"x\"}"), "not a field vocabulary");
        CPW_VERIFY_CONTAINS(errorOf(R"({"format":"clickprompt field vocabulary","version":9,"fields":[]})"),
                            "has version 9, expected 1 or 2");
        CPW_VERIFY_CONTAINS(
            errorOf(R"({"format":"clickprompt field vocabulary","version":1,"fields":[{"name":"u","values":["a","a"]}]})"),
            "a value of \"u\" twice");
    }
};

QTEST_APPLESS_MAIN(FieldEncoderTest)
#include "tst_field_encoder.moc"
