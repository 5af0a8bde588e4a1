// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/layer_outcome.h"

#include "core/nn/bilinear_interaction.h"
#include "core/nn/fast_bilinear.h"
#include "core/nn/fast_feature_generation.h"
#include "core/nn/fast_field_attention.h"
#include "core/nn/fast_field_pairs.h"
#include "core/nn/feature_generation.h"
#include "core/nn/field_attention.h"
#include "core/nn/field_pairs.h"
#include "core/nn/small_product.h"

#include <ATen/autocast_mode.h>
#include <QtTest>

#include <limits>
#include <numeric>

using namespace cpw;
using namespace cpw::testing;

namespace {

/// Several of the parts of at most 128 rows that gradients of weights are added up in, the last one not whole.
constexpr std::int64_t kRows = 301;

} // namespace

class FastInteractionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(7); }

    void smallProductsEqualTheirDefinition() {
        for (const std::int64_t rows : {1, 2, 3, 4, 7, 12})
            for (const std::int64_t columns : {8, 16, 24, 40, 64, 72})
                for (const std::int64_t depth : {1, 5, 32}) {
                    const auto left = at::randn({rows, depth}), right = at::randn({depth, columns}), before = at::randn({rows, columns});
                    const auto expected = at::mm(left.to(at::kDouble), right.to(at::kDouble));
                    const auto transposed = left.t().contiguous();
                    auto result = before.clone();
                    nn::SmallProduct product{left.const_data_ptr<float>(), depth, 1, right.const_data_ptr<float>(), columns,
                                             result.mutable_data_ptr<float>(), columns, rows, columns, depth};
                    nn::addProduct(product);
                    CPW_VERIFY_NEAR(result, expected + before.to(at::kDouble), 1e-5);
                    product.left = transposed.const_data_ptr<float>();
                    product.leftRowStride = 1;
                    product.leftDepthStride = rows;
                    nn::writeProduct(product);
                    CPW_VERIFY_NEAR(result, expected, 1e-5);
                }
    }

    void productsLeaveWhatStandsBeside() {
        const auto left = at::ones({3, 2}), right = at::ones({2, 8});
        auto result = at::full({4, 10}, 9.0F);
        nn::writeProduct({left.const_data_ptr<float>(), 2, 1, right.const_data_ptr<float>(), 8, result.mutable_data_ptr<float>(), 10, 3, 8, 2});
        auto expected = at::full({4, 10}, 9.0F);
        expected.narrow(0, 0, 3).narrow(1, 0, 8).fill_(2);
        QVERIFY(at::equal(result, expected));
    }

    void rowsAreTransposed() {
        for (const std::int64_t rows : {1, 5, 8, 19}) {
            const auto from = at::randn({rows, 24});
            auto to = at::full({16, rows + 2}, 9.0F);
            nn::transposeRows(from.const_data_ptr<float>(), 24, rows, 16, to.mutable_data_ptr<float>(), rows + 2);
            QVERIFY(at::equal(to.narrow(1, 0, rows), from.narrow(1, 0, 16).t()));
            QVERIFY(to.narrow(1, rows, 2).eq(9).all().item<bool>());
        }
    }

    void tanhIsRightToAFewUnitsInTheLastPlace() {
        const auto values = at::linspace(-12, 12, 40000); // a multiple of eight
        auto found = at::empty_like(values);
        const nn::GenerationShape shape{1, 1, 1, 1, values.numel()};
        nn::poolChannel(shape, values.const_data_ptr<float>(), {1, 0}, found.mutable_data_ptr<float>());
        const auto expected = at::tanh(values.to(at::kDouble));
        const auto share = ((found.to(at::kDouble) - expected) / expected).abs().max().item<double>();
        QVERIFY2(share < 5e-7, qPrintable(QString::number(share)));
        auto odd = at::full({8}, std::numeric_limits<float>::quiet_NaN());
        nn::poolChannel({1, 1, 1, 1, 8}, odd.const_data_ptr<float>(), {1, 0}, odd.mutable_data_ptr<float>());
        QVERIFY(odd.isnan().all().item<bool>());
    }

    void fusedAttentionEqualsTensorOperations_data() {
        QTest::addColumn<int>("fields");
        QTest::addColumn<int>("input");
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("residual");
        QTest::addColumn<bool>("scaled");
        QTest::newRow("eight fields of 32") << 8 << 32 << 1 << 32 << true << false;
        QTest::newRow("two heads, keys mapped") << 8 << 16 << 2 << 8 << true << true;
        QTest::newRow("two heads, the input as keys") << 8 << 8 << 2 << 8 << true << true;
        QTest::newRow("residual by a map") << 5 << 16 << 3 << 8 << true << false;
        QTest::newRow("no residual") << 3 << 8 << 1 << 24 << false << true;
        QTest::newRow("many fields") << 21 << 8 << 1 << 8 << true << false;
        QTest::newRow("one field") << 1 << 8 << 1 << 8 << true << false;
    }
    void fusedAttentionEqualsTensorOperations() {
        QFETCH(int, fields);
        QFETCH(int, input);
        QFETCH(int, heads);
        QFETCH(int, size);
        QFETCH(bool, residual);
        QFETCH(bool, scaled);
        const nn::FieldAttentionOptions options{input, heads, size, residual, scaled};
        nn::FieldAttention layer(options), twin(options);
        copyInDouble(*layer, *twin);
        const auto v = at::randn({kRows, fields, input}).set_requires_grad(true), inDouble = leafInDouble(v);
        // Where a relu is so near to zero that rounding decides, no gradient comes.
        const auto above = at::randn({kRows, fields, heads * size}) * twin->forwardByTensors(inDouble).detach().abs().gt(1e-4);
        const auto leaves = leavesWith(*layer, {v});
        const auto run = [&] { return Outputs{layer->forward(v)}; };
        const auto found = outcomeOf(leaves, run, {above});
        const auto expected = outcomeOf(leavesWith(*twin, {inDouble}), [&] { return Outputs{twin->forwardByTensors(inDouble)}; }, {above});
        CPW_VERIFY_SHARE(found.outputs, expected.outputs, 1e-5);
        CPW_VERIFY_SHARE(found.gradients, expected.gradients, 1e-5);
        QVERIFY(repeatsOnThreeThreads(found, leaves, run, {above}));
    }

    void attentionTakesAGradientWithGapsBetweenRows() {
        nn::FieldAttention layer(nn::FieldAttentionOptions{8, 1, 8});
        const auto v = at::randn({9, 3, 8}).set_requires_grad(true), beside = at::randn({9, 5});
        const auto wide = at::randn({9, 29});
        at::cat({layer->forward(v).flatten(1), beside}, 1).backward(wide); // hands back a part of the rows of `wide`
        const auto found = v.grad().clone();
        v.mutable_grad().reset();
        layer->forward(v).backward(wide.narrow(1, 0, 24).reshape({9, 3, 8}));
        QVERIFY(at::equal(found, v.grad()));
    }

    void largeScoresDoNotOverflow() {
        nn::FieldAttention layer(nn::FieldAttentionOptions{8, 1, 8});
        const at::NoGradGuard noGrad;
        const auto v = at::randn({4, 3, 8}) * 100; // scores of some ten thousands
        CPW_VERIFY_SHARE(Outputs{layer->forward(v)}, Outputs{layer->forwardByTensors(v)}, 1e-5);
        QVERIFY(layer->forward(v * std::numeric_limits<float>::quiet_NaN()).isnan().all().item<bool>());
    }

    void fusedGenerationEqualsTensorOperations_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("pooling");
        QTest::newRow("even height") << 1 << 8 << 2;
        QTest::newRow("odd height") << 3 << 5 << 2;
        QTest::newRow("one row") << 2 << 1 << 2;
        QTest::newRow("no pooling") << 1 << 4 << 1;
    }
    void fusedGenerationEqualsTensorOperations() {
        QFETCH(int, channels);
        QFETCH(int, height);
        QFETCH(int, pooling);
        const nn::FeatureGenerationOptions options{channels, 4, 3, height, 8, pooling, 2};
        nn::FeatureGeneration layer(options), twin(options);
        {
            const at::NoGradGuard noGrad;
            layer->named_parameters()["norm.weight"].copy_(at::tensor({1.0F, 0.5F, -0.7F, 2.0F})); // one that turns the order round
            layer->named_parameters()["norm.bias"].copy_(at::tensor({0.0F, 0.3F, -0.2F, 1.0F}));
        }
        copyInDouble(*layer, *twin);
        const auto map = at::randn({kRows, channels * height, 8}).set_requires_grad(true), inDouble = leafInDouble(map);
        const auto outputsOf = [](nn::FeatureGeneration& of, const at::Tensor& input) {
            const auto output = of->forward(input);
            return Outputs{output.map, output.features};
        };
        Outputs above;
        for (const auto& output : outputsOf(twin, inDouble))
            above.push_back(at::randn(output.sizes()));
        for (auto* each : {&layer, &twin}) { // both have seen one batch from the same start
            (*each)->named_buffers()["norm.running_mean"].zero_();
            (*each)->named_buffers()["norm.running_var"].fill_(1);
        }
        const auto leaves = leavesWith(*layer, {map});
        const auto run = [&] { return outputsOf(layer, map); };
        const auto found = outcomeOf(leaves, run, above);
        const auto expected = outcomeOf(leavesWith(*twin, {inDouble}), [&] { return outputsOf(twin, inDouble); }, above);
        CPW_VERIFY_SHARE(layer->buffers(), twin->buffers(), 1e-5);
        CPW_VERIFY_SHARE(found.outputs, expected.outputs, 1e-5);
        for (std::size_t i = 0; i < leaves.size(); ++i)
            if (layer->named_parameters()["convolution.bias"].is_same(leaves[i]))
                QCOMPARE(found.gradients[i].abs().max().item<float>(), 0.0F); // the norm takes it away
            else
                CPW_VERIFY_SHARE(Outputs{found.gradients[i]}, Outputs{expected.gradients[i]}, 1e-5);
        QVERIFY(repeatsOnThreeThreads(found, leaves, run, above));
    }

    void generationOutsideOfTrainingReadsTheRunningStatistics() {
        nn::FeatureGeneration layer(nn::FeatureGenerationOptions{1, 2, 3, 4, 8, 2, 1});
        const auto map = at::randn({20, 4, 8});
        (void)layer->forward(map);
        layer->eval();
        const auto before = layer->named_buffers()["norm.running_mean"].clone();
        const at::NoGradGuard noGrad;
        CPW_VERIFY_NEAR(layer->forward(map).map, layer->pooledByTensors(map), 0);
        QVERIFY(at::equal(layer->named_buffers()["norm.running_mean"], before));
    }

    void joinedProductsEqualTensorOperations_data() {
        QTest::addColumn<QList<int>>("fields");
        QTest::newRow("one part") << QList<int>{8};
        QTest::newRow("three parts") << QList<int>{8, 12, 3};
        QTest::newRow("two fields") << QList<int>{1, 1};
        QTest::newRow("five fields") << QList<int>{5};
    }
    void joinedProductsEqualTensorOperations() {
        QFETCH(QList<int>, fields);
        Outputs parts, inDouble;
        for (const auto count : fields) {
            parts.push_back(at::randn({kRows, count, 16}).set_requires_grad(true));
            inDouble.push_back(leafInDouble(parts.back()));
        }
        nn::FieldPairs pairs(std::accumulate(fields.begin(), fields.end(), 0));
        QVERIFY(nn::isFastJoin(parts) && !nn::isFastJoin(inDouble));
        const auto above = at::randn_like(pairs.withInnerProducts(parts).detach());
        const auto run = [&] { return Outputs{pairs.withInnerProducts(parts)}; };
        const auto found = outcomeOf(parts, run, {above});
        const auto expected = outcomeOf(inDouble, [&] { return Outputs{pairs.withInnerProductsByTensors(inDouble)}; }, {above});
        CPW_VERIFY_SHARE(found.outputs, expected.outputs, 1e-5);
        CPW_VERIFY_SHARE(found.gradients, expected.gradients, 1e-5);
        QVERIFY(repeatsOnThreeThreads(found, parts, run, {above}));
    }

    void fusedBilinearProductsEqualTensorOperations_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("all") << static_cast<int>(nn::BilinearKind::All);
        QTest::newRow("each") << static_cast<int>(nn::BilinearKind::Each);
        QTest::newRow("interaction") << static_cast<int>(nn::BilinearKind::Interaction);
    }
    void fusedBilinearProductsEqualTensorOperations() {
        QFETCH(int, kind);
        constexpr std::int64_t kFields = 5, kSize = 16;
        nn::BilinearInteraction layer(kFields, kSize, static_cast<nn::BilinearKind>(kind)), twin(kFields, kSize, static_cast<nn::BilinearKind>(kind));
        copyInDouble(*layer, *twin);
        const auto v = at::randn({kRows, kFields, kSize}).set_requires_grad(true), share = at::rand({kRows, kFields}).set_requires_grad(true);
        const auto vInDouble = leafInDouble(v), shareInDouble = leafInDouble(share);
        const auto leaves = leavesWith(*layer, {v, share});
        const auto above = at::randn({kRows, 2 * nn::FieldPairs::count(kFields) * kSize});
        const auto run = [&] { return Outputs{layer->besideWeighted(v, share)}; };
        const auto found = outcomeOf(leaves, run, {above});
        const auto expected = outcomeOf(leavesWith(*twin, {vInDouble, shareInDouble}),
                                        [&] { return Outputs{twin->besideWeightedByTensors(vInDouble, shareInDouble)}; }, {above});
        CPW_VERIFY_SHARE(found.outputs, expected.outputs, 1e-5);
        CPW_VERIFY_SHARE(found.gradients, expected.gradients, 1e-5);
        QVERIFY(repeatsOnThreeThreads(found, leaves, run, {above}));
    }

    void otherTypesAndSizesTakeTensorOperations() {
        const auto v = at::randn({2, 3, 8}), map = at::randn({24, 8});
        const nn::AttentionShape attention{3, 8, 1, 8};
        const nn::GenerationShape generation{3, 2, 3, 2, 8};
        const auto share = at::rand({2, 3}), matrix = at::randn({8, 8});
        const auto fastOnes = [&](const at::Tensor& input) {
            return std::vector<bool>{nn::isFastAttention(input, map, attention), nn::isFastGeneration(input, map, generation),
                                     nn::isFastJoin(input), nn::isFastBilinear(input, matrix, share)};
        };
        const std::vector<bool> all(4, true), none(4, false);
        QVERIFY(fastOnes(v) == all);
        QVERIFY(fastOnes(v.to(at::kDouble)) == none);
        QVERIFY(fastOnes(v.to(at::kBFloat16)) == none);
        at::autocast::set_autocast_enabled(at::kCPU, true);
        const auto underAutocast = fastOnes(v);
        at::autocast::set_autocast_enabled(at::kCPU, false);
        QVERIFY(underAutocast == none);
        QVERIFY(!nn::isFastAttention(v, map, {3, 8, 2, 4})); // heads of four numbers
        QVERIFY(!nn::isFastGeneration(v, map, {3, 2, 3, 3, 8}));
        QVERIFY(!nn::isFastJoin(at::randn({2, 3, 12})));
    }
};

QTEST_APPLESS_MAIN(FastInteractionsTest)
#include "tst_fast_interactions.moc"
