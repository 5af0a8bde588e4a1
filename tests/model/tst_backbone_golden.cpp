// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/backbone_cases.h"
#include "tests/support/gradient_check.h"

#include "core/nn/module_state.h"
#include "core/plm/safetensors.h"
#include "tests/support/test_data.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

namespace {

/// What tests/reference/golden_backbones.py and golden_backbone_options.py wrote under the metadata key "case".
struct Case {
    std::string id;
    OptionValues options;
    ctr::CtrShape shape;
    bool isTraining = false;
};

OptionValue valueOf(const QJsonValue& value) {
    if (value.isBool())
        return value.toBool();
    if (value.isString())
        return value.toString().toStdString();
    if (!value.isArray())
        return static_cast<std::int64_t>(value.toInteger());
    std::vector<std::int64_t> numbers;
    for (const auto& number : value.toArray())
        numbers.push_back(number.toInteger());
    return numbers;
}

/// The older files describe the shapes instead of the options.
OptionValues optionsFromShapes(const QJsonObject& source) {
    OptionValues options{{"embedding_size", std::int64_t(source["embedding"].toInteger())}};
    const auto tower = source["tower"].toArray();
    options["tower_layers"] = std::int64_t(tower.size());
    if (!tower.isEmpty())
        options["tower_width"] = std::int64_t(tower.first().toInteger());
    const auto id = source["backbone"].toString();
    if (id == QStringLiteral("dcn_v2"))
        options["cross_layers"] = std::int64_t(source["cross_layers"].toInteger());
    if (id == QStringLiteral("deepfm"))
        options["use_linear"] = source["linear"].toBool();
    if (id == QStringLiteral("autoint")) {
        const auto widths = source["attention_widths"].toArray();
        const auto heads = std::int64_t(source["heads"].toInteger());
        options["attention_layers"] = std::int64_t(widths.size());
        options["heads"] = heads;
        options["attention_size"] = widths.first().toInteger() / heads;
        options["residual"] = source["residual"].toBool();
        options["attention_scaling"] = source["attention_scaling"].toBool();
    }
    return options;
}

Case readCase(const std::map<std::string, std::string>& metadata) {
    const auto source = QJsonDocument::fromJson(QByteArray::fromStdString(metadata.at("case"))).object();
    Case result{source["backbone"].toString().toStdString(), {}, {}, source["training"].toBool()};
    for (const auto& count : source["cardinalities"].toArray()) {
        ++result.shape.fieldCount;
        result.shape.featureCount += count.toInteger();
    }
    if (!source.contains("options")) {
        result.options = optionsFromShapes(source);
        return result;
    }
    const auto options = source["options"].toObject();
    for (auto option = options.begin(); option != options.end(); ++option)
        result.options[option.key().toStdString()] = valueOf(option.value());
    return result;
}

QDir goldenFolder() {
    return QDir(QString::fromStdString(cpw::test::dataPath("/golden")), QStringLiteral("backbone_*.safetensors"));
}

} // namespace

class BackboneGoldenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyBackboneHasAGoldenFile() {
        std::set<std::string> found;
        for (const auto& file : goldenFolder().entryList())
            found.insert(readCase(load(file).metadata).id);
        for (const auto& entry : ctr::backbones())
            QVERIFY2(found.contains(entry.id), entry.id.c_str());
    }

    void goldenFilesAreReproduced_data() {
        QTest::addColumn<QString>("file");
        for (const auto& file : goldenFolder().entryList())
            QTest::newRow(qPrintable(file)) << file;
    }
    void goldenFilesAreReproduced() {
        QFETCH(QString, file);
        const auto golden = load(file);
        const auto& tensors = golden.tensors;
        const auto settings = readCase(golden.metadata);
        auto backbone = makeBackbone(settings.id, settings.options, settings.shape);
        const auto type = tensors.at("representation").scalar_type();
        backbone->to(type);
        backbone->train(settings.isTraining);
        copyWeights(*backbone, tensors);
        const auto output = backbone->forward({tensors.at("field_ids"), {}, {}});
        auto logit = output.logitOffset;
        if (output.headInput.defined()) {
            const auto head = at::linear(output.headInput, tensors.at("weight.ctr_head.output.weight"),
                                         tensors.at("weight.ctr_head.output.bias"));
            logit = logit.defined() ? head + logit : head;
        }
        CPW_VERIFY_NEAR(output.representation.detach(), tensors.at("representation"), tolerance(tensors.at("representation")));
        CPW_VERIFY_NEAR(logit.detach().squeeze(1), tensors.at("logit"), tolerance(tensors.at("logit")));
        (output.representation.square().sum() + logit.square().sum()).backward();
        for (const auto& item : backbone->named_parameters()) {
            const auto& expected = tensors.at("grad.backbone." + item.key());
            QVERIFY2(item.value().grad().defined(), item.key().c_str());
            QVERIFY2(largestDifference(item.value().grad(), expected) <= tolerance(expected), item.key().c_str());
        }
        for (const auto& item : backbone->named_buffers()) {
            const auto after = tensors.find("after.backbone." + item.key());
            QCOMPARE(after != tensors.end(), settings.isTraining);
            if (settings.isTraining)
                CPW_VERIFY_NEAR(item.value(), after->second, tolerance(after->second));
        }
    }

private:
    static plm::SafetensorsFile load(const QString& file) {
        auto golden = plm::loadSafetensors(goldenFolder().filePath(file).toStdString());
        expects(golden.has_value(), "{}", golden ? "" : golden.error().text());
        return std::move(*golden);
    }

    /// Double files hold what rounding leaves, single files what single precision leaves.
    static double tolerance(const at::Tensor& expected) {
        const double unit = expected.scalar_type() == at::kDouble ? 1e-12 : 1e-5;
        return unit * std::max(1.0, expected.abs().max().item<double>());
    }

    static void copyWeights(torch::nn::Module& backbone, const plm::NamedTensors& tensors) {
        const at::NoGradGuard noGrad;
        for (auto& [name, target] : nn::moduleState(backbone)) {
            const auto& source = tensors.at("weight.backbone." + name);
            expects(source.sizes() == target.sizes(), "golden shape of {}", name);
            target.copy_(source);
        }
        for (const auto& parameter : backbone.parameters())
            parameter.set_requires_grad(true);
    }
};

QTEST_APPLESS_MAIN(BackboneGoldenTest)
#include "tst_backbone_golden.moc"
