// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/source_guess.h"

#include "core/base/ascii_case.h"
#include "core/data/dataset_source.h"
#include "core/data/delimited_reader.h"
#include "core/data/json_lines.h"
#include "core/data/parquet.h"
#include "core/data/raw_files.h"
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

bool containsAny(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// Sources whose files are all in the folder or archive; the one with the most files, as a release may hold those of another.
const data::DatasetSource* sourceOfFolder(const fs::path& folder) {
    const data::DatasetSource* best = nullptr;
    std::size_t most = 0;
    for (const auto& source : data::datasetSources()) {
        spec::DataSpec spec;
        spec.path = folder.string();
        const auto files = source.files(spec);
        const bool hasAll = std::all_of(files.begin(), files.end(), [](const std::string& file) { return data::isRawFile(file); });
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

/// What the first rows tell of label and split, whatever kind of file they are from.
class TableGuess {
public:
    TableGuess(api::DataGuess guess, std::vector<std::string> names, Rows rows) : m_guess(std::move(guess)), m_names(std::move(names)), m_rows(std::move(rows)) {
        guessLabel();
        guessSplit();
    }

    api::DataGuess take() { return std::move(m_guess); }

private:
    template <class... Args>
    void tell(fmt::format_string<Args...> format, Args&&... args) {
        m_guess.reasons.push_back(fmt::format(format, std::forward<Args>(args)...));
    }

    [[nodiscard]] std::vector<std::string> valuesOf(std::size_t column) const {
        std::vector<std::string> values;
        for (const auto& row : m_rows)
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
        return distinct.size() > 1 && distinct.size() <= kMostStars && m_rows.size() >= 3 * distinct.size();
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
    std::vector<std::string> m_names;
    Rows m_rows; ///< each as long as the names
    std::size_t m_label = static_cast<std::size_t>(-1);
};

/// The first lines as columns, and how they were found.
api::DataGuess guessDelimited(const fs::path& path, const HeadText& head, Layout layout) {
    api::DataGuess guess;
    const auto tell = [&](std::string reason) { guess.reasons.push_back(std::move(reason)); };
    const bool isTab = layout.separator == "\t";
    guess.spec.source = isTab ? "tsv" : "csv";
    if (layout.separator != "," && !isTab)
        guess.spec.sourceOptions["separator"] = layout.separator;
    tell(fmt::format("The separator is {}: the first {} lines have {} columns each.", isTab ? "a tab" : fmt::format("\"{}\"", layout.separator),
                     layout.rows.size(), layout.rows.front().size()));
    if (!head.isUtf8) {
        guess.spec.sourceOptions["encoding"] = std::string("latin1");
        tell("The text is not UTF-8 and is read as Latin-1.");
    }
    std::vector<std::string> names;
    if (looksLikeHeader(layout.rows)) {
        names = layout.rows.front();
        layout.rows.erase(layout.rows.begin());
        tell("The first line holds the names of the columns.");
    } else {
        guess.spec.sourceOptions["header"] = false;
        for (std::size_t column = 1; column <= layout.rows.front().size(); ++column)
            names.push_back("column_" + std::to_string(column));
        tell("The first line is a row already; the columns are numbered.");
    }
    guess.spec.path = path.string();
    guess.spec.dataset = path.stem().string();
    return TableGuess(std::move(guess), std::move(names), std::move(layout.rows)).take();
}

/// Keys of the first lines in order of appearance; bad lines are told when the file is read.
api::DataGuess guessJsonLines(const fs::path& path, std::string_view text) {
    api::DataGuess guess;
    guess.spec.source = "json_lines";
    guess.spec.path = path.string();
    guess.spec.dataset = path.stem().string();
    data::JsonLineParser parser;
    std::vector<std::string> names;
    Rows rows;
    for (std::size_t begin = 0; begin < text.size() && rows.size() < kSniffedRows;) {
        const auto end = std::min(text.find('\n', begin), text.size());
        if (const auto pairs = parser.parse(text.substr(begin, end - begin))) {
            auto& row = rows.emplace_back(names.size());
            for (const auto& pair : *pairs) {
                const auto known = std::find(names.begin(), names.end(), pair.key);
                const auto place = static_cast<std::size_t>(known - names.begin());
                if (known == names.end()) {
                    names.push_back(pair.key);
                    row.emplace_back();
                }
                row[place] = pair.value;
            }
        }
        begin = end + 1;
    }
    for (auto& row : rows)
        row.resize(names.size());
    guess.reasons.push_back(fmt::format("Every line is an object; the first {} lines have {} keys.", rows.size(), names.size()));
    return TableGuess(std::move(guess), std::move(names), std::move(rows)).take();
}

Result<api::DataGuess> guessParquet(const fs::path& path) {
    CPW_TRY(head, data::readParquetHead(path, kSniffedRows));
    api::DataGuess guess;
    guess.spec.source = "parquet";
    guess.spec.path = path.string();
    guess.spec.dataset = path.stem().string();
    guess.reasons.push_back(fmt::format("The file is Parquet with {} columns and {} rows.", head.names.size(), head.rowsInAll));
    return TableGuess(std::move(guess), std::move(head.names), std::move(head.rows)).take();
}

api::DataGuess guessOf(const data::DatasetSource& source, const fs::path& path, std::string reason) {
    api::DataGuess guess{source.defaults, {std::move(reason)}};
    guess.spec.source = source.id;
    guess.spec.path = path.string();
    guess.spec.dataset = source.title;
    return guess;
}

/// A file of Amazon's reviews stands for itself: the keys of its first line are known.
const data::DatasetSource* sourceOfFirstLine(std::string_view text) {
    const auto line = text.substr(0, text.find('\n'));
    for (const std::string_view key : {"reviewerID", "asin", "overall", "unixReviewTime"})
        if (line.find(key) == std::string_view::npos)
            return nullptr;
    const auto source = data::findDatasetSource("amazon");
    return source ? *source : nullptr;
}

Result<api::DataGuess> guessFile(const fs::path& path) {
    CPW_TRY(head, readHead(path));
    if (data::looksLikeParquet(head.text))
        return guessParquet(path);
    const auto first = head.text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (const auto* source = sourceOfFirstLine(head.text))
        return guessOf(*source, path, fmt::format("The keys of the first line are those of {}.", source->title));
    if (first != std::string::npos && head.text[first] == '{')
        return guessJsonLines(path, std::string_view(head.text).substr(first));
    auto layout = findLayout(head);
    if (!layout)
        return badInput("{} has no separator that cuts its lines into columns (tried :: tab ; , |); choose source and separator by hand",
                        path.filename().string());
    return guessDelimited(path, head, std::move(*layout));
}

} // namespace

Result<api::DataGuess> guessSource(const fs::path& path) {
    std::error_code code;
    if (!fs::exists(path, code))
        return badInput("{} is not there; choose a file or folder that exists", path.string());
    const bool isFolder = fs::is_directory(path, code);
    const bool mayHoldFiles = isFolder || lowered(path.extension().string()) == ".zip";
    if (const auto* source = mayHoldFiles ? sourceOfFolder(path) : nullptr)
        return guessOf(*source, path, fmt::format("The {} holds the files of {}.", isFolder ? "folder" : "archive", source->title));
    if (isFolder)
        return badInput("{} holds the files of no data set that is known here; choose a file of rows instead", path.string());
    return guessFile(path);
}

} // namespace cpw::desk
