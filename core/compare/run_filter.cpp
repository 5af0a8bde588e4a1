// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/run_filter.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <numeric>

namespace cpw::compare {
namespace {

constexpr const char* kNames[] = {"id",   "name", "state",   "dataset", "data", "backbone", "stages", "seed",         "step",
                                  "seconds", "created", "date", "note", "tags", "origin", "auc", "expected_auc", "log_loss", "valid_auc"};
constexpr const char* kKeys = "id, name, state, dataset, backbone, stages, seed, step, seconds, created, note, tags, origin, auc, expected_auc, "
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

/// Seconds since 1970 of a day written 2026-11-01.
std::optional<double> asDay(const std::string& text) {
    int year = 0;
    unsigned month = 0, day = 0;
    char rest = 0;
    if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok())
        return std::nullopt;
    return static_cast<double>(std::chrono::seconds(std::chrono::sys_days(date).time_since_epoch()).count());
}

/// Letters and digits only, small.
std::string plainName(const std::string& text) {
    std::string plain;
    for (const char c : lowered(text))
        if (std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 128)
            plain += c;
    return plain;
}

bool isDataName(const std::string& key) {
    return key == "data" || key == "dataset" || key == "data.dataset";
}

bool isDate(const std::string& key) {
    return key == "created" || key == "date";
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
    if (isDate(key))
        return RunValue{static_cast<double>(std::chrono::duration_cast<std::chrono::seconds>(run.created.time_since_epoch()).count())};
    const std::pair<const char*, std::string> texts[] = {
        {"name", run.name},         {"state", api::toText(run.state)}, {"dataset", run.dataset},      {"data", run.dataset},
        {"backbone", run.backbone}, {"stages", run.stages},     {"note", run.note},                {"tags", joined(run.tags)},   {"origin", run.origin ? run.origin->program : ""},    {"spec_hash", run.specHash}};
    for (const auto& [name, value] : texts)
        if (key == name)
            return RunValue{value};
    return fail(ErrorCode::Usage, "\"{}\" is not a value of a run; known: {}", key, kKeys);
}

std::vector<std::string> runKeys() {
    return {std::begin(kNames), std::end(kNames)};
}

Result<RunFilter::Term> RunFilter::parseTerm(const std::string& text, const std::set<std::string>& settings, const char* option) {
    // Longer operators first: "<=" before "<".
    static constexpr std::pair<const char*, Operator> kOperators[] = {
        {"!=", Operator::NotEqual}, {"<=", Operator::LessOrEqual}, {">=", Operator::GreaterOrEqual}, {"=", Operator::Equal},
        {"<", Operator::Less},      {">", Operator::Greater},      {"~", Operator::Contains}};
    const auto at = text.find_first_of("!<>=~");
    for (const auto& [sign, comparison] : kOperators) {
        const std::string_view word(sign);
        if (at == std::string::npos || text.compare(at, word.size(), word) != 0)
            continue;
        Term term{trimmed(text.substr(0, at)), comparison, trimmed(text.substr(at + word.size())), std::nullopt, false};
        term.number = asNumber(term.text);
        if (term.key == "id")
            if (const auto id = api::runIdFromText(term.text))
                term.number = static_cast<double>(id->value);
        if (isDate(term.key))
            if (const auto day = asDay(term.text))
                term.number = day;
        if (settings.contains(term.key)) {
            term.isSetting = true;
            return term;
        }
        CPW_TRY(example, runValue({}, term.key));
        const bool isText = std::holds_alternative<std::string>(example);
        if (!isText && !term.number)
            return fail(ErrorCode::Usage, "{}: {} is compared with \"{}\", expected a number", option, term.key, term.text);
        return term;
    }
    return fail(ErrorCode::Usage, "{}: \"{}\" is not a comparison; expected such as \"auc > 0.7 and backbone = dcn_v2\"", option, trimmed(text));
}

Result<RunFilter> RunFilter::parse(const std::string& text, const char* option) {
    auto filter = parseLine(text, {}, option);
    if (!filter)
        return tl::unexpected(std::move(filter.error().error));
    return std::move(*filter);
}

tl::expected<RunFilter, FilterFault> RunFilter::parseLine(const std::string& text, const std::set<std::string>& settings, const char* option) {
    static constexpr std::string_view kAnd = " and ";
    RunFilter filter;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(kAnd, begin), text.size());
        auto term = parseTerm(text.substr(begin, end - begin), settings, option);
        if (!term)
            return tl::unexpected(FilterFault{std::min(text.find_first_not_of(' ', begin), end), end, std::move(term.error())});
        filter.m_terms.push_back(std::move(*term));
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
        order = isDataName(term.key) ? plainName(*text).compare(plainName(term.text)) : text->compare(term.text);
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

bool RunFilter::fits(const api::RunSummary& run, const Settings* settings) const {
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term& term) {
        if (!term.isSetting) {
            const auto value = runValue(run, term.key);
            return value && fits(term, *value);
        }
        if (!settings)
            return false;
        const auto found = settings->find(term.key);
        if (found == settings->end())
            return false;
        const auto number = term.number ? asNumber(found->second) : std::nullopt;
        return fits(term, number ? RunValue{*number} : RunValue{found->second});
    });
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

} // namespace cpw::compare
