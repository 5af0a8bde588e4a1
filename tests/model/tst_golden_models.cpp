// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "core/clickprompt/click_prompt_model.h"
#include "core/plm/safetensors.h"
#include "tests/support/test_data.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace cpw;
using namespace cpw::testing;
using clickprompt::ClickPromptModel;

namespace {

const std::string kFolder = cpw::test::dataPath("/golden");

template <class E>
E choice(const QJsonObject& object, const char* key) {
    const auto value = enumFromId<E>(object[key].toString().toStdString());
    if (!value)
        throw std::runtime_error(std::string(key) + " of a golden file is not known");
    return *value;
}

OptionValues optionsFrom(const QJsonObject& object) {
    OptionValues values;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isBool())
            values[it.key().toStdString()] = it->toBool();
        else if (it->isString())
            values[it.key().toStdString()] = it->toString().toStdString();
        else if (it->toDouble() == std::floor(it->toDouble()))
            values[it.key().toStdString()] = static_cast<std::int64_t>(it->toDouble());
        else
            values[it.key().toStdString()] = it->toDouble();
    }
    return values;
}

clickprompt::ClickPromptOptions optionsOf(const QJsonObject& spec) {
    clickprompt::ClickPromptOptions options;
    for (const auto& count : spec["cardinalities"].toArray().toVariantList())
        options.shape = {options.shape.fieldCount + 1, options.shape.featureCount + count.toLongLong()};
    const auto backbone = spec["backbone"].toObject(), prompts = spec["prompts"].toObject(), plm = spec["plm"].toObject();
    options.backbone = {backbone["id"].toString().toStdString(), optionsFrom(backbone["options"].toObject())};
    options.prompts = {.count = prompts["count"].toInt(),
                       .form = choice<spec::PromptForm>(prompts, "form"),
                       .positions = choice<spec::PromptPositions>(prompts, "positions"),
                       .projector = choice<spec::ProjectorKind>(prompts, "projector"),
                       .ctrLogit = choice<spec::CtrLogit>(prompts, "ctr_logit")};
    options.pooler = choice<spec::Pooler>(plm, "pooler");
    options.fusion = choice<spec::FusionKind>(spec, "fusion");
    const auto scratch = plm["scratch"].toObject();
    plm::PlmConfig config;
    config.vocabularySize = spec["vocabulary_size"].toInt();
    config.layers = scratch["layers"].toInt();
    config.hidden = scratch["hidden"].toInt();
    config.heads = scratch["heads"].toInt();
    config.feedForward = scratch["feed_forward"].toInt();
    config.maximumPositions = scratch["maximum_positions"].toInt();
    config.layerNormEpsilon = scratch["layer_norm_epsilon"].toDouble();
    options.plm = config;
    return options;
}

plm::SafetensorsFile load(const QString& name) {
    auto file = plm::loadSafetensors(kFolder + '/' + name.toStdString());
    if (!file)
        throw std::runtime_error(file.error().text());
    return std::move(*file);
}

/// Largest difference as a share of the largest expected number (at least 1).
double relativeDifference(const at::Tensor& found, const at::Tensor& expected) {
    const auto scale = expected.numel() == 0 ? 1.0 : std::max(1.0, expected.abs().max().item<double>());
    return largestDifference(found.reshape(expected.sizes()), expected) / scale;
}

class Case {
public:
    Case(const QString& file, at::ScalarType type)
        : m_text(load("model_text_side.safetensors")), m_own(load(file)), m_type(type) {
        spec = QJsonDocument::fromJson(QByteArray::fromStdString(m_own.metadata.at("case"))).object();
        if (!ctr::findBackbone(spec["backbone"].toObject()["id"].toString().toStdString()))
            return;
        model = ClickPromptModel(optionsOf(spec));
        model->to(type);
        const at::NoGradGuard noGrad;
        for (const auto& item : model->named_parameters()) {
            const auto name = "weight." + item.key();
            const auto& source = m_own.tensors.contains(name) ? m_own.tensors : m_text.tensors;
            item.value().copy_(source.at(name)); // a missing weight or another shape throws
            item.value().set_requires_grad(true);
        }
        for (const auto& [name, tensor] : m_own.tensors)
            if (name.starts_with("weight.") && !model->named_parameters().contains(name.substr(7)))
                throw std::runtime_error(name + " is not a parameter of the model");
    }

