// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/figure_file.h"

#include <QSettings>
#include <QString>

#include <optional>
#include <vector>

namespace cpw::ui {

/// How figures are written.
struct FigurePreset {
    QString name;
    ExportFormat format = ExportFormat::Png;
    FigureForm form;
};

/// Presets by the names that the user gave them, and what was used last. Kept in the user's settings, which outlive it; GUI thread.
class FigurePresets {
public:
    explicit FigurePresets(QSettings& settings) : m_settings(settings) {}

    /// By name.
    [[nodiscard]] std::vector<FigurePreset> all() const;
    /// In the place of one of the same name.
    void save(const FigurePreset& preset);
    void remove(const QString& name);
    [[nodiscard]] std::optional<FigurePreset> lastUsed() const;
    void setLastUsed(const FigurePreset& preset);

private:
    void write(const std::vector<FigurePreset>& presets);

    QSettings& m_settings;
};

} // namespace cpw::ui
