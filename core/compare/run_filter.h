// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/compare/settings.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cpw::compare {

class RunValues;

/// Number, text, or nothing where a run has no such value.
using RunValue = std::variant<std::monostate, double, std::string>;

/// A value of a run, found by its name once and read of many runs.
struct RunKey {
    enum class Kind { Metric, Id, Seed, Step, Seconds, Created, Name, State, Data, Backbone, Stages, Note, Tags, Origin, SpecHash };
    Kind kind = Kind::Metric;
    std::string metric; ///< full name of a Metric
    bool operator==(const RunKey&) const = default;
};
/// The names that --sort and --filter use: id, name, state, dataset (or data), backbone, stages, seed, step, seconds, created (or
/// date), note, tags, origin ("mlflow"); auc, expected_auc, log_loss (of the test rows), valid_auc; any metric by its full name ("test/auc"). None: not a
/// name.
[[nodiscard]] std::optional<RunKey> runKey(const std::string& name);

[[nodiscard]] RunValue runValue(const api::RunSummary& run, const RunKey& key);
/// By name; fails on an unknown one.
[[nodiscard]] Result<RunValue> runValue(const api::RunSummary& run, const std::string& key);

/// The names above, for completion.
[[nodiscard]] std::vector<std::string> runKeys();

/// Data sets that are shown by another name than the recorded one: "sample" is "Bookshop".
[[nodiscard]] const std::map<std::string, std::string>& dataTitles();

/// What is wrong with a filter and where in its text.
struct FilterFault {
    std::size_t begin = 0;
    std::size_t end = 0;
    Error error;
};

/// "auc > 0.7 and backbone = dcn_v2": comparisons joined by "and". Operators: = != < <= > >= and ~ (contains, any case).
/// A run without the value fits no comparison. Days are written 2026-11-01 and begin at midnight UTC; the name of a data set is
/// compared without regard to case and signs, so that MovieLens-1M is movielens_1m, and by the name that it is shown by.
class RunFilter {
public:
    /// `option` is named in errors.
    [[nodiscard]] static Result<RunFilter> parse(const std::string& text, const char* option = "--filter");
    /// The same for text in the making; `settings` are names that fits() understands beside those of runValue(), `titles` are names
    /// of data sets beside dataTitles().
    [[nodiscard]] static tl::expected<RunFilter, FilterFault> parseLine(const std::string& text, const std::set<std::string>& settings,
                                                                        const char* option, std::map<std::string, std::string> titles = {});
    /// `settings` may be null: not known, and then no comparison of a setting fits.
    [[nodiscard]] bool fits(const api::RunSummary& run, const Settings* settings = nullptr) const;
    /// The same of many runs at once, by their places; as fast as a pass over numbers. `settingsAt` is asked only where a comparison is
    /// of a setting and the ones before it fit.
    [[nodiscard]] std::vector<char> fitting(const RunValues& runs, const std::function<const Settings*(std::size_t)>& settingsAt) const;
    [[nodiscard]] bool readsSettings() const;

private:
    enum class Operator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Contains };
    struct Term {
        std::optional<RunKey> key; ///< none: a setting
        std::string setting;
        Operator comparison = Operator::Equal;
        std::string text;
        std::string lowered;
        std::string plain; ///< as names of data sets are compared
        std::optional<double> number;
    };
    [[nodiscard]] static Result<Term> parseTerm(const std::string& text, const std::set<std::string>& settings, const char* option);
    [[nodiscard]] static bool fitsOrder(Operator comparison, int order);
    [[nodiscard]] bool fitsNumber(const Term& term, double number) const;
    [[nodiscard]] bool fitsText(const Term& term, std::string_view text) const;
    [[nodiscard]] bool fitsRun(const Term& term, const api::RunSummary& run) const;
    void keepFitting(const Term& term, const RunValues& runs, std::vector<char>& fits) const;
    [[nodiscard]] bool fitsSetting(const Term& term, const Settings& settings) const;

    std::vector<Term> m_terms;
    std::map<std::string, std::string> m_dataTitles;
};

/// Sorts by "KEY" rising or "-KEY" falling; runs without the value come last.
[[nodiscard]] Result<void> sortRuns(std::vector<api::RunSummary>& runs, const std::string& key);

} // namespace cpw::compare
