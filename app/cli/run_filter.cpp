// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_filter.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace cpw::cli {
namespace {

constexpr const char* kKeys = "id, name, state, dataset, backbone, stages, seed, step, seconds, created, note, tags, auc, expected_auc, "
                              "log_loss, valid_auc, or a metric such as test/auc";

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(" \t\"'");
    if (begin == std::string::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\"'") - begin + 1);
}

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(c < 128 ? std::tolower(c) : c); });
    return text;
}

std::optional<double> asNumber(const std::string& text) {
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

RunValue metricValue(const api::RunSummary& run, const std::string& name) {
    const auto found = run.results.find(name);
    return found == run.results.end() ? RunValue{} : RunValue{found->second};
}

std::string joined(const std::vector<std::string>& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::string{},
                           [](const std::string& all, const std::string& part) { return all.empty() ? part : all + ", " + part; });
}

} // namespace

Result<RunValue> runValue(const api::RunSummary& run, const std::string& key) {
    static constexpr std::pair<const char*, const char*> kShort[] = {
        {"auc", "test/auc"}, {"expected_auc", "test/expected_auc"}, {"log_loss", "test/log_loss"}, {"valid_auc", "valid/auc"}};
    for (const auto& [name, metric] : kShort)
        if (key == name)
            return metricValue(run, metric);
    if (key.find('/') != std::string::npos)
        return metricValue(run, key);
    if (key == "id")
        return RunValue{static_cast<double>(run.id.value)};
    if (key == "seed")
        return RunValue{static_cast<double>(run.seed)};
    if (key == "step")
        return RunValue{static_cast<double>(run.step)};
    if (key == "seconds")
        return RunValue{run.seconds};
    if (key == "created")
        return RunValue{static_cast<double>(std::chrono::duration_cast<std::chrono::seconds>(run.created.time_since_epoch()).count())};
    const std::pair<const char*, std::string> texts[] = {
        {"name", run.name},         {"state", api::toText(run.state)}, {"dataset", run.dataset},      {"backbone", run.backbone},
        {"stages", run.stages},     {"note", run.note},                {"tags", joined(run.tags)},    {"spec_hash", run.specHash}};
    for (const auto& [name, value] : texts)
        if (key == name)
            return RunValue{value};
    return fail(ErrorCode::Usage, "\"{}\" is not a value of a run; known: {}", key, kKeys);
}

Result<RunFilter::Term> RunFilter::parseTerm(const std::string& text, const char* option) {
    // Longer operators first: "<=" before "<".
    static constexpr std::pair<const char*, Operator> kOperators[] = {
        {"!=", Operator::NotEqual}, {"<=", Operator::LessOrEqual}, {">=", Operator::GreaterOrEqual}, {"=", Operator::Equal},
        {"<", Operator::Less},      {">", Operator::Greater},      {"~", Operator::Contains}};
    const auto at = text.find_first_of("!<>=~");
    for (const auto& [sign, comparison] : kOperators) {
        const std::string_view word(sign);
        if (at == std::string::npos || text.compare(at, word.size(), word) != 0)
            continue;
        Term term{trimmed(text.substr(0, at)), comparison, trimmed(text.substr(at + word.size())), std::nullopt};
        term.number = asNumber(term.text);
        if (term.key == "id")
            if (const auto id = api::runIdFromText(term.text))
                term.number = static_cast<double>(id->value);
        CPW_TRY(example, runValue({}, term.key));
        const bool isText = std::holds_alternative<std::string>(example);
        if (!isText && !term.number)
            return fail(ErrorCode::Usage, "{}: {} is compared with \"{}\", expected a number", option, term.key, term.text);
        return term;
    }
    return fail(ErrorCode::Usage, "{}: \"{}\" is not a comparison; expected such as \"auc > 0.7 and backbone = dcn_v2\"", option, trimmed(text));
}

Result<RunFilter> RunFilter::parse(const std::string& text, const char* option) {
    static constexpr std::string_view kAnd = " and ";
    RunFilter filter;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(kAnd, begin), text.size());
        CPW_TRY(term, parseTerm(text.substr(begin, end - begin), option));
        filter.m_terms.push_back(std::move(term));
        begin = end == text.size() ? end + 1 : end + kAnd.size();
    }
    return filter;
}

bool RunFilter::fits(const Term& term, const RunValue& value) {
    int order = 0;
    if (const auto* number = std::get_if<double>(&value)) {
        if (!term.number)
            return false;
        order = *number < *term.number ? -1 : *number > *term.number ? 1 : 0;
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        if (term.comparison == Operator::Contains)
            return lowered(*text).find(lowered(term.text)) != std::string::npos;
        order = text->compare(term.text);
    } else {
        return false;
    }
    switch (term.comparison) {
    case Operator::Equal: return order == 0;
    case Operator::NotEqual: return order != 0;
    case Operator::Less: return order < 0;
    case Operator::LessOrEqual: return order <= 0;
    case Operator::Greater: return order > 0;
    case Operator::GreaterOrEqual: return order >= 0;
    case Operator::Contains: return false; // of a number
    }
    return false;
}

Result<bool> RunFilter::fits(const api::RunSummary& run) const {
    for (const auto& term : m_terms) {
        CPW_TRY(value, runValue(run, term.key));
        if (!fits(term, value))
            return false;
    }
    return true;
}

Result<void> sortRuns(std::vector<api::RunSummary>& runs, const std::string& key) {
    const bool isFalling = key.starts_with('-');
    const auto name = isFalling ? key.substr(1) : key;
    std::vector<std::pair<RunValue, std::size_t>> keyed;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        CPW_TRY(value, runValue(runs[i], name));
        keyed.emplace_back(std::move(value), i);
    }
    if (runs.empty())
        CPW_TRY_VOID(runValue({}, name));
    std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
        const bool isAKnown = a.first.index() != 0, isBKnown = b.first.index() != 0;
        if (!isAKnown || !isBKnown)
            return isAKnown && !isBKnown;
        return isFalling ? b.first < a.first : a.first < b.first;
    });
    std::vector<api::RunSummary> sorted;
    for (const auto& [value, index] : keyed)
        sorted.push_back(std::move(runs[index]));
    runs = std::move(sorted);
    return {};
}

} // namespace cpw::cli
