// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/backbone_cases.h"
#include "tests/support/gradient_check.h"

#include "core/nn/batch_norm.h"
#include "core/nn/module_state.h"

#include <QtTest>

#include <cmath>

using namespace cpw;
using namespace cpw::testing;

namespace {

at::Tensor represent(ctr::BackboneImpl& backbone) {
    return backbone.forward({someIds(), {}, {}}).representation;
}

/// Every backbone with a tower of its own.
void eachTower() {
    QTest::addColumn<QString>("id");
    for (const auto& entry : ctr::backbones())
        if (smallOptions(entry.id).contains("tower_width"))
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
}

struct EmbeddingDropoutPair {
    ctr::BackbonePtr plain;
    ctr::BackbonePtr dropping; ///< 0.4
};

/// The same weights twice.
EmbeddingDropoutPair withoutAndWithEmbeddingDropout(const std::string& id) {
    at::manual_seed(3);
    auto plain = makeBackbone(id, smallOptions(id));
    at::manual_seed(3);
    return {std::move(plain), makeBackbone(id, with(smallOptions(id), {{"embedding_dropout", 0.4}}))};
}

} // namespace

class BackboneOptionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(21); }

    void everyTowerTakesTheSameOptions_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("activation");
        for (const auto& entry : ctr::backbones())
            if (smallOptions(entry.id).contains("tower_width"))
                for (const char* activation : {"relu", "leaky_relu", "gelu", "tanh", "sigmoid", "silu", "elu"})
                    QTest::addRow("%s %s", entry.id.c_str(), activation) << QString::fromStdString(entry.id) << activation;
    }
    void everyTowerTakesTheSameOptions() {
        QFETCH(QString, id);
        QFETCH(QString, activation);
        const auto plain = smallOptions(id.toStdString());
        at::manual_seed(3);
        auto relu = makeBackbone(id.toStdString(), plain);
        at::manual_seed(3);
        auto other = makeBackbone(id.toStdString(), with(plain, {{"tower_activation", activation.toStdString()}}));
        relu->eval();
        other->eval();
        const at::NoGradGuard noGrad;
        QCOMPARE(represent(*other).equal(represent(*relu)), activation == QStringLiteral("relu"));
    }

    void batchNormKeepsRunningStatistics_data() { eachTower(); }
    void batchNormKeepsRunningStatistics() {
        QFETCH(QString, id);
        auto backbone = makeBackbone(id.toStdString(), with(smallOptions(id.toStdString()), {{"tower_batch_norm", true}}));
        const std::string tower = id == QStringLiteral("final_mlp") ? "tower_1" : "tower";
        const auto mean = nn::moduleState(*backbone).at(tower + ".0.norm.running_mean");
        const at::NoGradGuard noGrad;
        const auto fresh = mean.clone();
        represent(*backbone);
        const auto moved = mean.clone();
        QVERIFY(!moved.equal(fresh));
        backbone->eval();
        QVERIFY(represent(*backbone).equal(represent(*backbone)));
        QVERIFY(mean.equal(moved)); // evaluation reads them only
        backbone->train();
        for (const auto& parameter : backbone->parameters())
            parameter.set_requires_grad(false);
        represent(*backbone);
        QVERIFY(mean.equal(moved)); // and so does a frozen backbone
    }

    void batchNormNormalisesEachColumn() {
        nn::BatchNorm norm(2);
        // Columns of mean 2 and 0, biased variance 1 and 4; running statistics move by a tenth towards mean and unbiased
        // variance.
        const auto output = norm->forward(at::tensor({1.0F, 2.0F, 3.0F, -2.0F}).view({2, 2})).detach();
        const float a = static_cast<float>(1 / std::sqrt(1 + 1e-5)), b = static_cast<float>(2 / std::sqrt(4 + 1e-5));
        CPW_VERIFY_NEAR(output, at::tensor({-a, b, a, -b}).view({2, 2}), 1e-6);
        CPW_VERIFY_NEAR(norm->runningMean, at::tensor({0.2F, 0.0F}), 1e-6);
        CPW_VERIFY_NEAR(norm->runningVariance, at::tensor({0.9F + 0.2F, 0.9F + 0.8F}), 1e-6);
        norm->eval();
        const auto evaluated = norm->forward(at::tensor({1.2F, 3.0F}).view({1, 2})).detach();
        CPW_VERIFY_NEAR(evaluated,
                        at::tensor({static_cast<float>(1 / std::sqrt(1.1 + 1e-5)), static_cast<float>(3 / std::sqrt(1.7 + 1e-5))})
                            .view({1, 2}),
                        1e-6);
    }

    void aStagesDropoutTakesTheTowersPlace_data() {
        eachTower();
        QTest::newRow("transformer") << QStringLiteral("transformer");
    }
    void aStagesDropoutTakesTheTowersPlace() {
        QFETCH(QString, id);
        const std::string key = id == QStringLiteral("transformer") ? "layer_dropout" : "tower_dropout";
        const at::NoGradGuard noGrad;
        const auto run = [&](ctr::BackboneImpl& backbone) {
            at::manual_seed(8);
            return represent(backbone);
        };
        at::manual_seed(3);
        auto plain = makeBackbone(id.toStdString(), smallOptions(id.toStdString()));
        at::manual_seed(3);
        auto dropping = makeBackbone(id.toStdString(), with(smallOptions(id.toStdString()), {{key, 0.5}}));
        plain->eval();
        dropping->eval();
        QVERIFY(run(*plain).equal(run(*dropping)));
        plain->train();
        dropping->train();
        const auto without = run(*plain), withOwn = run(*dropping);
        QVERIFY(!withOwn.equal(without));
        dropping->setDropout(0); // a stage without dropout leaves the backbone's own
        QVERIFY(run(*dropping).equal(withOwn));
        plain->setDropout(0.5);
        QVERIFY(run(*plain).equal(withOwn));
        dropping->setDropout(0.2);
        QVERIFY(!run(*dropping).equal(withOwn));
        dropping->setDropout(0);
        QVERIFY(run(*dropping).equal(withOwn));
    }

    void embeddingDropoutActsInTrainingOnly_data() { CPW_EACH_BACKBONE(); }
    void embeddingDropoutActsInTrainingOnly() {
        QFETCH(QString, id);
        if (id == QStringLiteral("lr"))
            return; // has no embeddings
        const auto [plain, dropping] = withoutAndWithEmbeddingDropout(id.toStdString());
        const at::NoGradGuard noGrad;
        plain->eval();
        dropping->eval();
        QVERIFY(represent(*dropping).equal(represent(*plain)));
        dropping->train();
        QVERIFY(!represent(*dropping).equal(represent(*dropping)));
    }

    void aStagesEmbeddingDropoutTakesThePlaceOfTheBackbonesOwn_data() { CPW_EACH_BACKBONE(); }
    void aStagesEmbeddingDropoutTakesThePlaceOfTheBackbonesOwn() {
        QFETCH(QString, id);
        if (id == QStringLiteral("lr"))
            return; // has no embeddings
        const auto [plain, dropping] = withoutAndWithEmbeddingDropout(id.toStdString());
        const at::NoGradGuard noGrad;
        plain->train();
        dropping->train();
        const auto run = [](auto& backbone) {
            at::manual_seed(11);
            return represent(backbone);
        };
        const auto withOwn = run(*dropping);
        const auto without = run(*plain);
        QVERIFY(!withOwn.equal(without));
        plain->setEmbeddingDropout(0.4);
        QVERIFY(run(*plain).equal(withOwn));
        dropping->setEmbeddingDropout(0);
        QVERIFY(run(*dropping).equal(without));
        dropping->setEmbeddingDropout(-1);
        QVERIFY(run(*dropping).equal(withOwn));
    }

    void embeddingsStartAsAsked_data() { CPW_EACH_BACKBONE(); }
    void embeddingsStartAsAsked() {
        QFETCH(QString, id);
        if (id == QStringLiteral("lr"))
            return; // starts at zero
        const auto spreadOf = [&](const OptionValues& options) {
            auto backbone = makeBackbone(id.toStdString(), with(smallOptions(id.toStdString()), options), {3, 4000});
            double widest = 0;
            for (const auto& table : backbone->embeddingTables())
                widest = std::max(widest, table->table.std().item<double>());
            return widest;
        };
        const OptionValues wide{{"embedding_size", std::int64_t(8)}, {"embedding_spread", 0.3}};
        QVERIFY(std::abs(spreadOf(wide) - 0.3) < 0.006);
        const double xavier = std::sqrt(2.0 / 4008);
        QVERIFY(std::abs(spreadOf(with(wide, {{"embedding_start", std::string("xavier")}})) - xavier) < 0.02 * xavier);
    }

    void rawParametersStartAsTheReferenceDoes_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isUniform");
        QTest::addColumn<double>("scale"); // standard deviation, or bound
        // Eight fields; embeddings of 32, of 16 in FGCNN.
        QTest::newRow("cross vector") << "dcn"
                                      << "cross.0.weight" << false << std::sqrt(2.0 / 257);
        QTest::newRow("maps") << "xdeepfm"
                              << "cin.1.weight" << true << 1 / std::sqrt(200.0);
        QTest::newRow("map bias") << "xdeepfm"
                                  << "cin.1.bias" << true << 1 / std::sqrt(200.0);
        QTest::newRow("convolution") << "fgcnn"
                                     << "generation.2.convolution.weight" << true << 1 / std::sqrt(8.0 * 7);
        QTest::newRow("bilinear") << "fibinet"
                                  << "bilinear.weight" << false << std::sqrt(2.0 / 64);
        QTest::newRow("graph") << "fignn"
                               << "graph.0.out" << false << std::sqrt(2.0 / (32 * 32 + 8 * 32));
        QTest::newRow("gates") << "fignn"
                               << "graph.0.gru.weight_hh" << true << 1 / std::sqrt(32.0);
        QTest::newRow("attention") << "transformer"
                                   << "layers.0.attention.in.weight" << true << std::sqrt(6.0 / 128);
        QTest::newRow("fusion") << "final_mlp"
                                << "fusion.bilinear" << false << std::sqrt(2.0 / 65537);
        QTest::newRow("linear layer") << "gdcn"
                                      << "cross.0.gate.weight" << false << std::sqrt(2.0 / 512);
    }
    void rawParametersStartAsTheReferenceDoes() {
        QFETCH(QString, id);
        QFETCH(QString, name);
        QFETCH(bool, isUniform);
        QFETCH(double, scale);
        const auto tensor = nn::moduleState(*makeBackbone(id.toStdString(), {}, {8, 100})).at(name.toStdString());
        const double expected = isUniform ? scale / std::sqrt(3.0) : scale;
        const double tolerance = expected * 4 / std::sqrt(2.0 * static_cast<double>(tensor.numel())); // four standard errors
        QVERIFY2(std::abs(tensor.square().mean().sqrt().item<double>() - expected) < tolerance, qPrintable(name));
        if (isUniform)
            QVERIFY(tensor.abs().max().item<double>() <= scale && tensor.abs().max().item<double>() > 0.8 * scale);
        else
            QVERIFY(tensor.numel() < 200 || tensor.abs().max().item<double>() > 2 * scale);
    }
};

QTEST_APPLESS_MAIN(BackboneOptionsTest)
#include "tst_backbone_options.moc"
