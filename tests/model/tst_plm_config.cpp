// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/plm_config.h"

#include <QtTest>

using namespace cpw;
using plm::PlmConfig;

namespace {

const char* const kSizes = R"("vocab_size": 60, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
    "intermediate_size": 64, "max_position_embeddings": 40)";

std::string configWith(const std::string& more) {
    return fmt::format("{{\"model_type\": \"bert\", {}{}{}}}", kSizes, more.empty() ? "" : ", ", more);
}

} // namespace

class PlmConfigTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyHonouredKeyIsRead() {
        const auto config = PlmConfig::fromJson(configWith(
            R"("type_vocab_size": 3, "pad_token_id": 7, "layer_norm_eps": 1e-5, "initializer_range": 0.1, "hidden_dropout_prob": 0.2,
               "attention_probs_dropout_prob": 0.3, "hidden_act": "relu")"));
        QVERIFY2(config.has_value(), config ? "" : config.error().text().c_str());
        QCOMPARE(config->vocabularySize, 60);
        QCOMPARE(config->hidden, 32);
        QCOMPARE(config->layers, 2);
        QCOMPARE(config->heads, 4);
        QCOMPARE(config->headSize(), 8);
        QCOMPARE(config->feedForward, 64);
        QCOMPARE(config->maximumPositions, 40);
        QCOMPARE(config->typeVocabularySize, 3);
        QCOMPARE(config->padId, 7);
        QCOMPARE(config->layerNormEpsilon, 1e-5);
        QCOMPARE(config->initializerRange, 0.1);
        QCOMPARE(config->hiddenDropout, 0.2);
        QCOMPARE(config->attentionDropout, 0.3);
        QCOMPARE(config->activation, std::string("relu"));
    }

    void absentKeysTakeTransformersDefaults() {
        const auto config = PlmConfig::fromJson(configWith(""));
        QVERIFY(config.has_value());
        QCOMPARE(config->hiddenDropout, 0.1);
        QCOMPARE(config->attentionDropout, 0.1);
        QCOMPARE(config->layerNormEpsilon, 1e-12);
        QCOMPARE(config->activation, std::string("gelu"));
    }

    void bookkeepingAndDefaultValuesPass() {
        const auto config = PlmConfig::fromJson(configWith(
            R"("architectures": ["BertModel"], "_name_or_path": "x", "transformers_version": "4.8", "use_cache": true, "gradient_checkpointing": false,
               "position_embedding_type": "absolute", "tie_word_embeddings": true, "pruned_heads": {}, "is_decoder": false, "classifier_dropout": null)"));
        QVERIFY2(config.has_value(), config ? "" : config.error().text().c_str());
    }

    void whatCannotBeHonouredIsRefused_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("message");
        const auto add = [](const char* name, const std::string& json, const char* message) {
            QTest::newRow(name) << QString::fromStdString(json) << QString::fromLatin1(message);
        };
        add("not JSON", "{", "config.json is not a JSON object");
        add("another family", R"({"model_type": "roberta"})", "\"model_type\" is \"roberta\", expected \"bert\"");
        add("no family", "{}", "\"model_type\" is null");
        add("missing sizes", R"({"model_type": "bert"})", "\"vocab_size\" is missing; \"hidden_size\" is missing");
        add("text for a number", configWith(R"("type_vocab_size": "2")"),
            "\"type_vocab_size\" is \"2\", expected a whole number");
        add("negative padding", configWith(R"("pad_token_id": -1)"), "\"pad_token_id\" is -1");
        add("relative positions", configWith(R"("position_embedding_type": "relative_key")"),
            "\"position_embedding_type\" is \"relative_key\"");
        add("decoder", configWith(R"("is_decoder": true)"), "\"is_decoder\" is true, expected false");
        add("cross attention", configWith(R"("add_cross_attention": true)"), "\"add_cross_attention\" is true");
        add("untied", configWith(R"("tie_word_embeddings": false)"), "\"tie_word_embeddings\" is false, expected true");
        add("pruned", configWith(R"("pruned_heads": {"0": [1]})"), "\"pruned_heads\"");
        add("quantised", configWith(R"("quantization_config": {"bits": 8})"), "\"quantization_config\"");
        add("activation", configWith(R"("hidden_act": "silu")"),
            "\"hidden_act\" is \"silu\", expected one of gelu, gelu_new, gelu_pytorch_tanh, relu");
        add("dropout of one", configWith(R"("hidden_dropout_prob": 1.0)"), "\"hidden_dropout_prob\" is 1.0");
        add("unknown key", configWith(R"("rope_theta": 10000)"), "\"rope_theta\" is not a key this encoder knows");
        add("odd heads",
            R"({"model_type": "bert", "vocab_size": 6, "hidden_size": 30, "num_hidden_layers": 2, "num_attention_heads": 4,
                "intermediate_size": 64, "max_position_embeddings": 40})",
            "\"hidden_size\" is 30, expected a multiple of the 4 attention heads");
    }
    void whatCannotBeHonouredIsRefused() {
        QFETCH(QString, json);
        QFETCH(QString, message);
        const auto config = PlmConfig::fromJson(json.toStdString());
        QVERIFY(!config.has_value());
        QCOMPARE(config.error().code, ErrorCode::BadInput);
        QVERIFY2(config.error().message.find(message.toStdString()) != std::string::npos, config.error().message.c_str());
    }

    void writtenConfigReadsBackEqual() {
        spec::ScratchEncoder scratch;
        scratch.hiddenDropout = 0.15;
        const auto config = PlmConfig::fromScratch(scratch, 425);
        QVERIFY(config.has_value());
        const auto again = PlmConfig::fromJson(config->toJson());
        QVERIFY2(again.has_value(), again ? "" : again.error().text().c_str());
        QCOMPARE(again->toJson(), config->toJson());
        QCOMPARE(again->vocabularySize, 425);
        QCOMPARE(again->hiddenDropout, 0.15);
        QCOMPARE(again->attentionDropout, 0.0);
    }

    void scratchSizesThatDoNotFitAreRefused() {
        spec::ScratchEncoder scratch;
        scratch.hidden = 65;
        const auto config = PlmConfig::fromScratch(scratch, 425);
        QVERIFY(!config.has_value());
        QCOMPARE(config.error().message, std::string("a hidden size of 65 with 2 heads, expected a multiple of the heads"));
    }

    void aMissingFolderIsNamed() {
        const auto config = PlmConfig::load("/nowhere/at/all");
        QVERIFY(!config.has_value());
        QVERIFY(config.error().text().find("/nowhere/at/all/config.json") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(PlmConfigTest)
#include "tst_plm_config.moc"
