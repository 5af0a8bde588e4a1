// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What every source does row by row: numbers from text, the label rule, progress and stop.

#include "core/data/dataset_source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cpw::data {

/// A finite number that fills the whole text but for blanks around it; "1", "-2.5", "1e3". Never depends on the locale.
[[nodiscard]] std::optional<double> numberFromText(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> wholeNumberFromText(std::string_view text);

/// The text for a message: in quotes, cut when it is long.
[[nodiscard]] std::string quotedValue(std::string_view text);
/// "1,234", for notes.
[[nodiscard]] std::string counted(std::uint64_t count);
/// Adds a note that begins with the count, unless it is 0.
template <class... Args>
void noteCount(ImportReport& report, std::uint64_t count, fmt::format_string<std::string, Args...> format, Args&&... args) {
    if (count > 0)
        report.notes.push_back(fmt::format(format, counted(count), std::forward<Args>(args)...));
}

/// Raw value to label, by the label rule.
class LabelFilter {
public:
    explicit LabelFilter(const spec::LabelRule& rule) : m_rule(rule) {}

    /// 0 or 1; nothing when rows with this raw value are left out.
    [[nodiscard]] std::optional<float> operator()(double raw) const;
    /// "positive from 4, without 3": for messages and cache keys.
    [[nodiscard]] std::string text() const;

private:
    const spec::LabelRule& m_rule;
};

/// Counts lines and rows of one read; reports progress and looks at the stop token every 1,000 lines.
class ReadTicker {
public:
    ReadTicker(const ReadContext& context, std::uint64_t bytesTotal) : m_context(context), m_bytesTotal(bytesTotal) {}

    /// Once for each record. ErrorCode::Stopped when a stop was asked for.
    [[nodiscard]] Result<void> tick(std::uint64_t bytesDone, std::uint64_t rows);

private:
    const ReadContext& m_context;
    std::uint64_t m_bytesTotal;
    std::uint64_t m_lines = 0;
};

/// The option `skip_bad_lines` of every source of lines.
[[nodiscard]] inline OptionInfo skipBadLinesInfo() {
    return {.key = "skip_bad_lines",
            .title = "Bad lines skipped",
            .help = "At most so many lines that cannot be read are left out; one more is an error.",
            .minimum = 0,
            .maximum = 1e9};
}

/// Leaves out lines that cannot be read, up to a limit, and says so in the report: the first ones each, then how many in all.
class BadLineSkipper {
public:
    explicit BadLineSkipper(std::int64_t most) : m_most(most) {}

    /// `error` says which line and why. Gives it back when no more may be left out.
    [[nodiscard]] Result<void> skip(const Error& error, ImportReport& report);
    void finish(ImportReport& report) const;

private:
    std::int64_t m_most;
    std::int64_t m_skipped = 0;
};

/// The error of a read that kept nothing: says what the label rule took away.
[[nodiscard]] Error noRowsLeft(const std::string& name, const ImportReport& report, const spec::LabelRule& rule);
/// Row numbers are 32 bits wide.
[[nodiscard]] Result<void> checkRowCount(std::uint64_t rows, const std::string& name);
/// The first problem of source options as an error.
[[nodiscard]] Result<void> checkProblems(const std::vector<Problem>& problems);

} // namespace cpw::data
