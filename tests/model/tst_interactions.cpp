// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "core/nn/bilinear_interaction.h"
#include "core/nn/compressed_interaction.h"
#include "core/nn/feature_gate.h"
#include "core/nn/field_graph.h"
#include "core/nn/field_pairs.h"
#include "core/nn/fm_interaction.h"
#include "core/nn/vector_cross.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

namespace {

/// Fields (1, 2), (3, 4), (5, 6): one row.
at::Tensor threeFields() {
    return at::tensor({1.0, 2.0, 3.0, 4.0, 5.0, 6.0}, at::kDouble).view({1, 3, 2});
}

std::vector<at::Tensor> gradientsOf(const std::vector<Leaf>& leaves, const at::Tensor& loss) {
    for (const auto& [name, leaf] : leaves)
        leaf.mutable_grad().reset();
    loss.backward();
    std::vector<at::Tensor> gradients;
    for (const auto& [name, leaf] : leaves)
        gradients.push_back(leaf.grad().clone());
    return gradients;
}

} // namespace

class InteractionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(33); }

    void pairsHaveTheirInnerProducts() {
        nn::FieldPairs pairs(3);
        // (1,2).(3,4) = 11, (1,2).(5,6) = 17, (3,4).(5,6) = 39
        QVERIFY(pairs.innerProducts(threeFields()).equal(at::tensor({11.0, 17.0, 39.0}, at::kDouble).view({1, 3})));
        QVERIFY(pairs.first(at::kCPU).equal(at::tensor({0, 0, 1}, at::kLong)));
        QVERIFY(pairs.second(at::kCPU).equal(at::tensor({1, 2, 2}, at::kLong)));
        QCOMPARE(nn::FieldPairs::count(15), std::int64_t{105});
        const std::vector<Leaf> leaves{randomLeaf("embeddings", {3, 4, 2})};
        nn::FieldPairs four(4);
        CPW_VERIFY_GRADIENTS(leaves, [&] { return mixture(four.innerProducts(leaves[0].second)); });
    }

    void biInteractionIsTheSumOfAllProducts() {
        // 1*3 + 1*5 + 3*5 = 23, 2*4 + 2*6 + 4*6 = 44
        QVERIFY(nn::biInteraction(threeFields()).equal(at::tensor({23.0, 44.0}, at::kDouble).view({1, 2})));
        QVERIFY(nn::fmInteraction(threeFields()).equal(at::tensor({67.0}, at::kDouble).view({1, 1})));
    }

    void compressedInteractionEqualsItsDefinition_data() {
        QTest::addColumn<int>("rows");
        QTest::newRow("one part") << 5;
        QTest::newRow("several parts of columns") << 9001; // 9001 * 3 columns; a part has 2^18 / (4 * 4) of them
    }
    void compressedInteractionEqualsItsDefinition() {
        QFETCH(int, rows);
        constexpr std::int64_t kFields = 4;
        nn::CompressedInteraction network(kFields, std::vector<std::int64_t>{4, 2, 3});
        auto leaves = leavesOf(*network);
        leaves.push_back(randomLeaf("embeddings", {rows, kFields, 3}));
        const auto& v = leaves.back().second;
        const auto naive = [&] {
            auto maps = v;
            std::vector<at::Tensor> pooled;
            for (std::size_t layer = 0; layer < 3; ++layer) {
                const auto& weight = leaves[2 * layer].second; // [units, F * M], registered before its bias
                const auto products = (v.unsqueeze(2) * maps.unsqueeze(1)).flatten(1, 2); // [B, F * M, D]
                maps = at::matmul(weight, products) + leaves[2 * layer + 1].second.unsqueeze(1);
                pooled.push_back(maps.sum(2));
            }
            return at::cat(pooled, 1);
        };
        CPW_VERIFY_NEAR(network->forward(v).detach(), naive().detach(), 1e-11);
        const auto loss = [](const at::Tensor& output) {
            return (output * at::linspace(0.5, 1.5, output.numel(), at::kDouble).view_as(output)).mean();
        };
        const auto found = gradientsOf(leaves, loss(network->forward(v)));
        const auto expected = gradientsOf(leaves, loss(naive()));
        for (std::size_t i = 0; i < leaves.size(); ++i)
            QVERIFY2(largestDifference(found[i], expected[i]) < 1e-11, leaves[i].first.c_str());
    }

    void crossLayersEqualTheirDefinition() {
        nn::VectorCross cross(5, 3);
        auto leaves = leavesOf(*cross);
        for (auto& [name, leaf] : leaves) {
            const at::NoGradGuard noGrad;
            leaf.normal_(0, 0.5);
        }
        leaves.push_back(randomLeaf("input", {4, 5}));
        const auto& input = leaves.back().second;
        auto crossed = input;
        for (std::size_t layer = 0; layer < 3; ++layer)
            crossed = crossed + at::mv(crossed, leaves[2 * layer].second).unsqueeze(1) * input + leaves[2 * layer + 1].second;
        CPW_VERIFY_NEAR(cross->forward(input).detach(), crossed.detach(), 1e-13);
        CPW_VERIFY_GRADIENTS(leaves, [&] { return mixture(cross->forward(input)); });
    }

    void bilinearProductsTakeTheMatrixOfTheirPair_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("all") << static_cast<int>(nn::BilinearKind::All);
        QTest::newRow("each") << static_cast<int>(nn::BilinearKind::Each);
        QTest::newRow("interaction") << static_cast<int>(nn::BilinearKind::Interaction);
    }
    void bilinearProductsTakeTheMatrixOfTheirPair() {
        QFETCH(int, kind);
        nn::BilinearInteraction bilinear(4, 3, static_cast<nn::BilinearKind>(kind));
        bilinear->to(at::kDouble);
        const at::NoGradGuard noGrad;
        const auto v = at::randn({2, 4, 3}, at::kDouble);
        const auto found = bilinear->forward(v); // [B, P, D]
        std::int64_t pair = 0;
        for (std::int64_t i = 0; i < 4; ++i)
            for (std::int64_t j = i + 1; j < 4; ++j, ++pair)
                for (std::int64_t b = 0; b < 2; ++b) {
                    const auto matrix = kind == 0 ? bilinear->weight : bilinear->weight[kind == 1 ? i : pair];
                    CPW_VERIFY_NEAR(found[b][pair], at::mv(matrix, v[b][i]) * v[b][j], 1e-14);
                }
        QCOMPARE(found.size(1), pair);
    }

    void gatedUnitsEqualTorchs() {
        nn::GruCell cell(4);
        const auto parameters = cell->named_parameters();
        const at::NoGradGuard noGrad;
        const auto input = at::randn({3, 4}), state = at::randn({3, 4});
        const auto expected = at::gru_cell(input, state, parameters["weight_ih"], parameters["weight_hh"], parameters["bias_ih"],
                                           parameters["bias_hh"]);
        CPW_VERIFY_NEAR(cell->forward(input, state), expected, 1e-6);
    }

    void aFieldHasNoEdgeToItself() {
        nn::FieldEdges edges(3, 2);
        edges->to(at::kDouble);
        const at::NoGradGuard noGrad;
        edges->weight.copy_(at::tensor({1.0, 0.0, 0.0, -1.0}, at::kDouble).view({1, 4})); // first number of s minus second of t
        const auto found = edges->forward(threeFields())[0];
        QVERIFY(found.diagonal().abs().max().item<double>() == 0);
        // Field 0: leaky relu of 1 - 4 and 1 - 6 is -0.03 and -0.05; field 2: 5 - 2 = 3 and 5 - 4 = 1.
        const double first = 1 / (1 + std::exp(-0.02)), last = 1 / (1 + std::exp(-2.0));
        CPW_VERIFY_NEAR(found[0], at::tensor({0.0, first, 1 - first}, at::kDouble), 1e-12);
        CPW_VERIFY_NEAR(found[2], at::tensor({last, 1 - last, 0.0}, at::kDouble), 1e-12);
    }

    void aLearntGateIsTheSameForEveryRow() {
        nn::FeatureGate learnt(0, 3, 5, 4), given(6, 3, 5, 4);
        QVERIFY(learnt->named_parameters().contains("context") && !given->named_parameters().contains("context"));
        const at::NoGradGuard noGrad;
        QCOMPARE(learnt->forward({}).sizes().vec(), (std::vector<std::int64_t>{1, 4}));
        const auto gates = given->forward(at::randn({7, 6}));
        QCOMPARE(gates.sizes().vec(), (std::vector<std::int64_t>{7, 4}));
        QVERIFY(gates.min().item<double>() > 0 && gates.max().item<double>() < 2);
    }
};

QTEST_APPLESS_MAIN(InteractionsTest)
#include "tst_interactions.moc"
