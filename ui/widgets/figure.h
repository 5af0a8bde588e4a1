// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/figure_file.h"

#include <QString>

namespace cpw::ui {

/// What a figure can be written as.
enum class FigureKind {
    Chart, ///< lines, points or bars: in every format
    Map,   ///< painted alone
    Screen ///< painted as it stands on the screen, fonts, theme and legend included
};

/// A chart that can be written as an image or for LaTeX, in the light theme whatever the window's, and as the numbers that it shows.
class Figure {
public:
    Figure() = default;
    Figure(const Figure&) = delete;
    Figure& operator=(const Figure&) = delete;
    virtual ~Figure() = default;

    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual FigureKind kind() const { return FigureKind::Chart; }
    /// In any format of its kind. False when the file cannot be written.
    [[nodiscard]] bool exportFigure(const QString& path, ExportFormat format, const FigureForm& form) {
        if (format == ExportFormat::Pgfplots)
            return kind() == FigureKind::Chart && writeText(path, pgfplots(form));
        return exportImage(path, format, form);
    }
    /// A painted one. False when the file cannot be written.
    [[nodiscard]] virtual bool exportImage(const QString& path, ExportFormat format, const FigureForm& form) = 0;
    /// For LaTeX; nothing of what is painted alone.
    [[nodiscard]] virtual QString pgfplots(const FigureForm& form) const = 0;
    /// One line of names, then one a point.
    [[nodiscard]] virtual QString csv(bool isVisibleOnly) const = 0;
};

} // namespace cpw::ui
