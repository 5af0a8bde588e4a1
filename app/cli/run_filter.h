// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <string>
#include <variant>
#include <vector>

namespace cpw::cli {

/// Number, text, or nothing where a run has no such value.
using RunValue = std::variant<std::monostate, double, std::string>;

/// The value of a run by the name that --sort and --filter use: id, name, state, dataset, backbone, stages, seed, step, seconds,
/// created, note, tags; auc, expected_auc, log_loss (of the test rows), valid_auc; any metric by its full name ("test/auc").
[[nodiscard]] Result<RunValue> runValue(const api::RunSummary& run, const std::string& key);

/// "auc > 0.7 and backbone = dcn_v2": comparisons joined by "and". Operators: = != < <= > >= and ~ (contains, any case).
/// A run without the value fits no comparison.
class RunFilter {
public:
    /// `option` is named in errors.
    [[nodiscard]] static Result<RunFilter> parse(const std::string& text, const char* option = "--filter");
    [[nodiscard]] Result<bool> fits(const api::RunSummary& run) const;

private:
    enum class Operator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Contains };
    struct Term {
        std::string key;
        Operator comparison = Operator::Equal;
        std::string text;
        std::optional<double> number;
    };
    [[nodiscard]] static Result<Term> parseTerm(const std::string& text, const char* option);
    [[nodiscard]] static bool fits(const Term& term, const RunValue& value);

    std::vector<Term> m_terms;
};

/// Sorts by "KEY" rising or "-KEY" falling; runs without the value come last.
[[nodiscard]] Result<void> sortRuns(std::vector<api::RunSummary>& runs, const std::string& key);

} // namespace cpw::cli
