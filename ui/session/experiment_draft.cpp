// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/experiment_draft.h"

#include "core/api/spec_form.h"
#include "core/api/spec_json.h"
#include "ui/session/state_change.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"

#include <algorithm>

namespace cpw::ui {
namespace {

using nlohmann::json;

constexpr auto kDraftSetting = "draft/experiment";
constexpr auto kSamplePreset = "sample";
constexpr int kSaveMilliseconds = 500;

json toJson(const DraftState& state) {
    auto axes = json::array();
    for (const auto& axis : state.axes)
        axes.push_back({{"path", axis.path}, {"values", axis.values}});
    return {{"preset", state.preset.toStdString()},
            {"arm", state.arm.toStdString()},
            {"spec", api::toJson(state.spec)},
            {"seeds", state.seeds.toStdString()},
            {"axes", std::move(axes)}};
}

/// A draft of a newer program, or a damaged one, is no draft.
std::optional<DraftState> draftFrom(const std::string& text) {
    const auto source = json::parse(text, nullptr, false);
    if (!source.is_object() || !source.contains("spec"))
        return std::nullopt;
    try {
        auto parsed = api::specFromJson(source.at("spec"));
        if (api::hasErrors(parsed.problems))
            return std::nullopt;
        DraftState state{qstr(source.value("preset", "")), qstr(source.value("arm", "")), std::move(parsed.spec), qstr(source.value("seeds", "1")), {}};
        for (const auto& axis : source.value("axes", json::array()))
            state.axes.push_back({axis.at("path"), axis.at("values").get<std::vector<std::string>>()});
        return state;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

/// The two choices that have options of their own.
bool choosesEntry(const std::string& path) {
    return path == "backbone.id" || path == "data.source";
}

} // namespace

ExperimentDraft::ExperimentDraft(EngineSession& session, QObject* parent) : QObject(parent), m_session(session), m_undo(this) {
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(kSaveMilliseconds);
    connect(&m_saveTimer, &QTimer::timeout, this, &ExperimentDraft::save);
}

void ExperimentDraft::restore() {
    m_session.readSetting(this, QLatin1String(kDraftSetting), [this](const std::optional<QString>& text) {
        if (m_undo.count() > 0)
            return; // an edit was faster than the file
        auto stored = text ? draftFrom(text->toStdString()) : std::nullopt;
        const auto* sample = m_session.preset(QLatin1String(kSamplePreset));
        if (!stored && sample && !sample->arms.empty()) {
            const auto& arm = sample->arms.back();
            stored = DraftState{QLatin1String(kSamplePreset), qstr(arm.id), arm.spec, QStringLiteral("1"), {}};
        }
        if (stored)
            apply(*stored);
        m_saveTimer.stop();
    });
}

void ExperimentDraft::apply(const DraftState& state) {
    m_state = state;
    m_runs.reset();
    const auto* arm = m_session.presetArm(state.preset, state.arm);
    m_base = arm ? arm->spec : api::RunSpec{};
    m_saveTimer.start();
    Q_EMIT changed();
}

void ExperimentDraft::push(DraftState next, const QString& what, const QString& mergeKey) {
    const auto show = [this](const DraftState& state) { apply(state); };
    m_undo.push(new StateChange<DraftState>(show, m_state, std::move(next), what, mergeKey));
}

void ExperimentDraft::setPreset(const QString& preset, const QString& arm) {
    if (const auto* found = m_session.presetArm(preset, arm))
        push({preset, arm, found->spec, m_state.seeds, {}}, tr("Preset %1").arg(coreText(found->title)));
}

void ExperimentDraft::setSpec(const api::RunSpec& spec, const QString& what) {
    auto next = m_state;
    next.spec = spec;
    push(std::move(next), what);
}

void ExperimentDraft::setRun(const api::RunSpec& spec, const QString& what) {
    auto next = m_state;
    next.spec = spec;
    next.seeds = QString::number(spec.seed);
    next.axes.clear();
    push(std::move(next), what);
}

void ExperimentDraft::setData(const spec::DataSpec& data) {
    auto next = m_state;
    next.spec.data = data;
    next.spec.text = {}; // its wording names fields of the other data set
    push(std::move(next), tr("Data set"));
}

void ExperimentDraft::setText(const spec::TemplateSpec& text) {
    auto next = m_state;
    next.spec.text = text;
    push(std::move(next), tr("Template"));
}

Result<void> ExperimentDraft::setValue(const std::string& path, const std::string& value, const QString& what) {
    CPW_TRY(spec, api::withValue(m_state.spec, path, value));
    auto next = m_state;
    next.spec = choosesEntry(path) ? api::withoutForeignOptions(std::move(spec), m_session.catalog()) : std::move(spec);
    push(std::move(next), what, qstr(path));
    return {};
}

Result<void> ExperimentDraft::reset(const std::string& path, const QString& what) {
    auto spec = api::withValueFrom(m_state.spec, m_base, path == "backbone.id" ? "backbone" : path); // with the options it had
    if (spec && path == "data.source")
        spec = api::withValueFrom(*spec, m_base, "data.source_options");
    if (!spec)
        return tl::unexpected(spec.error());
    setSpec(*spec, what);
    return {};
}

void ExperimentDraft::setSeeds(const QString& seeds) {
    auto next = m_state;
    next.seeds = seeds;
    push(std::move(next), tr("Seeds"), QStringLiteral("seeds"));
}

void ExperimentDraft::setAxes(std::vector<api::SweepAxis> axes) {
    auto next = m_state;
    next.axes = std::move(axes);
    push(std::move(next), tr("Values to try"), QStringLiteral("axes"));
}

Result<std::vector<api::RunSpec>> ExperimentDraft::combinations(const std::vector<std::uint64_t>& seeds) const {
    CPW_TRY(specs, api::expandRuns(m_state.spec, m_state.axes, seeds));
    if (std::any_of(m_state.axes.begin(), m_state.axes.end(), [](const api::SweepAxis& axis) { return choosesEntry(axis.path); }))
        for (auto& spec : specs)
            spec = api::withoutForeignOptions(std::move(spec), m_session.catalog());
    return specs;
}

const Result<std::vector<api::RunSpec>>& ExperimentDraft::runs() const {
    if (!m_runs)
        m_runs = api::parseSeeds(m_state.seeds.toStdString()).and_then([this](const auto& seeds) { return combinations(seeds); });
    return *m_runs;
}

Result<std::string> ExperimentDraft::commandLines() const {
    CPW_TRY_VOID(api::parseSeeds(m_state.seeds.toStdString()));
    CPW_TRY(specs, combinations({}));
    if (m_base.stages.empty())
        return fail(
            ErrorCode::Usage,
            "these settings come from no preset that this program has, and a command begins with one; choose a preset first");
    std::string text;
    for (const auto& spec : specs)
        text += (text.empty() ? "" : "\n") + api::commandLine(m_state.preset.toStdString(), m_state.arm.toStdString(), m_base,
                                                              spec, m_state.seeds.toStdString());
    return text;
}

void ExperimentDraft::save() {
    m_saveTimer.stop();
    m_session.saveSetting(QLatin1String(kDraftSetting), qstr(api::jsonText(toJson(m_state))));
}

} // namespace cpw::ui
