// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/sample_dataset.h"
#include "core/data/split.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/table_text.h"

#include <QCryptographicHash>
#include <QTest>
#include <fmt/format.h>

using namespace cpw;
using namespace cpw::data;

class SampleDatasetTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_sample = generateSample(); }

    // The checksum is the definition's (design/sample), printed by the NumPy program.
    void writtenBytesAreTheDefinitions() {
        const test::ScratchFolder folder;
        QVERIFY(writeSample(m_sample, folder.path() / "new"));
        const auto bytes = test::readBytes(folder.path() / "new" / "bookshop.csv");
        QCOMPARE(bytes.size(), std::size_t{3060966});
        QCOMPARE(QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256).toHex(),
                 QByteArray("4588e86414e92324182c2f192c85a2cac30a4d0a41b6a566580a10410b856aa0"));
        const auto truth = test::readBytes(folder.path() / "new" / "bookshop_truth.csv");
        QCOMPARE(truth.substr(0, 24), fmt::format("probability\n{}\n", kFirstTruth));
        QCOMPARE(std::count(truth.begin(), truth.end(), '\n'), 40001);
    }

    void firstRowsAreTheDefinitions() {
        QCOMPARE(test::rowText(*m_sample.table, 0),
                 std::string("0|0054|senior|teacher|0064|buttered dragon in the saffron|walter moreau|lifestyle"));
        QCOMPARE(test::rowText(*m_sample.table, 1),
                 std::string("1|0057|senior|retired|2042|crooked suspect and the meadow|bella nolan|thriller"));
    }

    void bayesScoresAreTheDefinitions_data() {
        QTest::addColumn<int>("part");
        QTest::addColumn<int>("rows");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("auc");
        QTest::addColumn<double>("expectedAuc");
        QTest::addColumn<double>("logLoss");
        QTest::newRow("train") << 0 << 24000 << .3894 << .8318 << .8296 << .4875;
        QTest::newRow("valid") << 1 << 3000 << .3773 << .8384 << .8326 << .4758;
        QTest::newRow("test") << 2 << 13000 << .3993 << .8273 << .8333 << .4960;
    }

    void bayesScoresAreTheDefinitions() {
        QFETCH(int, part);
        QFETCH(int, rows);
        QFETCH(double, rate);
        QFETCH(double, auc);
        QFETCH(double, expectedAuc);
        QFETCH(double, logLoss);
        const auto scores = m_sample.bayesScores(static_cast<Part>(part));
        const auto near = [](double a, double b) { return std::abs(a - b) <= 0.5e-4; };
        QCOMPARE(scores.rows, static_cast<std::size_t>(rows));
        QVERIFY2(near(scores.positiveRate, rate), QByteArray::number(scores.positiveRate));
        QVERIFY2(near(scores.auc, auc), QByteArray::number(scores.auc));
        QVERIFY2(near(scores.expectedAuc, expectedAuc), QByteArray::number(scores.expectedAuc));
        QVERIFY2(near(scores.logLoss, logLoss), QByteArray::number(scores.logLoss));
    }

    void sourceGivesTheSameTableAndItsParts() {
        const auto* source = *findDatasetSource("sample");
        const auto result = source->read(source->defaults, {});
        QCOMPARE(result->table->fingerprint, m_sample.table->fingerprint);
        QCOMPARE(result->table->title, std::string("Bookshop"));
        QCOMPARE(result->report.rowsKept, std::uint64_t{40000});
        const auto split = makeSplit(*result->table, source->defaults.split);
        QCOMPARE(split->train.size(), std::size_t{24000});
        QCOMPARE(split->valid.front(), 24000U);
        QCOMPARE(split->test.back(), 39999U);
    }

    void rowLimitTakesTheFirst() {
        const auto* source = *findDatasetSource("sample");
        auto spec = source->defaults;
        spec.maximumRows = 100;
        spec.dataset = "little";
        const auto result = source->read(spec, {});
        QCOMPARE(result->table->rows(), std::size_t{100});
        QCOMPARE(result->table->title, std::string("little"));
        QCOMPARE(test::rowText(*result->table, 99), test::rowText(*m_sample.table, 99));
    }

private:
    static constexpr const char* kFirstTruth = "0.801876061";
    SampleDataset m_sample;
};

QTEST_APPLESS_MAIN(SampleDatasetTest)
#include "tst_sample_dataset.moc"
