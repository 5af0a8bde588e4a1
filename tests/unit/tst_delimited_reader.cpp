// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/data/delimited_reader.h"
#include "core/data/delimited_writer.h"
#include "tests/support/scratch_folder.h"

#include <QTest>

using namespace cpw;
using namespace cpw::data;
using Records = std::vector<std::vector<std::string>>;

namespace {

/// All records, or the error's text as the only value.
Records readAll(std::string_view text, DelimitedFormat format = {}) {
    auto reader = DelimitedReader::fromText(text, "x.csv", std::move(format));
    if (!reader)
        return {{reader.error().text()}};
    Records records;
    for (;;) {
        const auto isRecord = reader->next();
        if (!isRecord)
            return {{isRecord.error().text()}};
        if (!*isRecord)
            return records;
        records.emplace_back(reader->fields().begin(), reader->fields().end());
    }
}

} // namespace

class DelimitedReaderTest : public QObject {
    Q_OBJECT

private slots:
    void plainLinesAreSplit() { QCOMPARE(readAll("a,b\n1,\n,2\n"), (Records{{"a", "b"}, {"1", ""}, {"", "2"}})); }

    void lastLineEndMayBeMissing() {
        QCOMPARE(readAll("a,b\n1,2"), (Records{{"a", "b"}, {"1", "2"}}));
        QCOMPARE(readAll("a,b\n1,\"2\""), (Records{{"a", "b"}, {"1", "2"}}));
        QCOMPARE(readAll("a,\"b\"\n\"1\","), (Records{{"a", "b"}, {"1", ""}}));
    }

