// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/settings_reader.h"

#include "core/api/spec_json.h"
#include "core/base/hash.h"

#include <utility>
#include <vector>

namespace cpw::compare {
namespace {

using nlohmann::json;

/// Events of a JSON text to settings, as settingsOf() makes them, without a tree between; and the shape.
class Flattener {
public:
    using number_integer_t = json::number_integer_t;
    using number_unsigned_t = json::number_unsigned_t;
    using number_float_t = json::number_float_t;
    using string_t = json::string_t;
    using binary_t = json::binary_t;

    bool null() { return take("none", "null", '0'); }
    bool boolean(bool value) { return takeNumber(value ? "true" : "false", 'b'); }
    bool number_integer(number_integer_t value) { return takeNumber(std::to_string(value), 'i'); }
    bool number_unsigned(number_unsigned_t value) { return takeNumber(std::to_string(value), 'i'); }
    bool number_float(number_float_t value, const string_t&) { return takeNumber(api::jsonText(json(value)), 'f'); }
    bool string(string_t& text) {
        const bool isInList = !m_levels.empty() && m_levels.back().isArray;
        auto quoted = isInList ? api::jsonText(json(text)) : std::string();
        return take(std::move(text), std::move(quoted), 's');
    }
    bool binary(binary_t&) { return false; }
    bool start_object(std::size_t) { return open(false); }
    bool start_array(std::size_t) { return open(true); }
    bool key(string_t& key) {
        m_levels.back().key = std::move(key);
        return true;
    }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) { return false; }

    [[nodiscard]] std::uint64_t shape() const { return hash64(m_shape); }
    [[nodiscard]] Settings settings() && { return std::move(m_settings); }

private:
    struct Item {
        std::string shown, quoted;
    };
    struct Level {
        bool isArray = false;
        bool isStructured = false;  ///< of an array: an item is itself an array or object
        std::size_t outerPath = 0;  ///< length of the path outside
        std::size_t count = 0;
        std::string key;            ///< of an object, that comes next
        std::vector<Item> items;    ///< of an array, as long as it is one setting
    };

    bool takeNumber(std::string text, char kind) {
        auto quoted = text;
        return take(std::move(text), std::move(quoted), kind);
    }

    bool take(std::string shown, std::string quoted, char kind) {
        if (m_levels.empty())
            return false; // not a spec
        auto& level = m_levels.back();
        ++level.count;
        if (!level.isArray)
            return put(below(level.key), std::move(shown), kind);
        if (level.isStructured)
            return put(below(std::to_string(level.count - 1)), std::move(shown), kind);
        level.items.push_back({std::move(shown), std::move(quoted)});
        return true;
    }

    bool open(bool isArray) {
        Level inner;
        inner.isArray = isArray;
        inner.outerPath = m_path.size();
        if (!m_levels.empty()) {
            auto& outer = m_levels.back();
            if (outer.isArray && !outer.isStructured)
                takeItemsApart(outer);
            m_path = below(outer.isArray ? std::to_string(outer.count) : outer.key);
            ++outer.count;
        }
        m_levels.push_back(std::move(inner));
        return true;
    }

    void takeItemsApart(Level& level) {
        level.isStructured = true;
        for (std::size_t i = 0; i < level.items.size(); ++i)
            put(below(std::to_string(i)), std::move(level.items[i].shown), 'm');
    }

    bool close() {
        const Level level = std::move(m_levels.back());
        m_levels.pop_back();
        if (level.count == 0) {
            put(m_path, "none", 'e');
        } else if (level.isArray && !level.isStructured) {
            std::string text = "[";
            for (const auto& item : level.items)
                text += (text.size() > 1 ? "," : "") + item.quoted;
            put(m_path, text + "]", 'l');
        }
        m_path.resize(level.outerPath);
        return true;
    }

    [[nodiscard]] std::string below(const std::string& name) const { return m_path.empty() ? name : m_path + '.' + name; }

    bool put(std::string path, std::string value, char kind) {
        m_shape += path;
        m_shape += '\n';
        m_shape += kind;
        if (kind == 's' && path != "name") // what every run has of its own
            m_shape += value;
        m_shape += '\n';
        m_settings.insert_or_assign(m_settings.end(), std::move(path), std::move(value)); // paths come in order
        return true;
    }

    std::string m_path, m_shape;
    std::vector<Level> m_levels;
    Settings m_settings;
};

} // namespace

std::optional<Settings> SettingsReader::read(const std::string& specText) {
    Flattener flattener;
    const bool isJson = json::sax_parse(specText, &flattener);
    const auto shape = flattener.shape();
    if (const auto known = m_isWrittenOut.find(shape); isJson && known != m_isWrittenOut.end() && known->second)
        return std::move(flattener).settings();
    const auto spec = api::checkedSpec(api::specFromText(specText));
    if (!spec)
        return std::nullopt;
    auto settings = settingsOf(*spec);
    if (isJson)
        m_isWrittenOut[shape] = std::move(flattener).settings() == settings;
    return settings;
}

} // namespace cpw::compare
