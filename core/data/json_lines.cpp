// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/json_lines.h"

#include "core/data/line_reader.h"
#include "core/data/row_reading.h"
#include "core/data/table_builder.h"

#include <fmt/ranges.h>
#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;
using simdjson::ondemand::json_type;

constexpr std::size_t kLinesForKeys = 1000;
constexpr int kDeepest = 8;

struct JsonLinesOptions {
    std::int64_t skipBadLines = 0;
};

template <class Visitor>
void describe(Visitor& visit, JsonLinesOptions& o) {
    visit(o.skipBadLines, skipBadLinesInfo());
}

std::string_view trimmed(std::string_view token) {
    while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\r'))
        token.remove_suffix(1);
    return token;
}

} // namespace

// simdjson finds the structure of a line with the kernel that fits the processor, chosen when the program runs. What is on demand
// behind it is compiled for any processor: so texts without an escape are taken as they are, and keys are compared with those of the
// line before instead of being decoded. Pairs keep their memory from line to line.
struct JsonLineParser::State {
    simdjson::ondemand::parser parser;
    std::string padded; ///< the line and the bytes that simdjson reads past its end
    std::vector<Pair> pairs;
    std::vector<bool> isPlainKey; ///< of each pair: its key has no character that is escaped in JSON
    std::size_t count = 0;        ///< pairs of this line; those behind are of lines before

    static void appendScalar(simdjson::ondemand::value value, json_type type, std::string& text) {
        if (type == json_type::null)
            return;
        const auto token = trimmed(value.raw_json_token());
        if (type != json_type::string)
            text += token;
        else if (token.size() >= 2 && token.find('\\') == std::string_view::npos)
            text += token.substr(1, token.size() - 2);
        else
            text += std::string_view(value.get_string());
    }

    static void appendArray(simdjson::ondemand::array array, int depth, std::string& text) {
        bool isFirst = true;
        for (simdjson::ondemand::value item : array) {
            text += std::exchange(isFirst, false) ? "" : "|";
            appendText(item, depth + 1, text);
        }
    }

    /// Inside an array objects are the values of their keys.
    static void appendText(simdjson::ondemand::value value, int depth, std::string& text) {
        if (depth > kDeepest)
            throw simdjson::simdjson_error(simdjson::DEPTH_ERROR);
        const json_type type = value.type();
        if (type == json_type::array)
            return appendArray(value.get_array(), depth, text);
        if (type != json_type::object)
            return appendScalar(value, type, text);
        const auto begin = text.size();
        for (auto field : value.get_object()) {
            text += text.size() == begin ? "" : "|";
            appendText(field.value(), depth + 1, text);
        }
    }

    /// Whether the key that is written at `raw` is the last part of `key`, behind `prefix` bytes.
    [[nodiscard]] bool isSameKey(const char* raw, std::string_view key, std::size_t prefix) const {
        const auto last = key.substr(prefix);
        const auto room = static_cast<std::size_t>(padded.data() + padded.size() - raw);
        return last.size() < room && std::string_view(raw, last.size()) == last && raw[last.size()] == '"';
    }

    /// The next pair, with its key and no value yet.
    Pair& addPair(simdjson::simdjson_result<simdjson::ondemand::field>& field, const std::string& prefix) {
        if (count == pairs.size()) {
            pairs.emplace_back();
            isPlainKey.push_back(false);
        }
        auto& pair = pairs[count];
        const bool isKnown = isPlainKey[count] && pair.key.starts_with(prefix) && isSameKey(simdjson::ondemand::raw_json_string(field.key()).raw(), pair.key, prefix.size());
        if (!isKnown) {
            pair.key = prefix;
            pair.key += std::string_view(field.unescaped_key());
            isPlainKey[count] = pair.key.find_first_of("\"\\") == std::string::npos;
        }
        ++count;
        pair.value.clear();
        return pair;
    }

