// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/inspect_json.h"

#include <fmt/format.h>

namespace cpw::cli {
namespace {

using Json = nlohmann::json;

template <class T>
Json optionalJson(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

void addStamp(Json& document, const api::ModelStamp& stamp) {
    document["step"] = stamp.step;
    document["stage"] = stamp.stage + 1;
    document["is_live"] = stamp.isLive;
    document["seconds"] = stamp.seconds;
    document["has_learnt_clicks"] = stamp.hasLearntClicks;
}

Json normsJson(const api::PromptNorms& norms) {
    return {{"layers", norms.layers}, {"prompts", norms.prompts}, {"keys", norms.keys}, {"values", norms.values}};
}

Json sliceJson(const api::SliceFacts& slice) {
    return {{"name", slice.name},
            {"rows", slice.rows},
            {"positives", slice.positives},
            {"auc", optionalJson(slice.auc)},
            {"log_loss", slice.logLoss},
            {"calibration_error", slice.calibrationError},
            {"mean_probability", slice.meanProbability},
            {"second_auc", optionalJson(slice.secondAuc)},
            {"second_log_loss", optionalJson(slice.secondLogLoss)},
            {"second_calibration_error", optionalJson(slice.secondCalibrationError)}};
}

} // namespace

Json lookJson(const api::RowLook& look, const std::vector<std::string>& fields) {
    Json document = {{"part", look.part},
                     {"label", look.isPositive ? 1 : 0},
                     {"logit", look.logit},
                     {"probability", look.probability},
                     {"ctr_logit", optionalJson(look.ctrLogit)},
                     {"plm_logit", optionalJson(look.plmLogit)},
                     {"sentence", look.sentence},
                     {"layers", look.layers},
                     {"heads", look.heads},
                     {"fields", Json::array()},
                     {"tokens", Json::array()},
                     {"head_facts", Json::array()},
                     {"prompt_norms", normsJson(look.norms)}};
    addStamp(document, look.stamp);
    for (std::size_t f = 0; f < look.values.size(); ++f)
        document["fields"].push_back({{"name", fields[f]},
                                      {"id", look.values[f].id},
                                      {"words", look.values[f].words},
                                      {"is_known", look.values[f].isKnown},
                                      {"training_rows", look.values[f].trainingRows}});
    for (const auto& token : look.tokens)
        document["tokens"].push_back({{"text", token.text}, {"field", token.field}, {"is_continuation", token.isContinuation}});
    for (const auto& head : look.headFacts)
        document["head_facts"].push_back({{"prompt_share", head.promptShare}, {"entropy", head.entropy}});
    return document;
}

Json attentionJson(const api::LayerAttention& attention) {
    return {{"heads", attention.heads}, {"tokens", attention.tokens}, {"prompts", attention.prompts}, {"weights", attention.weights}};
}

Json contributionsJson(const api::Contributions& found, const std::vector<std::string>& fields) {
    Json document = {
        {"base", found.base}, {"logit", found.logit}, {"gap", found.gap}, {"fields", Json::array()}, {"tokens", found.tokens}};
    for (std::size_t f = 0; f < found.fields.size(); ++f)
        document["fields"].push_back({{"name", fields[f]}, {"ids", found.fields[f].ids}, {"text", found.fields[f].text}});
    return document;
}

Json maskedJson(const std::vector<api::MaskedToken>& tokens) {
    Json document = Json::array();
    for (const auto& token : tokens) {
        Json guesses = Json::array();
        for (const auto& guess : token.guesses)
            guesses.push_back({{"text", guess.text}, {"probability", guess.probability}});
        document.push_back({{"position", token.position},
                            {"truth", token.truth},
                            {"probability", token.probability},
                            {"rank", token.rank},
                            {"guesses", std::move(guesses)}});
    }
    return document;
}

Json surveyJson(const api::PromptSurvey& survey) {
    Json document = {{"rows", survey.rows},
                     {"rows_total", survey.rowsTotal},
                     {"norm_means", normsJson(survey.mean)},
                     {"norm_deviations", normsJson(survey.deviation)},
                     {"attention", survey.attention},
                     {"cosine", survey.cosine},
                     {"variance_shares", survey.shares},
                     {"places", Json::array()},
                     {"groups", Json::array()},
                     {"group_of", survey.groupOf},
                     {"group_cosines", survey.groupCosines}};
    addStamp(document, survey.stamp);
    for (const auto& [x, y] : survey.places)
        document["places"].push_back({x, y});
    for (const auto& group : survey.groups)
        document["groups"].push_back({{"value", group.value}, {"rows", group.rows}});
    return document;
}

Json rankingJson(const api::RowRanking& ranking) {
    Json rows = Json::array();
    for (const auto& row : ranking.rows)
        rows.push_back({{"row", row.row}, {"label", row.isPositive ? 1 : 0}, {"probability", row.probability}, {"rarest", row.rarest}, {"values", row.values}});
    return {{"matching", ranking.matching}, {"rows", std::move(rows)}};
}

Json slicesJson(const api::SliceReport& report) {
    Json slices = Json::array();
    for (const auto& slice : report.slices)
        slices.push_back(sliceJson(slice));
    return {{"all", sliceJson(report.all)}, {"slices", std::move(slices)}, {"slices_total", report.slicesTotal}};
}

std::string lookText(const api::RowLook& look, const std::vector<std::string>& fields) {
    auto text = fmt::format("step {}, {} row, label {}\nprobability {:.4f}, logit {:.4f}", look.stamp.step,
                            look.part.empty() ? "unused" : look.part, look.isPositive ? 1 : 0, look.probability, look.logit);
    if (look.ctrLogit)
        text += fmt::format(", CTR {:.4f}", *look.ctrLogit);
    if (look.plmLogit)
        text += fmt::format(", language model {:.4f}", *look.plmLogit);
    text += look.stamp.hasLearntClicks ? "\n" : "; untrained: a PA-MLM stage does not learn clicks\n";
    for (std::size_t f = 0; f < look.values.size(); ++f)
        text += fmt::format("  {}: {}{}, {} training rows\n", fields[f], look.values[f].id, look.values[f].isKnown ? "" : " (unknown to training)",
                            look.values[f].trainingRows);
    if (!look.sentence.empty())
        text += look.sentence + "\n";
    for (int layer = 0; layer < look.layers; ++layer) {
        text += fmt::format("  layer {}: attention to prompts by head", layer);
        for (int head = 0; head < look.heads; ++head)
            text += fmt::format(" {:.3f}", look.headFacts[static_cast<std::size_t>(layer * look.heads + head)].promptShare);
        text += "\n";
    }
    return text;
}

std::string contributionsText(const api::Contributions& found, const std::vector<std::string>& fields) {
    auto text = fmt::format("contributions from {:.4f} to {:.4f}, gap {:.4f}\n", found.base, found.logit, found.gap);
    for (std::size_t f = 0; f < found.fields.size(); ++f)
        text += fmt::format("  {}: ids {:+.4f}, words {:+.4f}\n", fields[f], found.fields[f].ids, found.fields[f].text);
    return text;
}

} // namespace cpw::cli
