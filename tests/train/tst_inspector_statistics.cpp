// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/data/ranking_metrics.h"
#include "core/engine/attention_facts.h"
#include "core/engine/contributions.h"
#include "core/engine/fair_mutex.h"
#include "core/engine/principal_components.h"
#include "core/engine/prompt_survey.h"
#include "core/engine/score_facts.h"
#include "core/train/checkpoint.h"
#include "tests/support/inspected_run.h"

#include <QtTest>

#include <array>
#include <atomic>
#include <thread>

using namespace cpw;
using spec::StageKind;
using tests::Inspected;
using tests::isNear;
using tests::need;
using tests::sharedTextRun;
using tests::smallSpec;
using tests::sumOf;
using tests::textSpec;
using Method = api::ContributionMethod;

namespace {

/// Some numbers without a pattern, [rows, width].
at::Tensor someRows(std::int64_t rows, std::int64_t width) {
    const auto at = at::arange(rows * width, at::kDouble).view({rows, width});
    return at::sin(at * at * 0.37) + 0.3 * at::cos(at * 1.7);
}

/// The largest eigenvalue and vector of a symmetric matrix, by power iteration.
std::pair<double, at::Tensor> largest(const at::Tensor& matrix) {
    auto vector = at::arange(1, matrix.size(0) + 1, at::kDouble);
    for (int i = 0; i < 20000; ++i) {
        vector = matrix.mv(vector);
        vector = vector / vector.norm();
    }
    return {vector.dot(matrix.mv(vector)).item<double>(), vector};
}

} // namespace

