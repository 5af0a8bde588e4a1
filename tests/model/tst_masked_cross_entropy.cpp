// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "core/base/expects.h"
#include "core/base/reference_kernels.h"
#include "core/plm/masked_cross_entropy.h"
#include "core/plm/safetensors.h"
#include "core/plm/softmax_blocks.h"
#include "tests/support/test_data.h"

#include <ATen/Parallel.h>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace cpw;
using namespace cpw::testing;

namespace {

constexpr std::int64_t kSum = 2; // at::Reduction::Sum

struct Case {
    at::Tensor hidden, weight, bias, targets;
};

Case makeCase(std::int64_t rows, std::int64_t vocabulary, std::int64_t size, double scale, at::ScalarType type = at::kFloat) {
    at::manual_seed(7);
    return {(at::randn({rows, size}, type) * scale).set_requires_grad(true),
            at::randn({vocabulary, size}, type).set_requires_grad(true), at::randn({vocabulary}, type).set_requires_grad(true),
            at::randint(0, vocabulary, {rows}, at::kLong)};
}

struct Found {
    double loss;
    std::vector<at::Tensor> gradients;
};

Found gradientsOf(const Case& c, const at::Tensor& loss) {
    for (const auto& leaf : {c.hidden, c.weight, c.bias})
        leaf.mutable_grad().reset();
    (loss * 0.37).backward(); // the gradient that arrives is not 1
    return {loss.item<double>(), {c.hidden.grad().clone(), c.weight.grad().clone(), c.bias.grad().clone()}};
}

} // namespace

class MaskedCrossEntropyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalsLibTorchsCrossEntropy_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("vocabulary");
        QTest::addColumn<double>("scale");
        QTest::newRow("one row") << 1 << 40 << 1.0;
        QTest::newRow("one block") << 30 << 300 << 1.0;
        QTest::newRow("several blocks, the last one short") << 200 << 1901 << 0.5;
        QTest::newRow("several chunks of rows, the last one short") << 1300 << 777 << 0.5;
        QTest::newRow("logits in the hundreds") << 70 << 1100 << 60.0;
    }
    void equalsLibTorchsCrossEntropy() {
        QFETCH(int, rows);
        QFETCH(int, vocabulary);
        QFETCH(double, scale);
        const auto c = makeCase(rows, vocabulary, 24, scale);
        plm::LogitBuffer buffer;
        const auto found = gradientsOf(c, plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, c.targets, false, buffer).lossSum);
        // The reference in double precision, from the same numbers.
        Case exact{c.hidden.detach().to(at::kDouble).set_requires_grad(true),
                   c.weight.detach().to(at::kDouble).set_requires_grad(true),
                   c.bias.detach().to(at::kDouble).set_requires_grad(true), c.targets};
        const auto expected =
            gradientsOf(exact, at::cross_entropy_loss(at::linear(exact.hidden, exact.weight, exact.bias), c.targets, {}, kSum));
        QVERIFY2(std::abs(found.loss / expected.loss - 1) < 2e-6, qPrintable(QString::number(found.loss / expected.loss - 1)));
        for (std::size_t i = 0; i < 3; ++i)
            CPW_VERIFY_NEAR(found.gradients[i], expected.gradients[i],
                            2e-5 * std::max(1.0, expected.gradients[i].abs().max().item<double>()));
    }

    /// With the switch of our own kernels the loss is LibTorch's to the bit.
    void theSwitchTakesLibTorchsOperations() {
        const auto c = makeCase(40, 700, 16, 1);
        plm::LogitBuffer buffer;
        const auto evaluated = [&] {
            return gradientsOf(c, plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, c.targets, false, buffer).lossSum);
        };
        const auto ours = evaluated();
        setReferenceKernels(true);
        const auto theirs = evaluated();
        setReferenceKernels(false);
        const at::NoGradGuard noGrad;
        const auto logits = at::addmm(c.bias, c.hidden, c.weight.t());
        const auto expected = (logits.logsumexp({1}, true) - logits.gather(1, c.targets.unsqueeze(1))).sum();
        QCOMPARE(theirs.loss, expected.item<double>());
        QVERIFY(std::abs(ours.loss - theirs.loss) < 2e-5 * theirs.loss);
        CPW_VERIFY_NEAR(ours.gradients[0], theirs.gradients[0], 2e-5);
        QVERIFY(!at::equal(ours.gradients[0], theirs.gradients[0])); // or there would be nothing to switch
    }

    void doublePrecisionGradientsMatchFiniteDifferences() {
        const auto c = makeCase(6, 9, 4, 1, at::kDouble);
        plm::LogitBuffer buffer;
        CPW_VERIFY_GRADIENTS((std::vector<Leaf>{{"hidden", c.hidden}, {"weight", c.weight}, {"bias", c.bias}}), [&] {
            return plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, c.targets, false, buffer).lossSum;
        });
    }

    void handComputedCase() {
        // Logits (ln 1, ln 3) with target 1: loss -ln(3/4), probabilities 1/4 and 3/4.
        const auto hidden = at::ones({1, 1}).set_requires_grad(true);
        const auto weight = at::tensor({0.0F, std::log(3.0F)}).view({2, 1}).set_requires_grad(true);
        const auto bias = at::zeros({2}).set_requires_grad(true);
        plm::LogitBuffer buffer;
        const auto loss = plm::maskedCrossEntropy(hidden, weight, bias, at::ones({1}, at::kLong), false, buffer).lossSum;
        loss.backward();
        CPW_VERIFY_NEAR(loss.detach(), at::full({}, std::log(4.0 / 3.0)), 1e-6);
        CPW_VERIFY_NEAR(bias.grad(), at::tensor({0.25F, -0.25F}), 1e-6);
        CPW_VERIFY_NEAR(weight.grad(), at::tensor({0.25F, -0.25F}).view({2, 1}), 1e-6);
        CPW_VERIFY_NEAR(hidden.grad(), at::full({1, 1}, -0.25 * std::log(3.0)), 1e-6);
    }

    void correctIsWhereNoLogitIsAboveTheTargets() {
        const auto c = makeCase(600, 1300, 8, 1);
        const auto logits = at::linear(c.hidden, c.weight, c.bias).detach();
        auto targets = logits.argmax(1);
        targets.narrow(0, 0, 250).copy_(c.targets.narrow(0, 0, 250));
        plm::LogitBuffer buffer;
        const auto withGraph = plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, targets, true, buffer);
        QVERIFY(withGraph.correct.equal(logits.argmax(1).eq(targets)));
        const at::NoGradGuard noGrad;
        const auto without = plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, targets, true, buffer);
        QVERIFY(without.correct.equal(withGraph.correct));
        QVERIFY(without.lossSum.equal(withGraph.lossSum));
        QVERIFY(!plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, targets, false, buffer).correct.defined());
    }

    void lossIsTheSameOnOneAndOnTwoThreads() {
        const auto c = makeCase(90, 1300, 8, 1);
        plm::LogitBuffer buffer;
        at::set_num_threads(2);
        const auto two = gradientsOf(c, plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, c.targets, false, buffer).lossSum);
        at::set_num_threads(1);
        const auto one = gradientsOf(c, plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, c.targets, false, buffer).lossSum);
        QVERIFY(std::abs(one.loss / two.loss - 1) < 1e-6);
        CPW_VERIFY_NEAR(one.gradients[1], two.gradients[1], 1e-5);
    }

    void frozenWordsGetNoGradientAndChangeNoOther() {
        for (const auto type : {at::kFloat, at::kDouble}) {
            const auto c = makeCase(90, 1300, 8, 1, type);
            plm::LogitBuffer buffer;
            const auto whole =
                gradientsOf(c, plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, c.targets, false, buffer).lossSum);
            const auto hidden = c.hidden.detach().clone().set_requires_grad(true),
                       bias = c.bias.detach().clone().set_requires_grad(true);
            const auto frozen = c.weight.detach().clone();
            const auto loss = plm::maskedCrossEntropy(hidden, frozen, bias, c.targets, false, buffer).lossSum;
            (loss * 0.37).backward();
            QCOMPARE(loss.item<double>(), whole.loss);
            QVERIFY(hidden.grad().equal(whole.gradients[0]) && bias.grad().equal(whole.gradients[2]));
            QVERIFY(!frozen.grad().defined());
        }
    }

    void noRowsGiveALossOfZero() {
        const auto c = makeCase(0, 30, 4, 1);
        plm::LogitBuffer buffer;
        const auto loss = plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, c.targets, true, buffer);
        QCOMPARE(loss.lossSum.item<float>(), 0.0F);
        QCOMPARE(loss.correct.numel(), 0);
        loss.lossSum.backward();
        QCOMPARE(c.weight.grad().abs().sum().item<float>(), 0.0F);
    }

    void aTargetOutsideTheVocabularyIsRefused() {
        const auto c = makeCase(3, 10, 4, 1);
        plm::LogitBuffer buffer;
        QVERIFY_EXCEPTION_THROWN(
            (void)plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, at::full({3}, 10, at::kLong), false, buffer), LogicError);
        QVERIFY_EXCEPTION_THROWN(
            (void)plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, at::zeros({2}, at::kLong), false, buffer), LogicError);
    }

    void aSecondBackwardIsRefused() {
        const auto c = makeCase(3, 10, 4, 1);
        plm::LogitBuffer buffer;
        const auto loss = plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, c.targets, false, buffer).lossSum;
        loss.backward({}, /*retain_graph=*/true);
        QVERIFY_EXCEPTION_THROWN(loss.backward(), std::exception);
    }

    void notANumberIsNotHidden() {
        const auto c = makeCase(3, 10, 4, 1);
        plm::LogitBuffer buffer;
        const at::NoGradGuard noGrad;
        c.hidden[1][2] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(std::isnan(plm::maskedCrossEntropy(c.hidden, c.weight, c.bias, c.targets, false, buffer).lossSum.item<float>()));
    }

    void exponentialsAreExactToAFewUnitsInTheLastPlace() {
        const auto logits = at::linspace(-90, 0, 4001);
        const auto work = logits.clone();
        const auto bias = at::zeros({4001});
        auto exponentials = at::empty({4001});
        plm::RowState state{-std::numeric_limits<float>::infinity(), 0};
        plm::exponentiateRow(work.mutable_data_ptr<float>(), bias.const_data_ptr<float>(), 4001,
                             exponentials.mutable_data_ptr<float>(), state);
        QCOMPARE(state.maximum, 0.0F);
        const auto exact = logits.to(at::kDouble).exp();
        const auto inRange = logits.ge(-87);
        const double worst = ((exponentials - exact) / exact).abs().masked_select(inRange).max().item<double>();
        QVERIFY2(worst < 3e-7, qPrintable(QString::number(worst)));
        QCOMPARE(exponentials.masked_select(logits.lt(-87)).abs().max().item<float>(), 0.0F);
        QVERIFY(std::abs(static_cast<double>(state.sum) / exact.sum().item<double>() - 1) < 1e-5);
    }

    void equalsTheGoldenFile() {
        const auto file = plm::loadSafetensors(cpw::test::dataPath("/golden/masked_cross_entropy.safetensors"));
        QVERIFY2(file.has_value(), file ? "" : file.error().text().c_str());
        const auto& t = file->tensors;
        // The file holds the mean over the rows whose label is not -100.
        const auto labels = t.at("labels").flatten();
        const auto rows = labels.ne(-100).nonzero().squeeze(1);
        const auto hidden = t.at("hidden").clone().set_requires_grad(true);
        const auto weight = t.at("decoder").clone().set_requires_grad(true);
        const auto bias = t.at("bias").clone().set_requires_grad(true);
        plm::LogitBuffer buffer;
        const auto loss = plm::maskedCrossEntropy(hidden.flatten(0, 1).index_select(0, rows), weight, bias,
                                                  labels.index_select(0, rows), false, buffer)
                              .lossSum /
                          static_cast<double>(rows.numel());
        loss.backward();
        CPW_VERIFY_NEAR(loss.detach().view({1}), t.at("loss"), 1e-5);
        CPW_VERIFY_NEAR(hidden.grad(), t.at("grad.hidden"), 1e-5);
        CPW_VERIFY_NEAR(weight.grad(), t.at("grad.decoder"), 1e-5);
        CPW_VERIFY_NEAR(bias.grad(), t.at("grad.bias"), 1e-5);
    }
};

QTEST_APPLESS_MAIN(MaskedCrossEntropyTest)
#include "tst_masked_cross_entropy.moc"
