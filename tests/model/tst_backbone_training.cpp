// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/backbone_cases.h"
#include "tests/support/gradient_check.h"

#include "core/clickprompt/click_prompt_model.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

namespace {

/// One AdamW state for every parameter, as plain as can be.
class PlainAdam {
public:
    explicit PlainAdam(torch::nn::Module& module) {
        for (const auto& parameter : module.parameters()) {
            parameter.set_requires_grad(true);
            m_parameters.push_back(parameter.detach());
            m_leaves.push_back(parameter);
            m_first.push_back(at::zeros_like(m_parameters.back()));
            m_second.push_back(at::zeros_like(m_parameters.back()));
            m_steps.push_back(at::zeros({}, at::kFloat));
        }
    }

    void step(const at::Tensor& loss, double rate) {
        for (auto& leaf : m_leaves)
            leaf.mutable_grad() = at::Tensor();
        loss.backward();
        std::vector<at::Tensor> gradients;
        for (auto& leaf : m_leaves)
            gradients.push_back(leaf.grad().defined() ? leaf.grad() : at::zeros_like(leaf));
        const at::NoGradGuard noGrad;
        at::_foreach_add_(m_steps, 1);
        at::_fused_adamw_(m_parameters, gradients, m_first, m_second, {}, m_steps, rate, 0.9, 0.999, 0.0, 1e-8, false, false);
    }

private:
    std::vector<at::Tensor> m_leaves, m_parameters, m_first, m_second, m_steps;
};

clickprompt::ClickPromptOptions modelOptions(const std::string& id, bool hasText) {
    clickprompt::ClickPromptOptions options;
    options.shape = {3, 15};
    options.backbone = {id, smallOptions(id)};
    options.prompts.count = 2;
    if (!hasText)
        return options;
    plm::PlmConfig config;
    config.vocabularySize = 11;
    config.hidden = 6;
    config.layers = 2;
    config.heads = 2;
    config.feedForward = 5;
    config.maximumPositions = 12;
    config.initializerRange = 0.4;
    options.plm = config;
    return options;
}

clickprompt::ModelBatch textBatch() {
    clickprompt::ModelBatch batch;
    const auto unique = at::_unique2(someIds(), true, true, false);
    batch.fields = {someIds(), std::get<0>(unique), std::get<1>(unique)};
    batch.tokens.ids = at::tensor({1, 5, 3, 7, 2, 1, 9, 2, 0, 0, 1, 4, 8, 2, 0, 1, 6, 2, 0, 0}, at::kLong).view({4, 5});
    batch.tokens.mask = batch.tokens.ids.ne(0);
    batch.maskedPositions = at::tensor({1, 3, 6, 12}, at::kLong);
    batch.maskedTargets = at::tensor({5, 8, 9, 10}, at::kLong);
    batch.labels = at::tensor({1.0F, 0.0F, 0.0F, 1.0F});
    return batch;
}

} // namespace

class BackboneTrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(21); }

    void gradientsMatchFiniteDifferences_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<OptionValues>("more");
        for (const auto& entry : ctr::backbones())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id) << OptionValues{};
        const OptionValues noTower{{"tower_layers", std::int64_t(0)}};
        for (const char* id : {"dcn", "dcn_v2", "autoint", "xdeepfm", "fgcnn", "fibinet", "gdcn"})
            QTest::addRow("%s without tower", id) << id << noTower;
        QTest::newRow("one map layer") << "xdeepfm" << OptionValues{{"cin_maps", list({3})}};
        QTest::newRow("three map layers") << "xdeepfm" << OptionValues{{"cin_maps", list({3, 2, 2})}};
        QTest::newRow("one matrix") << "fibinet" << OptionValues{{"bilinear", std::string("field_all")}};
        QTest::newRow("matrix of each field") << "fibinet" << OptionValues{{"bilinear", std::string("field_each")}};
        QTest::newRow("separate graph steps") << "fignn" << OptionValues{{"shared_layer", false}};
        QTest::newRow("graph without residual") << "fignn" << OptionValues{{"residual", false}};
        QTest::newRow("norm last") << "transformer" << OptionValues{{"norm_first", false}};
        QTest::newRow("stacked") << "gdcn" << OptionValues{{"structure", std::string("stacked")}};
        QTest::newRow("no gates") << "final_mlp" << OptionValues{{"use_gates", false}};
        QTest::newRow("batch norm") << "dnn"
                                    << OptionValues{{"tower_batch_norm", true}, {"tower_activation", std::string("silu")}};
        QTest::newRow("one pooled block") << "fgcnn"
                                          << OptionValues{
                                                 {"channels", list({2})}, {"pooling", list({3})}, {"new_maps", list({1})}};
    }
    void gradientsMatchFiniteDifferences() {
        QFETCH(QString, id);
        QFETCH(OptionValues, more);
        auto backbone = makeBackbone(id.toStdString(), with(smallOptions(id.toStdString()), more));
        for (const auto& item : backbone->named_parameters())
            // Linear terms and biases start at zero; a relu of zero has no derivative.
            if (item.value().dim() == 1 || item.key().starts_with("linear."))
                item.value().detach().normal_(0, 0.5);
        const auto leaves = leavesOf(*backbone);
        CPW_VERIFY_GRADIENTS(leaves, [&] { return mixOutputs(backbone->forward({someIds(), {}, {}}), mixture); });
    }

    void everyParameterHasAGradient_data() { CPW_EACH_BACKBONE(); }
    void everyParameterHasAGradient() {
        QFETCH(QString, id);
        // Defaults: what a user gets. Batch norm takes the gradient of a bias before it away, up to rounding.
        auto backbone = makeBackbone(id.toStdString(), {}, {8, 40});
        for (const auto& parameter : backbone->parameters())
            parameter.set_requires_grad(true);
        const auto output = backbone->forward({at::randint(0, 40, {64, 8}, at::kLong), {}, {}});
        mixOutputs(output, mixture).backward();
        for (const auto& item : backbone->named_parameters()) {
            const auto& gradient = item.value().grad();
            QVERIFY2(gradient.defined() && gradient.isfinite().all().item<bool>(), item.key().c_str());
            if (!item.key().ends_with("convolution.bias"))
                QVERIFY2(gradient.abs().max().item<double>() > 0, item.key().c_str());
        }
    }

    void rowWiseTrainingSeesTheSameNumbersAsDense_data() { CPW_EACH_BACKBONE(); }
    void rowWiseTrainingSeesTheSameNumbersAsDense() {
        QFETCH(QString, id);
        auto backbone = makeBackbone(id.toStdString(), smallOptions(id.toStdString()));
        backbone->eval(); // no running statistics between the two passes
        const auto unique = at::_unique2(someIds(), true, true, false);
        const auto& ids = std::get<0>(unique);
        const auto byRows = backbone->forward({someIds(), ids, std::get<1>(unique)});
        mixOutputs(byRows, mixture).backward();
        std::vector<at::Tensor> rowGradients;
        for (auto table : backbone->embeddingTables()) {
            QVERIFY(table->stepRows().grad().defined());
            rowGradients.push_back(table->stepRows().grad());
            table->endStep();
            table->table.set_requires_grad(true);
        }
        const auto dense = backbone->forward({someIds(), {}, {}});
        mixOutputs(dense, mixture).backward();
        CPW_VERIFY_NEAR(byRows.representation.detach(), dense.representation.detach(), 1e-6);
        for (std::size_t i = 0; i < rowGradients.size(); ++i) {
            const auto whole = backbone->embeddingTables()[i]->table.grad();
            CPW_VERIFY_NEAR(rowGradients[i], whole.index_select(0, ids), 1e-5);
            QVERIFY(std::abs((whole.abs().sum() - rowGradients[i].abs().sum()).item<double>()) < 1e-3); // nothing elsewhere
        }
    }

    void someRowsCanBeLearntByHeart_data() { CPW_EACH_BACKBONE(); }
    void someRowsCanBeLearntByHeart() {
        QFETCH(QString, id);
        clickprompt::ClickPromptOptions options;
        options.shape = {3, 72};
        options.backbone = {id.toStdString(), smallOptions(id.toStdString())};
        if (options.backbone.options.contains("tower_width"))
            options.backbone.options["tower_width"] = std::int64_t(16);
        clickprompt::ClickPromptModel model(options);
        clickprompt::ModelBatch batch;
        // A user of its own for each of the 64 rows, four pages, four hours.
        batch.fields.ids =
            at::stack({at::arange(64, at::kLong), at::randint(64, 68, {64}, at::kLong), at::randint(68, 72, {64}, at::kLong)}, 1);
        batch.labels = at::rand({64}).lt(0.5).to(at::kFloat);
        PlainAdam adam(*model);
        double loss = 1;
        for (int step = 0; step < 600 && loss > 0.02; ++step) {
            const auto logits = model->forwardCtr(batch).joint;
            const auto value = at::binary_cross_entropy_with_logits(logits, batch.labels);
            loss = value.item<double>();
            adam.step(value, 0.02);
        }
        QVERIFY2(loss <= 0.02, qPrintable(QString::number(loss)));
    }

    void promptsWorkFromEveryBackbone_data() { CPW_EACH_BACKBONE(); }
    void promptsWorkFromEveryBackbone() {
        QFETCH(QString, id);
        clickprompt::ClickPromptModel model(modelOptions(id.toStdString(), true));
        const auto batch = textBatch();
        const auto checkTables = [&](const char* pass, bool isWholeUsed) {
            for (auto table : model->embeddingTables()) {
                const auto gradient = table->stepRows().defined() ? table->stepRows().grad() : at::Tensor();
                // DeepFM's and FM's linear term is no part of FM's representation.
                const bool isUsed = isWholeUsed || table->table.size(1) > 1 || id != QStringLiteral("fm");
                QVERIFY2(!isUsed || (gradient.defined() && gradient.abs().sum().item<double>() > 0), pass);
                table->endStep();
            }
        };
        model->forwardMasked(batch, false).lossSum.backward();
        checkTables("masked tokens", false);
        const auto logits = model->forwardJoint(batch);
        QCOMPARE(logits.ctr.sizes().vec(), std::vector<std::int64_t>{4});
        QVERIFY(logits.joint.isfinite().all().item<bool>());
        at::binary_cross_entropy_with_logits(logits.joint, batch.labels).backward();
        checkTables("joint", true);
    }

    void aBackboneWithTheWholeLogitHasNoHead_data() { CPW_EACH_BACKBONE(); }
    void aBackboneWithTheWholeLogitHasNoHead() {
        QFETCH(QString, id);
        clickprompt::ClickPromptModel model(modelOptions(id.toStdString(), false));
        auto backbone = makeBackbone(id.toStdString(), smallOptions(id.toStdString()));
        const bool hasHead = model->named_parameters().contains("ctr_head.output.weight");
        QCOMPARE(hasHead, backbone->headInputSize() > 0);
        QCOMPARE(model->forwardCtr(textBatch()).ctr.sizes().vec(), std::vector<std::int64_t>{4});
    }
};

QTEST_APPLESS_MAIN(BackboneTrainingTest)
#include "tst_backbone_training.moc"
