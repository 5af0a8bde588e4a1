// SPDX-License-Identifier: GPL-3.0-or-later
// Every family against transformers, by the golden files of tests/reference/golden_families.py.
#include "tests/support/gradient_check.h"

#include "core/plm/encoder.h"
#include "core/plm/pooler.h"
#include "core/plm/safetensors.h"
#include "core/plm/weight_loading.h"
#include "core/plm/weight_names.h"
#include "tests/support/test_data.h"

#include <ATen/autocast_mode.h>

#include <QDir>
#include <QtTest>

using namespace cpw;
using namespace cpw::testing;
using Last = plm::EncoderWanted::Last;

namespace {

const std::string kFolder = cpw::test::dataPath("/golden/families");

/// A family's model with its expected values.
struct Case {
    explicit Case(const QString& name, std::int64_t positionShift = 0) {
        const auto folder = std::string(kFolder) + '/' + name.toStdString();
        auto read = plm::PlmConfig::load(folder);
        if (!read)
            throw std::runtime_error(read.error().text());
        config = *read;
        encoder = plm::BertEncoder(config, positionShift);
        head = plm::MlmHead(config);
        auto loaded = plm::loadHuggingFaceFolder(folder, encoder, head);
        if (!loaded)
            throw std::runtime_error(loaded.error().text());
        report = *loaded;
        encoder->eval();
        head->eval();
        expected = plm::loadSafetensors(folder + "/cases.safetensors")->tensors;
    }

    [[nodiscard]] plm::TokenBatch padded() const { return {of("token_ids"), of("token_mask").to(at::kBool)}; }
    [[nodiscard]] const at::Tensor& of(const std::string& name) const { return expected.at(name); }
    [[nodiscard]] at::Tensor statesOf(const plm::TokenBatch& tokens, const plm::SoftPrompts& prompts) {
        return at::stack(encoder->forward(tokens, prompts, {.positions = {}, .hiddenStates = true}).hiddenStates);
    }
    [[nodiscard]] at::Tensor maskedLoss(const plm::SoftPrompts& prompts) {
        const auto picked = encoder->forward(
            padded(), prompts, {.last = Last::Positions, .positions = of("masked_positions"), .sparseWordGradient = true});
        return head->loss(picked.last, encoder->wordEmbeddings(), of("masked_targets"), false).lossSum;
    }
    [[nodiscard]] at::Tensor parameter(const std::string& fileName) {
        const auto name = plm::classifyWeight(config.family, fileName).name;
        return name.starts_with("encoder.") ? encoder->named_parameters()[name.substr(8)] : head->named_parameters()[name.substr(9)];
    }

    plm::PlmConfig config;
    plm::BertEncoder encoder{nullptr};
    plm::MlmHead head{nullptr};
    plm::WeightReport report;
    plm::NamedTensors expected;
};

double toleranceFor(const at::Tensor& expected) {
    return 1e-5 * std::max(1.0, expected.abs().max().item<double>());
}

at::Tensor withoutPadding(const at::Tensor& states, const at::Tensor& mask) {
    return states * mask.unsqueeze(0).unsqueeze(3); // [L + 1, B, T, hidden]
}

struct Prompts {
    std::vector<std::pair<std::string, at::Tensor>> leaves;
    plm::SoftPrompts prompts;
};

Prompts promptsOf(const Case& family, const std::string& form) {
    const auto leaf = [&](const std::string& name) {
        return std::pair(name, family.of("prompt_" + name).clone().set_requires_grad(true));
    };
    if (form == "prefix") {
        const auto keys = leaf("keys"), values = leaf("values");
        return {{keys, values}, plm::PromptPrefix(keys.second, values.second)};
    }
    if (form == "layer_hidden") {
        const auto states = leaf("hidden");
        return {{states}, plm::SoftPrompts::layerHidden(states.second)};
    }
    const auto input = leaf("input");
    return {{input}, plm::SoftPrompts::input(input.second)};
}

} // namespace

class FamiliesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWholeModelIsLoaded_data() { addFamilies(); }
    void aWholeModelIsLoaded() {
        QFETCH(QString, family);
        Case found(family);
        QVERIFY(found.report.hasMlmHead);
        QVERIFY(found.report.missing.empty() && found.report.unexpected.empty() && found.report.mismatched.empty());
        QCOMPARE(found.report.loaded.size(), found.encoder->parameters().size() + found.head->parameters().size());
        QCOMPARE(found.encoder->named_parameters().contains("embeddings.token_type_embeddings.weight"),
                 found.config.family != plm::PlmFamily::DistilBert);
    }

    void hiddenStatesOfAPaddedBatchEqualTransformers_data() { addFamilies(); }
    void hiddenStatesOfAPaddedBatchEqualTransformers() {
        QFETCH(QString, family);
        Case found(family);
        const at::NoGradGuard noGrad;
        const auto& mask = found.of("token_mask");
        const auto& states = found.of("hidden_states");
        QCOMPARE(states.size(0), found.config.layers + 1);
        CPW_VERIFY_NEAR(withoutPadding(found.statesOf(found.padded(), {}), mask), withoutPadding(states, mask), 1e-5);
        const auto last = found.encoder->forward(found.padded(), {}, {}).last;
        const auto logits = found.head->logits(last, found.encoder->wordEmbeddings());
        CPW_VERIFY_NEAR(logits * mask.unsqueeze(2), found.of("mlm_logits") * mask.unsqueeze(2), toleranceFor(found.of("mlm_logits")));
    }

    void aBatchWithoutPaddingEqualsTransformers_data() { addFamilies(); }
    /// One token of it is the padding id all the same, which RoBERTa does not count.
    void aBatchWithoutPaddingEqualsTransformers() {
        QFETCH(QString, family);
        Case found(family);
        const at::NoGradGuard noGrad;
        const plm::TokenBatch tokens{found.of("whole.token_ids"), {}};
        const auto states = found.statesOf(tokens, {});
        CPW_VERIFY_NEAR(states, found.of("whole.hidden_states"), 1e-5);
        CPW_VERIFY_NEAR(found.head->logits(states[-1], found.encoder->wordEmbeddings()), found.of("whole.mlm_logits"),
                        toleranceFor(found.of("whole.mlm_logits")));
    }

    void gradientsOfEveryParameterEqualTransformers_data() { addFamilies(); }
    void gradientsOfEveryParameterEqualTransformers() {
        QFETCH(QString, family);
        Case found(family);
        const auto loss = found.maskedLoss({});
        CPW_VERIFY_NEAR(loss, found.of("masked_loss"), toleranceFor(found.of("masked_loss")));
        loss.backward();
        std::size_t compared = 0;
        for (const auto& [name, gradient] : found.expected) {
            if (!name.starts_with("grad."))
                continue;
            ++compared;
            const auto own = found.parameter(name.substr(5)).grad();
            const auto difference = own.defined() ? largestDifference(own.to_dense(), gradient) : gradient.abs().max().item<double>();
            QVERIFY2(difference <= toleranceFor(gradient), qPrintable(QStringLiteral("%1 by %2").arg(name.c_str()).arg(difference)));
        }
        QCOMPARE(compared, found.report.loaded.size());
    }

    void promptsOfEveryFormEqualTheReference_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("form");
        QTest::addColumn<bool>("isShifted");
        for (const auto& family : families())
            for (const char* form : {"prefix", "layer_hidden", "input"})
                for (const bool isShifted : {false, true})
                    QTest::addRow("%s, %s%s", qPrintable(family), form, isShifted ? ", shifted" : "") << family << form << isShifted;
    }
    void promptsOfEveryFormEqualTheReference() {
        QFETCH(QString, family);
        QFETCH(QString, form);
        QFETCH(bool, isShifted);
        const auto key = form.toStdString() + (isShifted ? "_shifted" : "");
        Case found(family, isShifted ? 3 : 0);
        const auto given = promptsOf(found, form.toStdString());
        const auto& mask = found.of("token_mask");
        const auto& states = found.of(key + ".hidden_states");
        {
            const at::NoGradGuard noGrad;
            CPW_VERIFY_NEAR(withoutPadding(found.statesOf(found.padded(), given.prompts), mask), withoutPadding(states, mask),
                            toleranceFor(states));
        }
        const auto again = promptsOf(found, form.toStdString());
        found.maskedLoss(again.prompts).backward();
        for (const auto& [name, leaf] : again.leaves)
            CPW_VERIFY_NEAR(leaf.grad(), found.of(key + ".grad." + name), toleranceFor(found.of(key + ".grad." + name)));
    }

    void paddingChangesNothing_data() { addFamilies(); }
    /// Each row alone gives what it gives in the padded batch, pooled by the mean too.
    void paddingChangesNothing() {
        QFETCH(QString, family);
        Case found(family);
        const at::NoGradGuard noGrad;
        const auto batch = found.padded();
        const auto together = found.encoder->forward(batch, {}, {}).last;
        const auto pooled = plm::poolMean(together, batch.mask);
        for (std::int64_t row = 0; row < batch.ids.size(0); ++row) {
            const auto length = batch.mask[row].sum().item<std::int64_t>();
            const auto alone = found.encoder->forward({batch.ids.narrow(0, row, 1).narrow(1, 0, length), {}}, {}, {}).last;
            CPW_VERIFY_NEAR(alone[0], together[row].narrow(0, 0, length), 5e-6);
            CPW_VERIFY_NEAR(plm::poolMean(alone, {})[0], pooled[row], 5e-6);
        }
    }

    void bfloat16WeightsGiveNearlyTheSame_data() { addFamilies(); }
    void bfloat16WeightsGiveNearlyTheSame() {
        QFETCH(QString, family);
        Case found(family);
        const at::NoGradGuard noGrad;
        found.encoder->to(at::kBFloat16);
        const auto& mask = found.of("token_mask");
        const auto states = found.statesOf(found.padded(), {});
        QCOMPARE(states.scalar_type(), at::kBFloat16);
        const auto difference = withoutPadding(states.to(at::kFloat) - found.of("hidden_states"), mask);
        QVERIFY(difference.abs().mean().item<double>() < 0.03 && difference.abs().max().item<double>() < 0.5);
    }

    void autocastOnACardGivesNearlyTheSame_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<bool>("isHalf");
        for (const auto& family : families())
            for (const bool isHalf : {false, true})
                QTest::addRow("%s, %s", qPrintable(family), isHalf ? "float16" : "bfloat16") << family << isHalf;
    }
    void autocastOnACardGivesNearlyTheSame() {
        QFETCH(QString, family);
        QFETCH(bool, isHalf);
        if (!at::hasCUDA())
            QSKIP("no CUDA card");
        Case found(family);
        found.encoder->to(at::kCUDA);
        found.head->to(at::kCUDA);
        const auto tokens = found.padded();
        const plm::TokenBatch onCard{tokens.ids.to(at::kCUDA), tokens.mask.to(at::kCUDA)};
        at::autocast::set_autocast_dtype(at::kCUDA, isHalf ? at::kHalf : at::kBFloat16);
        at::autocast::set_autocast_enabled(at::kCUDA, true);
        const auto picked = found.encoder->forward(
            onCard, {}, {.last = Last::Positions, .positions = found.of("masked_positions").to(at::kCUDA), .sparseWordGradient = true});
        const auto loss =
            found.head->loss(picked.last, found.encoder->wordEmbeddings(), found.of("masked_targets").to(at::kCUDA), false).lossSum;
        at::autocast::set_autocast_enabled(at::kCUDA, false);
        at::autocast::clear_cache();
        loss.backward();
        const auto expected = found.of("masked_loss").item<double>();
        QVERIFY(std::abs(loss.item<double>() - expected) < 0.05 * expected);
        for (const auto& [name, gradient] : found.expected)
            if (name.starts_with("grad."))
                QVERIFY2(at::isfinite(found.parameter(name.substr(5)).grad().to_dense()).all().item<bool>(), name.c_str());
    }

    void textsLongerThanThePositionsAreRefused_data() { addFamilies(); }
    void textsLongerThanThePositionsAreRefused() {
        QFETCH(QString, family);
        Case found(family);
        const auto positions = found.config.textPositions();
        QCOMPARE(positions, 192);
        const at::NoGradGuard noGrad;
        (void)found.encoder->forward({at::full({1, positions}, 5, at::kLong), {}}, {}, {});
        QVERIFY_EXCEPTION_THROWN((void)found.encoder->forward({at::full({1, positions + 1}, 5, at::kLong), {}}, {}, {}), LogicError);
    }

    void aWrittenConfigReadsBackEqual_data() { addFamilies(); }
    void aWrittenConfigReadsBackEqual() {
        QFETCH(QString, family);
        const Case found(family);
        const auto again = plm::PlmConfig::fromJson(found.config.toJson());
        QVERIFY2(again.has_value(), again ? "" : again.error().text().c_str());
        QCOMPARE(again->toJson(), found.config.toJson());
        QCOMPARE(again->family, found.config.family);
    }

    void everyParameterHasAHuggingFaceNameThatLeadsBack_data() { addFamilies(); }
    void everyParameterHasAHuggingFaceNameThatLeadsBack() {
        QFETCH(QString, family);
        const Case found(family);
        const auto file = plm::loadSafetensors(std::string(kFolder) + '/' + family.toStdString() + "/model.safetensors");
        QVERIFY(file.has_value());
        for (const auto& name : found.report.loaded) {
            const auto theirs = plm::huggingFaceName(found.config.family, name);
            QVERIFY2(theirs.has_value(), name.c_str());
            QVERIFY2(file->tensors.contains(*theirs), theirs->c_str());
            QCOMPARE(plm::classifyWeight(found.config.family, *theirs).name, name);
        }
    }

private:
    static QStringList families() {
        const auto names = QDir(QString::fromStdString(kFolder)).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        if (names.size() < 7)
            throw std::runtime_error("golden files of families are missing");
        return names;
    }
    static void addFamilies() {
        QTest::addColumn<QString>("family");
        for (const auto& family : families())
            QTest::newRow(qPrintable(family)) << family;
    }
};

QTEST_APPLESS_MAIN(FamiliesTest)
#include "tst_families.moc"
