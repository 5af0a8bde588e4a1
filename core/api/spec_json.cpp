// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_json.h"

#include "core/base/hash.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace cpw::api {
namespace {

using nlohmann::json;

/// Visitor: aggregates to JSON.
class JsonWriter {
public:
    template <class T>
    void operator()(const T& value, const OptionInfo& info) {
        m_json[info.key] = toJson(detail::toOptionValue(value));
    }
    template <class T>
    void group(const char* key, const char*, T& options) {
        m_json[key] = write(options);
    }
    template <class T>
    void list(const char* key, const char*, std::vector<T>& items) {
        auto array = json::array();
        for (auto& item : items)
            array.push_back(write(item));
        m_json[key] = std::move(array);
    }
    void entry(const char* key, const char*, spec::EntrySpec& entry) {
        m_json[key] = {{"id", entry.id}, {"options", toJson(entry.options)}};
    }
    void openOptions(const char* key, const char*, OptionValues& values) { m_json[key] = toJson(values); }
    void textMap(const char* key, const char*, std::map<std::string, std::string>& map) { m_json[key] = json(map); }

    template <class T>
    static json write(T& options) {
        JsonWriter writer;
        describe(writer, options);
        return std::move(writer.m_json);
    }

private:
    json m_json = json::object();
};

/// Visitor: JSON over defaults, collecting problems.
class JsonReader {
public:
    JsonReader(const json& source, std::string path, std::vector<Problem>& problems)
        : m_json(source), m_path(std::move(path)), m_problems(problems) {
        if (!m_json.is_object())
            addProblem({}, "is " + std::string(m_json.type_name()) + ", expected an object");
    }

    template <class T>
    void operator()(T& target, const OptionInfo& info) {
        const auto* found = take(info.key);
        if (!found)
            return;
        auto value = optionFromJson(*found);
        if (!value)
            return addProblem(info.key, value.error().message);
        const OptionValues one{{info.key, std::move(*value)}};
        OptionsReader reader(one, m_path);
        reader(target, info);
        m_problems.insert(m_problems.end(), reader.problems.begin(), reader.problems.end());
    }
    template <class T>
    void group(const char* key, const char*, T& options) {
        if (const auto* found = take(key))
            read(*found, join(key), options, m_problems);
    }
    template <class T>
    void list(const char* key, const char*, std::vector<T>& items) {
        const auto* found = take(key);
        if (!found)
            return;
        if (!found->is_array())
            return addProblem(key, "is " + std::string(found->type_name()) + ", expected a list");
        items.clear();
        for (std::size_t i = 0; i < found->size(); ++i)
            read((*found)[i], join(key) + '.' + std::to_string(i), items.emplace_back(), m_problems);
    }
    void entry(const char* key, const char*, spec::EntrySpec& entry) {
        const auto* found = take(key);
        if (!found)
            return;
        if (found->is_string()) {
            entry = {found->get<std::string>(), {}};
            return;
        }
        if (!found->is_object() || !found->contains("id") || !(*found)["id"].is_string())
            return addProblem(key, "expected a name or an object with \"id\" and \"options\"");
        entry = {(*found)["id"].get<std::string>(), {}};
        for (const auto& item : found->items())
            if (item.key() == "options")
                readOpen(item.value(), join(key) + ".options", entry.options);
            else if (item.key() != "id")
                addProblem(std::string(key) + '.' + item.key(), "\"" + item.key() + "\" is not known here; known: id, options");
    }
    void openOptions(const char* key, const char*, OptionValues& values) {
        if (const auto* found = take(key))
            readOpen(*found, join(key), values);
    }
    void textMap(const char* key, const char*, std::map<std::string, std::string>& map) {
        const auto* found = take(key);
        if (!found)
            return;
        map.clear();
        if (!found->is_object())
            return addProblem(key, "is " + std::string(found->type_name()) + ", expected an object of texts");
        for (const auto& item : found->items())
            if (item.value().is_string())
                map[item.key()] = item.value().get<std::string>();
            else
                addProblem(std::string(key) + '.' + item.key(), "is " + item.value().dump() + ", expected a text");
    }