    [[nodiscard]] clickprompt::ModelBatch batch(bool isMasked) const {
        clickprompt::ModelBatch batch;
        batch.fields.ids = m_own.tensors.at("field_ids");
        batch.tokens = {m_text.tensors.at(isMasked ? "masked_token_ids" : "token_ids"),
                        m_text.tensors.at("token_mask").to(at::kBool)};
        batch.labels = m_text.tensors.at("labels").to(m_type);
        batch.maskedPositions = m_text.tensors.at("masked_positions");
        batch.maskedTargets = m_text.tensors.at("masked_targets");
        return batch;
    }
    [[nodiscard]] bool has(const std::string& name) const { return m_own.tensors.contains(name); }
    [[nodiscard]] const at::Tensor& expected(const std::string& name) const { return m_own.tensors.at(name); }
    /// Names of what differs by more than the tolerance, after loss.backward(). A parameter without a stored gradient has none.
    [[nodiscard]] QStringList wrongGradients(const std::string& prefix, double tolerance) const {
        QStringList wrong;
        int compared = 0;
        for (const auto& item : model->named_parameters()) {
            const auto name = prefix + item.key();
            const bool isLeftOut =
                !spec["masked"].toBool() && (item.key().starts_with("encoder.") || item.key().starts_with("mlm_head."));
            if (isLeftOut)
                continue;
            const auto found = item.value().grad().defined() ? item.value().grad().to_dense() : at::zeros_like(item.value());
            const auto wanted = has(name) ? expected(name) : at::zeros_like(item.value());
            compared += has(name) ? 1 : 0;
            const auto difference = relativeDifference(found, wanted);
            if (!(difference <= tolerance))
                wrong << QString("%1: %2").arg(QString::fromStdString(name)).arg(difference);
        }
        if (compared == 0)
            wrong << "no gradient was compared";
        return wrong;
    }

    QJsonObject spec;
    ClickPromptModel model{nullptr};

private:
    plm::SafetensorsFile m_text;
    plm::SafetensorsFile m_own;
    at::ScalarType m_type;
};

/// Both types of every file that has a tensor.
void addFilesWith(const std::string& tensor) {
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isDouble");
    for (const auto& name : QDir(QString::fromStdString(kFolder)).entryList({"model_*.safetensors"}, QDir::Files, QDir::Name))
        if (name != "model_text_side.safetensors" && load(name).tensors.contains(tensor)) {
            QTest::newRow(qPrintable(name + " float64")) << name << true;
            QTest::newRow(qPrintable(name + " float32")) << name << false;
        }
}

} // namespace

