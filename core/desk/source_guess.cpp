// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/source_guess.h"

#include "core/data/dataset_source.h"
#include "core/data/delimited_reader.h"
#include "core/data/row_reading.h"
#include "core/desk/raw_text.h"

#include <algorithm>
#include <array>
#include <set>

namespace cpw::desk {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t kSniffedRows = 100;

std::string lowered(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

bool containsAny(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// Sources whose files are all in the folder; the one with the most files, as a release may hold those of another.
const data::DatasetSource* sourceOfFolder(const fs::path& folder) {
    const data::DatasetSource* best = nullptr;
    std::size_t most = 0;
    for (const auto& source : data::datasetSources()) {
        spec::DataSpec spec;
        spec.path = folder.string();
        const auto files = source.files(spec);
        std::error_code code;
        const bool hasAll = std::all_of(files.begin(), files.end(), [&](const std::string& file) { return fs::is_regular_file(file, code); });
        if (files.size() > most && hasAll) {
            best = &source;
            most = files.size();
        }
    }
    return best;
}

Rows readRows(const HeadText& head, const std::string& separator) {
    Rows rows;
    const data::DelimitedFormat format{separator, true, head.isUtf8 ? data::TextEncoding::Utf8 : data::TextEncoding::Latin1};
    auto reader = data::DelimitedReader::fromText(head.text, "head", format);
    while (reader && rows.size() <= kSniffedRows) {
        const auto isRecord = reader->next();
        if (!isRecord || !*isRecord)
            break;
        rows.emplace_back(reader->fields().begin(), reader->fields().end());
    }
    return rows;
}

/// The separator under which the most lines have the same number of columns, and more than one.
struct Layout {
    std::string separator;
    Rows rows;
};

std::optional<Layout> findLayout(const HeadText& head) {
    std::optional<Layout> best;
    for (const char* separator : {"::", "\t", ";", ",", "|"}) {
        auto rows = readRows(head, separator);
        if (rows.empty() || rows.front().size() < 2)
            continue;
        // The reader ends at the first line with another number of columns.
        const bool isBetter = !best || rows.size() > best->rows.size() || (rows.size() == best->rows.size() && rows.front().size() > best->rows.front().size());
        if (isBetter)
            best = Layout{separator, std::move(rows)};
    }
    return best;
}

bool looksLikeHeader(const Rows& rows) {
    if (rows.size() < 2)
        return false;
    const auto& first = rows.front();
    if (std::any_of(first.begin(), first.end(), [](const std::string& cell) { return cell.empty() || data::numberFromText(cell); }))
        return false;
    const bool isDistinct = std::set<std::string>(first.begin(), first.end()).size() == first.size();
    bool hasNumbersBelow = false;
    for (std::size_t column = 0; column < first.size(); ++column)
        hasNumbersBelow = hasNumbersBelow || data::numberFromText(rows[1][column]);
    return isDistinct && hasNumbersBelow;
}

class DelimitedGuess {
public:
    DelimitedGuess(const fs::path& path, const HeadText& head, Layout layout) : m_layout(std::move(layout)) {
        const bool isTab = m_layout.separator == "\t";
        m_guess.spec.source = isTab ? "tsv" : "csv";
        m_guess.spec.path = path.string();
        m_guess.spec.dataset = path.stem().string();
        if (m_layout.separator != "," && !isTab)
            m_guess.spec.sourceOptions["separator"] = m_layout.separator;
        tell("The separator is {}: the first {} lines have {} columns each.", isTab ? "a tab" : fmt::format("\"{}\"", m_layout.separator),
             m_layout.rows.size(), m_layout.rows.front().size());
        if (!head.isUtf8) {
            m_guess.spec.sourceOptions["encoding"] = std::string("latin1");
            tell("The text is not UTF-8 and is read as Latin-1.");
        }
        guessHeader();
        guessLabel();
        guessSplit();
    }

    api::DataGuess take() { return std::move(m_guess); }

private:
    template <class... Args>
    void tell(fmt::format_string<Args...> format, Args&&... args) {
        m_guess.reasons.push_back(fmt::format(format, std::forward<Args>(args)...));
    }

    void guessHeader() {
        if (looksLikeHeader(m_layout.rows)) {
            m_names = m_layout.rows.front();
            m_layout.rows.erase(m_layout.rows.begin());
            tell("The first line holds the names of the columns.");
            return;
        }
        m_guess.spec.sourceOptions["header"] = false;
        for (std::size_t column = 1; column <= m_layout.rows.front().size(); ++column)
            m_names.push_back("column_" + std::to_string(column));
        tell("The first line is a row already; the columns are numbered.");
    }

    [[nodiscard]] std::vector<std::string> valuesOf(std::size_t column) const {
        std::vector<std::string> values;
        for (const auto& row : m_layout.rows)
            values.push_back(row[column]);
        return values;
    }

    [[nodiscard]] bool isBinary(std::size_t column) const {
        const auto values = valuesOf(column);
        const bool areFlags = std::all_of(values.begin(), values.end(), [](const std::string& value) { return value == "0" || value == "1"; });
        return areFlags && std::find(values.begin(), values.end(), "1") != values.end();
    }

    /// A bad line or two must not hide the label.
    [[nodiscard]] bool isMostlyNumbers(std::size_t column) const {
        const auto values = valuesOf(column);
        const auto numbers = std::count_if(values.begin(), values.end(), [](const std::string& value) { return data::numberFromText(value).has_value(); });
        return 10 * static_cast<std::size_t>(numbers) >= 9 * values.size();
    }

    /// A few small numbers, each often: ratings by stars or points.
    [[nodiscard]] bool looksLikeStars(std::size_t column) const {
        static constexpr std::size_t kMostStars = 11; // 0 to 10, or half stars to 5
        std::set<std::string> distinct;
        for (const auto& value : valuesOf(column)) {
            const auto number = data::numberFromText(value);
            if (!number || *number < 0 || *number > 10)
                return false;
            distinct.insert(value);
        }
        return distinct.size() > 1 && distinct.size() <= kMostStars && m_layout.rows.size() >= 3 * distinct.size();
    }

    /// By name, else the last column of zeros and ones, else the last of small numbers.
    [[nodiscard]] std::optional<std::size_t> findLabel() const {
        for (std::size_t column = 0; column < m_names.size(); ++column) {
            const auto name = lowered(m_names[column]);
            const bool isNamed = name == "y" || containsAny(name, {"label", "click", "rating", "stars", "overall", "target", "score"});
            if (isNamed && isMostlyNumbers(column))
                return column;
        }
        for (std::size_t column = m_names.size(); column-- > 0;)
            if (isBinary(column))
                return column;
        for (std::size_t column = m_names.size(); column-- > 0;)
            if (looksLikeStars(column))
                return column;
        return std::nullopt;
    }

    void guessLabel() {
        const auto label = findLabel();
        if (!label) {
            tell("No column looks like a label; choose one.");
            return;
        }
        m_label = *label;
        auto& rule = m_guess.spec.label;
        rule.column = m_names[*label];
        double most = 0;
        for (const auto& value : valuesOf(*label))
            most = std::max(most, data::numberFromText(value).value_or(0));
        rule.positiveFrom = most <= 1 ? 1 : most <= 5 ? 4 : most <= 10 ? 5 : most / 2;
        tell("The label is the column \"{}\"; its values go up to {:g}, a click is from {:g} on.", rule.column, most, rule.positiveFrom);
    }

    void guessSplit() {
        auto& split = m_guess.spec.split;
        for (std::size_t column = 0; column < m_names.size(); ++column) {
            const auto name = lowered(m_names[column]);
            if (column == m_label)
                continue;
            if (split.userColumn.empty() && containsAny(name, {"user", "reader", "customer", "reviewerid"}))
                split.userColumn = m_names[column];
            const auto kind = kindOfValues(valuesOf(column));
            const bool isNamed = containsAny(name, {"time", "date"}) && kind != api::ColumnKind::Text;
            if (split.orderColumn.empty() && (isNamed || kind == api::ColumnKind::Time)) {
                split.orderColumn = m_names[column];
                split.kind = spec::SplitKind::ByOrder;
            }
        }
        if (split.kind == spec::SplitKind::ByOrder)
            tell("The column \"{}\" holds times: earlier rows train, later ones test.", split.orderColumn);
        else
            tell("No column holds times: the split is random with seed {}.", split.seed);
    }

    api::DataGuess m_guess;
    Layout m_layout;
    std::vector<std::string> m_names;
    std::size_t m_label = static_cast<std::size_t>(-1);
};

Result<api::DataGuess> guessFile(const fs::path& path) {
    CPW_TRY(head, readHead(path));
    const auto first = head.text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const bool isJson = first != std::string::npos && head.text[first] == '{';
    if (isJson && data::findDatasetSource("json_lines")) {
        api::DataGuess guess;
        guess.spec.source = "json_lines";
        guess.spec.path = path.string();
        guess.spec.dataset = path.stem().string();
        guess.reasons.push_back("Every line begins with {: one object a line.");
        return guess;
    }
    auto layout = findLayout(head);
    if (!layout)
        return badInput("{} has no separator that cuts its lines into columns (tried :: tab ; , |); choose source and separator by hand",
                        path.filename().string());
    return DelimitedGuess(path, head, std::move(*layout)).take();
}

} // namespace

Result<api::DataGuess> guessSource(const fs::path& path) {
    std::error_code code;
    if (!fs::exists(path, code))
        return badInput("{} is not there; choose a file or folder that exists", path.string());
    const auto folder = fs::is_directory(path, code) ? path : path.parent_path();
    if (const auto* source = sourceOfFolder(folder); source && fs::is_directory(path, code)) {
        api::DataGuess guess{source->defaults, {fmt::format("The folder holds the files of {}.", source->title)}};
        guess.spec.source = source->id;
        guess.spec.path = path.string();
        guess.spec.dataset = source->title;
        return guess;
    }
    if (fs::is_directory(path, code))
        return badInput("{} holds the files of no data set that is known here; choose a file of rows instead", path.string());
    return guessFile(path);
}

} // namespace cpw::desk
