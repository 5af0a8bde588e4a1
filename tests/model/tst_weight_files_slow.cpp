// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reference_python.h"

#include "core/plm/weight_files.h"
#include "core/plm/weight_loading.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace cpw;

/// Real weights in every form: MiniLM-L6 as it was published, and saved again by transformers and torch. The reference Python
/// (CPW_REFERENCE_PYTHON, or .deps/reference) saves it; without that the test is skipped.
class WeightFilesSlowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        const auto answer = testing::runReference("resaved_minilm.py", {m_folder.path()});
        if (!answer)
            QSKIP(testing::kNoReference);
        QVERIFY2(answer->isDone, answer->errors.constData());
        m_original = answer->lastLine();
        m_one = read(m_folder.filePath("one"));
        QVERIFY(m_one.size() > 100);
    }

    void everyFormHoldsTheSameBits_data() {
        QTest::addColumn<QString>("form");
        for (const char* form : {"shards", "bin", "bin_shards"})
            QTest::newRow(form) << QString::fromLatin1(form);
    }
    void everyFormHoldsTheSameBits() {
        QFETCH(QString, form);
        const auto tensors = read(m_folder.filePath(form));
        QCOMPARE(tensors.size(), m_one.size());
        for (const auto& [name, tensor] : tensors)
            QVERIFY2(haveSameBits(tensor, m_one.at(name)), name.c_str());
    }

    void thePublishedFileHoldsTheSameBits() {
        std::size_t common = 0;
        for (const auto& [name, tensor] : read(m_original)) {
            const auto other = m_one.find(name);
            common += other == m_one.end() ? 0 : 1;
            if (other != m_one.end())
                QVERIFY2(haveSameBits(tensor, other->second), name.c_str());
        }
        QVERIFY(common > 100);
    }

    void anEncoderLoadsFromEveryForm_data() { everyFormHoldsTheSameBits_data(); }
    void anEncoderLoadsFromEveryForm() {
        QFETCH(QString, form);
        const auto folder = m_folder.filePath(form).toStdString();
        const auto config = plm::PlmConfig::load(m_original.toStdString());
        QVERIFY2(config.has_value(), config ? "" : config.error().text().c_str());
        plm::BertEncoder encoder(*config, 0);
        const auto report = plm::loadHuggingFaceFolder(folder, encoder, nullptr);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
        QVERIFY(encoder->wordEmbeddings().equal(m_one.at("embeddings.word_embeddings.weight")));
    }

private:
    static plm::NamedTensors read(const QString& folder) {
        auto tensors = plm::readModelWeights(folder.toStdString());
        if (!tensors)
            QTest::qFail(tensors.error().text().c_str(), __FILE__, __LINE__);
        return tensors ? std::move(*tensors) : plm::NamedTensors{};
    }
    static bool haveSameBits(const at::Tensor& a, const at::Tensor& b) {
        return a.scalar_type() == b.scalar_type() && a.sizes() == b.sizes() &&
               a.contiguous().view(at::kByte).equal(b.contiguous().view(at::kByte));
    }

    QTemporaryDir m_folder;
    QString m_original;
    plm::NamedTensors m_one;
};

QTEST_GUILESS_MAIN(WeightFilesSlowTest)
#include "tst_weight_files_slow.moc"
