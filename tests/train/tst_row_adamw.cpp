// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/base/random.h"
#include "core/plm/safetensors.h"
#include "core/train/row_adamw.h"

#include <ATen/CPUGeneratorImpl.h>

#include <QtTest>

#include <cmath>
#include <vector>

using namespace cpw;

namespace {

/// Dense AdamW without decay, written out step by step in double precision: the definition that rows must equal.
class DenseAdam {
public:
    DenseAdam(const at::Tensor& table, const spec::OptimizerSpec& spec)
        : weights(table.to(at::kDouble).clone()), m_first(at::zeros_like(weights)), m_second(at::zeros_like(weights)), m_spec(spec) {}

    void step(const at::Tensor& gradient, double rate) {
        ++m_steps;
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
void trainStep(nn::EmbeddingTable& table, train::RowAdamW& rows, const Draw& draw, double rate) {
    rows.catchUp(draw.ids);
    const auto inverse = at::arange(draw.ids.numel(), at::kLong).unsqueeze(1); // [U, 1]
    const auto found = table->lookup({draw.ids.unsqueeze(1), draw.ids, inverse}); // [U, 1, width]
    (found.squeeze(1) * draw.upstream.to(found.scalar_type())).sum().backward();
    rows.step(rate, 1.0);
}

double largestDifference(const at::Tensor& a, const at::Tensor& b) {
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

double rateOf(int step) { // a schedule with a jump, as a live change makes it
    return step < 150 ? 1e-2 : 3e-3 * (1.0 - step / 1000.0);
}

} // namespace

class TestRowAdamW : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsEqualPyTorchsDenseAdamWStepByStep() {
        const auto golden = plm::loadSafetensors(CPW_TEST_DATA "/golden/table_adam.safetensors");
        QVERIFY(golden.has_value());
        const auto& tensors = golden->tensors;
        nn::EmbeddingTable table(12, 4, 0.0);
        table->table.set_requires_grad(false);
        table->table.copy_(tensors.at("table"));
        train::RowAdamW rows(table, spec::OptimizerSpec{});
        for (int step = 0; step < 5; ++step) {
            const auto key = std::to_string(step);
            const auto ids = tensors.at("ids." + key);
            const auto upstream = tensors.at("upstream." + key);
            auto [unique, inverse, counts] = at::_unique2(ids, true, true, false);
            rows.catchUp(unique);
            const auto found = table->lookup({ids.unsqueeze(1), unique, inverse.unsqueeze(1)}).squeeze(1);
            (found * upstream).sum().backward();
            rows.step(1e-2, 1.0);
            QVERIFY2(largestDifference(rows.settledTable(), tensors.at("after." + key)) < 2e-6, qPrintable(QString("step %1").arg(step)));
        }
    }

    void longSleepersAndRateChangesEqualDenseAdam_data() {
        QTest::addColumn<bool>("isDouble"); // double precision takes the tensor-operation path that cards use
        QTest::newRow("plain loops") << false;
        QTest::newRow("tensor operations") << true;
    }
    void longSleepersAndRateChangesEqualDenseAdam() {
        QFETCH(bool, isDouble);
        constexpr std::int64_t kRows = 40;
        at::manual_seed(3);
        nn::EmbeddingTable table(kRows, 3, 0.5);
        table->table.set_requires_grad(false);
        if (isDouble)
            table->to(at::kDouble);
        const spec::OptimizerSpec spec;
        DenseAdam dense(table->table.detach(), spec);
        train::RowAdamW rows(table, spec);
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

    void settledTableLeavesTheStateAlone() {
        at::manual_seed(4);
        nn::EmbeddingTable table(10, 2, 0.5);
        table->table.set_requires_grad(false);
        train::RowAdamW rows(table, spec::OptimizerSpec{});
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

    void savedStateGoesOnBitForBit() {
        at::manual_seed(5);
        nn::EmbeddingTable table(20, 2, 0.5);
        table->table.set_requires_grad(false);
        train::RowAdamW rows(table, spec::OptimizerSpec{});
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
        train::RowAdamW resumed(again, spec::OptimizerSpec{});
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
        train::RowAdamW rows(table, spec::OptimizerSpec{});
        for (int step = 0; step < 20; ++step)
            trainStep(table, rows, {at::tensor({0, 2}, at::kLong), at::ones({2, 2}, at::kDouble)}, 1e-2);
        rows.settle();
        QVERIFY(at::equal(before, table->table[4]));
    }
};

QTEST_APPLESS_MAIN(TestRowAdamW)
#include "tst_row_adamw.moc"
