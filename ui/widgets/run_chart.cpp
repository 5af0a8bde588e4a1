// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_chart.h"

#include "ui/text/format.h"

#include <QPainter>

#include <cmath>
#include <utility>

namespace cpw::ui {

RunChart::RunChart(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] { redraw(); });
}

void RunChart::setChosen(std::set<api::RunId> runs) {
    m_chosen = std::move(runs);
    redraw();
}

bool RunChart::exportImage(const QString& path, ExportFormat format, const FigureForm& form) {
    return writeCaptioned(figureFile(path, format, title(), form), form, [this](QPainter& painter, const QRect& area) { paint(painter, lightTokens(), area); });
}

QString RunChart::csvHead(const api::RunSummary& run) {
    return qstr(api::toText(run.id)) + QLatin1Char(',') + csvText(qstr(run.name));
}

QString RunChart::csvCell(const compare::ValueColumn& column, const ValueAxis& axis, std::size_t run) {
    const double value = column.values[run];
    if (std::isnan(value))
        return QStringLiteral(",");
    return QLatin1Char(',') + (column.isNumber() ? QString::number(value, 'g', 17) : csvText(axis.text(value)));
}

} // namespace cpw::ui
