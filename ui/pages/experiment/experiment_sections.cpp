// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/experiment_sections.h"

#include "ui/pages/experiment/option_text.h"
#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace cpw::ui {
namespace {

struct Sections {
    Q_DECLARE_TR_FUNCTIONS(Sections)
};

bool isBelow(const std::string& path, std::string_view group) {
    return path == group || (path.starts_with(group) && path.size() > group.size() && path[group.size()] == '.');
}

QString plmTitle(const spec::PlmSpec& plm) {
    if (!plm.folder.empty())
        return qstr(plm.folder.substr(plm.folder.find_last_of('/') + 1));
    return Sections::tr("from scratch, %1 layers of %2").arg(plm.scratch.layers).arg(plm.scratch.hidden);
}

/// Fields of the whole spec by key, as a group of their own.
api::FormGroup pick(const api::FormGroup& form, const QString& title, std::initializer_list<std::string_view> keys) {
    api::FormGroup group{"", title.toStdString(), {}, {}};
    for (const auto& field : form.fields)
        if (std::find(keys.begin(), keys.end(), field.path) != keys.end())
            group.fields.push_back(field);
    return group;
}

api::FormGroup without(api::FormGroup group, const std::string& inner) {
    std::erase_if(group.groups, [&](const api::FormGroup& candidate) { return candidate.path == inner; });
    return group;
}

} // namespace

std::string sectionOf(const std::string& path) {
    if (isBelow(path, "data"))
        return "data";
    if (isBelow(path, "text") || isBelow(path, "plm.tokenizer"))
        return "text";
    for (const auto* group : {"plm", "backbone", "prompts", "fusion", "initialisation"})
        if (isBelow(path, group))
            return "model";
    if (path.starts_with("stages."))
        return path.substr(0, path.find('.', std::string_view("stages.").size()));
    return "run";
}

std::vector<StepItem> sectionItems(const api::RunSpec& spec, const std::vector<Problem>& problems) {
    const QString dataset = sourceTitle(spec.data.dataset.empty() ? spec.data.source : spec.data.dataset);
    const QString wording = spec.text.fields.empty() ? Sections::tr("what is what, all fields") : Sections::tr("%1 segments").arg(spec.text.fields.size());
    std::vector<StepItem> items{{"data", Sections::tr("Data"), dataset, 0, 0},
                                {"text", Sections::tr("Template"), wording, 0, 0},
                                {"model", Sections::tr("Models"), backboneTitle(spec.backbone.id) + QStringLiteral(", ") + plmTitle(spec.plm), 0, 0}};
    for (std::size_t i = 0; i < spec.stages.size(); ++i) {
        const auto& stage = spec.stages[i];
        items.push_back({"stages." + std::to_string(i), stageTitle(stage.kind), Sections::tr("%1 epochs, batch %2").arg(stage.epochs).arg(stage.batch), 0, 0});
    }
    items.push_back({"run", Sections::tr("Run"), Sections::tr("on %1").arg(qstr(spec.device)), 0, 0});
    for (const auto& problem : problems) {
        const auto section = sectionOf(problem.path);
        for (auto& item : items)
            if (item.id == section)
                ++(problem.isError ? item.errors : item.warnings);
    }
    return items;
}

std::vector<api::FormGroup> sectionGroups(const api::FormGroup& form, const std::string& section) {
    std::vector<api::FormGroup> groups;
    const auto add = [&](const char* path) {
        if (const auto* group = form.find(path))
            groups.push_back(*group);
    };
    if (section == "model") {
        add("backbone");
        if (const auto* plm = form.find("plm"))
            groups.push_back(without(*plm, "plm.tokenizer"));
        add("prompts");
        groups.push_back(pick(form, Sections::tr("Fusion"), {"fusion"}));
        add("initialisation");
    } else if (section == "text") {
        add("text");
        add("plm.tokenizer");
    } else if (section == "run") {
        groups.push_back(pick(form, Sections::tr("Run"), {"name", "device", "threads", "precision", "tf32"}));
    } else {
        add(section.c_str());
    }
    // "Stages 1" says less than what the stage does.
    for (auto& group : groups)
        for (const auto& field : group.fields)
            if (field.path == section + ".kind" && section.starts_with("stages."))
                if (const auto kind = enumFromId<spec::StageKind>(std::get<std::string>(field.value)))
                    group.title = stageTitle(*kind).toStdString();
    return groups;
}

QString groupSummary(const api::FormGroup& group) {
    const auto isKind = [](const api::FormField& field) { return field.schema.key == "kind" || field.schema.key == "id"; };
    const auto isChoice = [](const api::FormField& field) { return !field.schema.choices.empty(); };
    const auto isNumber = [](const api::FormField& field) {
        return std::holds_alternative<std::int64_t>(field.value) || std::holds_alternative<double>(field.value);
    };
    const auto first = [&](auto fits) { return std::find_if(group.fields.begin(), group.fields.end(), fits); };
    auto shown = first(isKind);
    if (shown == group.fields.end())
        shown = first(isChoice);
    if (shown == group.fields.end() && !group.fields.empty() && isNumber(group.fields.front()))
        shown = group.fields.begin();
    if (shown == group.fields.end())
        return {};
    return shown->path == "backbone.id" ? backboneTitle(std::get<std::string>(shown->value)) : editedText(shown->value);
}

} // namespace cpw::ui
