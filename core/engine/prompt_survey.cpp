// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/prompt_survey.h"

#include "core/engine/principal_components.h"
#include "core/train/scoring.h"

#include <algorithm>
#include <map>

namespace cpw::engine {
namespace {

constexpr std::size_t kMostRows = 4096; // their products fit memory
constexpr std::size_t kMostSurveyedGroups = 12;
constexpr std::size_t kAttentionBatch = 16;

/// Sum over rows of the mean share of attention that each prompt gets, [L, K].
at::Tensor attentionSum(const clickprompt::Activations& acts, const at::Tensor& mask, std::int64_t prompts) {
    const auto toPrompts = acts.attention.narrow(4, 0, prompts).mean(2); // [L, B, T, K], over the heads
    if (!mask.defined())
        return toPrompts.mean(2).sum(1);
    const auto isText = mask.to(at::kFloat).unsqueeze(0).unsqueeze(3); // [1, B, T, 1]
    return ((toPrompts * isText).sum(2) / isText.sum(2)).sum(1);
}

Result<std::vector<float>> attentionShares(InspectedModel& model, const std::vector<std::uint32_t>& rows, std::stop_token stop) {
    if (!model.usesText() || model.prompts() == 0)
        return std::vector<float>{};
    at::Tensor sum;
    for (std::size_t begin = 0; begin < rows.size(); begin += kAttentionBatch) {
        if (stop.stop_requested())
            return fail(ErrorCode::Stopped, "the survey was stopped");
        model.mutex.giveWay();
        const auto end = std::min(rows.size(), begin + kAttentionBatch);
        const auto batch = model.data().batchOf({rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(end)}, true);
        const auto part = attentionSum(model.observe(batch, {.wantsAttention = true}), batch.tokens.mask, model.prompts()).to(at::kDouble);
        sum = sum.defined() ? sum + part : part;
    }
    return floatsOf(sum / static_cast<double>(rows.size()));
}

/// The most frequent texts of the field among the rows, ties in the order of appearance.
void addGroups(const data::Column& column, api::PromptSurvey& survey) {
    std::map<std::int32_t, std::size_t> placeOfCode;
    std::vector<std::int32_t> codes;
    for (const auto row : survey.rows) {
        const auto code = column.codes[row];
        const auto [place, isNew] = placeOfCode.emplace(code, survey.groups.size());
        if (isNew) {
            survey.groups.push_back({std::string(column.text(row)), 0});
            codes.push_back(code);
        }
        ++survey.groups[place->second].rows;
    }
    std::vector<std::size_t> order(survey.groups.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, [&survey](std::size_t a, std::size_t b) { return survey.groups[a].rows > survey.groups[b].rows; });
    order.resize(std::min(order.size(), kMostSurveyedGroups));
    std::map<std::int32_t, int> groupOfCode;
    std::vector<api::PromptSurvey::Group> kept;
    for (const auto place : order) {
        groupOfCode[codes[place]] = static_cast<int>(kept.size());
        kept.push_back(survey.groups[place]);
    }
    survey.groups = std::move(kept);
    for (const auto row : survey.rows) {
        const auto found = groupOfCode.find(column.codes[row]);
        survey.groupOf.push_back(found == groupOfCode.end() ? -1 : found->second);
    }
}

} // namespace

Result<SurveyedPrompts> surveyedPrompts(InspectedModel& model, const std::string& part, std::size_t rows) {
    if (rows < 1 || rows > kMostRows)
        return badInput("a survey of {} rows was asked for, expected 1 to {}", rows, kMostRows);
    CPW_TRY(all, model.data().partRows(part));
    SurveyedPrompts found{train::evenlySpread(*all, rows), all->size(), {}};
    found.prompts = model.promptsOf(found.rows);
    if (found.prompts.isEmpty())
        return badInput("step {} has no soft prompts to survey; choose a step of a stage with the language model, and a run with prompts.count above 0",
                        model.stamp().step);
    return found;
}

Result<api::PromptSurvey> surveyOf(InspectedModel& model, const std::string& part, std::size_t rows, std::optional<int> groupField, std::stop_token stop) {
    if (groupField)
        CPW_TRY_VOID(model.data().checkField(*groupField));
    CPW_TRY(found, surveyedPrompts(model, part, rows));
    api::PromptSurvey survey;
    survey.rows.assign(found.rows.begin(), found.rows.end());
    survey.rowsTotal = found.rowsTotal;
    survey.mean = meanNorms(found.prompts);
    survey.deviation = normDeviations(found.prompts);
    CPW_TRY(attention, attentionShares(model, found.rows, stop));
    survey.attention = std::move(attention);
    const auto products = centredProducts(found.prompts.flat());
    auto principal = principalPlaces(products);
    survey.places = std::move(principal.places);
    std::copy(std::begin(principal.shares), std::end(principal.shares), survey.shares);
    survey.cosine = meanCosine(products);
    if (groupField) {
        addGroups(model.data().dataset().table->columns[static_cast<std::size_t>(*groupField)], survey);
        survey.groupCosines = groupCosines(products, survey.groupOf, survey.groups.size());
    }
    return survey;
}

std::vector<float> relativeChange(const PromptTensors& before, const PromptTensors& after) {
    const auto old = before.joined();
    const auto distance = (after.joined() - old).norm(2, 3).select(1, 0); // [L, K]
    const auto length = old.norm(2, 3).select(1, 0);
    return floatsOf(at::where(length > 0, distance / length, at::zeros_like(distance)));
}

} // namespace cpw::engine
