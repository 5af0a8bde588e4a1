// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/paired_view.h"

#include "ui/text/format.h"
#include "ui/widgets/pgf_plot.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kRow = 34;
constexpr int kName = 112;
constexpr int kNumber = 146; // two lines: the mean, and the interval
constexpr int kDots = 11;
constexpr int kInterval = 21;

} // namespace

PairedView::PairedView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setAccessibleName(tr("Differences from the baseline"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PairedView::setRows(std::vector<PairedRow> rows) {
    m_rows = std::move(rows);
    setAccessibleDescription(summary());
    setToolTip(summary());
    updateGeometry();
    update();
}

QString PairedView::summary() const {
    QStringList lines;
    for (const auto& row : m_rows) {
        const auto summary = compare::summaryOf(row.differences);
        if (summary.halfInterval)
            lines << tr("%1: %2 (%3 to %4), n = %5")
                         .arg(row.name, signedText(summary.mean, 4), signedText(summary.mean - *summary.halfInterval, 4),
                              signedText(summary.mean + *summary.halfInterval, 4), QString::number(summary.count));
        else if (summary.count > 0)
            lines << tr("%1: %2, n = %3, too few for an interval").arg(row.name, signedText(summary.mean, 4), QString::number(summary.count));
        else
            lines << tr("%1: no seed in common with the baseline").arg(row.name);
    }
    return lines.join(QLatin1Char('\n'));
}

QSize PairedView::sizeHint() const {
    return {320, scaled(kRow) * static_cast<int>(m_rows.size()) + 22};
}

std::optional<PairedView::Scale> PairedView::scale() const {
    Scale scale;
    bool hasPairs = false;
    for (const auto& row : m_rows) {
        const auto summary = compare::summaryOf(row.differences);
        const double half = summary.halfInterval.value_or(0);
        scale.low = std::min(scale.low, summary.mean - half);
        scale.high = std::max(scale.high, summary.mean + half);
        for (const auto& one : row.differences) {
            hasPairs = true;
            scale.low = std::min(scale.low, one.value);
            scale.high = std::max(scale.high, one.value);
        }
    }
    if (!hasPairs)
        return std::nullopt;
    if (!(scale.high > scale.low))
        scale.high = scale.low + 1;
    return scale;
}

void PairedView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, m_theme.tokens(), width());
}