    template <class T>
    static void read(const json& source, const std::string& path, T& options, std::vector<Problem>& problems) {
        JsonReader reader(source, path, problems);
        describe(reader, options);
        reader.finish();
    }

private:
    const json* take(const char* key) {
        m_known.emplace_back(key);
        if (!m_json.is_object())
            return nullptr;
        const auto found = m_json.find(key);
        return found == m_json.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::string join(const std::string& key) const { return m_path.empty() ? key : m_path + '.' + key; }
    void addProblem(const std::string& key, const std::string& what) {
        m_problems.push_back({key.empty() ? m_path : join(key), (key.empty() ? m_path : key) + " " + what, {}, true});
    }
    void readOpen(const json& source, const std::string& path, OptionValues& values) {
        if (!source.is_object())
            return m_problems.push_back({path, path + " is " + source.type_name() + ", expected an object", {}, true});
        values.clear();
        for (const auto& item : source.items()) {
            auto value = optionFromJson(item.value());
            if (value)
                values[item.key()] = std::move(*value);
            else
                m_problems.push_back({path + '.' + item.key(), item.key() + " " + value.error().message, {}, true});
        }
    }
    void finish() {
        if (!m_json.is_object())
            return;
        for (const auto& item : m_json.items()) {
            if (std::find(m_known.begin(), m_known.end(), item.key()) != m_known.end())
                continue;
            std::string known;
            for (const auto& key : m_known)
                known += (known.empty() ? "" : ", ") + key;
            m_problems.push_back({join(item.key()), "\"" + item.key() + "\" is not an option here; known: " + known,
                                  "Remove it or correct its name.", true});
        }
    }

    const json& m_json;
    std::string m_path;
    std::vector<Problem>& m_problems;
    std::vector<std::string> m_known;
};

template <class T>
Result<OptionValue> listOf(const json& source) {
    std::vector<T> values;
    for (const auto& item : source)
        values.push_back(item.get<T>());
    return OptionValue(std::move(values));
}

/// Removes what equals the default, so that an option added later leaves the hashes of older specs as they were.
json withoutDefaults(const json& value, const json& fallback) {
    auto rest = json::object();
    for (const auto& [key, item] : value.items()) {
        const auto found = fallback.find(key);
        if (found == fallback.end())
            rest[key] = item;
        else if (item != *found)
            rest[key] = item.is_object() && found->is_object() ? withoutDefaults(item, *found) : item;
    }
    return rest;
}

json hashedPart(const RunSpec& spec) {
    RunSpec plain;
    plain.stages.resize(1);
    const auto defaults = toJson(plain);
    auto part = toJson(spec);
    part.erase("name");
    part.erase("device");
    part.erase("threads");
    auto stages = json::array();
    for (const auto& stage : part["stages"])
        stages.push_back(withoutDefaults(stage, defaults["stages"][0]));
    for (auto& wording : part["text"]["fields"]) // as the stages: what was added later counts only where it is used
        if (wording.value("phrase", std::string()).empty())
            wording.erase("phrase");
    part = withoutDefaults(part, defaults);
    part.emplace("plm", json::object()); // there also when all of it is the default
    part["stages"] = std::move(stages);
    return part;
}

} // namespace

json toJson(const OptionValue& value) {
    return std::visit([](const auto& v) { return json(v); }, value);
}

json toJson(const OptionValues& values) {
    auto object = json::object();
    for (const auto& [key, value] : values)
        object[key] = toJson(value);
    return object;
}

Result<OptionValue> optionFromJson(const json& source) {
    if (source.is_boolean())
        return OptionValue(source.get<bool>());
    if (source.is_number_unsigned() && !std::in_range<std::int64_t>(source.get<std::uint64_t>()))
        return badInput("is {}, expected at most {}", source.dump(), std::numeric_limits<std::int64_t>::max());
    if (source.is_number_integer())
        return OptionValue(source.get<std::int64_t>());
    if (source.is_number())
        return OptionValue(source.get<double>());
    if (source.is_string())
        return OptionValue(source.get<std::string>());
    if (source.is_array()) {
        const auto all = [&](auto test) { return std::all_of(source.begin(), source.end(), test); };
        if (all([](const json& j) { return j.is_string(); }) && !source.empty())
            return listOf<std::string>(source);
        if (all([](const json& j) { return j.is_number_integer(); }) && !source.empty())
            return listOf<std::int64_t>(source);
        if (all([](const json& j) { return j.is_number(); }))
            return source.empty() ? Result<OptionValue>(OptionValue(std::vector<std::string>{})) : listOf<double>(source);
    }
    return badInput("is {}, expected a number, a text, true, false or a list of one kind", source.dump());
}

json toJson(const RunSpec& spec) {
    auto copy = spec;
    return JsonWriter::write(copy);
}

json toJson(const spec::DataSpec& data) {
    auto copy = data;
    return JsonWriter::write(copy);
}

std::string jsonText(const json& json) {
    return json.dump(-1, ' ', false, json::error_handler_t::replace);
}

ParsedSpec specFromJson(const json& source) {
    ParsedSpec parsed;
    JsonReader::read(source, "", parsed.spec, parsed.problems);
    return parsed;
}

Result<ParsedSpec> specFromText(std::string_view text) {
    try {
        return specFromJson(json::parse(text));
    } catch (const json::parse_error& error) {
        const auto offset = std::min<std::size_t>(error.byte, text.size());
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
        return badInput("line {} is not JSON (byte {}): {}; correct the file there", line, offset, error.what());
    }
}

Result<void> setByPath(json& spec, std::string_view path, std::string_view value) {
    json changed = spec; // kept only when the whole path exists
    json* at = &changed;
    std::string walked;
    bool isOpen = false; // below "options" any key may appear; the registry entry checks it later
    for (std::size_t begin = 0; begin <= path.size();) {
        const auto end = std::min(path.find('.', begin), path.size());
        const std::string key(path.substr(begin, end - begin));
        if (at->is_array()) {
            const bool isIndex = !key.empty() && key.size() < 6 && key.find_first_not_of("0123456789") == std::string::npos;
            if (!isIndex || std::stoul(key) >= at->size())
                return fail(ErrorCode::Usage, "--set {}: {} is a list of {}, \"{}\" is not an index of it", path, walked, at->size(), key);
            at = &(*at)[std::stoul(key)];
        } else if (at->is_object() && (at->contains(key) || (isOpen && !key.empty()))) {
            at = &(*at)[key];
        } else {
            std::string known;
            if (at->is_object())
                for (const auto& item : at->items())
                    known += (known.empty() ? "" : ", ") + item.key();
            return fail(ErrorCode::Usage, "--set {}: there is no \"{}\" in {}; known: {}", path, key, walked.empty() ? "the spec" : walked, known);
        }
        isOpen = key == "options" || key == "source_options" || key == "values" || key == "field_rates";
        walked += (walked.empty() ? "" : ".") + key;
        begin = end + 1;
    }
    const auto parsed = json::parse(value, nullptr, false);
    const bool wantsText = at->is_string();
    if (parsed.is_discarded() || (wantsText && !parsed.is_string()))
        *at = std::string(value);
    else
        *at = parsed;
    spec = std::move(changed);
    return {};
}

std::string specHash(const RunSpec& spec) {
    return hashText(hash64(jsonText(hashedPart(spec))));
}

std::string groupHash(const RunSpec& spec) {
    auto seedless = spec;
    seedless.seed = 0;
    return specHash(seedless);
}

std::string settingsHash(const RunSpec& spec) {
    auto part = toJson(spec);
    part.erase("name");
    part.erase("seed");
    return hashText(hash64(jsonText(part)));
}

std::string stageHash(const RunSpec& spec, std::size_t index) {
    auto part = hashedPart(spec);
    auto& stages = part["stages"];
    stages.erase(stages.begin() + static_cast<std::ptrdiff_t>(index) + 1, stages.end());
    const auto isPaMlm = [](const spec::StageSpec& stage) { return stage.kind == spec::StageKind::PaMlm; };
    if (std::all_of(spec.stages.begin(), spec.stages.begin() + static_cast<std::ptrdiff_t>(index) + 1, isPaMlm)) {
        part.erase("fusion"); // neither is read before a finetune
        part["plm"].erase("pooler");
    }
    return hashText(hash64(jsonText(part)));
}

Result<RunSpec> checkedSpec(Result<ParsedSpec> parsed) {
    if (!parsed)
        return tl::unexpected(std::move(parsed.error()));
    if (hasErrors(parsed->problems))
        return tl::unexpected(problemsError(parsed->problems));
    return std::move(parsed->spec);
}

Error problemsError(const std::vector<Problem>& problems) {
    std::string text;
    std::size_t errors = 0;
    for (const auto& problem : problems) {
        if (!problem.isError)
            continue;
        ++errors;
        text += (text.empty() ? "" : "; ") + problem.path + ": " + problem.message + (problem.fix.empty() ? "" : " (" + problem.fix + ")");
    }
    return Error{ErrorCode::BadInput, fmt::format("{} {} in the spec: {}", errors, errors == 1 ? "problem" : "problems", text), {}, {}};
}

bool hasErrors(const std::vector<Problem>& problems) {
    return std::any_of(problems.begin(), problems.end(), [](const Problem& p) { return p.isError; });
}

} // namespace cpw::api
