// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_source.h"
#include "core/data/split.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"
#include "tests/support/test_data.h"

#include <QTest>

using namespace cpw;
using namespace cpw::data;

namespace {

spec::DataSpec specOf(const std::string& path, const std::string& source = "csv") {
    auto spec = (*findDatasetSource(source))->defaults;
    spec.path = path;
    return spec;
}

Result<ReadResult> readSpec(const spec::DataSpec& spec, const ReadContext& context = {}) {
    return (*findDatasetSource(spec.source))->read(spec, context);
}

std::string errorOf(std::string_view bytes, const spec::DataSpec& base = specOf("")) {
    const test::ScratchFolder folder;
    auto spec = base;
    spec.path = folder.write("x.csv", bytes);
    const auto result = readSpec(spec);
    return result ? "no error" : result.error().text();
}

} // namespace

class GenericDelimitedTest : public QObject {
    Q_OBJECT

private slots:
    void everyColumnButTheLabelBecomesAField() {
        const auto result = readSpec(specOf(cpw::test::dataPath("/books_rfc4180.csv")));
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(result->table->title, std::string("books_rfc4180"));
        QCOMPARE(result->table->columnNames(), (std::vector<std::string>{"book", "title", "time"}));
        QCOMPARE(test::rowTexts(*result->table),
                 (std::vector<std::string>{"1|b1|Dune, \"the\" book|30", "0|b2|two\r\nlines|10", "1|b3|plain|20"}));
    }

    void labelColumnAndRuleAreTheUsers() {
        const test::ScratchFolder folder;
        auto spec = specOf(folder.write("x.csv", "user,stars\nu1,5\nu2,3\nu3,2.5\n"));
        spec.label.column = "stars";
        spec.label.positiveFrom = 4;
        spec.label.droppedValues = {3};
        const auto result = readSpec(spec);
        QCOMPARE(test::rowTexts(*result->table), (std::vector<std::string>{"1|u1", "0|u3"}));
        QCOMPARE(result->report.rowsDroppedByLabel, std::uint64_t{1});
    }

    void optionsSetSeparatorHeaderAndEncoding() {
        const test::ScratchFolder folder;
        auto spec = specOf(folder.write("x.csv", "1;caf\xE9\n0;the\n"));
        spec.sourceOptions = {{"separator", std::string(";")}, {"header", false}, {"encoding", std::string("latin1")}};
        spec.label.column = "column_1";
        const auto result = readSpec(spec);
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(result->table->columns[0].name, std::string("column_2"));
        QCOMPARE(test::rowTexts(*result->table), (std::vector<std::string>{"1|café", "0|the"}));

        spec.sourceOptions["columns"] = std::vector<std::string>{"label", "drink"};
        spec.label.column.clear();
        QCOMPARE(readSpec(spec)->table->columns[0].name, std::string("drink"));
        spec.sourceOptions["columns"] = std::vector<std::string>{"label"};
        CPW_VERIFY_CONTAINS(readSpec(spec).error().text(), "line 1 of x.csv: 2 columns, but the option columns names 1");
    }

    void tabsAreASourceOfTheirOwn() {
        const test::ScratchFolder folder;
        const auto result = readSpec(specOf(folder.write("x.tsv", "label\tuser\n1\ta b\n"), "tsv"));
        QCOMPARE(test::rowTexts(*result->table), (std::vector<std::string>{"1|a b"}));
    }

    void filesBecomePartsWithColumnsMatchedByName() {
        const test::ScratchFolder folder;
        auto spec = specOf(folder.write("train.csv", "label,user,book\n1,u1,b1\n0,u2,b2\n"));
        spec.split.kind = spec::SplitKind::Files;
        spec.split.validPath = folder.write("valid.csv", "book,label,user\nb9,1,u9\n");
        spec.split.testPath = folder.write("test.csv", "label,user,book\n0,u7,b7\n");
        const auto result = readSpec(spec);
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        QCOMPARE(test::rowTexts(*result->table), (std::vector<std::string>{"1|u1|b1", "0|u2|b2", "1|u9|b9", "0|u7|b7"}));
        const auto split = makeSplit(*result->table, spec.split);
        QCOMPARE(split->train, (std::vector<std::uint32_t>{0, 1}));
        QCOMPARE(split->valid, (std::vector<std::uint32_t>{2}));
        QCOMPARE(split->test, (std::vector<std::uint32_t>{3}));

        spec.split.testPath = folder.write("other.csv", "label,user\n0,u7\n");
        CPW_VERIFY_CONTAINS(readSpec(spec).error().text(),
                            "other.csv has no column \"book\", which the training file has; its columns: label, user");
        spec.split.testPath.clear();
        CPW_VERIFY_CONTAINS(readSpec(spec).error().text(), "split.test_path is empty");
    }

