// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_form.h"

#include <algorithm>

namespace cpw::api {
namespace {

/// Visitor: aggregates to groups of fields.
class FormBuilder {
public:
    FormBuilder(const RunSpec& spec, const Catalog& catalog, FormGroup& group) : m_spec(spec), m_catalog(catalog), m_group(group) {}

    template <class T>
    void operator()(const T& value, const OptionInfo& info) {
        SchemaCollector collector;
        collector(value, info);
        addField(std::move(collector.options.front()), detail::toOptionValue(value));
    }
    template <class T>
    void group(const char* key, const char* title, T& options) {
        build(join(key), title, options);
    }
    template <class T>
    void list(const char* key, const char* title, std::vector<T>& items) {
        for (std::size_t i = 0; i < items.size(); ++i)
            build(join(key) + '.' + std::to_string(i), fmt::format("{} {}", title, i + 1), items[i]);
    }
    void entry(const char* key, const char* title, spec::EntrySpec& entry) {
        FormGroup group{join(key), title, {}, {}};
        OptionSchema id{"id", title, "", entry.id, {}, {}, false, "", Effect::NewStart, {}};
        for (const auto& backbone : m_catalog.backbones)
            id.choices.push_back(backbone.id);
        group.fields.push_back({group.path + ".id", std::move(id), entry.id});
        addOpen(group, "options", optionsOf(m_catalog.backbones, entry.id), entry.options);
        m_group.groups.push_back(std::move(group));
    }
    void openOptions(const char* key, const char*, OptionValues& values) {
        if (std::string_view(key) == "source_options")
            addOpen(m_group, key, optionsOf(m_catalog.sources, m_spec.data.source), values);
    }
    void textMap(const char*, const char*, std::map<std::string, std::string>&) {}

    template <class T>
    void build(std::string path, std::string title, T& options) {
        FormGroup group{std::move(path), std::move(title), {}, {}};
        FormBuilder builder(m_spec, m_catalog, group);
        describe(builder, options);
        m_group.groups.push_back(std::move(group));
    }

private:
    [[nodiscard]] std::string join(const std::string& key) const { return m_group.path.empty() ? key : m_group.path + '.' + key; }

    /// What only the catalog knows: which sources and devices there are.
    void addField(OptionSchema schema, OptionValue value) {
        const auto path = join(schema.key);
        if (path == "data.source")
            for (const auto& source : m_catalog.sources)
                schema.choices.push_back(source.id);
        if (path == "device")
            for (const auto& device : m_catalog.devices)
                schema.choices.push_back(device.id);
        m_group.fields.push_back({path, std::move(schema), std::move(value)});
    }

    [[nodiscard]] static std::vector<OptionSchema> optionsOf(const std::vector<CatalogEntry>& entries, const std::string& id) {
        const auto found = std::find_if(entries.begin(), entries.end(), [&](const CatalogEntry& entry) { return entry.id == id; });
        return found == entries.end() ? std::vector<OptionSchema>{} : found->options;
    }

    /// The options of the entry, and after them what the spec holds besides, so that a wrong key is seen and can be corrected.
    static void addOpen(FormGroup& group, const std::string& key, const std::vector<OptionSchema>& schemas, const OptionValues& values) {
        const auto path = group.path + '.' + key + '.';
        for (const auto& schema : schemas) {
            const auto found = values.find(schema.key);
            group.fields.push_back({path + schema.key, schema, found == values.end() ? schema.fallback : found->second});
        }
        for (const auto& [name, value] : values)
            if (std::none_of(schemas.begin(), schemas.end(), [&name = name](const OptionSchema& schema) { return schema.key == name; }))
                group.fields.push_back({path + name, {name, name, "", value, {}, {}, false, "", Effect::NewStart, {}}, value});
    }

    const RunSpec& m_spec;
    const Catalog& m_catalog;
    FormGroup& m_group;
};

void dropForeign(OptionValues& values, const std::vector<CatalogEntry>& entries, const std::string& id) {
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [&](const CatalogEntry& candidate) { return candidate.id == id; });
    if (entry == entries.end())
        return;
    std::erase_if(values, [&](const auto& value) {
        return std::none_of(entry->options.begin(), entry->options.end(),
                            [&](const OptionSchema& schema) { return schema.key == value.first; });
    });
}

void collect(const FormGroup& group, std::vector<const FormField*>& fields) {
    for (const auto& field : group.fields)
        fields.push_back(&field);
    for (const auto& inner : group.groups)
        collect(inner, fields);
}

} // namespace

const FormGroup* FormGroup::find(const std::string& wanted) const {
    if (path == wanted)
        return this;
    for (const auto& group : groups)
        if (const auto* found = group.find(wanted))
            return found;
    return nullptr;
}

FormGroup specForm(const RunSpec& spec, const Catalog& catalog) {
    FormGroup form;
    auto copy = spec;
    FormBuilder builder(spec, catalog, form);
    describe(builder, copy);
    return form;
}

RunSpec withoutForeignOptions(RunSpec spec, const Catalog& catalog) {
    dropForeign(spec.backbone.options, catalog.backbones, spec.backbone.id);
    dropForeign(spec.data.sourceOptions, catalog.sources, spec.data.source);
    return spec;
}

std::vector<const FormField*> allFields(const FormGroup& form) {
    std::vector<const FormField*> fields;
    collect(form, fields);
    return fields;
}

} // namespace cpw::api