/// The whole model against an independent implementation, for every golden file of tests/reference/golden_models.py.
class GoldenModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thereAreGoldenFiles() { QVERIFY(QDir(QString::fromStdString(kFolder)).entryList({"model_*.safetensors"}, QDir::Files).size() > 30); }

    void valuesAreReproduced_data() { addFilesWith("logit"); }
    void valuesAreReproduced() {
        QFETCH(QString, file);
        QFETCH(bool, isDouble);
        Case golden(file, isDouble ? at::kDouble : at::kFloat);
        if (!golden.model)
            QSKIP("the backbone of this file is not built");
        const double tolerance = isDouble ? 1e-9 : 1e-5;
        const auto acts = golden.model->inspect(golden.batch(false), true, true);
        const auto mask = golden.batch(false).tokens.mask;
        const auto verify = [&](const char* name, const at::Tensor& found, double limit) {
            if (!golden.has(name))
                return true;
            const auto difference = relativeDifference(found, golden.expected(name));
            if (!(difference <= limit))
                qWarning("%s differs by %g", name, difference);
            return difference <= limit;
        };
        QVERIFY(golden.has("logit") && golden.has("ctr_logit") && golden.has("plm_logit") && golden.has("representation"));
        QVERIFY(verify("representation", acts.representation, tolerance));
        QVERIFY(verify("ctr_logit", acts.logits.ctr, tolerance));
        QVERIFY(verify("plm_logit", acts.logits.plm, tolerance));
        QVERIFY(verify("logit", acts.logits.joint, tolerance));
        QVERIFY(verify("prompt_keys", acts.promptKeys, tolerance));
        QVERIFY(verify("prompt_values", acts.promptValues, tolerance));
        if (golden.has("hidden_states")) {                    // rows of padding mean nothing
            const auto rows = mask.unsqueeze(0).unsqueeze(3); // [1, B, T, 1]
            QVERIFY(relativeDifference(acts.hiddenStates * rows, golden.expected("hidden_states") * rows) <= tolerance);
            const auto queries = mask.unsqueeze(0).unsqueeze(2).unsqueeze(4); // [1, B, 1, T, 1]
            QVERIFY(relativeDifference(acts.attention * queries, golden.expected("attention") * queries) <=
                    std::max(tolerance, 2e-7));
        }
        const at::NoGradGuard noGrad;
        QVERIFY(verify("logit", golden.model->forwardJoint(golden.batch(false)).joint, tolerance)); // by the short cuts
    }

    void promptVectorsAreReproduced_data() { addFilesWith("prompt_vectors"); }
    void promptVectorsAreReproduced() {
        QFETCH(QString, file);
        QFETCH(bool, isDouble);
        Case golden(file, isDouble ? at::kDouble : at::kFloat);
        if (!golden.model)
            QSKIP("the backbone of this file is not built");
        const auto acts = golden.model->inspect(golden.batch(false), true, false);
        const auto& expected = golden.expected("prompt_vectors"); // [B, M, H]
        at::Tensor found;
        if (acts.promptKeys.defined()) // two of [L, B, heads, K, D] to [B, K, L, 2, H]
            found = at::stack({acts.promptKeys, acts.promptValues}).permute({2, 4, 1, 0, 3, 5}).flatten(4);
        else
            found = acts.promptHidden.defined() ? acts.promptHidden.permute({1, 2, 0, 3}) : acts.promptInput;
        QVERIFY(relativeDifference(found, expected) <= (isDouble ? 1e-9 : 1e-5));
    }

    void jointGradientsAreReproduced_data() { addFilesWith("joint_loss"); }
    void jointGradientsAreReproduced() {
        QFETCH(QString, file);
        QFETCH(bool, isDouble);
        Case golden(file, isDouble ? at::kDouble : at::kFloat);
        if (!golden.model)
            QSKIP("the backbone of this file is not built");
        const auto batch = golden.batch(false);
        const auto loss = at::binary_cross_entropy_with_logits(golden.model->forwardJoint(batch).joint, batch.labels, {}, {},
                                                               at::Reduction::Sum);
        QVERIFY(relativeDifference(loss, golden.expected("joint_loss")) <= (isDouble ? 1e-9 : 1e-5));
        loss.backward();
        const auto wrong = golden.wrongGradients("grad_joint.", isDouble ? 1e-7 : 1e-5); // stored in single precision
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(", ")));
    }

    void maskedGradientsAreReproduced_data() { addFilesWith("masked_loss"); }
    void maskedGradientsAreReproduced() {
        QFETCH(QString, file);
        QFETCH(bool, isDouble);
        Case golden(file, isDouble ? at::kDouble : at::kFloat);
        if (!golden.model)
            QSKIP("the backbone of this file is not built");
        const auto loss = golden.model->forwardMasked(golden.batch(true), false).lossSum;
        QVERIFY(relativeDifference(loss, golden.expected("masked_loss")) <= (isDouble ? 1e-9 : 1e-5));
        loss.backward();
        const auto wrong = golden.wrongGradients("grad_masked.", isDouble ? 1e-7 : 1e-5);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(", ")));
    }
};

QTEST_APPLESS_MAIN(GoldenModelsTest)
#include "tst_golden_models.moc"
