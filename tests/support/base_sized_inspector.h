// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"

#include <cmath>
#include <string>
#include <vector>

namespace cpw::tests {

/// Answers at once, with numbers without a meaning, in the sizes of a BERT-base model: 12 layers of 12 heads, 128 tokens, 5 prompts, 8
/// fields. For measuring what a window costs; it looks into nothing.
class BaseSizedInspector : public api::Inspector {
public:
    static constexpr int kLayers = 12, kHeads = 12, kTokens = 128, kPrompts = 5, kFields = 8;

    Result<std::vector<api::CheckpointMark>> checkpoints(api::RunId) const override { return std::vector<api::CheckpointMark>{{100, 0, false, false, true}, {200, 0, true, true, true}}; }
    Result<std::vector<std::string>> fieldNames(api::RunId, std::stop_token) const override {
        std::vector<std::string> names;
        for (int field = 0; field < kFields; ++field)
            names.push_back("field " + std::to_string(field));
        return names;
    }
    Result<std::vector<api::ValueCount>> values(api::RunId, int, const std::string&, std::size_t count, std::stop_token) const override {
        std::vector<api::ValueCount> found;
        for (std::size_t i = 0; i < count; ++i)
            found.push_back({"value " + std::to_string(i), count - i});
        return found;
    }
    Result<api::RowLook> look(const api::RowQuestion& question, std::stop_token) const override {
        api::RowLook look;
        look.part = "test";
        look.logit = wave(question.row);
        look.probability = 1 / (1 + std::exp(-look.logit));
        for (int field = 0; field < kFields; ++field)
            look.values.push_back({"value " + std::to_string(question.row % 200), "value", true, 10});
        for (int token = 0; token < kTokens; ++token)
            look.tokens.push_back({"token", static_cast<std::int16_t>(token % (kFields + 1) - 1), token % 3 == 0, false});
        look.layers = kLayers;
        look.heads = kHeads;
        look.headFacts.assign(kLayers * kHeads, {0.3F, 4.0F});
        look.norms = {kLayers, kPrompts, numbers(kLayers * kPrompts), numbers(kLayers * kPrompts)};
        return look;
    }
    Result<api::LayerAttention> attention(const api::RowQuestion&, int, std::stop_token) const override {
        return api::LayerAttention{{}, kHeads, kTokens, kPrompts, numbers(kHeads * kTokens * (kPrompts + kTokens))};
    }
    Result<api::AttentionGrid> grid(const api::RowQuestion&, int side, std::stop_token) const override { return patterns(std::min(side, kTokens)); }
    Result<api::Contributions> contributions(const api::RowQuestion&, api::ContributionMethod method, std::stop_token) const override {
        api::Contributions found;
        found.method = method;
        for (int field = 0; field < kFields; ++field)
            found.fields.push_back({wave(static_cast<std::uint64_t>(field)), 0.1});
        found.tokens.assign(kTokens, 0.01);
        return found;
    }
    Result<api::MaskedPredictions> masked(const api::RowQuestion&, const std::vector<int>&, std::size_t, std::stop_token) const override { return api::MaskedPredictions{}; }
    Result<std::vector<api::NearToken>> nearestTokens(const api::RowQuestion&, int, int, api::PromptPart, std::size_t count, std::stop_token) const override {
        return std::vector<api::NearToken>(count, {"token", 0.5});
    }
    Result<api::PromptSurvey> survey(const api::ModelAt&, const std::string&, std::size_t rows, std::optional<int>, std::stop_token) const override {
        api::PromptSurvey found;
        found.mean = found.deviation = {kLayers, kPrompts, numbers(kLayers * kPrompts), numbers(kLayers * kPrompts)};
        found.attention = numbers(kLayers * kPrompts);
        found.rowsTotal = rows;
        for (std::size_t i = 0; i < rows; ++i) {
            found.rows.push_back(i);
            found.places.emplace_back(static_cast<float>(wave(i)), static_cast<float>(wave(7 * i)));
            found.groupOf.push_back(static_cast<int>(i % 12));
        }
        for (int group = 0; group < 12; ++group)
            found.groups.push_back({"group " + std::to_string(group), rows / 12});
        found.groupCosines = numbers(12 * 12);
        return found;
    }
    Result<api::PromptDrift> drift(api::RunId, const std::string&, std::size_t, std::stop_token) const override {
        return api::PromptDrift{{100, 200}, kLayers, kPrompts, numbers(kLayers * kPrompts)};
    }
    Result<api::EmbeddingMap> embeddings(const api::ModelAt&, int, std::optional<int>, std::size_t count, std::stop_token) const override {
        api::EmbeddingMap map;
        for (std::size_t i = 0; i < count; ++i)
            map.points.push_back({"value " + std::to_string(i), static_cast<float>(wave(i)), static_cast<float>(wave(3 * i)), static_cast<int>(i % 12), count - i});
        map.groups.assign(12, "group");
        return map;
    }
    Result<std::vector<api::CheckpointProbability>> overCheckpoints(const api::RowQuestion&, std::stop_token) const override {
        return std::vector<api::CheckpointProbability>{{100, false, 0.4, 0.4}, {200, true, 0.6, 0.6}};
    }
    Result<api::RowRanking> rank(const api::RowRankingQuestion& question, std::stop_token) const override {
        api::RowRanking ranking;
        ranking.matching = 100'000;
        for (std::uint64_t row = 0; row < question.count; ++row)
            ranking.rows.push_back({row, row % 2 == 0, 0.5, 3, std::vector<std::string>(kFields, "value")});
        return ranking;
    }
    Result<api::SliceReport> slices(const api::SliceQuestion&, std::stop_token) const override {
        api::SliceReport report;
        report.all.name = "all";
        report.slices.assign(200, report.all);
        report.slicesTotal = 200;
        return report;
    }
    Result<api::ScoreCurves> curves(const api::ModelAt&, const std::string&, const api::ScoringProgress&, std::stop_token) const override { return api::ScoreCurves{}; }

    [[nodiscard]] static api::AttentionGrid patterns(int side) {
        api::AttentionGrid grid;
        grid.layers = kLayers;
        grid.heads = kHeads;
        grid.rows = side;
        grid.columns = side + kPrompts;
        grid.promptColumns = kPrompts;
        grid.patterns.resize(static_cast<std::size_t>(kLayers * kHeads * grid.rows * grid.columns));
        for (std::size_t i = 0; i < grid.patterns.size(); ++i)
            grid.patterns[i] = static_cast<std::uint8_t>(i * 2654435761U >> 24);
        return grid;
    }

private:
    static double wave(std::uint64_t place) { return std::sin(static_cast<double>(place) * 12.9898); }
    static std::vector<float> numbers(int count) {
        std::vector<float> made;
        for (int i = 0; i < count; ++i)
            made.push_back(static_cast<float>(1 + wave(static_cast<std::uint64_t>(i))) / 2);
        return made;
    }
};

} // namespace cpw::tests
