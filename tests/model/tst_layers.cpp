// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "core/base/expects.h"
#include "core/nn/cross_network.h"
#include "core/nn/dropout.h"
#include "core/nn/field_attention.h"
#include "core/nn/field_embedding.h"
#include "core/nn/fm_interaction.h"
#include "core/nn/init.h"
#include "core/nn/layer_norm.h"
#include "core/nn/matrix_product.h"
#include "core/nn/mlp.h"
#include "core/nn/output_gradient.h"
#include "core/nn/row_gather.h"

#include <ATen/Parallel.h>
#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

class LayersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(11); }

    void crossLayerIsInputTimesMapPlusItself() {
        nn::CrossNetwork cross(2, 1);
        const at::NoGradGuard noGrad;
        cross->named_parameters()["0.weight"].copy_(at::tensor({1.0F, 2.0F, 3.0F, 4.0F}).view({2, 2}));
        cross->named_parameters()["0.bias"].copy_(at::tensor({0.5F, -1.0F}));
        // W x + b = (1 + 2*2 + 0.5, 3 + 4*2 - 1) = (5.5, 10); x + x * that = (6.5, 22)
        CPW_VERIFY_NEAR(cross->forward(at::tensor({1.0F, 2.0F}).view({1, 2})), at::tensor({6.5F, 22.0F}).view({1, 2}), 0);
    }

    void fmInteractionSumsInnerProductsOfPairs() {
        // (1,2)(3,4) = 11; (1,2)(-1,1) = 1; (3,4)(-1,1) = 1
        const auto fields = at::tensor({1.0F, 2.0F, 3.0F, 4.0F, -1.0F, 1.0F}).view({1, 3, 2});
        CPW_VERIFY_NEAR(nn::fmInteraction(fields), at::full({1, 1}, 13.0), 0);
    }

    void fieldAttentionMixesFieldsWithinOneHead() {
        // Queries and keys of zero give equal weights: each head outputs the mean over the fields of its own half of the values.
        nn::FieldAttention attention(nn::FieldAttentionOptions{.inputSize = 2, .heads = 2, .headSize = 1, .hasResidual = false});
        const at::NoGradGuard noGrad;
        auto parameters = attention->named_parameters();
        parameters["query.weight"].zero_();
        parameters["key.weight"].zero_();
        parameters["value.weight"].copy_(at::eye(2));
        const auto fields = at::tensor({1.0F, 10.0F, 3.0F, 30.0F}).view({1, 2, 2});
        CPW_VERIFY_NEAR(attention->forward(fields), at::tensor({2.0F, 20.0F, 2.0F, 20.0F}).view({1, 2, 2}), 1e-6);
    }

    void gradientsMatchFiniteDifferences_data() {
        QTest::addColumn<QString>("layer");
        for (const char* name : {"linear", "mlp", "cross", "fm", "attention", "attention_scaled", "layer_norm", "dropout"})
            QTest::newRow(name) << name;
    }
    void gradientsMatchFiniteDifferences() {
        QFETCH(QString, layer);
        if (layer == "linear")
            checkModule(nn::Linear(3, 2), {4, 3});
        else if (layer == "mlp")
            checkModule(nn::Mlp(3, std::vector<std::int64_t>{5, 2}), {4, 3});
        else if (layer == "cross")
            checkModule(nn::CrossNetwork(3, 2), {4, 3});
        else if (layer == "attention")
            checkModule(nn::FieldAttention(nn::FieldAttentionOptions{.inputSize = 4, .heads = 2, .headSize = 3}), {2, 3, 4});
        else if (layer == "attention_scaled")
            checkModule(
                nn::FieldAttention(nn::FieldAttentionOptions{.inputSize = 4, .heads = 2, .headSize = 2, .isScaled = true}),
                {2, 3, 4});
        else if (layer == "layer_norm")
            checkModule(nn::LayerNorm(5, 1e-12), {3, 5});
        else if (layer == "fm") {
            const auto input = randomLeaf("input", {2, 3, 4});
            CPW_VERIFY_GRADIENTS({input}, [&] { return mixture(nn::fmInteraction(input.second)); });
        } else {
            const auto input = randomLeaf("input", {3, 7});
            CPW_VERIFY_GRADIENTS({input}, [&] {
                at::manual_seed(3); // the same mask each time
                return mixture(nn::dropout(input.second, 0.4, true));
            });
        }
    }

    void fastProductEqualsLibTorchsProduct_data() {
        QTest::addColumn<int>("rows");
        QTest::newRow("small, by LibTorch") << 3;
        QTest::newRow("large, by oneDNN where present") << 700;
    }
    void fastProductEqualsLibTorchsProduct() {
        QFETCH(int, rows);
        const auto input = at::randn({rows, 5, 96}).set_requires_grad(true);
        const auto weight = at::randn({64, 96}).set_requires_grad(true);
        const auto bias = at::randn({64}).set_requires_grad(true);
        mixture(nn::linear(input, weight, bias)).backward();
        const std::vector<at::Tensor> found{input.grad().clone(), weight.grad().clone(), bias.grad().clone()};
        for (const auto& leaf : {input, weight, bias})
            leaf.mutable_grad().reset();
        mixture(at::linear(input, weight, bias)).backward();
        const std::vector<at::Tensor> expected{input.grad(), weight.grad(), bias.grad()};
        CPW_VERIFY_NEAR(nn::linear(input, weight, bias).detach(), at::linear(input, weight, bias).detach(), 2e-4);
        for (std::size_t i = 0; i < found.size(); ++i)
            CPW_VERIFY_NEAR(found[i] / expected[i].abs().max(), expected[i] / expected[i].abs().max(), 1e-5);
    }

    void fastProductWorksWithoutBias() {
        const auto input = at::randn({700, 5, 96}).set_requires_grad(true);
        const auto weight = at::randn({64, 96}).set_requires_grad(true);
        mixture(nn::linear(input, weight, {})).backward();
        const auto found = weight.grad().clone();
        weight.mutable_grad().reset();
        mixture(at::linear(input, weight)).backward();
        CPW_VERIFY_NEAR(found / weight.grad().abs().max(), weight.grad() / weight.grad().abs().max(), 1e-5);
    }

    void fastProductTakesTransposedSides() {
        const auto left = at::randn({96, 800});
        const auto right = at::randn({800, 64});
        CPW_VERIFY_NEAR(nn::productTransposed(left, right.t()), at::mm(left, right), 1e-3);
        const auto other = at::randn({64, 96});
        CPW_VERIFY_NEAR(nn::productTransposed(left.t(), other), at::mm(left.t(), other.t()), 1e-3);
    }

    void onePassOverAGradientEqualsTensorOperations_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("one number") << 1 << 1;
        QTest::newRow("smaller than a tile") << 5 << 11;
        QTest::newRow("whole tiles") << 128 << 192;
        QTest::newRow("tiles and a rest") << 203 << 141;
    }
    void onePassOverAGradientEqualsTensorOperations() {
        QFETCH(int, height);
        QFETCH(int, width);
        const auto gradient = at::randn({height, width}), other = at::randn({height, width});
        const std::pair<nn::GradientFactor, at::Tensor> cases[] = {{nn::GradientFactor::None, gradient},
                                                                   {nn::GradientFactor::WherePositive, gradient * other.gt(0)},
                                                                   {nn::GradientFactor::Other, gradient * other}};
        for (const auto& [factor, expected] : cases) {
            const auto found = nn::outputGradient(gradient, factor, other);
            QVERIFY(at::equal(found.plain, expected));
            QVERIFY(at::equal(found.transposed, expected.t()));
            CPW_VERIFY_NEAR(found.columnSums.to(at::kDouble), expected.to(at::kDouble).sum(0), 1e-4);
            const auto inDouble = nn::outputGradient(gradient.to(at::kDouble), factor, other.to(at::kDouble)); // by tensor operations
            CPW_VERIFY_NEAR(inDouble.transposed, found.transposed.to(at::kDouble), 1e-6);
        }
    }

    void gradientBehindATanhIsTakenInTheSamePass() {
        for (const std::int64_t height : {3, 130}) {
            const auto gradient = at::randn({height, 70}), other = at::tanh(at::randn({height, 70}));
            const auto found = nn::outputGradient(gradient, nn::GradientFactor::TanhSlope, other);
            const auto expected = gradient.to(at::kDouble) * (1 - other.to(at::kDouble).square());
            CPW_VERIFY_NEAR(found.plain, expected, 1e-6);
            QVERIFY(at::equal(found.transposed, found.plain.t()));
            CPW_VERIFY_NEAR(found.columnSums, expected.sum(0), 1e-4);
            CPW_VERIFY_NEAR(nn::outputGradient(gradient.to(at::kDouble), nn::GradientFactor::TanhSlope, other.to(at::kDouble)).plain, expected, 1e-12);
        }
    }

    void linearWithTanhEqualsItsTwoParts() {
        const auto input = at::randn({701, 96}).mul(0.1).set_requires_grad(true), inDouble = input.detach().to(at::kDouble).set_requires_grad(true);
        nn::Linear layer(96, 83), twin(96, 83);
        layer->bias.detach().normal_(0, 0.5);
        twin->to(at::kDouble);
        twin->weight.detach().copy_(layer->weight.detach());
        twin->bias.detach().copy_(layer->bias.detach());
        const auto above = at::randn({701, 83});
        const auto found = nn::linearTanh(input, layer->weight, layer->bias), expected = at::tanh(at::linear(inDouble, twin->weight, twin->bias));
        found.backward(above);
        expected.backward(above.to(at::kDouble));
        CPW_VERIFY_NEAR(found.detach(), expected.detach(), 1e-6);
        const auto share = [](const at::Tensor& one, const at::Tensor& other) { return largestDifference(one, other) / other.abs().max().item<double>(); };
        QVERIFY(share(input.grad(), inDouble.grad()) < 1e-5);
        QVERIFY(share(layer->weight.grad(), twin->weight.grad()) < 1e-5);
        QVERIFY(share(layer->bias.grad(), twin->bias.grad()) < 1e-5);
    }

    void linearWithReluEqualsItsTwoParts() {
        const auto input = at::randn({700, 96}).set_requires_grad(true);
        const auto weight = at::randn({80, 96}).set_requires_grad(true);
        const auto bias = at::randn({80}).set_requires_grad(true);
        const auto gradientsOf = [&](const at::Tensor& output) {
            mixture(output).backward();
            std::vector<at::Tensor> gradients;
            for (const auto& leaf : {input, weight, bias}) {
                gradients.push_back(leaf.grad().clone());
                leaf.mutable_grad().reset();
            }
            return gradients;
        };
        const auto found = gradientsOf(nn::linearRelu(input, weight, bias));
        const auto expected = gradientsOf(at::relu(at::linear(input, weight, bias)));
        CPW_VERIFY_NEAR(nn::linearRelu(input, weight, bias).detach(), at::relu(at::linear(input, weight, bias)).detach(), 2e-4);
        for (std::size_t i = 0; i < found.size(); ++i)
            CPW_VERIFY_NEAR(found[i] / expected[i].abs().max(), expected[i] / expected[i].abs().max(), 1e-5);
    }

    void crossNetworkEqualsItsLayersOneByOne() {
        nn::CrossNetwork cross(96, 3);
        const auto input = at::randn({700, 96}).mul(0.5).set_requires_grad(true);
        const auto gradientsOf = [&](const at::Tensor& output) {
            mixture(output).backward();
            std::vector<at::Tensor> gradients{input.grad().clone()};
            input.mutable_grad().reset();
            for (auto& parameter : cross->parameters()) {
                gradients.push_back(parameter.grad().clone());
                parameter.mutable_grad().reset();
            }
            return gradients;
        };
        const auto found = gradientsOf(cross->forward(input));
        const auto expected = gradientsOf(cross->forwardByLayers(input));
        CPW_VERIFY_NEAR(cross->forward(input).detach(), cross->forwardByLayers(input).detach(), 1e-4);
        for (std::size_t i = 0; i < found.size(); ++i)
            CPW_VERIFY_NEAR(found[i] / expected[i].abs().max(), expected[i] / expected[i].abs().max(), 1e-5);
    }

    void gatheredRowsHaveTheGradientOfAnEmbeddingToTheBit() {
        const int threads = at::get_num_threads();
        for (const int width : {1, 16, 33}) {
            const auto rows = at::randn({9000, width}).set_requires_grad(true);
            const auto ids = at::randint(9000, {3000, 8}, at::kLong).remainder(at::tensor({3, 9000, 40, 1, 9000, 700, 2, 9000}));
            const auto gradient = at::randn({3000, 8, width});
            at::embedding(rows, ids).backward(gradient);
            const auto expected = rows.grad().clone();
            for (const int used : {1, 3}) {
                at::set_num_threads(used);
                rows.mutable_grad().reset();
                nn::gatherRows(rows, ids).backward(gradient);
                QVERIFY(at::equal(rows.grad(), expected));
            }
            at::set_num_threads(threads);
        }
    }

    void dropoutKeepsTheMeanAndTheRate() {
        const auto kept = nn::dropout(at::ones({1000, 300}), 0.3, true);
        const double rate = kept.eq(0).to(at::kDouble).mean().item<double>();
        QVERIFY2(std::abs(rate - 0.3) < 0.004, qPrintable(QString::number(rate))); // 4 standard deviations are 0.0033
        // 0.3 is taken as 19661 / 65536
        CPW_VERIFY_NEAR(kept.max(), at::full({}, 65536.0 / (65536.0 - 19661.0)), 1e-6);
        const double mean = kept.mean().item<double>();
        QVERIFY2(std::abs(mean - 1) < 0.006, qPrintable(QString::number(mean)));
    }

    void dropoutIsTheSameOnOneAndOnTwoThreads() {
        const auto input = at::ones({333, 777});
        at::set_num_threads(1);
        at::manual_seed(5);
        const auto one = nn::dropout(input, 0.5, true);
        at::set_num_threads(2);
        at::manual_seed(5);
        const auto two = nn::dropout(input, 0.5, true);
        at::set_num_threads(1);
        QVERIFY(one.equal(two));
    }

    void dropoutDrawsAnotherMaskEachTime() {
        const auto input = at::ones({100, 100});
        QVERIFY(!nn::dropout(input, 0.5, true).equal(nn::dropout(input, 0.5, true)));
    }

    void dropoutNeighboursAreIndependent() {
        const auto kept = nn::dropout(at::ones({1 << 18}), 0.5, true).gt(0).to(at::kDouble) - 0.5;
        for (const std::int64_t lag : {1, 2, 3, 64, 128, 65536}) {
            const auto count = kept.numel() - lag;
            const double correlation = (kept.narrow(0, 0, count) * kept.narrow(0, lag, count)).mean().item<double>() * 4;
            QVERIFY2(std::abs(correlation) < 0.01, qPrintable(QStringLiteral("lag %1: %2").arg(lag).arg(correlation))); // 5 sigma
        }
    }

    void dropoutOutsideTrainingIsTheInputItself() {
        const auto input = at::ones({3});
        QVERIFY(nn::dropout(input, 0.5, false).is_same(input));
        QVERIFY(nn::dropout(input, 0, true).is_same(input));
        QVERIFY_EXCEPTION_THROWN((void)nn::dropout(input, 1.0, true), LogicError);
    }

    void rowGradientEqualsDenseGradient() {
        nn::EmbeddingTable table(9, 3, 0.5);
        const auto ids = at::tensor({0, 4, 8, 4, 4, 2}, at::kLong).view({3, 2});
        const auto unique = at::_unique2(ids, true, true, false);
        const nn::FieldBatch rows{ids, std::get<0>(unique), std::get<1>(unique)};
        mixture(table->lookup(rows)).backward();
        QVERIFY(table->stepIds().equal(at::tensor({0, 2, 4, 8}, at::kLong)));
        QVERIFY(!table->table.grad().defined());
        const auto rowGradient = table->stepRows().grad().clone();
        table->endStep();
        QVERIFY(!table->stepRows().defined());

        table->table.set_requires_grad(true);
        mixture(table->lookup({ids, {}, {}})).backward();
        const auto dense = table->table.grad();
        CPW_VERIFY_NEAR(rowGradient, dense.index_select(0, std::get<0>(unique)), 0);
        QCOMPARE(dense.index_select(0, at::tensor({1, 3, 5, 6, 7}, at::kLong)).abs().sum().item<float>(), 0.0F);
    }

    void lookupOfOtherIdsWithinAStepIsRefused() {
        nn::EmbeddingTable table(5, 2, 0.5);
        const auto make = [](std::vector<std::int64_t> values) {
            const auto ids = at::tensor(values, at::kLong).view({1, -1});
            const auto unique = at::_unique2(ids, true, true, false);
            return nn::FieldBatch{ids, std::get<0>(unique), std::get<1>(unique)};
        };
        (void)table->lookup(make({0, 1}));
        (void)table->lookup(make({1, 0, 1}));
        QVERIFY_EXCEPTION_THROWN((void)table->lookup(make({0, 2})), LogicError);
        table->endStep();
        QCOMPARE(table->lookup(make({0, 2})).size(1), 2);
    }

    void evaluationReadsTheTableItself() {
        nn::EmbeddingTable table(5, 2, 0.5);
        const at::NoGradGuard noGrad;
        const auto ids = at::tensor({3, 1}, at::kLong).view({1, 2});
        CPW_VERIFY_NEAR(table->lookup({ids, ids.view({-1}), ids}).squeeze(0), table->table.index_select(0, ids.view({-1})), 0);
        QVERIFY(!table->stepRows().defined());
    }

    void newWeightsHaveTheStatedSpread() {
        const auto weight = at::empty({400, 600});
        nn::initXavierNormal(weight);
        QVERIFY(std::abs(weight.std().item<double>() / std::sqrt(2.0 / 1000) - 1) < 0.01);
        nn::initNormal(weight, 0);
        QCOMPARE(weight.abs().max().item<float>(), 0.0F);
        QCOMPARE(nn::Linear(4, 3)->bias.abs().max().item<float>(), 0.0F);
    }

private:
    template <class Module>
    void checkModule(Module module, at::IntArrayRef inputSizes) {
        auto leaves = leavesOf(*module);
        leaves.push_back(randomLeaf("input", inputSizes));
        const auto input = leaves.back().second;
        CPW_VERIFY_GRADIENTS(leaves, [&] { return mixture(module->forward(input)); });
    }
};

QTEST_APPLESS_MAIN(LayersTest)
#include "tst_layers.moc"
