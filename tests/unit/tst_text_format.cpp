// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii_case.h"
#include "core/base/text_format.h"

#include <QTest>

#include <limits>

using namespace cpw;

class TextFormatTest : public QObject {
    Q_OBJECT

private slots:
    void thousandsAreSeparated() {
        QCOMPARE(withThousands(0), std::string("0"));
        QCOMPARE(withThousands(999), std::string("999"));
        QCOMPARE(withThousands(1000), std::string("1,000"));
        QCOMPARE(withThousands(-1234567), std::string("-1,234,567"));
        QCOMPARE(withThousands(-100), std::string("-100"));
        QCOMPARE(withThousands(std::numeric_limits<std::int64_t>::min()), std::string("-9,223,372,036,854,775,808"));
    }

    void durationsUseTwoUnitsAtMost() {
        QCOMPARE(durationText(0.84), std::string("0.8 s"));
        QCOMPARE(durationText(9.94), std::string("9.9 s"));
        QCOMPARE(durationText(42.4), std::string("42 s"));
        QCOMPARE(durationText(59.7), std::string("1 min 00 s"));
        QCOMPARE(durationText(252), std::string("4 min 12 s"));
        QCOMPARE(durationText(3900), std::string("1 h 05 min"));
    }

    void bytesUsePowersOfAThousand() {
        QCOMPARE(bytesText(0), std::string("0 B"));
        QCOMPARE(bytesText(999), std::string("999 B"));
        QCOMPARE(bytesText(1200), std::string("1.2 kB"));
        QCOMPARE(bytesText(318000000), std::string("318 MB"));
        QCOMPARE(bytesText(999600000), std::string("1.0 GB"));
        QCOMPARE(bytesText(1240000000), std::string("1.2 GB"));
    }

    void onlyLettersOfAsciiBecomeSmall() {
        QCOMPARE(lowered("Train/AUC [@Z`"), std::string("train/auc [@z`"));
        QCOMPARE(lowered("\xC3\x84RGER"), std::string("\xC3\x84rger")); // U+00C4 stays
        QCOMPARE(lowered('A'), 'a');
        QCOMPARE(lowered('\xC4'), '\xC4');
        QVERIFY(containsIgnoringCase("The Matrix", "MATRIX"));
        QVERIFY(!containsIgnoringCase("Matri", "matrix"));
        QVERIFY(containsIgnoringCase("", "") && containsIgnoringCase("x", ""));
    }
};

QTEST_APPLESS_MAIN(TextFormatTest)
#include "tst_text_format.moc"
