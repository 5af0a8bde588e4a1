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

std::string distilBertWith(const std::string& more) {
    return fmt::format(R"({{"model_type": "distilbert", "vocab_size": 60, "dim": 32, "n_layers": 2, "n_heads": 4, "hidden_dim": 64,
        "max_position_embeddings": 40, {}}})",
                       more);
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

    void theFilesOfTheHubAreRead_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<int>("family");
        QTest::addColumn<int>("textPositions");
        QTest::addColumn<int>("types");
        const auto add = [](const char* name, const std::string& json, plm::PlmFamily family, int positions, int types) {
            QTest::newRow(name) << QString::fromStdString(json) << static_cast<int>(family) << positions << types;
        };
        add("roberta-base",
            R"({"architectures": ["RobertaForMaskedLM"], "attention_probs_dropout_prob": 0.1, "bos_token_id": 0, "eos_token_id": 2,
                "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "hidden_size": 768, "initializer_range": 0.02,
                "intermediate_size": 3072, "layer_norm_eps": 1e-05, "max_position_embeddings": 514, "model_type": "roberta",
                "num_attention_heads": 12, "num_hidden_layers": 12, "pad_token_id": 1, "type_vocab_size": 1, "vocab_size": 50265})",
            plm::PlmFamily::Roberta, 512, 1);
        add("distilbert-base-uncased",
            R"({"activation": "gelu", "architectures": ["DistilBertForMaskedLM"], "attention_dropout": 0.1, "dim": 768,
                "dropout": 0.1, "hidden_dim": 3072, "initializer_range": 0.02, "max_position_embeddings": 512,
                "model_type": "distilbert", "n_heads": 12, "n_layers": 6, "pad_token_id": 0, "qa_dropout": 0.1,
                "seq_classif_dropout": 0.2, "sinusoidal_pos_embds": false, "tie_weights_": true,
                "transformers_version": "4.10.0.dev0", "vocab_size": 30522})",
            plm::PlmFamily::DistilBert, 512, 0);
        add("TinyBERT_General_4L_312D",
            R"({"attention_probs_dropout_prob": 0.1, "cell": {}, "model_type": "bert", "emb_size": 312, "hidden_act": "gelu",
                "hidden_dropout_prob": 0.1, "hidden_size": 312, "initializer_range": 0.02, "intermediate_size": 1200,
                "max_position_embeddings": 512, "num_attention_heads": 12, "num_hidden_layers": 4, "pre_trained": "",
                "structure": [], "training": "", "type_vocab_size": 2, "vocab_size": 30522})",
            plm::PlmFamily::Bert, 512, 2);
        add("without model_type", R"({"architectures": ["RobertaModel"], )" + std::string(kSizes) + "}", plm::PlmFamily::Roberta, 38, 2);
    }
    void theFilesOfTheHubAreRead() {
        QFETCH(QString, json);
        QFETCH(int, family);
        QFETCH(int, textPositions);
        QFETCH(int, types);
        const auto config = PlmConfig::fromJson(json.toStdString());
        QVERIFY2(config.has_value(), config ? "" : config.error().text().c_str());
        QCOMPARE(static_cast<int>(config->family), family);
        QCOMPARE(config->textPositions(), textPositions);
        QCOMPARE(config->typeVocabularySize, types);
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
        add("another family", R"({"model_type": "gpt2"})",
            "\"model_type\" is \"gpt2\", expected one of bert, camembert, distilbert, roberta");
        add("a family that looks alike", R"({"model_type": "albert"})", "its layers share their weights");
        add("a class of another family", R"({"architectures": ["XLMRobertaForMaskedLM"]})", "\"model_type\" is null");
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
        add("activation", configWith(R"("hidden_act": "mish")"),
            "\"hidden_act\" is \"mish\", expected one of gelu, gelu_new, gelu_pytorch_tanh, relu, silu, swish");
        add("narrower embeddings", configWith(R"("embedding_size": 16)"), "\"embedding_size\" is 16, expected 32");
        add("searched layers", configWith(R"("structure": [{"layer": 1}])"), "\"structure\" is");
        add("dropout of one", configWith(R"("hidden_dropout_prob": 1.0)"), "\"hidden_dropout_prob\" is 1.0");
        add("unknown key", configWith(R"("rope_theta": 10000)"), "\"rope_theta\" is not a key this encoder knows");
        add("no position for text",
            R"({"model_type": "roberta", "vocab_size": 6, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
                "intermediate_size": 64, "max_position_embeddings": 2})",
            "\"max_position_embeddings\" is 2, but texts start at position 2");
        add("sizes of another family", R"({"model_type": "distilbert", "vocab_size": 6, "hidden_size": 32})",
            "\"dim\" is missing; \"n_layers\" is missing");
        add("a flag that is no flag", distilBertWith(R"("sinusoidal_pos_embds": 1)"), "\"sinusoidal_pos_embds\" is 1, expected true or false");
        add("untied DistilBERT", distilBertWith(R"("tie_weights_": false)"), "\"tie_weights_\" is false, expected true");
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