    void badLabelNamesLineColumnAndText() {
        CPW_VERIFY_CONTAINS(errorOf("label,user\n1,u1\nyes,u2\n"),
                            "line 3 of x.csv: the label column \"label\" holds \"yes\", expected a number");
        CPW_VERIFY_CONTAINS(errorOf("label,user\n,u1\n"), "holds \"\", expected a number");
        CPW_VERIFY_CONTAINS(errorOf("label,user\nnan,u1\n"), "holds \"nan\", expected a number");
    }

    void missingLabelColumnListsTheKnown() {
        CPW_VERIFY_CONTAINS(errorOf("click,user\n1,u1\n"),
                            "x.csv has no column \"label\"; set label.column to one of: click, user");
        CPW_VERIFY_CONTAINS(errorOf("label;user\n1;u1\n"), "its only column is \"label;user\": is the separator really \",\"?");
    }

    void raggedRowIsReportedByLine() {
        const auto result = readSpec(specOf(cpw::test::dataPath("/ratings_ragged.csv")));
        CPW_VERIFY_CONTAINS(result.error().text(), "line 3 of ratings_ragged.csv: 3 columns, expected 4");
        QCOMPARE(exitCode(result.error().code), 3);
    }

    void badHeadersAreExplained() {
        CPW_VERIFY_CONTAINS(errorOf("label,,user\n"), "line 1 of x.csv: column 2 has no name");
        CPW_VERIFY_CONTAINS(errorOf("label,user,user\n"), "two columns are named \"user\"");
        CPW_VERIFY_CONTAINS(errorOf("label\n1\n"), "no column besides the label");
        CPW_VERIFY_CONTAINS(errorOf("label,user\n"), "x.csv holds no rows");
        CPW_VERIFY_CONTAINS(errorOf("\n\n"), "x.csv holds only empty lines");
        CPW_VERIFY_CONTAINS(errorOf(""), "x.csv is empty");
    }

    void badOptionsAreExplained() {
        auto spec = specOf("");
        spec.sourceOptions = {{"seperator", std::string(";")}};
        CPW_VERIFY_CONTAINS(errorOf("label,user\n", spec),
                            "\"seperator\" is not an option here; known: separator, header, columns, encoding");
        spec.sourceOptions = {{"encoding", std::string("utf7")}};
        CPW_VERIFY_CONTAINS(errorOf("label,user\n", spec), "encoding is \"utf7\", expected one of utf8, latin1");
        CPW_VERIFY_CONTAINS(readSpec(specOf("")).error().text(), "csv needs a path");
    }

    void noPermissionIsExplained() {
        const test::ScratchFolder folder;
        const auto path = folder.write("x.csv", "label,user\n1,u\n");
        std::filesystem::permissions(path, std::filesystem::perms::none);
        const auto result = readSpec(specOf(path));
        if (result)
            QSKIP("this user may read every file");
        CPW_VERIFY_CONTAINS(result.error().text(), "Permission denied");
    }

    void stopIsNoticedAndProgressTold() {
        std::string text = "label,user\n";
        for (int row = 0; row < 2500; ++row)
            text += "1,u\n";
        const test::ScratchFolder folder;
        const auto spec = specOf(folder.write("x.csv", text));
        std::vector<std::uint64_t> rows;
        ReadContext context{[&](const ReadProgress& progress) { rows.push_back(progress.rows); }, {}};
        QVERIFY(readSpec(spec, context));
        QCOMPARE(rows, (std::vector<std::uint64_t>{1000, 2000}));
        std::stop_source stop;
        stop.request_stop();
        context.stop = stop.get_token();
        QCOMPARE(readSpec(spec, context).error().code, ErrorCode::Stopped);
    }
};

QTEST_APPLESS_MAIN(GenericDelimitedTest)
#include "tst_generic_delimited.moc"