class TestInspectorStatistics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void quadratureIsExactForPolynomials() {
        for (const int count : {1, 2, 5, 16}) {
            const auto rule = engine::gaussLegendre(count);
            for (int degree = 0; degree < 2 * count; ++degree) {
                double sum = 0;
                for (std::size_t i = 0; i < rule.nodes.size(); ++i)
                    sum += rule.weights[i] * std::pow(rule.nodes[i], degree);
                QVERIFY(std::abs(sum - 1.0 / (degree + 1)) < 1e-13);
            }
        }
    }

    void headFactsOfKnownWeights() {
        // One layer, two heads, two tokens, one prompt: even weights, and all on the prompt.
        const auto third = 1.0F / 3;
        const auto weights = at::tensor({third, third, third, 0.5F, 0.25F, 0.25F, 1.0F, 0.0F, 0.0F, 1.0F, 0.0F, 0.0F}).view({1, 2, 2, 3});
        const auto facts = engine::headFactsOf(weights, 1);
        QVERIFY(isNear(facts[0].promptShare, (1.0 / 3 + 0.5) / 2));
        QVERIFY(isNear(facts[0].entropy, (std::log2(3.0) + 1.5) / 2));
        QCOMPARE(facts[1].promptShare, 1.0F);
        QCOMPARE(facts[1].entropy, 0.0F);
    }

    void contributionsAddUpWithTheGap() {
        auto& s = sharedTextRun();
        for (const std::uint64_t row : {3U, 8U, 21U}) {
            const auto look = need(s.inspector->look(s.question(row), {}));
            const auto found = need(s.inspector->contributions(s.question(row), Method::IntegratedGradients, {}));
            QVERIFY(isNear(found.logit, look.logit));
            QVERIFY(isNear(found.base + sumOf(found) + found.gap, found.logit, 1e-9));
            QVERIFY2(std::abs(found.gap) < 0.01 + 0.02 * std::abs(found.logit - found.base), qPrintable(QString::number(found.gap)));
            for (std::size_t f = 0; f < found.fields.size(); ++f) {
                double tokens = 0;
                for (std::size_t t = 0; t < found.tokens.size(); ++t)
                    tokens += look.tokens[t].field == static_cast<int>(f) ? found.tokens[t] : 0;
                QVERIFY(isNear(tokens, found.fields[f].text, 1e-9));
            }
        }
    }

    void aLinearModelIsExactInEveryMethod() {
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.backbone = {"lr", {}};
        spec.stages[0].epochs = 2;
        Inspected s(spec);
        const auto exact = need(s.inspector->contributions(s.question(5), Method::IntegratedGradients, {}));
        QVERIFY(std::abs(exact.logit - exact.base) > 1e-4);
        QVERIFY(std::abs(exact.gap) < 1e-6);
        for (const auto method : {Method::GradientTimesInput, Method::LeaveOneOut}) {
            const auto found = need(s.inspector->contributions(s.question(5), method, {}));
            QVERIFY(std::abs(found.gap) < 1e-5);
            for (std::size_t f = 0; f < exact.fields.size(); ++f)
                QVERIFY(std::abs(found.fields[f].ids - exact.fields[f].ids) < 1e-6);
        }
    }

    void principalComponentsAreThoseOfPowerIteration() {
        const auto rows = someRows(9, 5);
        const auto found = engine::principalPlaces(engine::centredProducts(rows));
        const auto centred = rows - rows.mean(0, true);
        auto spread = centred.t().matmul(centred); // [5, 5]
        for (int axis = 0; axis < 2; ++axis) {
            const auto [value, vector] = largest(spread);
            QVERIFY(isNear(found.shares[axis], value / centred.pow(2).sum().item<double>(), 1e-9));
            auto places = centred.mv(vector);
            if (places[places.abs().argmax().item<std::int64_t>()].item<double>() < 0)
                places = -places;
            for (std::int64_t i = 0; i < 9; ++i) {
                const auto& place = found.places[static_cast<std::size_t>(i)];
                QVERIFY(isNear(axis == 0 ? place.first : place.second, places[i].item<double>()));
            }
            spread = spread - value * at::outer(vector, vector);
        }
    }

    void cosinesAreThoseOfPairs() {
        const auto rows = someRows(7, 4);
        const auto centred = rows - rows.mean(0, true);
        const auto cosine = [](const at::Tensor& a, const at::Tensor& b) { return (a.dot(b) / a.norm() / b.norm()).item<double>(); };
        double sum = 0;
        for (int i = 0; i < 7; ++i)
            for (int j = i + 1; j < 7; ++j)
                sum += cosine(centred[i], centred[j]);
        const auto products = engine::centredProducts(rows);
        QVERIFY(isNear(engine::meanCosine(products), sum / 21, 1e-9));
        const std::vector<int> groups{0, 1, 0, -1, 1, 1, 0};
        const auto found = engine::groupCosines(products, groups, 2);
        const auto first = (centred[0] + centred[2] + centred[6]) / 3, second = (centred[1] + centred[4] + centred[5]) / 3;
        QVERIFY(isNear(found[0], 1) && isNear(found[3], 1));
        QVERIFY(isNear(found[1], cosine(first, second)) && isNear(found[2], found[1]));
    }

    void normsAndChangesOfKnownPrompts() {
        // One layer, two rows, one prompt of width 2: lengths 5 and 13.
        const engine::PromptTensors before{at::tensor({3.0F, 4.0F, 5.0F, 12.0F}).view({1, 2, 1, 2}), {}, 0, false};
        QCOMPARE(engine::meanNorms(before).keys.front(), 9.0F);
        QVERIFY(isNear(engine::normDeviations(before).keys.front(), std::sqrt(32.0)));
        const auto mean = engine::meanOver(before); // (4, 8)
        const engine::PromptTensors after{at::tensor({4.0F, 12.0F}).view({1, 1, 1, 2}), {}, 0, false};
        QVERIFY(isNear(engine::relativeChange(mean, after).front(), 4 / std::sqrt(80.0)));
    }

    void aSurveyAgreesWithLooksAtItsRows() {
        auto& s = sharedTextRun();
        const auto survey = need(s.inspector->survey({s.run}, "test", 20, 1, {}));
        QCOMPARE(survey.rows.size(), std::size_t{20});
        double share = 0, norm = 0;
        std::uint64_t grouped = 0;
        for (const auto row : survey.rows) {
            const auto look = need(s.inspector->look(s.question(row), {}));
            share += (look.headFacts[2].promptShare + look.headFacts[3].promptShare) / 2 / 20; // layer 1
            norm += look.norms.values[1] / 20;                                                // layer 0, prompt 1
        }
        QVERIFY(isNear(survey.attention[2] + survey.attention[3], share));
        QVERIFY(isNear(survey.mean.values[1], norm));
        for (const auto& group : survey.groups)
            grouped += group.rows;
        QCOMPARE(static_cast<std::uint64_t>(20 - std::ranges::count(survey.groupOf, -1)), grouped);
        const auto drift = need(s.inspector->drift(s.run, "test", 20, {}));
        QCOMPARE(drift.changes.size(), (drift.steps.size() - 1) * 4);
    }

    void calibrationGroupsAreEquallyLarge() {
        std::vector<float> logits, labels;
        for (int i = 0; i < 25; ++i) {
            logits.push_back(static_cast<float>((i * 7) % 25) / 5 - 2);
            labels.push_back(i % 3 == 0 ? 1.0F : 0.0F);
        }
        const auto found = engine::calibrationGroups(logits, labels);
        std::vector<std::pair<float, float>> rows;
        for (std::size_t i = 0; i < logits.size(); ++i)
            rows.emplace_back(logits[i], labels[i]);
        std::ranges::sort(rows);
        double expected = 0;
        std::size_t at = 0;
        for (const std::size_t size : {3, 3, 3, 3, 3, 2, 2, 2, 2, 2}) {
            double difference = 0;
            for (std::size_t i = 0; i < size; ++i, ++at)
                difference += 1 / (1 + std::exp(-static_cast<double>(rows[at].first))) - rows[at].second;
            expected += std::abs(difference) / 25;
        }
        QCOMPARE(found.points.size(), std::size_t{10});
        QVERIFY(isNear(found.expectedError, expected, 1e-9));
    }

    void curvesHoldTheAreaAndSlicesAllRows() {
        auto& s = sharedTextRun();
        const auto curves = need(s.inspector->curves({s.run}, "test", {}));
        double area = 0;
        for (std::size_t i = 1; i < curves.roc.size(); ++i)
            area += (curves.roc[i].x - curves.roc[i - 1].x) * (curves.roc[i].y + curves.roc[i - 1].y) / 2;
        QVERIFY(isNear(area, curves.auc, 1e-6));
        const auto report = need(s.inspector->slices({.model = {s.run}, .second = api::ModelAt{s.run}, .field = 1}, {}));
        std::uint64_t rows = 0;
        for (const auto& slice : report.slices) {
            rows += slice.rows;
            QCOMPARE(*slice.secondLogLoss, slice.logLoss);
        }
        QCOMPARE(rows, report.all.rows);
        QVERIFY(isNear(*report.all.auc, curves.auc, 1e-12));
        QCOMPARE(need(s.inspector->slices({.model = {s.run}}, {})).slices.size(), std::size_t{4});
    }

    void ranksAreByErrorAndOtherOrdersHoldTheSameRows() {
        auto& s = sharedTextRun();
        api::RowRankingQuestion question{.model = {s.run}, .count = 100000};
        const auto errors = need(s.inspector->rank(question, {}));
        const auto errorOf = [](const api::RankedRow& row) { return row.isPositive ? 1 - row.probability : row.probability; };
        for (std::size_t i = 1; i < errors.rows.size(); ++i)
            QVERIFY(errorOf(errors.rows[i]) <= errorOf(errors.rows[i - 1]) + 1e-6);
        std::vector<std::uint64_t> known;
        for (const auto& row : errors.rows)
            known.push_back(row.row);
        std::ranges::sort(known);
        for (const auto order : {api::RowOrder::Table, api::RowOrder::Random, api::RowOrder::TailFirst, api::RowOrder::HighestProbability,
                                 api::RowOrder::LowestProbability}) {
            question.order = order;
            std::vector<std::uint64_t> rows;
            for (const auto& row : need(s.inspector->rank(question, {})).rows)
                rows.push_back(row.row);
            QCOMPARE(std::ranges::is_sorted(rows), order == api::RowOrder::Table);
            std::ranges::sort(rows);
            QCOMPARE(rows, known);
        }
        question.onlyValue = api::FieldEdit{1, errors.rows[0].values[1]};
        const auto some = need(s.inspector->rank(question, {}));
        QVERIFY(some.matching > 0 && some.matching < errors.matching);
        for (const auto& row : some.rows)
            QCOMPARE(row.values[1], errors.rows[0].values[1]);
    }

    void rowsComeByProbabilityFromBothEnds() {
        auto& s = sharedTextRun();
        const auto highest = need(s.inspector->rank({.model = {s.run}, .order = api::RowOrder::HighestProbability, .count = 100000}, {}));
        const auto lowest = need(s.inspector->rank({.model = {s.run}, .order = api::RowOrder::LowestProbability, .count = 100000}, {}));
        QVERIFY(highest.rows.front().probability > highest.rows.back().probability);
        for (std::size_t i = 1; i < highest.rows.size(); ++i) {
            QVERIFY(highest.rows[i].probability <= highest.rows[i - 1].probability + 1e-6);
            QVERIFY(lowest.rows[i].probability >= lowest.rows[i - 1].probability - 1e-6);
        }
        const auto& first = highest.rows.front();
        QVERIFY(isNear(first.probability, need(s.inspector->look(s.question(first.row), {})).probability, 1e-6));
    }

    void scoringTellsHowFarItIsAndGoesOnWhereItWasStopped() {
        Inspected s(textSpec());
        const auto asked = [&](std::uint64_t stopAt, std::vector<std::uint64_t>& told, std::uint64_t& rows) {
            std::stop_source stop;
            return s.inspector->rank({.model = {s.run}, .part = "train", .count = 100000, .onScored =
                                          [&](std::uint64_t scored, std::uint64_t all) {
                                              told.push_back(scored);
                                              rows = all;
                                              if (scored >= stopAt)
                                                  stop.request_stop();
                                          }},
                                     stop.get_token());
        };
        std::uint64_t rows = 0;
        std::vector<std::uint64_t> told, rest;
        const auto stopped = asked(40, told, rows);
        QVERIFY(!stopped && stopped.error().code == ErrorCode::Stopped);
        QVERIFY2(told.back() >= 40 && told.back() < rows, qPrintable(QString::number(told.back())));
        const auto ranking = need(asked(UINT64_MAX, rest, rows));
        QVERIFY(rest.front() > told.back()); // not from the start again
        QVERIFY(std::ranges::is_sorted(rest));
        QCOMPARE(rest.back(), rows);
        QCOMPARE(ranking.rows.size(), static_cast<std::size_t>(rows));
        Inspected whole(textSpec()); // the same run, scored without a stop
        const auto expected = need(whole.inspector->rank({.model = {whole.run}, .part = "train", .count = 100000}, {}));
        for (std::size_t i = 0; i < expected.rows.size(); ++i)
            QVERIFY(isNear(ranking.rows[i].probability, expected.rows[i].probability, 1e-6));
        std::vector<std::uint64_t> again;
        (void)need(asked(UINT64_MAX, again, rows));
        QVERIFY(again.empty()); // known
    }

    void curvesTellTheirRowsAndGoOnWhereTheyWereStopped() {
        Inspected s(textSpec());
        std::stop_source stop;
        std::vector<std::uint64_t> told, rest;
        std::uint64_t rows = 0;
        const auto stopped = s.inspector->curves({s.run}, "train", [&](std::uint64_t scored, std::uint64_t all) {
            told.push_back(scored);
            rows = all;
            if (scored >= 40)
                stop.request_stop();
        }, stop.get_token());
        QVERIFY(!stopped && stopped.error().code == ErrorCode::Stopped);
        QVERIFY(told.back() >= 40 && told.back() < rows);
        const auto curves = need(s.inspector->curves({s.run}, "train", [&](std::uint64_t scored, std::uint64_t) { rest.push_back(scored); }, {}));
        QVERIFY(rest.front() > told.back()); // not from the start again
        QCOMPARE(rest.back(), rows);
        QCOMPARE(static_cast<std::uint64_t>(curves.rows), rows);
        Inspected whole(textSpec()); // the same run, scored without a stop
        QVERIFY(isNear(curves.auc, need(whole.inspector->curves({whole.run}, "train", {}, {})).auc, 1e-6));
    }

    void rowsAreListedWithoutScoringThem() {
        Inspected s(textSpec());
        bool isScored = false;
        api::RowRankingQuestion question{.model = {s.run}, .order = api::RowOrder::Table, .count = 100000};
        question.wantsProbabilities = false;
        question.onScored = [&](std::uint64_t, std::uint64_t) { isScored = true; };
        for (const auto& row : need(s.inspector->rank(question, {})).rows)
            QVERIFY(std::isnan(row.probability));
        QVERIFY(!isScored);
        (void)need(s.inspector->rank({.model = {s.run}}, {}));
        const auto known = need(s.inspector->rank(question, {})); // for nothing now
        QVERIFY(!isScored && !std::isnan(known.rows.front().probability));
        QVERIFY(isNear(known.rows.front().probability, need(s.inspector->look(s.question(known.rows.front().row), {})).probability, 1e-6));
    }

    void bothModelsOfSlicesCountAsOneTask() {
        Inspected s(smallSpec({StageKind::FinetuneCtr}), /*keepsFirstStep=*/true);
        const auto marks = need(s.inspector->checkpoints(s.run));
        std::vector<std::uint64_t> told;
        std::uint64_t rows = 0;
        api::SliceQuestion question{.model = {s.run, marks.back().step}, .second = api::ModelAt{s.run, marks.front().step}, .field = 1};
        question.onScored = [&](std::uint64_t scored, std::uint64_t all) {
            told.push_back(scored);
            rows = all;
        };
        const auto report = need(s.inspector->slices(question, {}));
        QVERIFY(std::ranges::is_sorted(told));
        QCOMPARE(told.back(), rows);
        QCOMPARE(rows, 2 * report.all.rows);
    }

    void tailCellsOfRowsAreThoseOfSlices() {
        auto& s = sharedTextRun();
        const auto report = need(s.inspector->slices({.model = {s.run}}, {}));
        // Users and books; a title has as many ids as its book and says nothing else.
        QVERIFY2(report.slices[0].name == "rare user, rare book" || report.slices[0].name == "rare user, rare title", report.slices[0].name.c_str());
        std::vector<std::uint64_t> seen;
        for (int cell = 0; cell < 4; ++cell) {
            api::RowRankingQuestion question{.model = {s.run}, .order = api::RowOrder::Table, .count = 100000};
            question.onlyTailCell = cell;
            const auto found = need(s.inspector->rank(question, {}));
            QCOMPARE(found.matching, report.slices[static_cast<std::size_t>(cell)].rows);
            std::uint64_t positives = 0;
            for (const auto& row : found.rows) {
                seen.push_back(row.row);
                positives += row.isPositive ? 1 : 0;
            }
            QCOMPARE(positives, report.slices[static_cast<std::size_t>(cell)].positives);
        }
        std::ranges::sort(seen);
        QVERIFY(std::ranges::adjacent_find(seen) == seen.end());
        QCOMPARE(seen.size(), static_cast<std::size_t>(report.all.rows));
    }

    void aStageThatHasNotLearntClicksSaysSo() {
        Inspected s(textSpec(), /*keepsFirstStep=*/true);
        const auto marks = need(s.inspector->checkpoints(s.run));
        QVERIFY(!marks.front().hasLearntClicks && marks.back().hasLearntClicks); // PA-MLM, then finetuned
        const api::ModelAt early{s.run, marks.front().step};
        QVERIFY(!need(s.inspector->look({.model = early, .row = 3}, {})).stamp.hasLearntClicks);
        const auto listed = need(s.inspector->rank({.model = early, .order = api::RowOrder::Table, .count = 5}, {})); // needs no score
        QCOMPARE(listed.rows.size(), std::size_t{5});
        QVERIFY(!listed.stamp.hasLearntClicks);
        for (const auto order : {api::RowOrder::LargestError, api::RowOrder::HighestProbability, api::RowOrder::LowestProbability}) {
            const auto refused = s.inspector->rank({.model = early, .order = order}, {});
            QVERIFY(!refused && refused.error().text().find("PA-MLM") != std::string::npos);
        }
        QVERIFY(!s.inspector->slices({.model = early}, {}));
    }

    void whoWaitsGoesFirst() {
        engine::FairMutex mutex;
        mutex.giveWay(); // nobody holds it and nobody waits
        std::vector<int> order;
        mutex.lock();
        std::vector<std::jthread> threads;
        for (int i = 0; i < 3; ++i) {
            threads.emplace_back([&mutex, &order, i] {
                const std::lock_guard lock(mutex);
                order.push_back(i);
            });
            while (mutex.waiting() <= static_cast<std::uint64_t>(i)) // each in its turn
                std::this_thread::yield();
        }
        mutex.giveWay();
        QCOMPARE(order, (std::vector<int>{0, 1, 2}));
        QCOMPARE(mutex.waiting(), std::uint64_t{0});
        mutex.unlock();
    }

    void shortQuestionsAreAnsweredWhileALongOneRuns_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < 3; ++kind)
            QTest::addRow("%s", std::array{"survey", "contributions", "rank"}.at(static_cast<std::size_t>(kind))) << kind;
    }
    void shortQuestionsAreAnsweredWhileALongOneRuns() {
        QFETCH(int, kind);
        Inspected s(textSpec());
        const auto question = s.question(3);
        const auto expected = need(s.inspector->look(question, {}));
        std::atomic<bool> isStarted{false}, isOver{false};
        std::jthread asking([&] {
            isStarted = true;
            for (std::uint64_t i = 0; i < 3; ++i) {
                if (kind == 0)
                    (void)s.inspector->survey({s.run}, "train", 400 + i, 1, {});
                else if (kind == 1)
                    (void)s.inspector->contributions(s.question(20 + i), Method::IntegratedGradients, {});
                else
                    (void)s.inspector->rank({.model = {s.run}, .part = i == 0 ? "train" : i == 1 ? "validation" : "test"}, {});
            }
            isOver = true;
        });
        while (!isStarted)
            std::this_thread::yield();
        int answered = 0;
        while (!isOver) {
            QCOMPARE(need(s.inspector->look(question, {})).logit, expected.logit); // and nothing of the long one is in it
            ++answered;
        }
        QVERIFY2(answered > 6, qPrintable(QString::number(answered))); // more than one between two of the three
    }

    void otherPiecesAnswer() {
        auto& s = sharedTextRun();
        const auto near = need(s.inspector->nearestTokens(s.question(3), 1, 1, api::PromptPart::Values, 5, {}));
        QCOMPARE(near.size(), std::size_t{5});
        QVERIFY(std::ranges::is_sorted(near, std::ranges::greater(), &api::NearToken::cosine) && near.front().cosine <= 1);
        const auto map = need(s.inspector->embeddings({s.run}, 1, 2, 50, {}));
        QVERIFY(!map.points.empty() && std::ranges::is_sorted(map.points, std::ranges::greater(), &api::EmbeddingMap::Point::trainingRows));
        const auto over = need(s.inspector->overCheckpoints(s.question(3), {}));
        QVERIFY(!over.empty());
        for (const auto& at : over) {
            auto question = s.question(3);
            question.model.step = at.step;
            QVERIFY(isNear(at.recorded, need(s.inspector->look(question, {})).probability, 1e-6));
            QCOMPARE(at.recorded, at.edited);
        }
    }

    void aRunLookedAtWhileItTrainsIsTheSameRun() {
        auto spec = textSpec(); // with dropout in both sides
        spec.stages[1].epochs = 4;
        const auto weightsOf = [](const tests::Bench& bench, api::RunId run) {
            const auto folder = train::readPointer(bench.store->runFolder(run) / "checkpoints", "last");
            return need(train::readCheckpoint(*folder, true)).model;
        };
        tests::Bench alone, watched;
        const auto first = need(alone.engine->submit(spec));
        QVERIFY(alone.waitForEnd(first));
        const auto inspector = engine::makeInspector(*watched.store, watched.engine.get());
        const auto run = need(watched.engine->submit(spec));
        std::atomic<bool> isOver{false};
        int live = 0;
        std::jthread looking([&] {
            for (std::uint64_t row = 0; !isOver; row = (row + 1) % 50)
                if (const auto look = inspector->look({.model = {run}, .row = row}, {}); look && look->stamp.isLive)
                    ++live;
        });
        QVERIFY(watched.waitForEnd(run));
        isOver = true;
        looking.join();
        QVERIFY2(live > 3, qPrintable(QString::number(live)));
        QVERIFY(alone.curves(first) == watched.curves(run));
        const auto expected = weightsOf(alone, first), found = weightsOf(watched, run);
        for (const auto& [name, tensor] : expected)
            QVERIFY2(at::equal(tensor, found.at(name)), name.c_str());
    }

    void aPausedRunAnswersWithoutAStep() {
        tests::Bench bench;
        const auto inspector = engine::makeInspector(*bench.store, bench.engine.get());
        const auto run = need(bench.engine->submit(tests::longSpec()));
        QVERIFY(bench.waitFor([](const api::RunEvent& e) { return std::holds_alternative<api::Metric>(e.body); }));
        bench.engine->command(run, {api::CommandKind::Pause, 0, {}});
        QVERIFY(bench.waitFor([](const api::RunEvent& e) { return std::holds_alternative<api::StateChanged>(e.body); }));
        const auto one = need(inspector->look({.model = {run}, .row = 3}, {}));
        const auto two = need(inspector->look({.model = {run}, .row = 3}, {}));
        QVERIFY(one.stamp.isLive);
        QCOMPARE(one.stamp.step, two.stamp.step);
        QCOMPARE(one.logit, two.logit);
        bench.engine->command(run, {api::CommandKind::Discard, 0, {}});
        QVERIFY(bench.waitForEnd(run));
    }
};

QTEST_APPLESS_MAIN(TestInspectorStatistics)
#include "tst_inspector_statistics.moc"
