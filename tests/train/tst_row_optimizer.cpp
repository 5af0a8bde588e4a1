// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/base/random.h"
#include "core/plm/safetensors.h"
#include "core/train/row_optimizer.h"
#include "tests/support/test_data.h"

#include <ATen/CPUGeneratorImpl.h>

#include <QtTest>

#include <cmath>
#include <vector>

using namespace cpw;

namespace {

/// The dense optimisers, written out step by step in double precision: the definition that rows must equal.
class DenseOptimizer {
public:
    DenseOptimizer(const at::Tensor& table, const spec::OptimizerSpec& spec)
        : weights(table.to(at::kDouble).clone()), m_first(at::zeros_like(weights)), m_second(at::zeros_like(weights)),
          m_spec(spec) {}

    void step(const at::Tensor& gradient, double rate) {
        ++m_steps;
        if (m_spec.kind == spec::OptimizerKind::Sgd) {
            m_first = m_first * m_spec.momentum + gradient + m_spec.embeddingWeightDecay * weights;
            weights = weights - rate * m_first;
            return;
        }
        weights = weights * (1 - rate * m_spec.embeddingWeightDecay);
        m_first = m_first * m_spec.beta1 + gradient * (1 - m_spec.beta1);
        m_second = m_second * m_spec.beta2 + gradient * gradient * (1 - m_spec.beta2);
        const auto first = m_first / (1 - std::pow(m_spec.beta1, m_steps));
        const auto second = m_second / (1 - std::pow(m_spec.beta2, m_steps));
        weights = weights - rate * first / (second.sqrt() + m_spec.epsilon);
    }
    at::Tensor weights;

private:
    at::Tensor m_first, m_second;
    spec::OptimizerSpec m_spec;
    int m_steps = 0;
};

/// Each kind that claims to be exact row by row.
std::vector<std::pair<const char*, spec::OptimizerSpec>> exactKinds() {
    using Kind = spec::OptimizerKind;
    spec::OptimizerSpec adamW, adam, sgd, momentum, decayedAdamW, decayedSgd;
    adam.kind = Kind::Adam;
    sgd.kind = momentum.kind = decayedSgd.kind = Kind::Sgd;
    sgd.momentum = decayedSgd.momentum = 0;
    decayedAdamW.embeddingWeightDecay = decayedSgd.embeddingWeightDecay = 0.5;
    return {{"adamw", adamW},
            {"adam", adam},
            {"sgd", sgd},
            {"sgd with momentum", momentum},
            {"adamw with decay", decayedAdamW},
            {"sgd with decay", decayedSgd}};
}

struct Draw {
    at::Tensor ids;      // [U] distinct
    at::Tensor upstream; // [U, width], gradient of the looked-up rows
};

Draw drawStep(std::int64_t rows, std::int64_t width, std::uint64_t step) {
    const CounterRandom random(7, 1);
    std::vector<std::int64_t> ids;
    for (std::int64_t row = 0; row < rows; ++row) // row r is touched about every (r + 1) * 12 steps: gaps of all lengths
        if (random.uniform(step * 1000 + static_cast<std::uint64_t>(row)) < 1.0 / (1.0 + 12.0 * static_cast<double>(row)))
            ids.push_back(row);
    std::vector<double> upstream;
    for (std::size_t i = 0; i < ids.size() * static_cast<std::size_t>(width); ++i)
        upstream.push_back(random.uniform(1'000'000 + step * 1000 + i) * 2 - 1);
    return {at::tensor(ids, at::kLong), at::tensor(upstream, at::kDouble).view({static_cast<std::int64_t>(ids.size()), width})};
}

/// One forward and backward pass through the table's row leaf, then the row step.
void trainStep(nn::EmbeddingTable& table, train::RowOptimizer& rows, const Draw& draw, double rate) {
    rows.catchUp(draw.ids);
    const auto inverse = at::arange(draw.ids.numel(), at::kLong).unsqueeze(1);    // [U, 1]
    const auto found = table->lookup({draw.ids.unsqueeze(1), draw.ids, inverse}); // [U, 1, width]
    (found.squeeze(1) * draw.upstream.to(found.scalar_type())).sum().backward();
    rows.step(rate, {});
}

double largestDifference(const at::Tensor& a, const at::Tensor& b) {
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

double rateOf(int step) { // a schedule with a jump, as a live change makes it
    return step < 150 ? 1e-2 : 3e-3 * (1.0 - step / 1000.0);
}

} // namespace

class TestRowOptimizer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsEqualPyTorchsDenseAdamWStepByStep() {
        const auto golden = plm::loadSafetensors(cpw::test::dataPath("/golden/table_adam.safetensors"));
        QVERIFY(golden.has_value());
        const auto& tensors = golden->tensors;
        nn::EmbeddingTable table(12, 4, 0.0);
        table->table.set_requires_grad(false);
        table->table.copy_(tensors.at("table"));
        train::RowOptimizer rows(table, spec::OptimizerSpec{});
        for (int step = 0; step < 5; ++step) {
            const auto key = std::to_string(step);
            const auto ids = tensors.at("ids." + key);
            const auto upstream = tensors.at("upstream." + key);
            auto [unique, inverse, counts] = at::_unique2(ids, true, true, false);
            rows.catchUp(unique);
            const auto found = table->lookup({ids.unsqueeze(1), unique, inverse.unsqueeze(1)}).squeeze(1);
            (found * upstream).sum().backward();
            rows.step(1e-2, {});
            QVERIFY2(largestDifference(rows.settledTable(), tensors.at("after." + key)) < 2e-6,
                     qPrintable(QString("step %1").arg(step)));
        }
    }

