// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/unicode.h"

#include <QtTest>

using namespace cpw::text;
using namespace std::string_view_literals;

class TestUnicode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void validTextDecodesToItsCodePoints() {
        const auto text = "aé\u20ac\U0001F600"sv;
        std::vector<std::pair<char32_t, std::uint32_t>> found;
        for (std::size_t i = 0; i < text.size();) {
            const CodePoint c = decodeUtf8(text, i);
            found.emplace_back(c.value, c.bytes);
            i += c.bytes;
        }
        const std::vector<std::pair<char32_t, std::uint32_t>> expected{{U'a', 1}, {0xE9, 2}, {0x20AC, 3}, {0x1F600, 4}};
        QCOMPARE(found, expected);
    }

    void brokenTextGivesOneReplacementForEachMaximalSubpart_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<int>>("lengths"); // negative: a replacement of that many bytes
        // The example of the Unicode standard, table 3-11.
        QTest::newRow("standard") << QByteArray("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64")
                                  << QList<int>{1, -3, -2, -1, 1, -1, 1, -1, -1, 1};
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << QList<int>{-1, -1};
        QTest::newRow("overlong three") << QByteArray("\xE0\x80\xAF") << QList<int>{-1, -1, -1};
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << QList<int>{-1, -1, -1};
        QTest::newRow("above the last") << QByteArray("\xF4\x90\x80\x80") << QList<int>{-1, -1, -1, -1};
        QTest::newRow("cut off") << QByteArray("\xF0\x9F\x98") << QList<int>{-3};
        QTest::newRow("cut by a letter") << QByteArray("\xE2\x82\x41") << QList<int>{-2, 1};
        QTest::newRow("FE FF") << QByteArray("\xFE\xFF") << QList<int>{-1, -1};
        QTest::newRow("a written replacement character") << QByteArray("\xEF\xBF\xBD") << QList<int>{-3};
    }
    void brokenTextGivesOneReplacementForEachMaximalSubpart() {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<int>, lengths);
        const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        QList<int> found;
        for (std::size_t i = 0; i < text.size();) {
            const CodePoint c = decodeUtf8(text, i);
            const auto length = static_cast<int>(c.bytes);
            found << (c.value == 0xFFFD ? -length : length);
            i += c.bytes;
        }
        QCOMPARE(found, lengths);
    }

    void validityAcceptsAWrittenReplacementCharacterOnly() {
        QVERIFY(isValidUtf8(""));
        QVERIFY(isValidUtf8("a\uFFFDb"));
        QVERIFY(!isValidUtf8("a\xE2\x82"));
        QVERIFY(!isValidUtf8("\xEF\xBF"));
        QVERIFY(!isValidUtf8("\xC0\x80"));
    }

    void everyCodePointSurvivesEncodingAndDecoding() {
        for (char32_t c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 17) {
            if (c >= 0xD800 && c < 0xE000)
                continue;
            std::string text;
            appendUtf8(text, c);
            const CodePoint decoded = decodeUtf8(text, 0);
            QCOMPARE(decoded.value, c);
            QCOMPARE(static_cast<std::size_t>(decoded.bytes), text.size());
        }
    }

    void asciiPunctuationIsExactlyTheFourRanges() {
        for (char32_t c = 0; c < 0x80; ++c) {
            const bool isExpected = (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
            QCOMPARE(isPunctuation(c), isExpected);
        }
    }

    void propertiesFollowTheTablesOfTheFastTokenizer() {
        QVERIFY(isPunctuation(0x2014)); // em dash
        QVERIFY(isPunctuation(0x166D)); // punctuation in Unicode 8.0, a symbol since
        QVERIFY(!isPunctuation(0x2E52)); // punctuation of Unicode 13
        QVERIFY(!isPunctuation(0x20AC)); // a currency symbol
        QVERIFY(isNonSpacingMark(0x301));
        QVERIFY(!isNonSpacingMark(0x1DF6)); // a mark of Unicode 10
        QVERIFY(!isNonSpacingMark(0x903));  // a spacing mark
        QVERIFY(isRemovedControl(0x200B));
        QVERIFY(isRemovedControl(0xAD));
        QVERIFY(isRemovedControl(0xE000));
        QVERIFY(isRemovedControl(0xFFFD));
        QVERIFY(isRemovedControl(0x0B));
        QVERIFY(!isRemovedControl('\t'));
        QVERIFY(!isRemovedControl(0x378));   // unassigned
        QVERIFY(!isRemovedControl(0x1FAE8)); // an emoji of Unicode 15
        QVERIFY(!isRemovedControl(0x8E2));   // a format character of Unicode 9
        QVERIFY(isWhiteSpace(0x3000));
        QVERIFY(!isWhiteSpace(0x180E));
        QVERIFY(isIdeograph(0x2B740) && isIdeograph(0x2B81F) && !isIdeograph(0x2B820));
        QVERIFY(!isIdeograph(0x30AB) && !isIdeograph(0xAC00));
    }

    void decompositionIsFullAndCanonical() {
        const Decomposition letter = decompose(0x1EAD); // a with circumflex and dot below
        QCOMPARE(letter.count, std::size_t{3});
        QCOMPARE(letter.values[0], U'a');
        QCOMPARE(letter.values[1], char32_t{0x323});
        QCOMPARE(letter.values[2], char32_t{0x302});
        const Decomposition hangul = decompose(0xD55C);
        QCOMPARE(hangul.count, std::size_t{3});
        QCOMPARE(hangul.values[2], char32_t{0x11AB});
        QCOMPARE(decompose(0xFB01).count, std::size_t{1}); // the ligature has a compatibility decomposition only
    }

    void blanksAreStrippedAtTheEndsOnly() {
        QVERIFY(strippedBlanks(" \t a b \u3000\r\n") == "a b");
        QVERIFY(strippedBlanks(" \u00A0 ").empty());
        QVERIFY(strippedBlanks("").empty());
        QVERIFY(strippedBlanks("a") == "a");
    }
};

QTEST_APPLESS_MAIN(TestUnicode)
#include "tst_unicode.moc"
