// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/run_filter.h"

#include "core/base/ascii_case.h"
#include "core/base/exact_number.h"
#include "core/compare/run_values.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <type_traits>
#include <utility>

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

/// Of a setting.
bool isDataName(const std::string& key) {
    return key == "data.dataset" || key == "data.source";
}

std::string joined(const std::vector<std::string>& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::string{},
                           [](const std::string& all, const std::string& part) { return all.empty() ? part : all + ", " + part; });
}

/// Calls `use` with a double, a string_view or nothing.
template <class Use>
auto useMetric(const api::RunSummary& run, const std::string& name, Use use) {
    const auto found = run.results.find(name);
    return found == run.results.end() ? use(std::monostate{}) : use(found->second);
}

template <class Use>
auto useValue(const api::RunSummary& run, const RunKey& key, Use use) {
    using Kind = RunKey::Kind;
    switch (key.kind) {
    case Kind::Metric: return useMetric(run, key.metric, use);
    case Kind::Id: return use(static_cast<double>(run.id.value));
    case Kind::Seed: return use(static_cast<double>(run.seed));
    case Kind::Step: return use(static_cast<double>(run.step));
    case Kind::Seconds: return use(run.seconds);
    case Kind::Created: return use(static_cast<double>(std::chrono::duration_cast<std::chrono::seconds>(run.created.time_since_epoch()).count()));
    case Kind::Name: return use(std::string_view(run.name));
    case Kind::State: return use(std::string_view(api::toText(run.state)));
    case Kind::Data: return use(std::string_view(run.dataset));
    case Kind::Backbone: return use(std::string_view(run.backbone));
    case Kind::Stages: return use(std::string_view(run.stages));
    case Kind::Note: return use(std::string_view(run.note));
    case Kind::Origin: return use(run.origin ? std::string_view(run.origin->program) : std::string_view());
    case Kind::SpecHash: return use(std::string_view(run.specHash));
    case Kind::Tags: {
        const auto tags = joined(run.tags);
        return use(std::string_view(tags));
    }
    }
    return use(std::monostate{});
}

/// The data set's names: as recorded and as it is shown.
bool isDataOf(std::string_view recorded, const std::string& plain, const std::map<std::string, std::string>& titles) {
    const std::string name(recorded);
    if (plainName(name) == plain)
        return true;
    const auto title = titles.find(name);
    return title != titles.end() && plainName(title->second) == plain;
}

} // namespace

std::optional<RunKey> runKey(const std::string& name) {
    using Kind = RunKey::Kind;
    static const std::map<std::string, RunKey> kKeys = {
        {"auc", {Kind::Metric, "test/auc"}},   {"expected_auc", {Kind::Metric, "test/expected_auc"}},
        {"log_loss", {Kind::Metric, "test/log_loss"}}, {"valid_auc", {Kind::Metric, "valid/auc"}},
        {"id", {Kind::Id, {}}},                {"seed", {Kind::Seed, {}}},
        {"step", {Kind::Step, {}}},            {"seconds", {Kind::Seconds, {}}},
        {"created", {Kind::Created, {}}},      {"date", {Kind::Created, {}}},
        {"name", {Kind::Name, {}}},            {"state", {Kind::State, {}}},
        {"dataset", {Kind::Data, {}}},         {"data", {Kind::Data, {}}},
        {"backbone", {Kind::Backbone, {}}},    {"stages", {Kind::Stages, {}}},
        {"note", {Kind::Note, {}}},            {"tags", {Kind::Tags, {}}},
        {"origin", {Kind::Origin, {}}},
        {"spec_hash", {Kind::SpecHash, {}}}};
    if (name.find('/') != std::string::npos)
        return RunKey{Kind::Metric, name};
    const auto found = kKeys.find(name);
    return found == kKeys.end() ? std::nullopt : std::optional(found->second);
}

RunValue runValue(const api::RunSummary& run, const RunKey& key) {
    return useValue(run, key, [](const auto& value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>)
            return RunValue{std::string(value)};
        else
            return RunValue{value};
    });
}

Result<RunValue> runValue(const api::RunSummary& run, const std::string& key) {
    if (const auto known = runKey(key))
        return runValue(run, *known);
    return fail(ErrorCode::Usage, "\"{}\" is not a value of a run; known: {}", key, kKeys);
}

std::vector<std::string> runKeys() {
    return {std::begin(kNames), std::end(kNames)};
}