    void rowsEqualPyTorchsOptimizers_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("momentum");
        QTest::addColumn<double>("decay");
        QTest::addColumn<bool>("isLazy");
        using Kind = spec::OptimizerKind;
        QTest::newRow("adam") << static_cast<int>(Kind::Adam) << 0.0 << 0.0 << false;
        QTest::newRow("adamw_decay") << static_cast<int>(Kind::AdamW) << 0.0 << 0.5 << false;
        QTest::newRow("sgd") << static_cast<int>(Kind::Sgd) << 0.0 << 0.0 << false;
        QTest::newRow("sgd_decay") << static_cast<int>(Kind::Sgd) << 0.0 << 0.5 << false;
        QTest::newRow("sgd_momentum") << static_cast<int>(Kind::Sgd) << 0.9 << 0.0 << false;
        QTest::newRow("lazy") << static_cast<int>(Kind::Adam) << 0.0 << 0.0 << true;
    }
    void rowsEqualPyTorchsOptimizers() {
        QFETCH(int, kind);
        QFETCH(double, momentum);
        QFETCH(double, decay);
        QFETCH(bool, isLazy);
        const auto golden = plm::loadSafetensors(cpw::test::dataPath("/golden/table_optimizers.safetensors"));
        QVERIFY(golden.has_value());
        const auto& tensors = golden->tensors;
        spec::OptimizerSpec spec;
        spec.kind = static_cast<spec::OptimizerKind>(kind);
        spec.momentum = momentum;
        spec.embeddingWeightDecay = decay;
        spec.embeddingUpdates = isLazy ? spec::EmbeddingUpdates::Lazy : spec::EmbeddingUpdates::Rows;
        nn::EmbeddingTable table(12, 4, 0.0);
        table->table.set_requires_grad(false);
        table->table.copy_(tensors.at("table"));
        train::RowOptimizer rows(table, spec);
        for (int step = 0; step < 12; ++step) {
            const auto key = std::to_string(step);
            const auto ids = tensors.at("ids." + key);
            auto [unique, inverse, counts] = at::_unique2(ids, true, true, false);
            rows.catchUp(unique);
            const auto found = table->lookup({ids.unsqueeze(1), unique, inverse.unsqueeze(1)}).squeeze(1);
            (found * tensors.at("upstream." + key)).sum().backward();
            rows.step(1e-2, {});
            const auto& expected = tensors.at(std::string(QTest::currentDataTag()) + "." + key);
            QVERIFY2(largestDifference(rows.settledTable(), expected) < 2e-6, qPrintable(QString("step %1").arg(step)));
        }
    }

    void longSleepersAndRateChangesEqualTheDenseOptimizer_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("isDouble"); // double precision takes the tensor-operation path that cards use
        const auto kinds = exactKinds();
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            QTest::addRow("%s, plain loops", kinds[i].first) << static_cast<int>(i) << false;
            QTest::addRow("%s, tensor operations", kinds[i].first) << static_cast<int>(i) << true;
        }
    }
    void longSleepersAndRateChangesEqualTheDenseOptimizer() {
        QFETCH(int, kind);
        QFETCH(bool, isDouble);
        constexpr std::int64_t kRows = 40;
        at::manual_seed(3);
        nn::EmbeddingTable table(kRows, 3, 0.5);
        table->table.set_requires_grad(false);
        if (isDouble)
            table->to(at::kDouble);
        const auto spec = exactKinds()[static_cast<std::size_t>(kind)].second;
        DenseOptimizer dense(table->table.detach(), spec);
        train::RowOptimizer rows(table, spec);
        for (int step = 0; step < 400; ++step) {
            const auto draw = drawStep(kRows, 3, static_cast<std::uint64_t>(step));
            if (draw.ids.numel() == 0)
                continue;
            const auto gradient = at::zeros({kRows, 3}, at::kDouble).index_copy(0, draw.ids, draw.upstream);
            trainStep(table, rows, draw, rateOf(step));
            dense.step(gradient, rateOf(step));
        }
        rows.settle();
        const auto difference = largestDifference(table->table, dense.weights);
        QVERIFY2(difference < (isDouble ? 1e-6 : 1e-5), qPrintable(QString::number(difference)));
    }

    void lazyRowsStayWhereTheyAreBetweenTheirSteps() {
        at::manual_seed(9);
        spec::OptimizerSpec spec;
        spec.embeddingUpdates = spec::EmbeddingUpdates::Lazy;
        spec.embeddingWeightDecay = 0.5;
        nn::EmbeddingTable table(4, 2, 0.5);
        table->table.set_requires_grad(false);
        train::RowOptimizer rows(table, spec);
        trainStep(table, rows, {at::tensor({1}, at::kLong), at::ones({1, 2}, at::kDouble)}, 1e-2);
        const auto after = table->table[1].clone();
        const auto start = table->table[3].clone();
        for (int step = 0; step < 5; ++step)
            trainStep(table, rows, {at::tensor({0}, at::kLong), at::ones({1, 2}, at::kDouble)}, 1e-2);
        rows.settle();
        QVERIFY(at::equal(after, table->table[1]) && at::equal(after, rows.settledTable()[1]));
        QVERIFY(at::equal(start, table->table[3]));
    }

    void settledTableLeavesTheStateAlone() {
        at::manual_seed(4);
        nn::EmbeddingTable table(10, 2, 0.5);
        table->table.set_requires_grad(false);
        train::RowOptimizer rows(table, spec::OptimizerSpec{});
        for (std::uint64_t step = 0; step < 30; ++step)
            if (const auto draw = drawStep(10, 2, step); draw.ids.numel() > 0)
                trainStep(table, rows, draw, 1e-2);
        const auto before = table->table.clone();
        const auto settled = rows.settledTable();
        QVERIFY(at::equal(before, table->table));
        QVERIFY(!at::equal(before, settled));
        rows.settle();
        QVERIFY(at::equal(settled, table->table));
    }

    void settledCopyOfALargeTableEqualsSettlingAcrossItsParts() {
        // Copied 65,536 rows at a time: rows at both sides of each border sleep for different times.
        at::manual_seed(5);
        constexpr std::int64_t kRows = 140'000;
        nn::EmbeddingTable table(kRows, 3, 0.5);
        table->table.set_requires_grad(false);
        train::RowOptimizer rows(table, spec::OptimizerSpec{});
        const std::vector<std::vector<std::int64_t>> touched{{0, 65'535, 131'071}, {65'536, 139'999}, {65'535, 131'072}, {7}};
        for (const auto& ids : touched) {
            const auto count = static_cast<std::int64_t>(ids.size());
            trainStep(table, rows, {at::tensor(ids, at::kLong), at::randn({count, 3}, at::kDouble)}, 1e-2);
        }
        const auto before = table->table.clone();
        const auto settled = rows.settledTable();
        QVERIFY(at::equal(before, table->table));
        rows.settle();
        QVERIFY(at::equal(settled, table->table));
        QCOMPARE(settled.ne(before).any(1).sum().item<std::int64_t>(), 6); // all touched rows but the last step's
    }

    void savedStateGoesOnBitForBit_data() {
        QTest::addColumn<int>("kind");
        const auto kinds = exactKinds();
        for (std::size_t i = 0; i < kinds.size(); ++i)
            QTest::newRow(kinds[i].first) << static_cast<int>(i);
    }
    void savedStateGoesOnBitForBit() {
        QFETCH(int, kind);
        const auto spec = exactKinds()[static_cast<std::size_t>(kind)].second;
        at::manual_seed(5);
        nn::EmbeddingTable table(20, 2, 0.5);
        table->table.set_requires_grad(false);
        train::RowOptimizer rows(table, spec);
        plm::NamedTensors saved;
        for (std::uint64_t step = 0; step < 600; ++step) {
            if (step == 350) {
                rows.saveTo(saved, "table");
                for (auto& [name, tensor] : saved)
                    tensor = tensor.clone();
            }
            if (const auto draw = drawStep(20, 2, step); draw.ids.numel() > 0)
                trainStep(table, rows, draw, rateOf(static_cast<int>(step)));
        }
        nn::EmbeddingTable again(20, 2, 0.0);
        again->table.set_requires_grad(false);
        train::RowOptimizer resumed(again, spec);
        resumed.loadFrom(saved, "table");
        for (std::uint64_t step = 350; step < 600; ++step)
            if (const auto draw = drawStep(20, 2, step); draw.ids.numel() > 0)
                trainStep(again, resumed, draw, rateOf(static_cast<int>(step)));
        QVERIFY(at::equal(table->table, again->table));
        QVERIFY(at::equal(rows.settledTable(), resumed.settledTable()));
    }

    void aRowThatWasNeverTouchedNeverMoves() {
        at::manual_seed(6);
        nn::EmbeddingTable table(5, 2, 0.5);
        table->table.set_requires_grad(false);
        const auto before = table->table[4].clone();
        train::RowOptimizer rows(table, spec::OptimizerSpec{});
        for (int step = 0; step < 20; ++step)
            trainStep(table, rows, {at::tensor({0, 2}, at::kLong), at::ones({2, 2}, at::kDouble)}, 1e-2);
        rows.settle();
        QVERIFY(at::equal(before, table->table[4]));
    }
};

QTEST_APPLESS_MAIN(TestRowOptimizer)
#include "tst_row_optimizer.moc"
