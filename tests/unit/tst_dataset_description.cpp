// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_description.h"
#include "core/data/dataset_source.h"
#include "core/data/delimited_writer.h"
#include "core/data/field_encoder.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QTest>

using namespace cpw;
using namespace cpw::data;

class DatasetDescriptionTest : public QObject {
    Q_OBJECT

private slots:
    void descriptionCountsValuesAndParts() {
        TableBuilder builder({"user", "book"});
        const std::vector<std::vector<std::string_view>> rows = {{"u1", "b1"}, {"u1", ""},   {"u2", "b1"},
                                                                 {"u1", "b1"}, {"u3", "b1"}, {"u1", "b2"}};
        for (std::size_t row = 0; row < rows.size(); ++row) {
            builder.addRow(rows[row], row == 1 ? 1.0F : 0.0F);
            builder.addPart(row < 3 ? Part::Train : row < 4 ? Part::Valid : Part::Test);
        }
        spec::DataSpec spec;
        spec.split.kind = spec::SplitKind::Source;
        const auto description = describeDataset(**encodeDataset(builder.finish("six"), spec), 2);

        QCOMPARE(description.title, std::string("six"));
        QCOMPARE(description.rows, std::size_t{6});
        QCOMPARE(description.features, std::size_t{6});
        const auto& book = description.fields[1];
        QCOMPARE(book.distinctValues, std::size_t{3});
        QCOMPARE(book.vocabularySize, std::size_t{3});
        QCOMPARE(book.coverage, 1 - 1.0 / 6);
        QCOMPARE(book.mostFrequentValue, std::string("b1"));
        QCOMPARE(book.mostFrequentShare, 4.0 / 6);
        QCOMPARE(book.unseenTestShare, 0.5);
        QCOMPARE(description.parts[0].rows, std::size_t{3});
        QCOMPARE(description.parts[0].positiveRate(), 1.0 / 3);
        QCOMPARE(description.parts[2].name, std::string("test"));
        QCOMPARE(description.sampleRows.size(), std::size_t{2});
        QCOMPARE(description.sampleRows[1].values, (std::vector<std::string>{"u1", ""}));
        QVERIFY(description.sampleRows[1].isPositive);
        QCOMPARE(description.notes,
                 (std::vector<std::string>{"all 1 rows of the validation part are negative; check label.positive_from",
                                           "all 2 rows of the test part are negative; check label.positive_from"}));
    }

    void writtenRowsAreQuotedAndReadBack() {
        const test::ScratchFolder folder;
        const auto table =
            test::makeTable({"user", "a,b"}, {{"u1", "plain"}, {"u2", "say \"hi\""}, {"u3", "two\nlines"}, {"u4", ""}});
        const std::vector<std::uint32_t> rows = {2, 1, 3};
        QVERIFY(writeDelimited(*table, rows, folder / "out.csv"));
        QCOMPARE(test::readBytes(folder / "out.csv"),
                 std::string("label,user,\"a,b\"\n0,u3,\"two\nlines\"\n1,u2,\"say \"\"hi\"\"\"\n1,u4,\n"));
        const auto* source = *findDatasetSource("csv");
        auto spec = source->defaults;
        spec.path = (folder / "out.csv").string();
        QCOMPARE(test::rowTexts(*source->read(spec, {})->table),
                 (std::vector<std::string>{"0|u3|two\nlines", "1|u2|say \"hi\"", "1|u4|"}));
    }

    void unwritableTargetIsAnErrorAndLeavesNothing() {
        const test::ScratchFolder folder;
        const auto table = test::makeTable({"user"}, {{"u1"}});
        const auto result = writeDelimited(*table, folder / "none" / "out.csv");
        CPW_VERIFY_CONTAINS(result.error().text(), "cannot create");
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }
};

QTEST_APPLESS_MAIN(DatasetDescriptionTest)
#include "tst_dataset_description.moc"
