// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_presets.h"

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr const char* kPresets = "figures/presets";
constexpr const char* kLast = "figures/last";

ExportFormat formatOf(const QString& ending) {
    for (const auto format : {ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Pgfplots})
        if (endingOf(format) == ending)
            return format;
    return ExportFormat::Png;
}

/// Into the group or array entry that is open.
void writePreset(QSettings& settings, const FigurePreset& preset) {
    settings.setValue(QStringLiteral("name"), preset.name);
    settings.setValue(QStringLiteral("format"), endingOf(preset.format));
    settings.setValue(QStringLiteral("width_mm"), preset.form.widthMillimetres);
    settings.setValue(QStringLiteral("height_mm"), preset.form.heightMillimetres);
    settings.setValue(QStringLiteral("font_pt"), preset.form.fontPoints);
    settings.setValue(QStringLiteral("caption"), preset.form.caption);
    settings.setValue(QStringLiteral("legend"), preset.form.hasLegend);
}

FigurePreset readPreset(const QSettings& settings) {
    const FigureForm usual;
    return {settings.value(QStringLiteral("name")).toString(),
            formatOf(settings.value(QStringLiteral("format")).toString()),
            {settings.value(QStringLiteral("width_mm"), usual.widthMillimetres).toDouble(),
             settings.value(QStringLiteral("height_mm"), usual.heightMillimetres).toDouble(),
             settings.value(QStringLiteral("font_pt"), usual.fontPoints).toInt(), settings.value(QStringLiteral("caption")).toString(),
             settings.value(QStringLiteral("legend"), usual.hasLegend).toBool()}};
}

} // namespace

std::vector<FigurePreset> FigurePresets::all() const {
    std::vector<FigurePreset> presets;
    const int count = m_settings.beginReadArray(QLatin1String(kPresets));
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        presets.push_back(readPreset(m_settings));
    }
    m_settings.endArray();
    return presets;
}

void FigurePresets::save(const FigurePreset& preset) {
    auto presets = all();
    std::erase_if(presets, [&](const FigurePreset& one) { return one.name == preset.name; });
    const auto place = std::find_if(presets.begin(), presets.end(),
                                    [&](const FigurePreset& one) { return preset.name.compare(one.name, Qt::CaseInsensitive) < 0; });
    presets.insert(place, preset);
    write(presets);
}

void FigurePresets::remove(const QString& name) {
    auto presets = all();
    std::erase_if(presets, [&](const FigurePreset& one) { return one.name == name; });
    write(presets);
}

void FigurePresets::write(const std::vector<FigurePreset>& presets) {
    m_settings.remove(QLatin1String(kPresets));
    m_settings.beginWriteArray(QLatin1String(kPresets), static_cast<int>(presets.size()));
    for (std::size_t i = 0; i < presets.size(); ++i) {
        m_settings.setArrayIndex(static_cast<int>(i));
        writePreset(m_settings, presets[i]);
    }
    m_settings.endArray();
}

std::optional<FigurePreset> FigurePresets::lastUsed() const {
    if (!m_settings.contains(QLatin1String(kLast) + QStringLiteral("/format")))
        return std::nullopt;
    m_settings.beginGroup(QLatin1String(kLast));
    auto preset = readPreset(m_settings);
    m_settings.endGroup();
    return preset;
}

void FigurePresets::setLastUsed(const FigurePreset& preset) {
    m_settings.beginGroup(QLatin1String(kLast));
    writePreset(m_settings, preset);
    m_settings.endGroup();
}

} // namespace cpw::ui
