// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/backbone_cases.h"
#include "tests/support/layer_outcome.h"

#include "core/base/reference_kernels.h"
#include "core/nn/distinct_linear.h"
#include "core/nn/embedded_input.h"

#include <QtTest>

#include <array>
#include <limits>

using namespace cpw;
using namespace cpw::testing;

namespace {

constexpr std::int64_t kRows = 301, kFields = 4, kSize = 24;
/// Values of each field: more than the places of a block, few, one, and about as many as places of two blocks.
constexpr std::array<std::int64_t, kFields> kValues{90, 3, 1, 128};

/// Ids of a batch over `rows` gathered rows, of which every third is no row of the batch.
struct MadeBatch {
    at::Tensor inverse; ///< [B, F]
    std::int64_t distinct = 0;
};

MadeBatch madeBatch() {
    MadeBatch batch;
    std::vector<at::Tensor> columns;
    std::int64_t first = 0;
    for (const auto values : kValues) {
        columns.push_back(at::randint(values, {kRows}, at::kLong) + first);
        first += values;
    }
    const auto ids = at::stack(columns, 1); // field after field
    batch.distinct = first * 3 / 2 + 1;
    batch.inverse = at::randperm(batch.distinct, at::kLong).index_select(0, ids.view({-1})).view_as(ids);
    return batch;
}

std::vector<std::int32_t> numbersOf(const at::Tensor& tensor) {
    const auto* from = tensor.const_data_ptr<std::int32_t>();
    return {from, from + tensor.numel()};
}

nn::FieldBatch fieldBatch(const at::Tensor& ids) {
    const auto unique = at::_unique2(ids, true, true, false);
    return {ids, std::get<0>(unique), std::get<1>(unique)};
}

/// A batch of `fields` fields with twelve values each.
at::Tensor fewIds(std::int64_t rows, std::int64_t fields) {
    return at::randint(12, {rows, fields}, at::kLong) + at::arange(fields, at::kLong) * 12;
}

} // namespace

class DistinctLinearTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(5); }
    void cleanup() { setReferenceKernels(false); }

    void groupsAreThoseOfAnExample() {
        // Three rows of two fields; of the five gathered rows the batch lacks row 3.
        const auto groups = nn::groupIds(at::tensor({4, 1, 0, 1, 4, 2}, at::kLong).view({3, 2}), 5);
        QVERIFY(groups.has_value());
        const auto block = nn::kPlacesOfField;
        QVERIFY(groups->fieldStarts.equal(at::tensor({std::int64_t(0), block, 2 * block}, at::kLong)));
        auto order = at::full({2 * block}, -1, at::kLong);
        order[0] = 0;
        order[1] = 4;
        order[block] = 1;
        order[block + 1] = 2;
        QVERIFY(groups->order.equal(order));
        QCOMPARE(numbersOf(groups->places), (std::vector<std::int32_t>{1, 0, 0, 0, 1, 1}));
        QCOMPARE(numbersOf(groups->rows), (std::vector<std::int32_t>{1, 0, 2, 0, 1, 2}));
        auto starts = at::full({2 * block + 1}, 3, at::kInt);
        starts[0] = 0;
        starts[1] = 1;
        starts.narrow(0, block + 1, 1).fill_(5);
        starts.narrow(0, block + 2, block - 1).fill_(6);
        QVERIFY(groups->starts.equal(starts));
    }

    void anIdOfTwoFieldsHasNoGroups() { QVERIFY(!nn::groupIds(at::tensor({0, 1, 1, 2}, at::kLong).view({2, 2}), 3).has_value()); }

    void equalsALayerOverGatheredRows_data() {
        QTest::addColumn<std::int64_t>("width");
        QTest::addColumn<bool>("hasBias");
        QTest::addColumn<bool>("isRelu");
        QTest::newRow("plain, a block of columns and a rest") << std::int64_t(72) << false << false;
        QTest::newRow("bias") << std::int64_t(128) << true << false;
        QTest::newRow("relu") << std::int64_t(72) << true << true;
        QTest::newRow("relu without a bias, few columns") << std::int64_t(8) << false << true;
    }
    void equalsALayerOverGatheredRows() {
        QFETCH(std::int64_t, width);
        QFETCH(bool, hasBias);
        QFETCH(bool, isRelu);
        const auto [inverse, distinct] = madeBatch();
        const auto groups = nn::groupIds(inverse, distinct);
        QVERIFY(groups.has_value());
        const auto gathered = at::randn({distinct, kSize}).set_requires_grad(true);
        const auto weight = at::randn({width, kFields * kSize}).set_requires_grad(true);
        const auto bias = hasBias ? at::randn({width}).set_requires_grad(true) : at::Tensor();
        const Outputs above{at::randn({kRows, width})};
        const auto leaves = hasBias ? Outputs{gathered, weight, bias} : Outputs{gathered, weight};
        const auto layer = [&] { return Outputs{nn::distinctLinear(gathered, *groups, weight, bias, isRelu)}; };
        const auto found = outcomeOf(leaves, layer, above);

        Outputs wide;
        for (const auto& leaf : leaves)
            wide.push_back(leafInDouble(leaf));
        const auto expected = outcomeOf(
            wide,
            [&] {
                const auto flat = wide[0].index_select(0, inverse.view({-1})).view({kRows, kFields * kSize});
                const auto mapped = at::linear(flat, wide[1], hasBias ? std::optional(wide[2]) : std::nullopt);
                return Outputs{isRelu ? at::relu(mapped) : mapped};
            },
            above);
        CPW_VERIFY_SHARE(found.outputs, expected.outputs, 2e-6);
        CPW_VERIFY_SHARE(found.gradients, expected.gradients, 2e-6);
        QVERIFY(areEqual(outcomeOf(leaves, layer, above), found));
        const int threads = at::get_num_threads();
        at::set_num_threads(3);
        const auto onThree = outcomeOf(leaves, layer, above);
        at::set_num_threads(threads);
        CPW_VERIFY_SHARE(onThree.gradients, expected.gradients, 2e-6);
        CPW_VERIFY_SHARE(onThree.outputs, expected.outputs, 2e-6);
    }

    void onlyWantedGradientsAreThere() {
        const auto [inverse, distinct] = madeBatch();
        const auto groups = nn::groupIds(inverse, distinct);
        const auto gathered = at::randn({distinct, kSize}), weight = at::randn({16, kFields * kSize}).set_requires_grad(true);
        nn::distinctLinear(gathered, *groups, weight, at::zeros({16}), true).sum().backward();
        QVERIFY(!gathered.grad().defined());
        QVERIFY(weight.grad().defined());
    }

    void reluKeepsWhatIsNotANumber() {
        const auto [inverse, distinct] = madeBatch();
        const auto groups = nn::groupIds(inverse, distinct);
        const auto gathered = at::full({distinct, kSize}, std::numeric_limits<float>::quiet_NaN());
        QVERIFY(nn::distinctLinear(gathered, *groups, at::randn({8, kFields * kSize}), {}, true).isnan().all().item<bool>());
    }

    void paysForFewDistinctWideRows() {
        QVERIFY(nn::isDistinctWorthwhile(8000, 4096, 8, 32));
        QVERIFY(!nn::isDistinctWorthwhile(20000, 4096, 8, 32));
        QVERIFY(!nn::isDistinctWorthwhile(8, 4096, 8, 16));
    }

    void inputGoesByDistinctIdsOnlyWhereNothingElseIsWanted() {
        nn::EmbeddingTable table(36, 32, 0.5);
        const nn::Linear layer(96, 64), odd(96, 63);
        const auto batch = fieldBatch(fewIds(200, 3));
        const auto isByIds = [&](const nn::FieldBatch& fields, const nn::Linear& over, double dropout, bool isTraining) {
            table->endStep();
            return nn::EmbeddedInput(table, fields, dropout, isTraining).isByDistinctIds(over);
        };
        QVERIFY(isByIds(batch, layer, 0, true));
        QVERIFY(isByIds(batch, layer, 0.5, false));
        QVERIFY(!isByIds(batch, layer, 0.5, true));
        QVERIFY(!isByIds(batch, odd, 0, true));
        QVERIFY(!isByIds({batch.ids, {}, {}}, layer, 0, true));
        QVERIFY2(!isByIds(fieldBatch(fewIds(10, 3)), layer, 0, true), "nearly all ids are distinct");
        auto shared = batch;
        shared.ids = at::randint(12, {200, 3}, at::kLong);
        QVERIFY2(!isByIds(fieldBatch(shared.ids), layer, 0, true), "fields share ids");
        auto bags = batch;
        bags.bags.fields = at::zeros({1}, at::kLong);
        QVERIFY(!isByIds(bags, layer, 0, true));
        {
            const at::NoGradGuard noGrad;
            QVERIFY(!isByIds(batch, layer, 0, true));
        }
        setReferenceKernels(true);
        QVERIFY(!isByIds(batch, layer, 0, true));
    }

    void backbonesAreTheSameByDistinctIds_data() {
        QTest::addColumn<QString>("id");
        for (const char* id : {"dnn", "deepfm", "xdeepfm", "dcn", "dcn_v2", "autoint", "gdcn"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void backbonesAreTheSameByDistinctIds() {
        QFETCH(QString, id);
        const auto name = id.toStdString();
        const auto wide = OptionValues{{"embedding_size", std::int64_t(32)}, {"tower_width", std::int64_t(64)}};
        const auto backbone = makeBackbone(name, with(smallOptions(name), wide), {3, 36});
        backbone->train();
        const auto batch = fieldBatch(fewIds(300, 3));
        const auto above = at::randn({300, backbone->representationSize()});
        const auto gradientsOf = [&](bool byLibTorch) {
            setReferenceKernels(byLibTorch);
            for (auto& parameter : backbone->parameters())
                parameter.mutable_grad().reset();
            const auto output = backbone->forward(batch).representation;
            (output * above).sum().backward();
            Outputs result{output.detach().clone()};
            for (auto& table : backbone->embeddingTables()) {
                if (table->stepRows().defined() && table->stepRows().grad().defined())
                    result.push_back(table->stepRows().grad().clone());
                table->endStep();
            }
            for (auto& parameter : backbone->parameters())
                if (parameter.grad().defined())
                    result.push_back(parameter.grad().clone());
            return result;
        };
        const auto expected = gradientsOf(true);
        CPW_VERIFY_SHARE(gradientsOf(false), expected, 1e-5);
        nn::EmbeddedInput input(backbone->embeddingTables().front(), batch, 0, true);
        QVERIFY2(input.isByDistinctIds(nn::Linear(96, 64)), "the batch is one that goes by distinct ids");
        backbone->embeddingTables().front()->endStep();
    }
};

QTEST_APPLESS_MAIN(DistinctLinearTest)
#include "tst_distinct_linear.moc"
