// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "app/shared/reference_kernels.h"
#include "core/base/reference_kernels.h"
#include "core/nn/float_on_processor.h"
#include "core/nn/norm_rows.h"
#include "core/nn/vector_gelu.h"
#include "core/plm/encoder.h"
#include "core/plm/sentence_attention.h"

#include <ATen/Parallel.h>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace cpw;
using namespace cpw::testing;
using Last = plm::EncoderWanted::Last;

namespace {

constexpr std::int64_t kLayers = 3, kRows = 5;

struct EncoderCase {
    std::int64_t hidden, heads, feedForward, tokens, prompts;
    const char* activation;
};

plm::PlmConfig configOf(const EncoderCase& of) {
    plm::PlmConfig config;
    config.vocabularySize = 50;
    config.hidden = of.hidden;
    config.layers = kLayers;
    config.heads = of.heads;
    config.feedForward = of.feedForward;
    config.maximumPositions = 64;
    config.initializerRange = 0.3;
    config.activation = of.activation;
    return config;
}

/// One encoder in single and in double precision, of which the second takes LibTorch's operations, and what both read.
struct Twins {
    explicit Twins(const EncoderCase& of)
        : single(configOf(of), 0), twice(configOf(of), 0), ids(at::randint(1, 50, {kRows, of.tokens}, at::kLong)) {
        const at::NoGradGuard noGrad;
        for (const auto& parameter : single->parameters()) // norms and biases too
            parameter.add_(0.1 * at::randn_like(parameter));
        copyInDouble(*single, *twice);
        single->eval();
        twice->eval();
        if (of.prompts == 0)
            return;
        const std::vector<std::int64_t> sizes{kLayers, kRows, of.heads, of.prompts, of.hidden / of.heads};
        const auto keys = at::randn(sizes), values = at::randn(sizes);
        prompts = plm::SoftPrompts(plm::PromptPrefix(keys, values));
        promptsTwice = plm::SoftPrompts(plm::PromptPrefix(keys.to(at::kDouble), values.to(at::kDouble)));
    }

    at::Tensor fast(const plm::EncoderWanted& wanted, const at::Tensor& mask = {}) {
        const at::NoGradGuard noGrad;
        return single->forward({ids, mask}, prompts, wanted).last;
    }
    at::Tensor exact(const plm::EncoderWanted& wanted, const at::Tensor& mask = {}) {
        const at::NoGradGuard noGrad;
        return twice->forward({ids, mask}, promptsTwice, wanted).last;
    }

    plm::BertEncoder single, twice;
    at::Tensor ids;
    plm::SoftPrompts prompts, promptsTwice;
};

plm::EncoderWanted wantedOf(Last last, std::int64_t tokens) {
    plm::EncoderWanted wanted;
    wanted.last = last;
    if (last == Last::Positions)
        wanted.positions = at::arange(tokens / 2, kRows * tokens, 3, at::kLong);
    return wanted;
}

} // namespace

class FastEncoderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(11); }
    void cleanup() { setReferenceKernels(false); }

    void geluAndItsSlopeEqualTheirDefinitions() {
        std::vector<float> values;
        for (int i = -90'000; i <= 90'000; ++i)
            values.push_back(static_cast<float>(i) * 1e-4F);
        const auto count = static_cast<std::int64_t>(values.size());
        auto found = values, slopes = values;
        nn::geluInPlace(found.data(), count);
        std::vector<float> again(values.size());
        nn::geluAndSlope(slopes.data(), again.data(), count);
        QCOMPARE(again, found);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double x = values[i], below = 0.5 * std::erfc(-x / std::sqrt(2.0));
            QVERIFY2(std::abs(found[i] - x * below) <= 4e-7, qPrintable(QString::number(x)));
            const double slope = below + x * std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0));
            QVERIFY2(std::abs(slopes[i] - slope) <= 5e-7, qPrintable(QString::number(x)));
        }
        float odd[] = {std::numeric_limits<float>::quiet_NaN(), 50, -50, 0}, output[4];
        nn::geluAndSlope(odd, output, 4);
        QVERIFY(std::isnan(output[0]) && std::isnan(odd[0]));
        QCOMPARE(output[1], 50.0F);
        QCOMPARE(odd[1], 1.0F);
        QCOMPARE(output[2], 0.0F); // less than any number of single precision
        QCOMPARE(odd[2], 0.0F);
        QCOMPARE(output[3], 0.0F);
        QVERIFY(std::abs(odd[3] - 0.5F) < 1e-6F);
    }

    void normOfSumEqualsLibTorchs() {
        for (const std::int64_t rows : {1, 31, 33, 70}) {
            const std::int64_t width = 24;
            const auto first = at::randn({rows, width}) * 3 + 5, wide = at::randn({rows, 2 * width}),
                       second = wide.narrow(1, 0, width);
            const auto weight = at::randn({width}), bias = at::randn({width});
            const auto exact = at::layer_norm(first.to(at::kDouble) + second.to(at::kDouble), {width}, weight.to(at::kDouble),
                                              bias.to(at::kDouble), 1e-12);
            const auto found = first.clone(); // in place
            nn::normalizeSum({found.data_ptr<float>(), second.data_ptr<float>(), second.stride(0), weight.data_ptr<float>(),
                              bias.data_ptr<float>(), found.data_ptr<float>(), width, 1e-12},
                             rows);
            CPW_VERIFY_NEAR(found, exact, 1e-5);
        }
    }

    void attentionOfASentenceEqualsLibTorchs_data() {
        QTest::addColumn<int>("tokens");
        QTest::addColumn<int>("queries");
        QTest::addColumn<int>("prompts");
        for (const int tokens : {1, 7, 8, 29})
            for (const int prompts : {0, 1, 5, 8, 17}) {
                QTest::addRow("%d tokens, %d prompts", tokens, prompts) << tokens << tokens << prompts;
                QTest::addRow("%d tokens, %d prompts, first alone", tokens, prompts) << tokens << 1 << prompts;
            }
    }
    void attentionOfASentenceEqualsLibTorchs() {
        QFETCH(int, tokens);
        QFETCH(int, queries);
        QFETCH(int, prompts);
        const plm::SentenceShape shape{3, 8, tokens, queries, prompts};
        const auto query = at::randn({queries, 24}), key = at::randn({tokens, 24}), value = at::randn({tokens, 24});
        const auto promptKeys = at::randn({3, prompts, 8}), promptValues = at::randn({3, prompts, 8});
        const auto heads = [](const at::Tensor& states) {
            return states.to(at::kDouble).view({-1, 3, 8}).transpose(0, 1);
        }; // [H, T, D]
        const auto expected = at::scaled_dot_product_attention(
                                  heads(query).unsqueeze(0), at::cat({promptKeys.to(at::kDouble), heads(key)}, 1).unsqueeze(0),
                                  at::cat({promptValues.to(at::kDouble), heads(value)}, 1).unsqueeze(0))
                                  .squeeze(0)
                                  .transpose(0, 1)
                                  .flatten(1); // [Q, 24]
        const auto mixed = at::full({queries, 24}, 1e6F);
        std::vector<float> scratch(static_cast<std::size_t>(plm::attentionScratch(shape)),
                                   std::numeric_limits<float>::quiet_NaN());
        const plm::SentenceRows rows{query.data_ptr<float>(),      key.data_ptr<float>(),          value.data_ptr<float>(),
                                     promptKeys.data_ptr<float>(), promptValues.data_ptr<float>(), mixed.data_ptr<float>()};
        for (int round = 0; round < 2; ++round) { // what a sentence left in the scratch does not matter
            plm::attendSentence(shape, rows, scratch.data());
            CPW_VERIFY_NEAR(mixed, expected, 1e-6);
        }
    }

    void withoutGradientsTheEncoderGivesTheSame_data() {
        QTest::addColumn<int>("of");
        for (int of = 0; of < 7; ++of)
            QTest::addRow("case %d", of) << of;
    }
    void withoutGradientsTheEncoderGivesTheSame() {
        // A head of 12 takes LibTorch's attention, a hidden size of 12 its norms too.
        static const EncoderCase kCases[] = {
            {32, 2, 40, 13, 5, "gelu"}, {32, 4, 64, 1, 0, "gelu"}, {32, 4, 64, 40, 8, "relu"},  {24, 2, 33, 9, 3, "gelu_new"},
            {24, 1, 48, 17, 0, "gelu"}, {12, 3, 20, 6, 2, "gelu"}, {64, 8, 2048, 60, 5, "gelu"}};
        QFETCH(int, of);
        Twins twins(kCases[of]);
        for (const auto last : {Last::All, Last::First, Last::Positions}) {
            const auto wanted = wantedOf(last, kCases[of].tokens);
            const auto found = twins.fast(wanted);
            CPW_VERIFY_NEAR(found, twins.exact(wanted), 5e-5);
            const int threads = at::get_num_threads();
            at::set_num_threads(3);
            const auto onThree = twins.fast(wanted);
            const bool isSame =
                at::equal(onThree, twins.fast(wanted)); // LibTorch's small products differ between numbers of threads
            at::set_num_threads(threads);
            QVERIFY(isSame);
            CPW_VERIFY_NEAR(onThree, twins.exact(wanted), 5e-5);
        }
    }

    void paddedSentencesTakeLibTorchsAttention() {
        const EncoderCase of{32, 2, 40, 13, 5, "gelu"};
        Twins twins(of);
        const auto mask = at::arange(of.tokens).unsqueeze(0).lt(at::tensor({13, 4, 1, 9, 12}).unsqueeze(1)); // [B, T]
        const auto wanted = wantedOf(Last::First, of.tokens);
        CPW_VERIFY_NEAR(twins.fast(wanted, mask), twins.exact(wanted, mask), 2e-5);
    }

    /// With the switch every number is LibTorch's, as where a gradient is asked for.
    void theSwitchTakesLibTorchsOperations() {
        const EncoderCase of{32, 2, 40, 13, 5, "gelu"};
        Twins twins(of);
        const auto wanted = wantedOf(Last::All, of.tokens);
        const auto asForGradients = twins.single->forward({twins.ids, {}}, twins.prompts, wanted).last.detach();
        QVERIFY(!at::equal(twins.fast(wanted), asForGradients)); // or there would be nothing to switch
        setReferenceKernels(true);
        QVERIFY(at::equal(twins.fast(wanted), asForGradients));
        QVERIFY(!nn::isFloatOnProcessor(asForGradients));
    }

    void theEnvironmentThrowsTheSwitch() {
        qputenv("CLICKPROMPT_REFERENCE_KERNELS", "1");
        app::readReferenceKernels();
        QVERIFY(usesReferenceKernels());
        qputenv("CLICKPROMPT_REFERENCE_KERNELS", "0");
        app::readReferenceKernels();
        QVERIFY(!usesReferenceKernels());
        qunsetenv("CLICKPROMPT_REFERENCE_KERNELS");
        app::readReferenceKernels();
        QVERIFY(!usesReferenceKernels());
    }
};

QTEST_APPLESS_MAIN(FastEncoderTest)
#include "tst_fast_encoder.moc"
