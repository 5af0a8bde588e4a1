// SPDX-License-Identifier: GPL-3.0-or-later
// Maps, neighbours and drift against slow computations of their own on the tensors of the checkpoint.
#include "core/nn/torch_pch.h"

#include "core/data/field_encoder.h"
#include "core/engine/prompt_export.h"
#include "core/plm/safetensors.h"
#include "core/train/checkpoint.h"
#include "tests/support/inspected_run.h"

#include <QtTest>

#include <array>
#include <map>

using namespace cpw;
using tests::Inspected;
using tests::isNear;
using tests::need;
using tests::textSpec;

namespace {

Inspected& shared() {
    static Inspected inspected(textSpec(), /*keepsFirstStep=*/true);
    return inspected;
}

using Vector = std::vector<double>;

Vector vectorOf(const at::Tensor& tensor) {
    const auto plain = tensor.to(at::kDouble).contiguous().view({-1});
    return {plain.const_data_ptr<double>(), plain.const_data_ptr<double>() + plain.numel()};
}

double dot(const Vector& a, const Vector& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

plm::NamedTensors weightsAt(Inspected& s, std::int64_t step) {
    const auto folder = s.store->runFolder(s.run) / "checkpoints" / train::checkpointName(step);
    return need(train::readCheckpoint(folder, false)).model;
}

std::int64_t bestStep(Inspected& s) {
    for (const auto& mark : need(s.inspector->checkpoints(s.run)))
        if (mark.isBest)
            return mark.step;
    throw std::runtime_error("no best checkpoint");
}

const at::Tensor& named(const plm::NamedTensors& tensors, const std::string& ending) {
    for (const auto& [name, tensor] : tensors)
        if (name.size() >= ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0)
            return tensor;
    throw std::runtime_error("no tensor " + ending);
}

/// Keys and values of the prompts of some rows, [N, L, K, hidden].
plm::NamedTensors promptsAt(Inspected& s, std::int64_t step, std::size_t rows) {
    const auto path = std::filesystem::path(s.folder.filePath("prompts.safetensors").toStdString());
    need(engine::exportPrompts(*s.store, {s.run, step}, "test", rows, path));
    return need(plm::loadSafetensors(path)).tensors;
}

/// Value and direction of the largest spread of centred rows, by power iteration on the [width, width] sums of products.
std::pair<double, Vector> widest(const std::vector<Vector>& spread) {
    Vector direction(spread.size());
    for (std::size_t i = 0; i < direction.size(); ++i)
        direction[i] = 1 + static_cast<double>(i) * 0.37;
    double value = 0;
    for (int turn = 0; turn < 5000; ++turn) {
        Vector next;
        for (const auto& row : spread)
            next.push_back(dot(row, direction));
        value = std::sqrt(dot(next, next));
        for (auto& number : next)
            number /= value;
        direction = next;
    }
    return {value, direction};
}

} // namespace

class TestInspectorMaps : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEmbeddingMapIsThePrincipalPlaneOfTheTable() {
        auto& s = shared();
        constexpr int kField = 1;
        const auto map = need(s.inspector->embeddings({s.run}, kField, 2, 40, {}));
        const auto table = named(weightsAt(s, bestStep(s)), "embedding.table");
        const auto vocabulary = need(data::FieldVocabulary::load(s.store->runFolder(s.run) / "preparation" / "field_vocabulary.json"));
        std::vector<Vector> rows;
        for (const auto& point : map.points)
            rows.push_back(vectorOf(table[vocabulary.globalId(kField, point.value)]));
        const auto width = rows.front().size();
        Vector mean(width, 0);
        for (const auto& row : rows)
            for (std::size_t i = 0; i < width; ++i)
                mean[i] += row[i] / static_cast<double>(rows.size());
        double total = 0;
        std::vector<Vector> spread(width, Vector(width, 0));
        for (auto& row : rows) {
            for (std::size_t i = 0; i < width; ++i)
                row[i] -= mean[i];
            total += dot(row, row);
            for (std::size_t i = 0; i < width; ++i)
                for (std::size_t k = 0; k < width; ++k)
                    spread[i][k] += row[i] * row[k];
        }
        for (std::size_t axis = 0; axis < 2; ++axis) {
            const auto [value, direction] = widest(spread);
            QVERIFY(isNear(map.shares[axis], value / total, 1e-6));
            const auto placeOf = [&](std::size_t i) { return static_cast<double>(axis == 0 ? map.points[i].x : map.points[i].y); };
            double sign = 0; // a direction and its opposite are the same axis
            for (std::size_t i = 0; i < rows.size(); ++i)
                sign += placeOf(i) * dot(rows[i], direction);
            for (std::size_t i = 0; i < rows.size(); ++i)
                QVERIFY(isNear(placeOf(i), (sign < 0 ? -1 : 1) * dot(rows[i], direction), 1e-4));
            for (std::size_t i = 0; i < width; ++i)
                for (std::size_t k = 0; k < width; ++k)
                    spread[i][k] -= value * direction[i] * direction[k];
        }
    }

