// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/expects.h"
#include "core/base/result.h"

#include <QTest>

using namespace cpw;

namespace {

Result<int> half(int value) {
    if (value % 2 != 0)
        return badInput("{} is odd, expected an even number", value);
    return value / 2;
}

Result<int> quarter(int value) {
    CPW_TRY(halved, half(value));
    CPW_TRY(quartered, half(halved));
    return quartered;
}

Result<void> check(int value) {
    CPW_TRY_VOID(half(value));
    return {};
}

} // namespace

class ResultTest : public QObject {
    Q_OBJECT

private slots:
    void tryGivesTheValueOrReturnsTheError() {
        QCOMPARE(*quarter(12), 3);
        QCOMPARE(quarter(5).error().message, std::string("5 is odd, expected an even number"));
        QCOMPARE(quarter(6).error().message, std::string("3 is odd, expected an even number"));
        QVERIFY(check(2));
        QCOMPARE(check(1).error().code, ErrorCode::BadInput);
    }

    void textNamesTheOutermostPlaceFirst() {
        Error error = half(3).error();
        error = withContext(error, "line 17 of ratings.dat").value();
        error = withContext(error, "importing ml-1m").value();
        QCOMPARE(error.text(), std::string("importing ml-1m: line 17 of ratings.dat: 3 is odd, expected an even number"));
    }

    void exitCodesAreThoseOfTheCommandLine() {
        QCOMPARE(exitCode(ErrorCode::Usage), 2);
        QCOMPARE(exitCode(ErrorCode::BadInput), 3);
        QCOMPARE(exitCode(ErrorCode::RunFailed), 4);
        QCOMPARE(exitCode(ErrorCode::Store), 5);
        QCOMPARE(exitCode(ErrorCode::Stopped), 130);
    }

    void brokenExpectationStatesBothSides() {
        expects(true, "never");
        try {
            expects(2 == 3, "{} rows but {} labels", 2, 3);
            QFAIL("did not throw");
        } catch (const LogicError& error) {
            QCOMPARE(std::string(error.what()), std::string("2 rows but 3 labels"));
        }
    }
};

QTEST_APPLESS_MAIN(ResultTest)
#include "tst_result.moc"