    void carriageReturnsBelongToTheLineEnd() {
        QCOMPARE(readAll("a,b\r\n1,\"2\"\r\n\"3\",4\r\n"), (Records{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
        QCOMPARE(readAll("a,\"b\"\r"), (Records{{"a", "b"}}));
    }

    void separatorMayBeLongerThanOneCharacter() {
        QCOMPARE(readAll("1::F::x:y\n2::M::", {"::", false, TextEncoding::Utf8}), (Records{{"1", "F", "x:y"}, {"2", "M", ""}}));
        QCOMPARE(readAll("\"a::b\"::c\n", {"::", true, TextEncoding::Utf8}), (Records{{"a::b", "c"}}));
        QCOMPARE(readAll("a\tb c\n", {"\t", true, TextEncoding::Utf8}), (Records{{"a", "b c"}}));
    }

    void quotedValuesMayHoldAnything() {
        QCOMPARE(readAll("\"a,b\",\"say \"\"hi\"\"\",\"\"\n\"\"\"\",\"x\ny\r\nz\",plain\n"),
                 (Records{{"a,b", "say \"hi\"", ""}, {"\"", "x\ny\r\nz", "plain"}}));
    }

    void quoteInsideAPlainValueIsACharacter() { QCOMPARE(readAll("6\" disk,b\n"), (Records{{"6\" disk", "b"}})); }

    void withoutQuotingAQuoteIsACharacter() {
        QCOMPARE(readAll("\"a,b\n", {",", false, TextEncoding::Utf8}), (Records{{"\"a", "b"}}));
    }

    void backslashesMayEscape() {
        const DelimitedFormat format{";", true, TextEncoding::Utf8, true};
        QCOMPARE(readAll("\"a \\\"b\\\"; c\";\"d\\\\\";\"C:\\new\"\n", format), (Records{{"a \"b\"; c", "d\\", "C:\\new"}}));
        QCOMPARE(readAll("\"say \"\"hi\"\"\";\"\\\"x\\\"\";\"\"\n", format), (Records{{"say \"hi\"", "\"x\"", ""}}));
        QCOMPARE(readAll("\"a\\\"b\"\n"), (Records{{"line 1 of x.csv: text follows the closing quote of column 1, expected \",\" or the end of the line; "
                                                      "write quotes inside a quoted value twice"}}));
    }

    void aBackslashBeforeTheClosingQuoteIsACharacterWhereNothingElseFits() {
        const DelimitedFormat format{";", true, TextEncoding::Utf8, true};
        auto reader = *DelimitedReader::fromText("\"a\";\"b\";\"c\"\n" "\"1\";\"C:\\\";\"2\"\n" "\"1\";\"C:\\\";\"2\n" "\"3\";\"\\\"q\\\"\";\"4\"\n", "x.csv", format);
        QVERIFY(*reader.next());
        QVERIFY(*reader.next());
        QCOMPARE(std::string(reader.fields()[1]), std::string("C:\\"));
        QCOMPARE(reader.repairedRecords(), std::uint64_t{1});
        CPW_VERIFY_CONTAINS(reader.next().error().text(), "line 3 of x.csv: ");
        QVERIFY(*reader.next());
        QCOMPARE(std::string(reader.fields()[1]), std::string("\"q\""));
        QCOMPARE(reader.place(), std::string("line 4 of x.csv"));
    }

    void mixedEncodingIsDecidedValueByValue() {
        QCOMPARE(readAll("caf\xE9,caf\xC3\xA9\n\"\xFC\",b\n", {",", true, TextEncoding::Mixed}), (Records{{"caf\xC3\xA9", "caf\xC3\xA9"}, {"\xC3\xBC", "b"}}));
    }

    void byteOrderMarkIsSkipped() {
        QCOMPARE(readAll("\xEF\xBB\xBFlabel,b\n"), (Records{{"label", "b"}}));
        QCOMPARE(readAll("\xEF\xBB\xBF\"label\",b\n"), (Records{{"label", "b"}}));
    }

    void emptyLinesArePassedOver() { QCOMPARE(readAll("a,b\n\n\r\n1,2\n\n"), (Records{{"a", "b"}, {"1", "2"}})); }

    void raggedRowIsReportedByPhysicalLine() {
        const auto records = readAll("a,b,c,d\n1,\"x\ny\nz\",3,4\n\n1,2,3\n");
        CPW_VERIFY_CONTAINS(records[0][0], "line 6 of x.csv: 3 columns, expected 4");
        CPW_VERIFY_CONTAINS(readAll("a,b\n1;2\n")[0][0], "line 2 of x.csv: 1 column, expected 2; is the separator really \",\"?");
    }

    void expectedColumnsHoldFromTheFirstRecord() {
        auto reader = DelimitedReader::fromText("1,2\n", "ratings.dat", {"::", false, TextEncoding::Utf8});
        reader->expectColumns(4);
        CPW_VERIFY_CONTAINS(reader->next().error().text(),
                            "line 1 of ratings.dat: 1 column, expected 4; is the separator really \"::\"?");
    }

    void openQuoteIsReportedWhereItOpens() {
        CPW_VERIFY_CONTAINS(readAll("a,b\n1,\"open\n2,3\n")[0][0],
                            "line 2 of x.csv: the quote opened in column 2 is never closed");
    }

    void textAfterAClosingQuoteIsAnError() {
        CPW_VERIFY_CONTAINS(readAll("a,b\n\"1\"x,2\n")[0][0], "line 2 of x.csv: text follows the closing quote of column 1");
    }

    void latin1BecomesUtf8() {
        QCOMPARE(readAll("caf\xE9,\"\xFC\"\"\",z\n", {",", true, TextEncoding::Latin1}), (Records{{"café", "ü\"", "z"}}));
        QCOMPARE(latin1ToUtf8("\xBF\xC0\xFF"), std::string("¿Àÿ"));
    }

    void textThatIsNotUtf8IsReportedByLine() {
        CPW_VERIFY_CONTAINS(readAll("a,b\n1,2\ncaf\xE9,3\n")[0][0], "line 3 of x.csv: the text is not UTF-8");
        QCOMPARE(readAll("café,b\n"), (Records{{"café", "b"}}));
    }

    void utf16IsRefused() {
        CPW_VERIFY_CONTAINS(readAll(std::string_view("\xFF\xFE"
                                                     "a\0,\0",
                                                     6))[0][0],
                            "x.csv is UTF-16");
    }

    void emptyAndMissingFilesAreRefused() {
        const test::ScratchFolder folder;
        CPW_VERIFY_CONTAINS(DelimitedReader::open(folder.write("e.csv", ""), {}).error().text(), "e.csv is empty");
        const auto missing = DelimitedReader::open(folder / "none.csv", {});
        CPW_VERIFY_CONTAINS(missing.error().text(), "none.csv: No such file");
        QCOMPARE(missing.error().code, ErrorCode::BadInput);
    }

    void badSeparatorIsRefused() {
        CPW_VERIFY_CONTAINS(readAll("a", {"", true, TextEncoding::Utf8})[0][0], "the separator is \"\"");
        CPW_VERIFY_CONTAINS(readAll("a", {"\"", true, TextEncoding::Utf8})[0][0], "expected a text without quotes");
    }

    void whatTheWriterQuotesIsReadBack() {
        static constexpr std::string_view kLetters = "ab,\"\r\n ;";
        const CounterRandom random(11, 1);
        std::uint64_t next = 0;
        for (int round = 0; round < 300; ++round) {
            Records records(1 + random.below(next++, 5));
            std::string text;
            for (auto& record : records) {
                for (int column = 0; column < 3; ++column) {
                    std::string value(random.below(next++, 6), ' ');
                    for (auto& letter : value)
                        letter = kLetters[random.below(next++, kLetters.size())];
                    text += column == 0 ? "" : ",";
                    appendQuoted(text, value);
                    record.push_back(value);
                }
                text += round % 2 == 0 ? "\n" : "\r\n";
            }
            if (round % 3 == 0)
                text.pop_back();
            QCOMPARE(readAll(text), records);
        }
    }

    void anyBytesGiveRecordsOrAnError() {
        static constexpr std::string_view kLetters = "a,\"\r\n:\xE9";
        const CounterRandom random(12, 1);
        std::uint64_t next = 0;
        for (int round = 0; round < 2000; ++round) {
            std::string text(random.below(next++, 24), ' ');
            for (auto& letter : text)
                letter = kLetters[random.below(next++, kLetters.size())];
            (void)readAll(text, {round % 2 == 0 ? "," : "::", round % 3 != 0, TextEncoding::Latin1}); // the sanitizers judge
            (void)readAll(text);
        }
    }

    void valuesWithoutChangedCharactersPointIntoTheText() {
        const std::string text = "ab,\"cd\"\n";
        auto reader = DelimitedReader::fromText(text, "x.csv", {});
        QVERIFY(*reader->next());
        QCOMPARE(static_cast<const void*>(reader->fields()[0].data()), static_cast<const void*>(text.data()));
        QCOMPARE(static_cast<const void*>(reader->fields()[1].data()), static_cast<const void*>(text.data() + 4));
    }
};

QTEST_APPLESS_MAIN(DelimitedReaderTest)
#include "tst_delimited_reader.moc"
