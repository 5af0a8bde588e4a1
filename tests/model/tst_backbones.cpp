// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "core/base/expects.h"
#include "core/ctr/backbone.h"
#include "core/plm/safetensors.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

namespace {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

ctr::BackbonePtr make(const std::string& id, const OptionValues& options, ctr::CtrShape shape = {3, 15}) {
    const auto entry = ctr::findBackbone(id);
    expects(entry.has_value(), "{}", entry ? "" : entry.error().text());
    return (*entry)->make(shape, options);
}

Shapes shapesOf(torch::nn::Module& module) {
    Shapes shapes;
    for (const auto& item : module.named_parameters())
        shapes[item.key()] = item.value().sizes().vec();
    return shapes;
}

OptionValues small(std::int64_t towerLayers = 2) {
    return {{"embedding_size", std::int64_t(4)}, {"tower_width", std::int64_t(6)}, {"tower_layers", towerLayers}};
}

OptionValues with(OptionValues values, const OptionValues& more) {
    for (const auto& [key, value] : more)
        values[key] = value;
    return values;
}

at::Tensor someIds() {
    return at::tensor({0, 7, 12, 6, 11, 14, 3, 7, 13, 0, 8, 12}, at::kLong).view({4, 3});
}

} // namespace

class BackbonesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(21); }

    void parametersHaveTheDocumentedNamesAndShapes_data() {
        QTest::addColumn<QString>("id");
        for (const auto& entry : ctr::backbones())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }
    void parametersHaveTheDocumentedNamesAndShapes() {
        QFETCH(QString, id);
        const Shapes common{{"embedding.table", {15, 4}},
                            {"tower.0.weight", {6, 12}},
                            {"tower.0.bias", {6}},
                            {"tower.1.weight", {6, 6}},
                            {"tower.1.bias", {6}}};
        std::map<std::string, std::pair<OptionValues, Shapes>> expected{
            {"dnn", {{}, {}}},
            {"dcn_v2",
             {{{"cross_layers", std::int64_t(2)}},
              {{"cross.0.weight", {12, 12}}, {"cross.0.bias", {12}}, {"cross.1.weight", {12, 12}}, {"cross.1.bias", {12}}}}},
            {"autoint",
             {{{"attention_layers", std::int64_t(2)}, {"heads", std::int64_t(2)}, {"attention_size", std::int64_t(3)}},
              {{"attention.0.query.weight", {6, 4}},
               {"attention.0.key.weight", {6, 4}},
               {"attention.0.value.weight", {6, 4}},
               {"attention.0.residual.weight", {6, 4}},
               {"attention.1.query.weight", {6, 6}},
               {"attention.1.key.weight", {6, 6}},
               {"attention.1.value.weight", {6, 6}}}}},
            {"deepfm", {{}, {{"linear.table", {15, 1}}, {"linear.bias", {1}}}}},
        };
        auto [options, shapes] = expected.at(id.toStdString());
        shapes.insert(common.begin(), common.end());
        QCOMPARE(shapesOf(*make(id.toStdString(), with(small(), options))), shapes);
    }

    void sizesSayWhatForwardGives_data() { parametersHaveTheDocumentedNamesAndShapes_data(); }
    void sizesSayWhatForwardGives() {
        QFETCH(QString, id);
        const std::map<std::string, std::int64_t> representation{
            {"dnn", 256}, {"dcn_v2", 512}, {"autoint", 512}, {"deepfm", 257}};
        auto backbone = make(id.toStdString(), {}, {8, 100}); // defaults: the authors' settings for MovieLens-1M
        const auto output = backbone->forward({at::randint(0, 100, {5, 8}, at::kLong), {}, {}});
        QCOMPARE(backbone->representationSize(), representation.at(id.toStdString()));
        QCOMPARE(output.representation.sizes().vec(), (std::vector<std::int64_t>{5, backbone->representationSize()}));
        QCOMPARE(output.headInput.sizes().vec(), (std::vector<std::int64_t>{5, backbone->headInputSize()}));
        QCOMPARE(output.logitOffset.defined(), id == QStringLiteral("deepfm"));
    }

    void trunkOfTheAuthorsSettingsHasTheirParameterCount() {
        // Without embeddings, ML-1M column of the reference.
        const std::map<std::string, std::int64_t> counts{
            {"dnn", 394752}, {"dcn_v2", 789504}, {"autoint", 413184}, {"deepfm", 394752}};
        for (const auto& [id, count] : counts) {
            std::int64_t found = 0;
            for (const auto& item : make(id, {}, {8, 100})->named_parameters())
                if (!item.key().starts_with("embedding.") && !item.key().starts_with("linear."))
                    found += item.value().numel();
            QCOMPARE(found, count);
        }
    }

    void gradientsMatchFiniteDifferences_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("hasTower");
        for (const auto& entry : ctr::backbones())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id) << true;
        QTest::newRow("dcn_v2 without tower") << QStringLiteral("dcn_v2") << false;
        QTest::newRow("autoint without tower") << QStringLiteral("autoint") << false;
    }
    void gradientsMatchFiniteDifferences() {
        QFETCH(QString, id);
        QFETCH(bool, hasTower);
        OptionValues options = with(small(hasTower ? 2 : 0), {{"embedding_spread", 0.5}});
        if (id == QStringLiteral("autoint"))
            options =
                with(options,
                     {{"attention_layers", std::int64_t(2)}, {"heads", std::int64_t(2)}, {"attention_size", std::int64_t(3)}});
        if (id == QStringLiteral("dcn_v2"))
            options["cross_layers"] = std::int64_t(2);
        auto backbone = make(id.toStdString(), options);
        const auto leaves = leavesOf(*backbone);
        CPW_VERIFY_GRADIENTS(leaves, [&] {
            const auto output = backbone->forward({someIds(), {}, {}});
            auto loss = mixture(output.representation) + mixture(output.headInput) * 0.5;
            return output.logitOffset.defined() ? loss + mixture(output.logitOffset) : loss;
        });
    }

    void rowWiseTrainingSeesTheSameNumbersAsDense_data() { parametersHaveTheDocumentedNamesAndShapes_data(); }
    void rowWiseTrainingSeesTheSameNumbersAsDense() {
        QFETCH(QString, id);
        auto backbone = make(id.toStdString(), small());
        const auto unique = at::_unique2(someIds(), true, true, false);
        const auto byRows = backbone->forward({someIds(), std::get<0>(unique), std::get<1>(unique)}).representation;
        byRows.sum().backward();
        for (const auto& table : backbone->embeddingTables())
            QVERIFY(table->stepRows().grad().defined());
        const at::NoGradGuard noGrad;
        CPW_VERIFY_NEAR(byRows, backbone->forward({someIds(), {}, {}}).representation, 1e-6);
    }

    void dropoutActsInTrainingOnly() {
        auto backbone = make("dnn", small());
        backbone->setDropout(0.5);
        const at::NoGradGuard noGrad;
        const auto run = [&] { return backbone->forward({someIds(), {}, {}}).representation; };
        backbone->train();
        QVERIFY(!run().equal(run()));
        backbone->eval();
        QVERIFY(run().equal(run()));
    }

    void goldenFilesAreReproduced_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("options");
        const auto tower = QStringLiteral("tower_width=9;tower_layers=2");
        QTest::newRow("dnn") << "dnn"
                             << "dnn" << tower;
        QTest::newRow("dcn_v2") << "dcn_v2"
                                << "dcn_v2" << tower + ";cross_layers=3";
        QTest::newRow("dcn_v2 without tower") << "dcn_v2_no_tower"
                                              << "dcn_v2"
                                              << "tower_layers=0;cross_layers=2";
        QTest::newRow("deepfm") << "deepfm"
                                << "deepfm" << tower;
        QTest::newRow("deepfm without linear") << "deepfm_no_linear"
                                               << "deepfm" << tower + ";use_linear=false";
        QTest::newRow("autoint") << "autoint"
                                 << "autoint" << tower + ";attention_layers=2;heads=2;attention_size=3";
        QTest::newRow("autoint scaled") << "autoint_scaled"
                                        << "autoint"
                                        << "tower_layers=0;attention_layers=2;heads=2;attention_size=2;attention_scaling=true";
        QTest::newRow("autoint without residual")
            << "autoint_no_residual"
            << "autoint"
            << "tower_width=9;tower_layers=1;attention_layers=1;heads=1;attention_size=5;residual=false";
    }
    void goldenFilesAreReproduced() {
        QFETCH(QString, file);
        QFETCH(QString, id);
        QFETCH(QString, options);
        const auto golden =
            plm::loadSafetensors(std::string(CPW_TEST_DATA) + "/golden/backbone_" + file.toStdString() + ".safetensors");
        QVERIFY2(golden.has_value(), golden ? "" : golden.error().text().c_str());
        auto backbone = make(id.toStdString(), optionsFrom(options));
        copyWeights(*backbone, golden->tensors);
        const auto& head = golden->tensors.at("weight.ctr_head.output.weight");
        const auto output = backbone->forward({golden->tensors.at("field_ids"), {}, {}});
        auto logit = at::linear(output.headInput, head, golden->tensors.at("weight.ctr_head.output.bias"));
        if (output.logitOffset.defined())
            logit = logit + output.logitOffset;
        CPW_VERIFY_NEAR(output.representation.detach(), golden->tensors.at("representation"),
                        tolerance(golden->tensors.at("representation")));
        CPW_VERIFY_NEAR(logit.detach().squeeze(1), golden->tensors.at("logit"), tolerance(golden->tensors.at("logit")));
        (output.representation.square().sum() + logit.square().sum()).backward();
        for (const auto& item : backbone->named_parameters()) {
            const auto& expected = golden->tensors.at("grad.backbone." + item.key());
            CPW_VERIFY_NEAR(item.value().grad(), expected, tolerance(expected));
        }
    }

    void anUnknownBackboneNamesTheKnownOnes() {
        const auto entry = ctr::findBackbone("dcn");
        QVERIFY(!entry.has_value());
        QCOMPARE(entry.error().message, std::string("\"dcn\" is not a backbone, expected one of dnn, dcn_v2, autoint, deepfm"));
    }

    void wrongOptionsAreAllReported() {
        const auto entry = ctr::findBackbone("dnn");
        const auto problems = (*entry)->check({3, 15}, {{"tower_layers", std::int64_t(0)}, {"cross_layers", std::int64_t(2)}},
                                              "model.backbone.options");
        QCOMPARE(problems.size(), 2U);
        QCOMPARE(problems[0].path, std::string("model.backbone.options.tower_layers"));
        QCOMPARE(problems[1].path, std::string("model.backbone.options.cross_layers"));
        QVERIFY((*entry)->check({3, 15}, small(), "x").empty());
        QCOMPARE((*entry)->check({3, 2}, small(), "x").size(), 1U);
    }

private:
    static double tolerance(const at::Tensor& expected) { return 1e-5 * std::max(1.0, expected.abs().max().item<double>()); }

    static OptionValues optionsFrom(const QString& text) {
        OptionValues values{{"embedding_size", std::int64_t(4)}};
        for (const auto& part : text.split(';')) {
            const auto pair = part.split('=');
            if (pair[1] == QStringLiteral("true") || pair[1] == QStringLiteral("false"))
                values[pair[0].toStdString()] = pair[1] == QStringLiteral("true");
            else
                values[pair[0].toStdString()] = static_cast<std::int64_t>(pair[1].toLongLong());
        }
        return values;
    }

    static void copyWeights(torch::nn::Module& backbone, const plm::NamedTensors& tensors) {
        const at::NoGradGuard noGrad;
        for (const auto& item : backbone.named_parameters()) {
            const auto& source = tensors.at("weight.backbone." + item.key());
            expects(source.sizes() == item.value().sizes(), "golden shape of {}", item.key());
            item.value().copy_(source);
            item.value().set_requires_grad(true);
        }
    }
};

QTEST_APPLESS_MAIN(BackbonesTest)
#include "tst_backbones.moc"
