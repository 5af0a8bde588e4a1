// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/row_reading.h"

#include "core/base/exact_number.h"
#include "core/base/text_format.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace cpw::data {
namespace {

std::string_view withoutBlanks(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos)
        return {};
    text = text.substr(begin, text.find_last_not_of(' ') - begin + 1);
    // from_chars takes no plus sign; "+-1" stays wrong.
    if (text.size() > 1 && text.front() == '+' && text[1] != '-')
        text.remove_prefix(1);
    return text;
}

template <class T>
std::optional<T> parse(std::string_view text) {
    return exactNumber<T>(withoutBlanks(text));
}

} // namespace

std::optional<double> numberFromText(std::string_view text) {
    const auto value = parse<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> wholeNumberFromText(std::string_view text) {
    return parse<std::int64_t>(text);
}

std::string counted(std::uint64_t count) {
    return withThousands(static_cast<std::int64_t>(count));
}

std::string quotedValue(std::string_view text) {
    static constexpr std::size_t kLongest = 40;
    if (text.size() <= kLongest)
        return fmt::format("\"{}\"", text);
    auto end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) // not inside a UTF-8 character
        --end;
    return fmt::format("\"{}...\"", text.substr(0, end));
}

std::optional<float> LabelFilter::operator()(double raw) const {
    const auto& dropped = m_rule.droppedValues;
    if (std::find(dropped.begin(), dropped.end(), raw) != dropped.end())
        return std::nullopt;
    return raw >= m_rule.positiveFrom ? 1.0F : 0.0F;
}

std::string LabelFilter::text() const {
    const auto& dropped = m_rule.droppedValues;
    return fmt::format("positive from {}{}{}", m_rule.positiveFrom, dropped.empty() ? "" : ", without ",
                       fmt::join(dropped, " and "));
}

Result<void> ReadTicker::tick(std::uint64_t bytesDone, std::uint64_t rows) {
    static constexpr std::uint64_t kLinesBetweenChecks = 1000;
    if (++m_lines % kLinesBetweenChecks != 0)
        return {};
    if (m_context.stop.stop_requested())
        return fail(ErrorCode::Stopped, "reading was stopped after {} lines", m_lines);
    if (m_context.onProgress)
        m_context.onProgress({bytesDone, m_bytesTotal, rows});
    return {};
}

Error noRowsLeft(const std::string& name, const ImportReport& report, const spec::LabelRule& rule) {
    if (report.linesRead == 0)
        return badInput("{} holds no rows, expected at least one", name).value();
    if (report.rowsDroppedByLabel == 0)
        return badInput("no row of {} is left of {}, expected at least one; see that its files belong together", name,
                        report.linesRead)
            .value();
    return badInput("no row of {} is left of {}: the label rule ({}) drops {}; change label.dropped_values", name,
                    report.linesRead, LabelFilter(rule).text(), report.rowsDroppedByLabel)
        .value();
}

Result<void> checkRowCount(std::uint64_t rows, const std::string& name) {
    static constexpr std::uint64_t kMaximumRows = std::numeric_limits<std::uint32_t>::max();
    if (rows < kMaximumRows)
        return {};
    return badInput("{} has more than {} rows, the most a data set can hold; set maximum_rows", name, kMaximumRows);
}

Result<void> checkProblems(const std::vector<Problem>& problems) {
    for (const auto& problem : problems)
        if (problem.isError)
            return badInput("{}: {}{}{}", problem.path, problem.message, problem.fix.empty() ? "" : "; ", problem.fix);
    return {};
}

namespace {

constexpr std::int64_t kReportedLines = 5;

} // namespace

Result<void> BadLineSkipper::skip(const Error& error, ImportReport& report) {
    if (++m_skipped > m_most)
        return m_most == 0 ? badInput("{}; correct it, or let source_options.skip_bad_lines leave some out", error.message)
                           : badInput("{}; more than {} lines cannot be read", error.message, m_most);
    if (m_skipped <= kReportedLines)
        report.notes.push_back("left out " + error.message);
    return {};
}

void BadLineSkipper::finish(ImportReport& report) const {
    if (m_skipped > kReportedLines)
        report.notes.push_back(fmt::format("{} lines were left out in all because they cannot be read", counted(m_skipped)));
}

} // namespace cpw::data
