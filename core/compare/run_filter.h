// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/compare/settings.h"

#include <set>
#include <string>
#include <variant>
#include <vector>

namespace cpw::compare {

/// Number, text, or nothing where a run has no such value.
using RunValue = std::variant<std::monostate, double, std::string>;

/// The value of a run by the name that --sort and --filter use: id, name, state, dataset (or data), backbone, stages, seed, step,
/// seconds, created (or date), note, tags, origin ("mlflow"); auc, expected_auc, log_loss (of the test rows), valid_auc; any metric by its full name
/// ("test/auc").
[[nodiscard]] Result<RunValue> runValue(const api::RunSummary& run, const std::string& key);

/// The names above, for completion.
[[nodiscard]] std::vector<std::string> runKeys();

/// What is wrong with a filter and where in its text.
struct FilterFault {
    std::size_t begin = 0;
    std::size_t end = 0;
    Error error;
};

/// "auc > 0.7 and backbone = dcn_v2": comparisons joined by "and". Operators: = != < <= > >= and ~ (contains, any case).
/// A run without the value fits no comparison. Days are written 2026-11-01 and begin at midnight UTC; the name of a data set is
/// compared without regard to case and signs, so that MovieLens-1M is movielens_1m.
class RunFilter {
public:
    /// `option` is named in errors.
    [[nodiscard]] static Result<RunFilter> parse(const std::string& text, const char* option = "--filter");
    /// The same for text in the making; `settings` are names that fitsSettings() understands beside those of runValue().
    [[nodiscard]] static tl::expected<RunFilter, FilterFault> parseLine(const std::string& text, const std::set<std::string>& settings,
                                                                        const char* option);
    /// Comparisons of settings fit nothing here.
    [[nodiscard]] Result<bool> fits(const api::RunSummary& run) const;
    /// `settings` may be null: not read yet, and then no comparison of a setting fits.
    [[nodiscard]] bool fits(const api::RunSummary& run, const Settings* settings) const;

private:
    enum class Operator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Contains };
    struct Term {
        std::string key;
        Operator comparison = Operator::Equal;
        std::string text;
        std::optional<double> number;
        bool isSetting = false;
    };
    [[nodiscard]] static Result<Term> parseTerm(const std::string& text, const std::set<std::string>& settings, const char* option);
    [[nodiscard]] static bool fits(const Term& term, const RunValue& value);

    std::vector<Term> m_terms;
};

/// Sorts by "KEY" rising or "-KEY" falling; runs without the value come last.
[[nodiscard]] Result<void> sortRuns(std::vector<api::RunSummary>& runs, const std::string& key);

} // namespace cpw::compare