    void pointsAreGroupedByTheirMostFrequentCompany() {
        auto& s = shared();
        const auto map = need(s.inspector->embeddings({s.run}, 1, 2, 40, {}));
        const auto rows = need(s.inspector->rank({.model = {s.run}, .part = "train", .order = api::RowOrder::Table, .count = 100000}, {})).rows;
        std::map<std::string, std::map<std::string, int>> company;
        std::map<std::string, std::uint64_t> counts;
        for (const auto& row : rows) {
            ++company[row.values[1]][row.values[2]];
            ++counts[row.values[1]];
        }
        for (const auto& point : map.points) {
            QCOMPARE(point.trainingRows, counts[point.value]);
            int most = 0;
            for (const auto& [other, count] : company[point.value])
                most = std::max(most, count);
            if (point.group >= 0)
                QCOMPARE(company[point.value][map.groups[static_cast<std::size_t>(point.group)]], most);
        }
        for (const auto& [value, count] : counts) // nothing that is shown is rarer than what is left out
            if (std::ranges::none_of(map.points, [&](const auto& point) { return point.value == value; }))
                QVERIFY(count <= map.points.back().trainingRows);
    }

    void nearestTokensAreThoseOfEveryToken_data() {
        QTest::addColumn<int>("part");
        QTest::addRow("keys") << static_cast<int>(api::PromptPart::Keys);
        QTest::addRow("values") << static_cast<int>(api::PromptPart::Values);
    }
    void nearestTokensAreThoseOfEveryToken() {
        QFETCH(int, part);
        auto& s = shared();
        constexpr int kLayer = 1, kPrompt = 1;
        const bool isKey = part == static_cast<int>(api::PromptPart::Keys);
        const auto prompts = promptsAt(s, bestStep(s), 6);
        const auto row = prompts.at("rows")[2].item<std::int64_t>();
        const auto direction = vectorOf(prompts.at(isKey ? "keys" : "values")[2][kLayer][kPrompt]);
        const auto weights = weightsAt(s, bestStep(s));
        const auto words = named(weights, "word_embeddings.weight");
        const std::string map = isKey ? "key" : "value";
        const auto matrix = named(weights, "layer.1.attention.self." + map + ".weight");
        const auto bias = vectorOf(named(weights, "layer.1.attention.self." + map + ".bias"));
        std::vector<Vector> lines;
        for (std::int64_t i = 0; i < matrix.size(0); ++i)
            lines.push_back(vectorOf(matrix[i]));
        Vector cosines;
        for (std::int64_t token = 0; token < words.size(0); ++token) {
            const auto word = vectorOf(words[token]);
            Vector mapped;
            for (std::size_t i = 0; i < lines.size(); ++i)
                mapped.push_back(dot(lines[i], word) + bias[i]);
            cosines.push_back(dot(mapped, direction) / std::sqrt(dot(mapped, mapped) * dot(direction, direction)));
        }
        std::ranges::sort(cosines, std::ranges::greater());
        const auto near = need(s.inspector->nearestTokens(s.question(static_cast<std::uint64_t>(row)), kLayer, kPrompt, static_cast<api::PromptPart>(part), 7, {}));
        QCOMPARE(near.size(), std::size_t{7});
        for (std::size_t i = 0; i < near.size(); ++i)
            QVERIFY2(isNear(near[i].cosine, cosines[i]), qPrintable(QString("%1 %2").arg(near[i].cosine).arg(cosines[i])));
    }

