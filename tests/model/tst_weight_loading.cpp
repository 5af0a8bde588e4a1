// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "core/plm/weight_loading.h"
#include "core/plm/weight_names.h"
#include "tests/support/test_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace cpw;
using namespace cpw::testing;
using Kind = plm::WeightName::Kind;

namespace {

const std::string kGolden = cpw::test::dataPath("/golden/");

plm::NamedTensors goldenTensors(const std::string& folder) {
    return plm::loadSafetensors(kGolden + folder + "/model.safetensors")->tensors;
}

struct Model {
    plm::BertEncoder encoder;
    plm::MlmHead head;
};

Model freshModel() {
    const auto config = *plm::PlmConfig::load(kGolden + "bert_tiny");
    return {plm::BertEncoder(config, 0), plm::MlmHead(config)};
}

void rename(plm::NamedTensors& tensors, const std::string& from, const std::string& to) {
    auto node = tensors.extract(from);
    node.key() = to;
    tensors.insert(std::move(node));
}

} // namespace

class WeightLoadingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesOfAllGenerationsAreUnderstood_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<QString>("fileName");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        auto family = plm::PlmFamily::Bert;
        const auto add = [&family](const char* file, Kind kind, const char* name) {
            QTest::addRow("%s (%d)", file, static_cast<int>(family)) << static_cast<int>(family) << file << static_cast<int>(kind) << name;
        };
        add("embeddings.word_embeddings.weight", Kind::Parameter, "encoder.embeddings.word_embeddings.weight");
        add("bert.embeddings.word_embeddings.weight", Kind::Parameter, "encoder.embeddings.word_embeddings.weight");
        add("bert.embeddings.LayerNorm.gamma", Kind::Parameter, "encoder.embeddings.LayerNorm.weight");
        add("bert.encoder.layer.3.output.LayerNorm.beta", Kind::Parameter, "encoder.encoder.layer.3.output.LayerNorm.bias");
        add("cls.predictions.transform.LayerNorm.gamma", Kind::Parameter, "mlm_head.layer_norm.weight");
        add("cls.predictions.bias", Kind::Parameter, "mlm_head.bias");
        add("cls.predictions.decoder.weight", Kind::TiedDecoder, "encoder.embeddings.word_embeddings.weight");
        add("cls.predictions.decoder.bias", Kind::TiedDecoder, "mlm_head.bias");
        add("bert.embeddings.position_ids", Kind::NotNeeded, "");
        add("bert.pooler.dense.weight", Kind::NotNeeded, "");
        add("cls.seq_relationship.weight", Kind::NotNeeded, "");
        add("classifier.weight", Kind::NotNeeded, "");
        add("fit_denses.0.weight", Kind::NotNeeded, "");
        add("roberta.embeddings.word_embeddings.weight", Kind::Unknown, "");
        add("crf.weight", Kind::Unknown, "");
        family = plm::PlmFamily::Roberta;
        add("roberta.encoder.layer.11.attention.self.key.bias", Kind::Parameter, "encoder.encoder.layer.11.attention.self.key.bias");
        add("encoder.layer.0.output.LayerNorm.gamma", Kind::Parameter, "encoder.encoder.layer.0.output.LayerNorm.weight");
        add("lm_head.dense.weight", Kind::Parameter, "mlm_head.dense.weight");
        add("lm_head.layer_norm.bias", Kind::Parameter, "mlm_head.layer_norm.bias");
        add("lm_head.bias", Kind::Parameter, "mlm_head.bias");
        add("lm_head.decoder.weight", Kind::TiedDecoder, "encoder.embeddings.word_embeddings.weight");
        add("lm_head.decoder.bias", Kind::TiedDecoder, "mlm_head.bias");
        add("roberta.embeddings.position_ids", Kind::NotNeeded, "");
        add("roberta.pooler.dense.bias", Kind::NotNeeded, "");
        add("bert.embeddings.word_embeddings.weight", Kind::Unknown, "");
        family = plm::PlmFamily::DistilBert;
        add("distilbert.embeddings.position_embeddings.weight", Kind::Parameter, "encoder.embeddings.position_embeddings.weight");
        add("distilbert.transformer.layer.5.attention.q_lin.weight", Kind::Parameter,
            "encoder.encoder.layer.5.attention.self.query.weight");
        add("transformer.layer.10.sa_layer_norm.bias", Kind::Parameter, "encoder.encoder.layer.10.attention.output.LayerNorm.bias");
        add("distilbert.transformer.layer.0.ffn.lin2.bias", Kind::Parameter, "encoder.encoder.layer.0.output.dense.bias");
        add("distilbert.transformer.layer.0.output_layer_norm.weight", Kind::Parameter, "encoder.encoder.layer.0.output.LayerNorm.weight");
        add("vocab_transform.weight", Kind::Parameter, "mlm_head.dense.weight");
        add("vocab_projector.weight", Kind::TiedDecoder, "encoder.embeddings.word_embeddings.weight");
        add("vocab_projector.bias", Kind::Parameter, "mlm_head.bias");
        add("distilbert.transformer.layer.0.ffn.lin3.bias", Kind::Unknown, "");
        add("distilbert.transformer.layer.0", Kind::Unknown, "");
        add("distilbert.encoder.layer.0.output.dense.bias", Kind::Unknown, "");
    }
    void namesOfAllGenerationsAreUnderstood() {
        QFETCH(int, family);
        QFETCH(QString, fileName);
        QFETCH(int, kind);
        QFETCH(QString, name);
        const auto found = plm::classifyWeight(static_cast<plm::PlmFamily>(family), fileName.toStdString());
        QCOMPARE(static_cast<int>(found.kind), kind);
        QCOMPARE(QString::fromStdString(found.name), name);
    }

    void everyParameterHasAHuggingFaceNameThatLeadsBack() {
        auto model = freshModel();
        std::vector<std::string> names;
        for (const auto& item : model.encoder->named_parameters())
            names.push_back("encoder." + item.key());
        for (const auto& item : model.head->named_parameters())
            names.push_back("mlm_head." + item.key());
        for (const auto& name : names) {
            const auto theirs = plm::huggingFaceName(plm::PlmFamily::Bert, name);
            QVERIFY2(theirs.has_value(), name.c_str());
            QCOMPARE(plm::classifyWeight(plm::PlmFamily::Bert, *theirs).name, name);
        }
        QVERIFY(!plm::huggingFaceName(plm::PlmFamily::Bert, "backbone.embedding.table").has_value());
    }

    void aMaskedLanguageFileFillsEncoderAndHead() {
        auto model = freshModel();
        const auto report = plm::loadHuggingFaceFolder(kGolden + "bert_tiny_mlm", model.encoder, model.head);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
        QVERIFY(report->hasMlmHead);
        QCOMPARE(report->loaded.size(), 5U + 2 * 16 + 5);
        QVERIFY(report->missing.empty() && report->unexpected.empty() && report->mismatched.empty());
        const auto cases = plm::loadSafetensors(kGolden + "bert_tiny/cases.safetensors");
        const at::NoGradGuard noGrad;
        model.encoder->eval();
        const auto hidden =
            model.encoder->forward({cases->tensors.at("token_ids"), cases->tensors.at("token_mask").to(at::kBool)}, {}, {}).last;
        CPW_VERIFY_NEAR(model.head->logits(hidden, model.encoder->wordEmbeddings()), cases->tensors.at("mlm_logits"), 2e-5);
    }

    void anEncoderFileLeavesTheHeadFreshAndSaysSo() {
        auto model = freshModel();
        const auto before = model.head->named_parameters()["dense.weight"].clone();
        const auto report = plm::loadHuggingFaceFolder(kGolden + "bert_tiny", model.encoder, model.head);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
        QVERIFY(!report->hasMlmHead);
        QVERIFY(model.head->named_parameters()["dense.weight"].equal(before));
    }

    void aHeadInTheFileIsNotNeededWithoutOne() {
        auto model = freshModel();
        const auto report = plm::loadHuggingFaceFolder(kGolden + "bert_tiny_mlm", model.encoder, nullptr);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
        QCOMPARE(report->notNeeded.size(), 5U);
    }

    void oldNormNamesLoad() {
        auto tensors = goldenTensors("bert_tiny");
        rename(tensors, "embeddings.LayerNorm.weight", "embeddings.LayerNorm.gamma");
        rename(tensors, "embeddings.LayerNorm.bias", "embeddings.LayerNorm.beta");
        tensors["pooler.dense.weight"] = at::ones({32, 32});
        tensors["embeddings.position_ids"] = at::arange(40).unsqueeze(0);
        auto model = freshModel();
        const auto report = plm::loadHuggingFaceWeights(tensors, model.encoder, nullptr);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
        QVERIFY(model.encoder->named_parameters()["embeddings.LayerNorm.bias"].equal(tensors["embeddings.LayerNorm.beta"]));
        QCOMPARE(report->notNeeded.size(), 2U);
    }

    void halfPrecisionWeightsAreWidened() {
        auto tensors = goldenTensors("bert_tiny");
        for (auto& [name, tensor] : tensors)
            tensor = tensor.to(at::kHalf);
        auto model = freshModel();
        QVERIFY(plm::loadHuggingFaceWeights(tensors, model.encoder, nullptr).has_value());
        const auto table = model.encoder->wordEmbeddings();
        QCOMPARE(table.scalar_type(), at::kFloat);
        QVERIFY(table.equal(tensors["embeddings.word_embeddings.weight"].to(at::kFloat)));
    }

    void aPartialFileIsRefusedAndNothingChanges_data() {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("message");
        QTest::newRow("missing") << 0 << "1 weights are missing (encoder.encoder.layer.1.output.dense.weight)";
        QTest::newRow("unexpected") << 1 << "1 tensors belong to no part of this encoder (encoder.layer.2.output.dense.weight)";
        QTest::newRow("wrong shape") << 2 << "encoder.embeddings.word_embeddings.weight: found [59, 32], expected [60, 32]";
        QTest::newRow("whole numbers") << 3 << "encoder.embeddings.word_embeddings.weight: whole numbers";
        QTest::newRow("half a head") << 4 << "mlm_head.dense.weight";
        QTest::newRow("untied decoder") << 5 << "cls.predictions.decoder.weight differs";
    }
    void aPartialFileIsRefusedAndNothingChanges() {
        QFETCH(int, fault);
        QFETCH(QString, message);
        auto tensors = goldenTensors(fault >= 4 ? "bert_tiny_mlm" : "bert_tiny");
        if (fault == 0)
            tensors.erase("encoder.layer.1.output.dense.weight");
        else if (fault == 1)
            tensors["encoder.layer.2.output.dense.weight"] = at::ones({32, 64});
        else if (fault == 2)
            tensors["embeddings.word_embeddings.weight"] = at::ones({59, 32});
        else if (fault == 3)
            tensors["embeddings.word_embeddings.weight"] = at::ones({60, 32}, at::kLong);
        else if (fault == 4)
            tensors.erase("cls.predictions.transform.dense.weight");
        else
            tensors["cls.predictions.decoder.weight"] = at::ones({60, 32});
        auto model = freshModel();
        const auto before = model.encoder->wordEmbeddings().clone();
        const auto report = plm::loadHuggingFaceWeights(tensors, model.encoder, model.head);
        QVERIFY(!report.has_value());
        QVERIFY2(report.error().message.find(message.toStdString()) != std::string::npos, report.error().message.c_str());
        QVERIFY(model.encoder->wordEmbeddings().equal(before));
    }

    void aTiedDecoderInTheFileIsAccepted() {
        auto tensors = goldenTensors("bert_tiny_mlm");
        tensors["cls.predictions.decoder.weight"] = tensors["bert.embeddings.word_embeddings.weight"];
        tensors["cls.predictions.decoder.bias"] = tensors["cls.predictions.bias"];
        auto model = freshModel();
        const auto report = plm::loadHuggingFaceWeights(tensors, model.encoder, model.head);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
    }

    void aBiasUnderTheDecodersNameAloneIsTaken() {
        auto tensors = goldenTensors("bert_tiny_mlm");
        const auto bias = tensors["cls.predictions.bias"];
        rename(tensors, "cls.predictions.bias", "cls.predictions.decoder.bias");
        auto model = freshModel();
        const auto report = plm::loadHuggingFaceWeights(tensors, model.encoder, model.head);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
        QVERIFY(model.head->named_parameters()["bias"].equal(bias));
    }

    void aFolderWithoutWeightsSaysWhatToDo() {
        const QTemporaryDir folder;
        auto model = freshModel();
        const auto report = plm::loadHuggingFaceFolder(folder.path().toStdString(), model.encoder, nullptr);
        QVERIFY(!report.has_value());
        QVERIFY(report.error().message.find("download model.safetensors") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(WeightLoadingTest)
#include "tst_weight_loading.moc"