    void addObject(simdjson::ondemand::object object, const std::string& prefix, int depth) {
        if (depth > kDeepest)
            throw simdjson::simdjson_error(simdjson::DEPTH_ERROR);
        for (auto field : object) {
            auto& pair = addPair(field, prefix);
            simdjson::ondemand::value value = field.value();
            const json_type type = value.type();
            if (type == json_type::array) {
                appendArray(value.get_array(), depth, pair.value);
            } else if (type != json_type::object) {
                appendScalar(value, type, pair.value);
            } else {
                const auto inner = pair.key + '.';
                --count; // its keys are pairs, it is none
                addObject(value.get_object(), inner, depth + 1);
            }
        }
    }
};

JsonLineParser::JsonLineParser() : m_state(std::make_unique<State>()) {}
JsonLineParser::~JsonLineParser() = default;

Result<std::span<const JsonLineParser::Pair>> JsonLineParser::parse(std::string_view line) {
    auto& state = *m_state;
    state.padded.assign(line);
    state.padded.append(simdjson::SIMDJSON_PADDING, ' ');
    state.count = 0;
    try {
        auto document = state.parser.iterate(state.padded.data(), line.size(), state.padded.size());
        simdjson::ondemand::document whole = std::move(document).value();
        if (whole.type() != json_type::object)
            return badInput("it is no object, expected one such as {{\"user\": \"7\", \"label\": 1}}");
        state.addObject(whole.get_object(), {}, 0);
        const char* rest = nullptr;
        if (whole.current_location().get(rest) == simdjson::SUCCESS)
            return badInput("there is more after the object, expected one object a line");
    } catch (const simdjson::simdjson_error& error) {
        return badInput("it is not JSON: {}", error.what());
    }
    return std::span<const Pair>(state.pairs).first(state.count);
}

namespace {

/// The next line with more than blanks; false after the last.
Result<bool> nextLine(LineReader& lines) {
    for (;;) {
        CPW_TRY(isLine, lines.next());
        if (!isLine || lines.line().find_first_not_of(" \t\r") != std::string_view::npos)
            return isLine;
    }
}

class JsonLinesReader {
public:
    JsonLinesReader(const spec::DataSpec& spec, const ReadContext& context, const JsonLinesOptions& options)
        : m_spec(spec), m_context(context), m_options(options), m_skipper(options.skipBadLines), m_filter(spec.label), m_labelKey(spec.label.column.empty() ? "label" : spec.label.column) {}

    Result<ReadResult> read() {
        CPW_TRY_VOID(findKeys());
        CPW_TRY(lines, LineReader::open(m_spec.path));
        TableBuilder builder(m_keys, m_context.spoolFolder);
        ReadTicker ticker(m_context, lines.bytesTotal());
        const auto limit = static_cast<std::uint64_t>(m_spec.maximumRows);
        while (limit == 0 || builder.rows() < limit) {
            CPW_TRY(isLine, nextLine(lines));
            if (!isLine)
                break;
            ++m_report.linesRead;
            if (const auto added = add(lines.line(), builder); !added) {
                const auto placed = badInput("{}: {}", lines.place(), added.error().message);
                CPW_TRY_VOID(m_skipper.skip(placed.value(), m_report));
            }
            CPW_TRY_VOID(ticker.tick(lines.bytesDone(), builder.rows()));
        }
        return finish(builder);
    }

private:
    static constexpr std::size_t kLabel = static_cast<std::size_t>(-1), kNoField = static_cast<std::size_t>(-2),
                                 kNotAsked = static_cast<std::size_t>(-3);

    /// Bad lines are told when the rows are read.
    Result<void> findKeys() {
        CPW_TRY(lines, LineReader::open(m_spec.path));
        m_name = lines.name();
        bool hasLabel = false;
        for (std::size_t i = 0; i < kLinesForKeys; ++i) {
            CPW_TRY(isLine, nextLine(lines));
            if (!isLine)
                break;
            const auto pairs = m_parser.parse(lines.line());
            if (!pairs) {
                if (i == 0 && m_options.skipBadLines == 0)
                    return badInput("{}: {}", lines.place(), pairs.error().message);
                continue;
            }
            for (const auto& pair : *pairs) {
                hasLabel = hasLabel || pair.key == m_labelKey;
                if (pair.key != m_labelKey && m_places.emplace(pair.key, m_keys.size()).second)
                    m_keys.push_back(pair.key);
            }
        }
        if (!hasLabel)
            return badInput("{} has no key \"{}\" in its first lines; set label.column to one of: {}", m_name, m_labelKey, fmt::join(m_keys, ", "));
        if (m_keys.empty())
            return badInput("{} has no key besides the label, expected at least one field", m_name);
        return {};
    }