    void driftIsTheChangeOfTheMeanPrompt() {
        auto& s = shared();
        constexpr std::size_t kRows = 9;
        const auto drift = need(s.inspector->drift(s.run, "test", kRows, {}));
        QVERIFY(drift.steps.size() >= 2);
        const auto cells = static_cast<std::size_t>(drift.layers * drift.prompts);
        QCOMPARE(drift.changes.size(), (drift.steps.size() - 1) * cells);
        // Mean over the rows of keys and values one after the other, for each layer and prompt.
        const auto meansAt = [&](std::int64_t step) {
            const auto prompts = promptsAt(s, step, kRows);
            std::vector<Vector> means;
            for (std::int64_t layer = 0; layer < drift.layers; ++layer)
                for (std::int64_t prompt = 0; prompt < drift.prompts; ++prompt) {
                    Vector mean;
                    for (const auto* name : {"keys", "values"})
                        for (std::int64_t d = 0; d < prompts.at(name).size(3); ++d) {
                            double sum = 0;
                            for (std::int64_t row = 0; row < static_cast<std::int64_t>(kRows); ++row)
                                sum += prompts.at(name)[row][layer][prompt][d].item<double>();
                            mean.push_back(sum / kRows);
                        }
                    means.push_back(mean);
                }
            return means;
        };
        auto before = meansAt(drift.steps[0]);
        for (std::size_t step = 1; step < drift.steps.size(); ++step) {
            const auto after = meansAt(drift.steps[step]);
            for (std::size_t cell = 0; cell < cells; ++cell) {
                Vector difference;
                for (std::size_t d = 0; d < after[cell].size(); ++d)
                    difference.push_back(after[cell][d] - before[cell][d]);
                const double expected = std::sqrt(dot(difference, difference) / dot(before[cell], before[cell]));
                QVERIFY(isNear(drift.changes[(step - 1) * cells + cell], expected, 1e-4));
            }
            before = after;
        }
    }

    void theAverageIsTheMeanOverTrainingRows() {
        auto& s = shared();
        auto question = s.question(7);
        question.prompts = {{api::PromptChange::Kind::Average}};
        const auto averaged = need(s.inspector->look(question, {}));
        // 960 training rows of which 512 are averaged: the norms of that mean are those of the exported prompts' mean.
        const auto path = std::filesystem::path(s.folder.filePath("mean.safetensors").toStdString());
        need(engine::exportPrompts(*s.store, {s.run}, "train", 512, path));
        const auto keys = need(plm::loadSafetensors(path)).tensors.at("keys").to(at::kDouble).mean(0); // [L, K, hidden]
        for (std::int64_t layer = 0; layer < 2; ++layer)
            for (std::int64_t prompt = 0; prompt < 2; ++prompt)
                QVERIFY(isNear(averaged.norms.keys[static_cast<std::size_t>(layer * 2 + prompt)], keys[layer][prompt].norm().item<double>(), 1e-4));
        // Two rows with the prompts of the average read the same prefix; one prompt of one layer alone changes less than all.
        question.prompts[0].layer = 0;
        question.prompts[0].prompt = 0;
        const auto one = need(s.inspector->look(question, {}));
        const auto plain = need(s.inspector->look(s.question(7), {}));
        QVERIFY(isNear(one.norms.keys[0], averaged.norms.keys[0], 1e-6));
        QVERIFY(isNear(one.norms.keys[3], plain.norms.keys[3], 1e-6));
        QVERIFY(one.logit != plain.logit && one.logit != averaged.logit);
    }
};

QTEST_APPLESS_MAIN(TestInspectorMaps)
#include "tst_inspector_maps.moc"
