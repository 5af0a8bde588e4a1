// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/figure.h"

#include <QString>

#include <utility>

class QWidget;

namespace cpw::ui {

/// A widget as it is on the screen as one figure: lines and words in SVG and PDF, as large as fits into the form, with its caption below.
/// Buttons and fields are left out; what is chosen with one of them stands there as words. Borrows the widget.
class ViewFigure : public Figure {
public:
    ViewFigure(QWidget& view, QString title) : m_view(view), m_title(std::move(title)) {}

    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] FigureKind kind() const override { return FigureKind::Screen; }
    [[nodiscard]] bool exportImage(const QString& path, ExportFormat format, const FigureForm& form) override;
    [[nodiscard]] QString pgfplots(const FigureForm&) const override { return {}; }
    [[nodiscard]] QString csv(bool) const override { return {}; }

private:
    QWidget& m_view;
    QString m_title;
};

} // namespace cpw::ui