    /// Lines tend to have the same keys at the same places.
    std::size_t placeOf(const std::string& key, std::size_t pair) {
        if (pair >= m_lastPlaces.size())
            m_lastPlaces.resize(pair + 1);
        auto& [lastKey, place] = m_lastPlaces[pair];
        if (place != kNotAsked && lastKey == key)
            return place;
        const auto found = m_places.find(key);
        place = key == m_labelKey ? kLabel : found == m_places.end() ? kNoField : found->second;
        lastKey = key;
        return place;
    }

    Result<void> add(std::string_view line, TableBuilder& builder) {
        CPW_TRY(pairs, m_parser.parse(line));
        m_values.assign(m_keys.size(), {});
        std::optional<std::string_view> labelText;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto& pair = pairs[i];
            const auto place = placeOf(pair.key, i);
            if (place == kLabel)
                labelText = pair.value;
            else if (place == kNoField)
                ++m_lateKeys[pair.key];
            else
                m_values[place] = pair.value;
        }
        if (!labelText)
            return badInput("the label key \"{}\" is missing, expected a number", m_labelKey);
        const auto raw = *labelText == "true" ? std::optional(1.0) : *labelText == "false" ? std::optional(0.0) : numberFromText(*labelText);
        if (!raw)
            return badInput("the label key \"{}\" holds {}, expected a number, true or false", m_labelKey, quotedValue(*labelText));
        const auto label = m_filter(*raw);
        m_report.rowsDroppedByLabel += label ? 0 : 1;
        if (label)
            builder.addRow(m_values, *label);
        return checkRowCount(builder.rows(), m_name);
    }

    Result<ReadResult> finish(TableBuilder& builder) {
        m_skipper.finish(m_report);
        for (const auto& [key, rows] : m_lateKeys)
            m_report.notes.push_back(fmt::format("the key \"{}\" of {} rows comes after the first {} lines and is no field", key, counted(rows), counted(kLinesForKeys)));
        m_report.rowsKept = builder.rows();
        if (builder.rows() == 0)
            return tl::unexpected(noRowsLeft(m_name, m_report, m_spec.label));
        return ReadResult{builder.finish(m_spec.dataset.empty() ? fs::path(m_spec.path).stem().string() : m_spec.dataset), std::move(m_report)};
    }

    const spec::DataSpec& m_spec;
    const ReadContext& m_context;
    const JsonLinesOptions& m_options;
    BadLineSkipper m_skipper;
    LabelFilter m_filter;
    std::string m_labelKey;
    std::string m_name;
    JsonLineParser m_parser;
    std::vector<std::string> m_keys; ///< the fields
    std::unordered_map<std::string, std::size_t> m_places;
    struct LastPlace {
        std::string key;
        std::size_t place = kNotAsked;
    };
    std::vector<LastPlace> m_lastPlaces; ///< by the number of the pair in its line
    std::map<std::string, std::uint64_t> m_lateKeys;
    std::vector<std::string_view> m_values;
    ImportReport m_report;
};

} // namespace

DatasetSource jsonLinesSource() {
    DatasetSource source;
    source.id = "json_lines";
    source.title = "JSON lines";
    source.pathHelp = "file with one JSON object a line and a label key";
    source.options = schemaOf<JsonLinesOptions>();
    source.defaults.source = source.id;
    source.read = [](const spec::DataSpec& spec, const ReadContext& context) -> Result<ReadResult> {
        JsonLinesOptions options;
        CPW_TRY_VOID(checkProblems(readOptions(spec.sourceOptions, "data.source_options", options)));
        if (spec.path.empty())
            return badInput("{} needs a path: the file with the rows", spec.source);
        return JsonLinesReader(spec, context, options).read();
    };
    source.files = [](const spec::DataSpec& spec) { return std::vector<std::string>{spec.path}; };
    return source;
}

} // namespace cpw::data