/// Names and numbers alone where there is no pair: nothing can be drawn to a scale.
void PairedView::paint(QPainter& painter, const Tokens& t, int width) const {
    const auto found = scale();
    const Scale numbers = found.value_or(Scale{0, 1});
    const QRect graph(scaled(kName), 0, width - scaled(kName) - scaled(kNumber), scaled(kRow) * static_cast<int>(m_rows.size()));
    const auto x = [&](double value) { return graph.left() + graph.width() * (value - numbers.low) / (numbers.high - numbers.low); };
    if (found) {
        painter.setPen(QPen(t.axis, 1));
        painter.drawLine(QPointF(x(0), 0), QPointF(x(0), graph.bottom()));
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        paintRow(painter, t, m_rows[i], QRect(0, scaled(kRow) * static_cast<int>(i), width, scaled(kRow)), numbers);
    if (!found)
        return;
    painter.setPen(t.text2);
    painter.setFont(fontOf(FontRole::MonoSmall));
    painter.drawText(QRectF(x(0) - 20, graph.bottom() + 2, 40, 18), Qt::AlignCenter, QStringLiteral("0"));
    for (const double end : {numbers.low, numbers.high})
        if (std::abs(end) > 0.25 * (numbers.high - numbers.low))
            painter.drawText(QRectF(x(end) - 40, graph.bottom() + 2, 80, 18), Qt::AlignCenter, signedText(end, 4));
}

void PairedView::paintRow(QPainter& painter, const Tokens& t, const PairedRow& row, const QRect& area, const Scale& scale) const {
    const int width = area.width() - scaled(kName) - scaled(kNumber);
    const auto x = [&](double value) { return scaled(kName) + width * (value - scale.low) / (scale.high - scale.low); };
    const auto summary = compare::summaryOf(row.differences);
    painter.setFont(fontOf(FontRole::Table));
    painter.setPen(t.text2);
    painter.drawText(QRect(0, area.top(), scaled(kName) - 8, area.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(row.name, Qt::ElideMiddle, scaled(kName) - 8));
    const QColor color = t.runs.at(static_cast<std::size_t>(row.look.palette));
    QColor soft = color;
    soft.setAlphaF(0.45F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(soft);
    for (const auto& one : row.differences)
        painter.drawEllipse(QPointF(x(one.value), area.top() + scaled(kDots)), 3, 3);
    painter.setPen(QPen(color, 1.8));
    if (summary.halfInterval)
        painter.drawLine(QPointF(x(summary.mean - *summary.halfInterval), area.top() + scaled(kInterval)),
                         QPointF(x(summary.mean + *summary.halfInterval), area.top() + scaled(kInterval)));
    painter.setPen(t.text);
    painter.setFont(fontOf(FontRole::Mono));
    const QString number = summary.count == 0 ? tr("no pairs") : tr("%1  n = %2").arg(signedText(summary.mean, 4), QString::number(summary.count));
    if (!summary.halfInterval)
        return painter.drawText(area, Qt::AlignVCenter | Qt::AlignRight, number);
    painter.drawText(area.adjusted(0, 1, 0, -area.height() / 2), Qt::AlignVCenter | Qt::AlignRight, number);
    painter.setPen(t.text2);
    painter.setFont(fontOf(FontRole::MonoSmall));
    painter.drawText(area.adjusted(0, area.height() / 2 - 1, 0, -1), Qt::AlignVCenter | Qt::AlignRight,
                     tr("%1 to %2").arg(signedText(summary.mean - *summary.halfInterval, 4), signedText(summary.mean + *summary.halfInterval, 4)));
}

QString PairedView::title() const {
    return m_baseline.isEmpty() ? tr("Paired differences") : tr("Paired differences from %1").arg(m_baseline);
}

bool PairedView::exportImage(const QString& path, ExportFormat format, const FigureForm& form) {
    return writeCaptioned(figureFile(path, format, title(), form), form, [this](QPainter& painter, const QRect& area) {
        painter.translate(8, 8);
        paint(painter, lightTokens(), area.width() - 16);
    });
}

/// The first group above: dots of the seeds on its line, the interval of their mean below them.
QString PairedView::pgfplots(const FigureForm& form) const {
    constexpr double kBelow = 0.25;
    const Tokens tokens = lightTokens();
    const Scale numbers = scale().value_or(Scale{0, 1});
    const double room = 0.05 * (numbers.high - numbers.low), rows = static_cast<double>(m_rows.size());
    PgfPlot plot{{tr("Difference"), numbers.low - room, numbers.high + room, {}}, {{}, 0.5 - kBelow, rows + 0.5, {}, false}, {}, {}};
    plot.lines.push_back({{}, tokens.axis, 0, 0.7, false, {{0, 0.5 - kBelow}, {0, rows + 0.5}}, {}});
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const double y = rows - static_cast<double>(i);
        const auto& row = m_rows[i];
        const QColor color = tokens.runs.at(static_cast<std::size_t>(row.look.palette));
        plot.y.ticks.emplace_back(y, row.name);
        PgfLine dots{{}, color, 0, 0, true, {}, {}};
        for (const auto& one : row.differences)
            dots.points.emplace_back(one.value, y);
        plot.lines.push_back(std::move(dots));
        const auto summary = compare::summaryOf(row.differences);
        if (summary.halfInterval)
            plot.lines.push_back({{}, color, 0, 1.4, false, {{summary.mean - *summary.halfInterval, y - kBelow}, {summary.mean + *summary.halfInterval, y - kBelow}}, {}});
    }
    return pgfText(plot, form);
}

QString PairedView::csv(bool) const {
    QString text = QStringLiteral("group,run,seed,difference\n");
    for (const auto& row : m_rows)
        for (const auto& one : row.differences)
            text += QStringLiteral("%1,%2,%3,%4\n")
                        .arg(csvText(row.name), qstr(api::toText(one.run)), QString::number(one.seed), QString::number(one.value, 'g', 17));
    return text;
}

} // namespace cpw::ui