const std::map<std::string, std::string>& dataTitles() {
    static const std::map<std::string, std::string> kTitles = {
        {"sample", "Bookshop"}, {"movielens_1m", "MovieLens-1M"}, {"movielens_100k", "MovieLens-100K"}};
    return kTitles;
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
        Term term;
        term.setting = trimmed(text.substr(0, at));
        term.comparison = comparison;
        term.text = trimmed(text.substr(at + word.size()));
        term.lowered = lowered(term.text);
        term.plain = plainName(term.text);
        term.number = exactNumber<double>(term.text);
        if (settings.contains(term.setting))
            return term;
        CPW_TRY_VOID(runValue({}, term.setting));
        term.key = runKey(std::exchange(term.setting, {}));
        if (term.key->kind == RunKey::Kind::Id)
            if (const auto id = api::runIdFromText(term.text))
                term.number = static_cast<double>(id->value);
        if (term.key->kind == RunKey::Kind::Created)
            if (const auto day = asDay(term.text))
                term.number = day;
        if (!std::holds_alternative<std::string>(runValue({}, *term.key)) && !term.number)
            return fail(ErrorCode::Usage, "{}: {} is compared with \"{}\", expected a number", option, trimmed(text.substr(0, at)), term.text);
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

tl::expected<RunFilter, FilterFault> RunFilter::parseLine(const std::string& text, const std::set<std::string>& settings, const char* option,
                                                              std::map<std::string, std::string> titles) {
    static constexpr std::string_view kAnd = " and ";
    RunFilter filter;
    filter.m_dataTitles = std::move(titles);
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

bool RunFilter::fitsOrder(Operator comparison, int order) {
    switch (comparison) {
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

bool RunFilter::fitsText(const Term& term, std::string_view text) const {
    const bool isData = term.key ? term.key->kind == RunKey::Kind::Data : isDataName(term.setting);
    if (term.comparison == Operator::Contains) {
        const auto contains = [&](const std::string& name) { return lowered(name).find(term.lowered) != std::string::npos; };
        const std::string recorded(text);
        const auto isTitled = [&](const std::map<std::string, std::string>& titles) {
            const auto title = titles.find(recorded);
            return title != titles.end() && contains(title->second);
        };
        return contains(recorded) || (isData && (isTitled(m_dataTitles) || isTitled(dataTitles())));
    }
    if (!isData)
        return fitsOrder(term.comparison, text.compare(term.text));
    if (isDataOf(text, term.plain, m_dataTitles) || isDataOf(text, term.plain, dataTitles()))
        return fitsOrder(term.comparison, 0);
    return fitsOrder(term.comparison, plainName(std::string(text)).compare(term.plain));
}

/// What is not a number is no value.
bool RunFilter::fitsNumber(const Term& term, double number) const {
    return term.number && !std::isnan(number) && fitsOrder(term.comparison, number < *term.number ? -1 : number > *term.number ? 1 : 0);
}

bool RunFilter::fitsRun(const Term& term, const api::RunSummary& run) const {
    return useValue(run, *term.key, [&](const auto& value) {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, double>)
            return fitsNumber(term, value);
        else if constexpr (std::is_same_v<Value, std::string_view>)
            return fitsText(term, value);
        else
            return false;
    });
}

bool RunFilter::fitsSetting(const Term& term, const Settings& settings) const {
    const auto found = settings.find(term.setting);
    if (found == settings.end())
        return false;
    const auto number = term.number ? exactNumber<double>(found->second) : std::nullopt;
    return number ? fitsNumber(term, *number) : fitsText(term, found->second);
}

bool RunFilter::fits(const api::RunSummary& run, const Settings* settings) const {
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term& term) {
        return term.key ? fitsRun(term, run) : settings && fitsSetting(term, *settings);
    });
}

void RunFilter::keepFitting(const Term& term, const RunValues& runs, std::vector<char>& fits) const {
    const auto column = runs.column(*term.key);
    for (std::size_t i = 0; i < column->numbers.size(); ++i)
        fits[i] = static_cast<char>(fits[i] & static_cast<char>(fitsNumber(term, column->numbers[i])));
    std::vector<char> textFits;
    for (const auto& text : column->texts)
        textFits.push_back(fitsText(term, text) ? 1 : 0);
    for (std::size_t i = 0; i < column->codes.size(); ++i)
        fits[i] = static_cast<char>(fits[i] & textFits[column->codes[i]]);
}

std::vector<char> RunFilter::fitting(const RunValues& runs, const std::function<const Settings*(std::size_t)>& settingsAt) const {
    std::vector<char> fits(runs.size(), 1);
    for (const auto& term : m_terms)
        if (term.key)
            keepFitting(term, runs, fits);
    for (std::size_t i = 0; readsSettings() && i < fits.size(); ++i) {
        const Settings* settings = fits[i] ? settingsAt(i) : nullptr;
        fits[i] = settings && std::all_of(m_terms.begin(), m_terms.end(), [&](const Term& term) { return term.key || fitsSetting(term, *settings); }) ? 1 : 0;
    }
    return fits;
}

bool RunFilter::readsSettings() const {
    return std::any_of(m_terms.begin(), m_terms.end(), [](const Term& term) { return !term.key; });
}

Result<void> sortRuns(std::vector<api::RunSummary>& runs, const std::string& key) {
    const bool isFalling = key.starts_with('-');
    const auto name = isFalling ? key.substr(1) : key;
    CPW_TRY_VOID(runValue({}, name));
    const auto known = runKey(name);
    std::vector<std::pair<RunValue, std::size_t>> keyed;
    for (std::size_t i = 0; i < runs.size(); ++i)
        keyed.emplace_back(runValue(runs[i], *known), i);
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
