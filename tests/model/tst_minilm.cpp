// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"
#include "tests/support/reference_python.h"

#include "core/plm/encoder.h"
#include "core/plm/pooler.h"
#include "core/plm/safetensors.h"
#include "core/plm/weight_loading.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

/// Real weights: MiniLM-L6 against transformers. The folder of the model and the file of expected states come from the
/// environment (CPW_MINILM_DIR, CPW_MINILM_EXPECTED); without them the reference Python (CPW_REFERENCE_PYTHON, or
/// .deps/reference) makes both, and without that the test is skipped.
class MiniLmTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_modelFolder = qEnvironmentVariable("CPW_MINILM_DIR");
        m_expectedFile = qEnvironmentVariable("CPW_MINILM_EXPECTED");
        if (m_modelFolder.isEmpty() || m_expectedFile.isEmpty())
            askReference();
        if (m_modelFolder.isEmpty())
            QSKIP(kNoReference);
        const auto folder = m_modelFolder.toStdString();
        const auto config = plm::PlmConfig::load(folder);
        QVERIFY2(config.has_value(), config ? "" : config.error().text().c_str());
        m_encoder = plm::BertEncoder(*config, 0);
        const auto report = plm::loadHuggingFaceFolder(folder, m_encoder, nullptr);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
        m_encoder->eval();
        auto expected = plm::loadSafetensors(m_expectedFile.toStdString());
        QVERIFY2(expected.has_value(), expected ? "" : expected.error().text().c_str());
        m_expected = std::move(expected->tensors);
    }

    void hiddenStatesOfAPaddedBatchEqualTransformers() {
        // Padding positions are left out: nothing reads them, and single precision alone moves them by 1e-4 in transformers too.
        const auto mask = m_expected.at("token_mask").to(at::kBool);
        compare({m_expected.at("token_ids"), mask}, {}, m_expected.at("hidden_states"));
    }
    void hiddenStatesOfOneSentenceEqualTransformers() {
        compare({m_expected.at("single.token_ids"), {}}, {}, m_expected.at("single.hidden_states"));
    }
    void hiddenStatesBehindAPrefixEqualTransformers() {
        compare({m_expected.at("single.token_ids"), {}}, {m_expected.at("prefix.keys"), m_expected.at("prefix.values")},
                m_expected.at("prefix.hidden_states"));
    }

    void sentenceEmbeddingsHaveThePublishedSimilarities() {
        // Mean pooled and normalised; as the documentation of sentence-transformers prints them for this model.
        const auto published = at::tensor({1.0, 0.6660, 0.1046, 0.6660, 1.0, 0.1411, 0.1046, 0.1411, 1.0}).view({3, 3});
        const at::NoGradGuard noGrad;
        const plm::TokenBatch tokens{m_expected.at("card.token_ids"), m_expected.at("card.token_mask").to(at::kBool)};
        const auto pooled = plm::poolMean(m_encoder->forward(tokens, {}, {}).last, tokens.mask); // [3, hidden]
        const auto embeddings = pooled / pooled.norm(2, {1}, true);
        CPW_VERIFY_NEAR(at::matmul(embeddings, embeddings.t()), published, 1e-4);
    }
    void aMaskedTokenGetsTheLogitsOfTransformers() {
        plm::MlmHead head(m_encoder->config());
        const at::NoGradGuard noGrad;
        for (const auto& item : head->named_parameters())
            item.value().copy_(m_expected.at("head." + item.key()));
        const auto& expected = m_expected.at("masked.logits"); // [V]
        const auto hidden = m_encoder->forward({m_expected.at("masked.token_ids"), {}}, {},
                                               {.last = plm::EncoderWanted::Last::Positions,
                                                .positions = m_expected.at("masked.position").view({1})});
        const auto logits = head->logits(hidden.last, m_encoder->wordEmbeddings())[0];
        CPW_VERIFY_NEAR(logits, expected, 1e-5 * std::max(1.0, expected.abs().max().item<double>()));
        QCOMPARE(logits.argmax().item<std::int64_t>(), expected.argmax().item<std::int64_t>());
    }

private:
    void askReference() {
        m_expectedFile = m_folder.filePath("expected.safetensors");
        const auto answer = runReference("minilm.py", {m_expectedFile});
        if (!answer)
            return;
        QVERIFY2(answer->isDone, answer->errors.constData());
        m_modelFolder = answer->lastLine();
    }

    void compare(const plm::TokenBatch& tokens, const plm::PromptPrefix& prefix, const at::Tensor& expected) {
        const at::NoGradGuard noGrad;
        const auto states = at::stack(m_encoder->forward(tokens, prefix, {.positions = {}, .hiddenStates = true}).hiddenStates);
        const auto isToken = tokens.mask.defined() ? tokens.mask.unsqueeze(0).unsqueeze(3) : at::ones({1}, at::kBool);
        CPW_VERIFY_NEAR(states * isToken, expected * isToken, 1e-5);
    }

    QTemporaryDir m_folder;
    QString m_modelFolder;
    QString m_expectedFile;
    plm::BertEncoder m_encoder{nullptr};
    plm::NamedTensors m_expected;
};

QTEST_GUILESS_MAIN(MiniLmTest)
#include "tst_minilm.moc"
