// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "core/ctr/backbone.h"
#include "core/nn/field_embedding.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;

namespace {

constexpr std::int64_t kRows = 3;
constexpr std::int64_t kFields = 4;
constexpr std::int64_t kTableRows = 14;

/// The lists of fields 1 and 3; one is empty, one repeats an id, ids are shared between rows.
const std::vector<std::vector<std::int64_t>> kLists = {{3, 4}, {9}, {4}, {}, {5, 3, 6, 6}, {10, 9, 11}};

/// Field 1 takes the mean, field 3 the sum.
nn::FieldBatch bagBatch() {
    nn::FieldBatch batch{at::tensor({0, 3, 7, 9, 1, 4, 8, 12, 2, 5, 7, 10}, at::kLong).view({kRows, kFields}), {}, {}};
    std::vector<std::int64_t> ids, offsets;
    std::vector<float> weights;
    for (std::size_t list = 0; list < kLists.size(); ++list) {
        offsets.push_back(static_cast<std::int64_t>(ids.size()));
        for (const auto id : kLists[list]) {
            ids.push_back(id);
            weights.push_back(list % 2 == 0 ? 1.0F / static_cast<float>(kLists[list].size()) : 1.0F);
        }
    }
    batch.bags = {
        at::tensor({1, 3}, at::kLong), at::tensor(ids, at::kLong), {}, at::tensor(offsets, at::kLong), at::tensor(weights)};
    return batch;
}

/// The same with the distinct ids of the step.
nn::FieldBatch withUniqueIds(nn::FieldBatch batch) {
    const auto all = at::cat({batch.ids.view({-1}), batch.bags.ids});
    const auto unique = at::_unique2(all, true, true, false);
    batch.uniqueIds = std::get<0>(unique);
    const auto inverse = std::get<1>(unique);
    batch.inverse = inverse.narrow(0, 0, batch.ids.numel()).view_as(batch.ids);
    batch.bags.inverse = inverse.narrow(0, batch.ids.numel(), batch.bags.ids.numel());
    return batch;
}

/// Number by number, from the definition.
at::Tensor slowLookup(const at::Tensor& table, const nn::FieldBatch& batch) {
    const auto width = table.size(1);
    auto result = at::zeros({kRows, kFields, width}, table.options());
    for (std::int64_t b = 0; b < kRows; ++b)
        for (std::int64_t f = 0; f < kFields; ++f)
            for (std::int64_t k = 0; k < width; ++k) {
                double sum = 0;
                if (f != 1 && f != 3) {
                    sum = table[batch.ids[b][f].item<std::int64_t>()][k].item<double>();
                } else {
                    const auto& list = kLists[static_cast<std::size_t>(b * 2 + f / 2)];
                    for (const auto id : list)
                        sum += table[id][k].item<double>() / (f == 1 && !list.empty() ? static_cast<double>(list.size()) : 1.0);
                }
                result[b][f][k] = sum;
            }
    return result;
}

} // namespace

class FieldBagsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(31); }

    void pooledLookupEqualsASlowLoop_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("embedding") << 5;
        QTest::newRow("linear term") << 1;
    }
    void pooledLookupEqualsASlowLoop() {
        QFETCH(int, width);
        nn::EmbeddingTable table(kTableRows, width, 0.5);
        const auto batch = bagBatch();
        const auto found = table->lookup(batch);
        CPW_VERIFY_NEAR(found, slowLookup(table->table, batch), 1e-6);
        QCOMPARE(found[1][3].abs().sum().item<float>(), 0.0F); // the empty list
        CPW_VERIFY_NEAR(table->lookup(withUniqueIds(batch)), found, 0);
        table->endStep();
        const at::NoGradGuard noGrad;
        CPW_VERIFY_NEAR(table->lookup(withUniqueIds(batch)), found, 0);
    }

    void fieldsWithoutListsAreLeftAlone() {
        nn::EmbeddingTable table(kTableRows, 3, 0.5);
        const auto batch = bagBatch();
        const auto single = table->lookup({batch.ids, {}, {}});
        CPW_VERIFY_NEAR(single, at::embedding(table->table, batch.ids), 0);
        const auto pooled = table->lookup(batch);
        for (const std::int64_t field : {0, 2})
            CPW_VERIFY_NEAR(pooled.select(1, field), single.select(1, field), 0);
    }

    void gradientsEqualFiniteDifferences() {
        nn::EmbeddingTable table(kTableRows, 3, 0.5);
        const auto leaves = leavesOf(*table);
        const auto batch = bagBatch();
        CPW_VERIFY_GRADIENTS(leaves, [&] { return mixture(table->lookup(batch)); });
    }

    void rowGradientEqualsDenseGradient() {
        nn::EmbeddingTable table(kTableRows, 3, 0.5);
        const auto batch = withUniqueIds(bagBatch());
        mixture(table->lookup(batch)).backward();
        const auto rowGradient = table->stepRows().grad().clone();
        table->endStep();
        table->table.set_requires_grad(true);
        mixture(table->lookup(bagBatch())).backward();
        const auto dense = table->table.grad();
        CPW_VERIFY_NEAR(rowGradient, dense.index_select(0, batch.uniqueIds), 1e-6);
        // 12 stands in the ids of a list field only, so nothing reads it; 13 is nowhere.
        QCOMPARE(dense.index_select(0, at::tensor({12, 13}, at::kLong)).abs().sum().item<float>(), 0.0F);
    }

    void everyBackboneReadsLists_data() {
        QTest::addColumn<QString>("id");
        for (const auto& entry : ctr::backbones())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }
    void everyBackboneReadsLists() {
        QFETCH(QString, id);
        const auto* entry = *ctr::findBackbone(id.toStdString());
        const auto backbone = entry->make({kFields, kTableRows}, smallOptions(*entry));
        backbone->eval();
        const at::NoGradGuard noGrad;
        for (auto& parameter : backbone->parameters())
            parameter.normal_(0, 0.5); // a linear term starts at zero
        const auto outputOf = [&](const nn::FieldBatch& batch) {
            const auto output = backbone->forward(batch);
            const auto offset = output.logitOffset.defined() ? output.logitOffset : at::zeros({kRows, 1});
            return at::cat({output.representation, output.headInput, offset}, 1);
        };
        // A list of one id is that id.
        auto single = bagBatch();
        single.bags = {};
        auto ones = single;
        ones.bags = {at::tensor({1, 3}, at::kLong),
                     single.ids.index_select(1, at::tensor({1, 3}, at::kLong)).reshape({-1}),
                     {},
                     at::arange(6, at::kLong),
                     at::ones({6})};
        CPW_VERIFY_NEAR(outputOf(ones), outputOf(single), 1e-6);
        QVERIFY(largestDifference(outputOf(bagBatch()), outputOf(single)) > 1e-6);
    }

private:
    /// Of the usual sizes those that the backbone has.
    static OptionValues smallOptions(const ctr::BackboneEntry& entry) {
        const OptionValues sizes{
            {"embedding_size", std::int64_t(4)}, {"tower_width", std::int64_t(6)}, {"tower_layers", std::int64_t(1)}};
        OptionValues options;
        for (const auto& schema : entry.options)
            if (const auto size = sizes.find(schema.key); size != sizes.end())
                options.insert(*size);
        return options;
    }
};

QTEST_APPLESS_MAIN(FieldBagsTest)
#include "tst_field_bags.moc"
