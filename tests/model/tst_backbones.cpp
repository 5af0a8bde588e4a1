// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/backbone_cases.h"
#include "tests/support/gradient_check.h"

#include "core/nn/module_state.h"
#include "core/plm/safetensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

namespace {

const Shapes kTower{{"embedding.table", {15, 4}},
                    {"tower.0.weight", {6, 12}},
                    {"tower.0.bias", {6}},
                    {"tower.1.weight", {6, 6}},
                    {"tower.1.bias", {6}}};

Shapes onTower(const Shapes& more, std::int64_t inputSize = 12) {
    auto shapes = kTower;
    shapes["tower.0.weight"] = {6, inputSize};
    shapes.insert(more.begin(), more.end());
    return shapes;
}

/// Of the small settings over three fields of fifteen ids.
const std::map<std::string, Shapes>& documentedShapes() {
    static const std::map<std::string, Shapes> kShapes{
        {"lr", {{"linear.table", {15, 1}}, {"linear.bias", {1}}}},
        {"fm", {{"embedding.table", {15, 4}}, {"linear.table", {15, 1}}, {"linear.bias", {1}}}},
        {"dnn", kTower},
        {"deepfm", onTower({{"linear.table", {15, 1}}, {"linear.bias", {1}}})},
        {"xdeepfm", onTower({{"cin.0.weight", {2, 9}}, {"cin.0.bias", {2}}, {"cin.1.weight", {3, 6}}, {"cin.1.bias", {3}}})},
        {"ipnn", onTower({}, 15)},
        {"dcn", onTower({{"cross.0.weight", {12}}, {"cross.0.bias", {12}}, {"cross.1.weight", {12}}, {"cross.1.bias", {12}}})},
        {"dcn_v2",
         onTower({{"cross.0.weight", {12, 12}}, {"cross.0.bias", {12}}, {"cross.1.weight", {12, 12}}, {"cross.1.bias", {12}}})},
        // Rows of fields 3, 2, 1: 2 * 2 + 1 * 1 new features, 8 in all, 28 pairs.
        {"fgcnn", onTower({{"convolution_embedding.table", {15, 4}},
                           {"generation.0.convolution.weight", {2, 1, 3, 1}},
                           {"generation.0.convolution.bias", {2}},
                           {"generation.0.norm.weight", {2}},
                           {"generation.0.norm.bias", {2}},
                           {"generation.0.norm.running_mean", {2}},
                           {"generation.0.norm.running_var", {2}},
                           {"generation.0.recombination.weight", {16, 16}},
                           {"generation.0.recombination.bias", {16}},
                           {"generation.1.convolution.weight", {3, 2, 3, 1}},
                           {"generation.1.convolution.bias", {3}},
                           {"generation.1.norm.weight", {3}},
                           {"generation.1.norm.bias", {3}},
                           {"generation.1.norm.running_mean", {3}},
                           {"generation.1.norm.running_var", {3}},
                           {"generation.1.recombination.weight", {4, 12}},
                           {"generation.1.recombination.bias", {4}}},
                          60)},
        {"fibinet", onTower({{"squeeze.0.weight", {3, 3}}, {"squeeze.1.weight", {3, 3}}, {"bilinear.weight", {3, 4, 4}}}, 24)},
        {"fignn",
         {{"embedding.table", {15, 4}},
          {"graph.0.out", {3, 4, 4}},
          {"graph.0.in", {3, 4, 4}},
          {"graph.0.bias", {4}},
          {"graph.0.gru.weight_ih", {12, 4}},
          {"graph.0.gru.weight_hh", {12, 4}},
          {"graph.0.gru.bias_ih", {12}},
          {"graph.0.gru.bias_hh", {12}},
          {"edge.weight", {1, 8}},
          {"field_gate.weight", {3, 12}},
          {"field_score.weight", {1, 4}}}},
        {"autoint", onTower({{"attention.0.query.weight", {6, 4}},
                             {"attention.0.key.weight", {6, 4}},
                             {"attention.0.value.weight", {6, 4}},
                             {"attention.0.residual.weight", {6, 4}},
                             {"attention.1.query.weight", {6, 6}},
                             {"attention.1.key.weight", {6, 6}},
                             {"attention.1.value.weight", {6, 6}}})},
        {"final_mlp",
         {{"embedding.table", {15, 4}},  {"gate_1.context", {1, 4}}, {"gate_1.0.weight", {5, 4}},   {"gate_1.0.bias", {5}},
          {"gate_1.1.weight", {12, 5}},  {"gate_1.1.bias", {12}},    {"gate_2.0.weight", {5, 8}},   {"gate_2.0.bias", {5}},
          {"gate_2.1.weight", {12, 5}},  {"gate_2.1.bias", {12}},    {"tower_1.0.weight", {6, 12}}, {"tower_1.0.bias", {6}},
          {"tower_1.1.weight", {6, 6}},  {"tower_1.1.bias", {6}},    {"tower_2.0.weight", {4, 12}}, {"tower_2.0.bias", {4}},
          {"fusion.x.weight", {1, 6}},   {"fusion.x.bias", {1}},     {"fusion.y.weight", {1, 4}},   {"fusion.y.bias", {1}},
          {"fusion.bilinear", {2, 3, 2}}}},
        {"gdcn", onTower({{"cross.0.weight", {12, 12}},
                          {"cross.0.bias", {12}},
                          {"cross.0.gate.weight", {12, 12}},
                          {"cross.1.weight", {12, 12}},
                          {"cross.1.bias", {12}},
                          {"cross.1.gate.weight", {12, 12}}})},
    };
    return kShapes;
}

Shapes transformerShapes() {
    Shapes shapes{{"embedding.table", {15, 4}}};
    for (const std::string layer : {"layers.0.", "layers.1."})
        for (const auto& [name, size] : Shapes{{"attention.in.weight", {12, 4}},
                                               {"attention.in.bias", {12}},
                                               {"attention.out.weight", {4, 4}},
                                               {"attention.out.bias", {4}},
                                               {"norm1.weight", {4}},
                                               {"norm1.bias", {4}},
                                               {"norm2.weight", {4}},
                                               {"norm2.bias", {4}},
                                               {"feed_forward.0.weight", {16, 4}},
                                               {"feed_forward.0.bias", {16}},
                                               {"feed_forward.1.weight", {4, 16}},
                                               {"feed_forward.1.bias", {4}}})
            shapes[layer + name] = size;
    return shapes;
}

/// Without tables and without what the reference counts as heads.
std::int64_t trunkParameters(const torch::nn::Module& backbone) {
    std::int64_t count = 0;
    for (const auto& item : backbone.named_parameters()) {
        const auto& name = item.key();
        if (!name.ends_with("table") && !name.starts_with("linear.") && !name.starts_with("field_"))
            count += item.value().numel();
    }
    return count;
}

OptionValues sizes(std::int64_t embedding, std::int64_t width, std::int64_t layers) {
    return {{"embedding_size", embedding}, {"tower_width", width}, {"tower_layers", layers}};
}

} // namespace

class BackbonesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(21); }

    void theRegistryIsInItsOrder() {
        std::string ids;
        for (const auto& entry : ctr::backbones())
            ids += entry.id + ' ';
        QCOMPARE(ids,
                 std::string("lr fm dnn deepfm xdeepfm ipnn dcn dcn_v2 fgcnn fibinet fignn autoint transformer final_mlp gdcn "));
    }

    void parametersHaveTheDocumentedNamesAndShapes_data() { CPW_EACH_BACKBONE(); }
    void parametersHaveTheDocumentedNamesAndShapes() {
        QFETCH(QString, id);
        const auto name = id.toStdString();
        const auto expected = name == "transformer" ? transformerShapes() : documentedShapes().at(name);
        QCOMPARE(shapesOf(*makeBackbone(name, smallOptions(name))), expected);
    }

    void sizesSayWhatForwardGives_data() { CPW_EACH_BACKBONE(); }
    void sizesSayWhatForwardGives() {
        QFETCH(QString, id);
        // Defaults over eight fields: the authors' settings for MovieLens-1M.
        const std::map<std::string, std::int64_t> representation{
            {"lr", 8},      {"fm", 32},       {"dnn", 256},         {"deepfm", 257},    {"xdeepfm", 331},
            {"ipnn", 256},  {"dcn", 512},     {"dcn_v2", 512},      {"fgcnn", 256},     {"fibinet", 256},
            {"fignn", 256}, {"autoint", 512}, {"transformer", 256}, {"final_mlp", 512}, {"gdcn", 512}};
        const bool isWhole = QStringList{"lr", "fm", "fignn", "final_mlp"}.contains(id);
        auto backbone = makeBackbone(id.toStdString(), {}, {8, 100});
        const auto output = backbone->forward({at::randint(0, 100, {5, 8}, at::kLong), {}, {}});
        QCOMPARE(backbone->representationSize(), representation.at(id.toStdString()));
        QCOMPARE(output.representation.sizes().vec(), (std::vector<std::int64_t>{5, backbone->representationSize()}));
        QCOMPARE(output.headInput.defined(), !isWhole);
        QCOMPARE(backbone->headInputSize() == 0, isWhole);
        if (!isWhole)
            QCOMPARE(output.headInput.sizes().vec(), (std::vector<std::int64_t>{5, backbone->headInputSize()}));
        QCOMPARE(output.logitOffset.defined(), isWhole || id == QStringLiteral("deepfm"));
        if (output.logitOffset.defined())
            QCOMPARE(output.logitOffset.sizes().vec(), (std::vector<std::int64_t>{5, 1}));
    }

    void sizesFollowTheOptions_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("size");
        for (const auto& [id, size] : {std::pair("xdeepfm", 5),
                                       {"dcn", 12},
                                       {"dcn_v2", 12},
                                       {"autoint", 18},
                                       {"gdcn", 12},
                                       {"fgcnn", 60},
                                       {"fibinet", 24}})
            QTest::addRow("%s without tower", id) << id << size;
        QTest::newRow("stacked gdcn") << "gdcn" << 6;
    }
    void sizesFollowTheOptions() {
        QFETCH(QString, id);
        QFETCH(int, size);
        const bool isStacked = QString(QTest::currentDataTag()).startsWith(QStringLiteral("stacked"));
        const auto changes =
            isStacked ? OptionValues{{"structure", std::string("stacked")}} : OptionValues{{"tower_layers", std::int64_t(0)}};
        auto backbone = makeBackbone(id.toStdString(), with(smallOptions(id.toStdString()), changes));
        QCOMPARE(backbone->representationSize(), std::int64_t(size));
        QCOMPARE(backbone->forward({someIds(), {}, {}}).representation.size(1), std::int64_t(size));
    }

    void trunksOfTheAuthorsSettingsHaveTheirParameterCounts_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("fields");
        QTest::addColumn<OptionValues>("options");
        QTest::addColumn<int>("count");
        const auto row = [](const char* data, const char* id, int fields, const OptionValues& options, int count) {
            QTest::addRow("%s of %s", id, data) << id << fields << options << count;
        };
        const auto cross = [](std::int64_t layers) { return OptionValues{{"cross_layers", layers}}; };
        for (const auto& [id, count] : {std::pair("dnn", 394752),
                                        {"deepfm", 394752},
                                        {"xdeepfm", 209051},
                                        {"ipnn", 401920},
                                        {"dcn", 265216},
                                        {"dcn_v2", 789504},
                                        {"fibinet", 553504},
                                        {"fignn", 22816},
                                        {"fgcnn", 507358},
                                        {"autoint", 413184},
                                        {"transformer", 25408},
                                        {"lr", 0},
                                        {"fm", 0}})
            row("MovieLens-1M", id, 8, {}, count); // the defaults
        // Not among the authors' models: 3 * (2 * 256^2 + 256) of the cross layers and 3 * (256^2 + 256) of the tower.
        row("the defaults", "gdcn", 8, {}, 591360);
        // 2 * 18,784 of the gates, 2 * 197,376 of the towers, 2 * 257 + 256^2 of the fusion.
        row("the defaults", "final_mlp", 8, {}, 498370);
        row("BookCrossing", "deepfm", 8, sizes(32, 256, 4), 263168);
        row("BookCrossing", "xdeepfm", 8, sizes(32, 256, 6), 406427);
        row("BookCrossing", "fignn", 8, {{"steps", std::int64_t(6)}}, 22816);
        row("BookCrossing", "transformer", 8, {{"layers", std::int64_t(3)}, {"heads", std::int64_t(2)}}, 38112);
        row("Amazon-Toys", "dnn", 5, sizes(16, 256, 6), 349696);
        row("Amazon-Toys", "xdeepfm", 5, sizes(16, 256, 3), 159270);
        row("Amazon-Toys", "ipnn", 5, sizes(16, 256, 6), 352256);
        row("Amazon-Toys", "dcn", 5, with(sizes(16, 256, 3), cross(3)), 152800);
        row("Amazon-Toys", "dcn_v2", 5, with(sizes(16, 256, 3), cross(3)), 171760);
        row("Amazon-Toys", "fignn", 5, {{"embedding_size", std::int64_t(16)}}, 4240);
        row("Amazon-Toys", "fgcnn", 5, {{"embedding_size", std::int64_t(8)}}, 291078);
        row("Amazon-Toys", "autoint", 5, {{"embedding_size", std::int64_t(16)}}, 367104);
        row("Amazon-Toys", "transformer", 5, {{"embedding_size", std::int64_t(16)}}, 6560);
        row("GoodReads", "dnn", 15, sizes(16, 256, 6), 390656);
        row("GoodReads", "xdeepfm", 15, sizes(16, 256, 6), 415106);
        row("GoodReads", "ipnn", 15, sizes(16, 512, 6), 1490432);
        row("GoodReads", "dcn", 15, with(sizes(16, 512, 4), cross(4)), 913280);
        row("GoodReads", "dcn_v2", 15, sizes(16, 512, 6), 1783712);
        row("GoodReads", "fibinet", 15, {{"embedding_size", std::int64_t(16)}}, 953238);
        row("GoodReads", "fignn", 15, {{"embedding_size", std::int64_t(16)}}, 9360);
        row("GoodReads", "fgcnn", 15, {{"embedding_size", std::int64_t(8)}}, 818374);
        row("GoodReads", "autoint", 15, {{"embedding_size", std::int64_t(16)}}, 408064);
    }
    void trunksOfTheAuthorsSettingsHaveTheirParameterCounts() {
        QFETCH(QString, id);
        QFETCH(int, fields);
        QFETCH(OptionValues, options);
        QFETCH(int, count);
        QCOMPARE(trunkParameters(*makeBackbone(id.toStdString(), options, {fields, 100})), std::int64_t(count));
    }

    void everyBatchSizeGivesTheSameRows_data() { CPW_EACH_BACKBONE(); }
    void everyBatchSizeGivesTheSameRows() {
        QFETCH(QString, id);
        auto backbone = makeBackbone(id.toStdString(), smallOptions(id.toStdString()));
        backbone->eval();
        const at::NoGradGuard noGrad;
        const auto ids = at::randint(0, 15, {7, 3}, at::kLong);
        const auto all = backbone->forward({ids, {}, {}});
        for (const auto& [begin, count] : {std::pair(0, 1), {6, 1}, {1, 3}, {2, 5}}) {
            const auto part = backbone->forward({ids.narrow(0, begin, count), {}, {}});
            CPW_VERIFY_NEAR(part.representation, all.representation.narrow(0, begin, count), 1e-6);
            if (all.logitOffset.defined())
                CPW_VERIFY_NEAR(part.logitOffset, all.logitOffset.narrow(0, begin, count), 1e-6);
        }
    }

    void oneRowCanBeTrainedOn_data() { CPW_EACH_BACKBONE(); }
    void oneRowCanBeTrainedOn() {
        QFETCH(QString, id);
        auto options = smallOptions(id.toStdString());
        if (options.contains("tower_width"))
            options["tower_batch_norm"] = true;
        auto backbone = makeBackbone(id.toStdString(), options);
        mixOutputs(backbone->forward({someIds().narrow(0, 0, 1), {}, {}}), mixture).backward();
        for (const auto& [name, tensor] : nn::moduleState(*backbone))
            QVERIFY2(tensor.isfinite().all().item<bool>(), name.c_str());
        for (const auto& item : backbone->named_parameters())
            QVERIFY2(!item.value().grad().defined() || item.value().grad().isfinite().all().item<bool>(), item.key().c_str());
    }

    void equalSeedsGiveEqualNumbers_data() { CPW_EACH_BACKBONE(); }
    void equalSeedsGiveEqualNumbers() {
        QFETCH(QString, id);
        const auto run = [&] {
            at::manual_seed(5);
            return makeBackbone(id.toStdString(), smallOptions(id.toStdString()))
                ->forward({someIds(), {}, {}})
                .representation.detach();
        };
        QVERIFY(run().equal(run()));
    }

    void whatIsSavedIsWhatIsLoaded_data() { CPW_EACH_BACKBONE(); }
    void whatIsSavedIsWhatIsLoaded() {
        QFETCH(QString, id);
        auto options = smallOptions(id.toStdString());
        if (options.contains("tower_width"))
            options["tower_batch_norm"] = true;
        auto written = makeBackbone(id.toStdString(), options);
        auto read = makeBackbone(id.toStdString(), options);
        const nn::FieldBatch batch{someIds(), {}, {}};
        written->forward(batch); // moves running statistics
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("model.safetensors")).toStdString();
        QVERIFY(plm::saveSafetensors(path, nn::moduleState(*written), {}).has_value());
        const auto loaded = plm::loadSafetensors(path);
        QVERIFY(loaded.has_value());
        const at::NoGradGuard noGrad;
        for (auto& [name, tensor] : nn::moduleState(*read))
            tensor.copy_(loaded->tensors.at(name));
        written->eval();
        read->eval();
        QVERIFY(written->forward(batch).representation.equal(read->forward(batch).representation));
    }

    void anUnknownBackboneNamesTheKnownOnes() {
        const auto entry = ctr::findBackbone("dcn_v9");
        QVERIFY(!entry.has_value());
        QCOMPARE(
            entry.error().message,
            std::string("\"dcn_v9\" is not a backbone, expected one of lr, fm, dnn, deepfm, xdeepfm, ipnn, dcn, dcn_v2, fgcnn, "
                        "fibinet, fignn, autoint, transformer, final_mlp, gdcn"));
    }

    void wrongOptionsAreAllReported() {
        const auto problems = entryOf("dnn").check(
            {3, 15}, {{"tower_layers", std::int64_t(0)}, {"cross_layers", std::int64_t(2)}}, "model.backbone.options");
        QCOMPARE(problems.size(), 2U);
        QCOMPARE(problems[0].path, std::string("model.backbone.options.tower_layers"));
        QCOMPARE(problems[1].path, std::string("model.backbone.options.cross_layers"));
        QVERIFY(entryOf("dnn").check({3, 15}, smallOptions("dnn"), "x").empty());
        QCOMPARE(entryOf("dnn").check({3, 2}, smallOptions("dnn"), "x").size(), 1U);
    }

    void optionsThatDoNotFitEachOtherAreReported_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<OptionValues>("options");
        QTest::addColumn<QStringList>("messages");
        QTest::newRow("transformer heads") << "transformer" << OptionValues{{"heads", std::int64_t(3)}}
                                           << QStringList{"heads is 3, expected a divisor of the embedding size 32"};
        QTest::newRow("final_mlp") << "final_mlp"
                                   << OptionValues{{"heads", std::int64_t(3)},
                                                   {"tower_2_width", std::int64_t(9)},
                                                   {"context_1", list({3})},
                                                   {"context_2", list({1, 1})}}
                                   << QStringList{"heads is 3, expected a divisor of the tower widths 256 and 9",
                                                  "context_1 is [3], expected 1 to 3 numbers between 0 and 2",
                                                  "context_2 is [1, 1], expected each field once"};
        QTest::newRow("no maps") << "xdeepfm" << OptionValues{{"cin_maps", list({})}}
                                 << QStringList{"cin_maps is [], expected 1 to 16 numbers between 1 and 1024"};
        QTest::newRow("maps") << "xdeepfm" << OptionValues{{"cin_maps", list({5, 0})}, {"tower_layers", std::int64_t(-1)}}
                              << QStringList{"tower_layers is -1, expected between 0 and 32",
                                             "cin_maps is [5, 0], expected 1 to 16 numbers between 1 and 1024"};
        QTest::newRow("blocks")
            << "fgcnn" << OptionValues{}
            << QStringList{"channels is a list of 4 blocks, expected at most 3, as the blocks before leave one row of 3 fields"};
        QTest::newRow("block lists") << "fgcnn"
                                     << OptionValues{{"channels", list({2, 0, 2})},
                                                     {"kernels", list({3, 4})},
                                                     {"pooling", list({2, 2, 2, 2})},
                                                     {"new_maps", list({65})}}
                                     << QStringList{"channels is [2, 0, 2], expected 1 to 32 numbers between 1 and 512",
                                                    "kernels is a list of 2 numbers, expected 1 or 3, as channels has",
                                                    "pooling is [2, 2, 2, 2], expected 1 to 3 numbers between 1 and 64",
                                                    "new_maps is [65], expected 1 to 3 numbers between 1 and 64",
                                                    "kernels is [3, 4], expected odd numbers, which keep the height"};
        QTest::newRow("pooling") << "fgcnn" << OptionValues{{"channels", list({2})}, {"pooling", list({5})}}
                                 << QStringList{
                                        "pooling is 5, expected a number that 3 rows exceed a multiple of by at most its half"};
        QTest::newRow("no such activation")
            << "gdcn"
            << OptionValues{{"tower_activation", std::string("swish")},
                            {"structure", std::string("deep")},
                            {"embedding_start", std::string("zero")},
                            {"tower_dropout", 0.95}}
            << QStringList{"embedding_start is \"zero\", expected one of spread, xavier",
                           "tower_activation is \"swish\", expected one of relu, leaky_relu, gelu, tanh, sigmoid, silu, elu",
                           "tower_dropout is 0.95, expected between 0 and 0.9",
                           "structure is \"deep\", expected one of parallel, stacked"};
    }
    void optionsThatDoNotFitEachOtherAreReported() {
        QFETCH(QString, id);
        QFETCH(OptionValues, options);
        QFETCH(QStringList, messages);
        QStringList found;
        for (const auto& problem : entryOf(id.toStdString()).check({3, 15}, options, "options")) {
            found << QString::fromStdString(problem.message);
            QVERIFY(problem.isError && QString::fromStdString(problem.path).startsWith("options."));
        }
        QCOMPARE(found, messages);
    }

    void beforeTheDataSetIsReadOnlyOptionsAreChecked_data() { CPW_EACH_BACKBONE(); }
    void beforeTheDataSetIsReadOnlyOptionsAreChecked() {
        QFETCH(QString, id);
        const auto& entry = entryOf(id.toStdString());
        const auto unknown = ctr::CtrShape::unknown();
        QVERIFY(entry.check(unknown, {}, "options").empty());
        QVERIFY(entry.check(unknown, smallOptions(id.toStdString()), "options").empty());
        QCOMPARE(entry.check(unknown, {{"depth", std::int64_t(2)}}, "options").size(), 1U);
    }

    void backbonesOfPairsNeedTwoFields_data() { CPW_EACH_BACKBONE(); }
    void backbonesOfPairsNeedTwoFields() {
        QFETCH(QString, id);
        const bool needsPairs = QStringList{"fm", "ipnn", "fibinet", "fignn"}.contains(id);
        auto options = smallOptions(id.toStdString());
        if (id == QStringLiteral("fgcnn"))
            options = with(options, {{"channels", list({2})}, {"new_maps", list({2})}});
        if (id == QStringLiteral("final_mlp"))
            options["context_2"] = list({0});
        const auto problems = entryOf(id.toStdString()).check({1, 15}, options, "options");
        QCOMPARE(problems.size(), std::size_t(needsPairs ? 1 : 0));
        if (needsPairs)
            return;
        auto backbone = makeBackbone(id.toStdString(), options, {1, 15});
        QVERIFY(backbone->forward({someIds().narrow(1, 0, 1), {}, {}}).representation.isfinite().all().item<bool>());
    }
};

QTEST_APPLESS_MAIN(BackbonesTest)
#include "tst_backbones.moc"
