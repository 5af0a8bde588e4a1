// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/compare_chart.h"

#include "ui/session/smoothing.h"

#include <QSvgGenerator>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr double kMillimetresPerInch = 25.4;
constexpr double kPointsPerInch = 72;
constexpr double kPngDotsPerInch = 300;

} // namespace

CompareChart::CompareChart(const Theme& theme, ValueStyle style, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_style(style), m_canvas(new PlotCanvas(theme, this)), m_box(new QLabel(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    m_box->setProperty("kind", QStringLiteral("card"));
    m_box->setTextFormat(Qt::RichText);
    m_box->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_box->setMargin(6);
    m_box->setAutoFillBackground(true);
    m_box->hide();
    connect(m_canvas, &PlotCanvas::cursorPicked, this, [this](double x) {
        const compare::MeanPoint* nearest = nullptr;
        for (const auto& line : m_lines)
            for (const auto& point : line.curve.points)
                if (!nearest || std::abs(xOf(point) - x) < std::abs(xOf(*nearest) - x))
                    nearest = &point;
        if (nearest)
            Q_EMIT stepPicked(nearest->step);
    });
    connect(m_canvas, &PlotCanvas::xZoomed, this, &CompareChart::xZoomed);
    connect(m_canvas, &PlotCanvas::fitRequested, this, &CompareChart::fitRequested);
    connect(&theme, &Theme::changed, this, [this] { draw(m_theme.tokens()); });
    draw(theme.tokens());
}

void CompareChart::setLines(std::vector<CompareLine> lines) {
    m_lines = std::move(lines);
    draw(m_theme.tokens());
    fit();
}

void CompareChart::setXAxis(XAxis axis) {
    m_axis = axis;
    m_canvas->setXAxisKind(axis);
    draw(m_theme.tokens());
    fit();
}

void CompareChart::setSmoothing(double weight) {
    m_smoothing = weight;
    draw(m_theme.tokens());
}

double CompareChart::xOf(const compare::MeanPoint& point) const {
    return m_axis == XAxis::Step ? static_cast<double>(point.step) : m_axis == XAxis::Epoch ? point.epoch : point.seconds;
}

std::vector<double> CompareChart::means(const CompareLine& line) const {
    Ema ema(m_smoothing);
    std::vector<double> values;
    for (const auto& point : line.curve.points)
        values.push_back(m_smoothing > 0 ? ema.next(point.value.mean) : point.value.mean);
    return values;
}

void CompareChart::draw(const Tokens& tokens) {
    m_canvas->clearGraphs();
    m_canvas->applyColors(tokens);
    const bool isEmpty = std::all_of(m_lines.begin(), m_lines.end(), [](const auto& line) { return line.curve.points.empty(); });
    m_canvas->setEmptyText(!isEmpty ? QString() : m_lines.empty() ? tr("Select runs or groups to see their curves.") : tr("None of the chosen runs has this metric."));
    for (const auto& line : m_lines)
        drawLine(line, tokens);
    placeCursor();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

void CompareChart::drawLine(const CompareLine& line, const Tokens& tokens) {
    QVector<double> x, y, low, high;
    const auto values = means(line);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& point = line.curve.points[i];
        const double half = point.value.halfInterval.value_or(0);
        x << xOf(point);
        y << values[i];
        low << values[i] - half;
        high << values[i] + half;
    }
    QColor color = tokens.runs.at(static_cast<std::size_t>(line.color));
    if (line.curve.runs >= 3) { // no band below three
        QColor soft = color;
        soft.setAlphaF(0.16F);
        auto* upper = m_canvas->addGraph();
        auto* lower = m_canvas->addGraph();
        for (auto* edge : {upper, lower}) {
            edge->setPen(Qt::NoPen);
            edge->setLayer(QStringLiteral("band"));
        }
        upper->setData(x, high, true);
        lower->setData(x, low, true);
        upper->setBrush(soft);
        upper->setChannelFillGraph(lower);
    }
    auto* graph = m_canvas->addGraph();
    graph->setLayer(QStringLiteral("smooth"));
    if (line.isFaint)
        color.setAlphaF(0.55F);
    graph->setPen(QPen(color, line.isFaint ? 1 : 1.8));
    graph->setData(x, y, true);
    if (x.size() == 1)
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 6));
}

void CompareChart::fit() {
    if (m_canvas->graphCount() == 0)
        return;
    m_canvas->rescaleAxes();
    m_canvas->yAxis->scaleRange(1.1);
    placeCursor();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

void CompareChart::setXRange(double low, double high) {
    m_canvas->xAxis->setRange(low, high);
    placeCursor();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

const compare::MeanPoint* CompareChart::pointAt(const CompareLine& line, std::int64_t step) const {
    const auto& points = line.curve.points;
    const auto after = std::upper_bound(points.begin(), points.end(), step, [](std::int64_t at, const auto& point) { return at < point.step; });
    return after == points.begin() ? nullptr : &*std::prev(after);
}

void CompareChart::setStepCursor(std::optional<std::int64_t> step) {
    m_cursor = step;
    placeCursor();
    m_canvas->layer(QStringLiteral("overlay"))->replot();
}

void CompareChart::placeCursor() {
    std::vector<PlotCanvas::Dot> dots;
    struct Value {
        double mean;
        QString text;
    };
    std::vector<Value> values;
    std::optional<double> x;
    QString head;
    for (const auto& line : m_lines) {
        const auto* point = m_cursor ? pointAt(line, *m_cursor) : nullptr;
        if (!point)
            continue;
        if (!x || xOf(*point) > *x) {
            x = xOf(*point);
            head = tr("Step %1 · epoch %2").arg(countText(point->step), QString::number(point->epoch, 'f', 2));
        }
        const QColor color = m_theme.tokens().runs.at(static_cast<std::size_t>(line.color));
        const auto values_ = means(line);
        const double mean = values_[static_cast<std::size_t>(point - line.curve.points.data())];
        dots.push_back({xOf(*point), mean, color});
        QString number = valueText(mean, m_style);
        if (point->value.halfInterval)
            number += QStringLiteral(" ± ") + QString::number(*point->value.halfInterval, 'f', 4);
        values.push_back({mean, QStringLiteral("<tr><td><font color='%1'>&#9679;</font> %2&nbsp;&nbsp;</td><td align='right'>%3</td></tr>")
                                    .arg(color.name(), line.name.toHtmlEscaped(), number)});
    }
    m_canvas->setStepLine(x, dots);
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.mean > b.mean; });
    QString text;
    for (const auto& value : values)
        text += value.text;
    m_box->setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    m_box->setText(QStringLiteral("<b>%1</b><table>%2</table>").arg(head, text));
    m_box->adjustSize();
    placeBox();
}

/// On the side of the cursor that has room.
void CompareChart::placeBox() {
    const double x = m_canvas->xAxis->coordToPixel(m_cursor && !m_lines.empty() && m_canvas->graphCount() > 0
                                                       ? (pointAt(m_lines.front(), *m_cursor) ? xOf(*pointAt(m_lines.front(), *m_cursor)) : 0)
                                                       : 0);
    const bool isLeft = x + 12 + m_box->width() > width();
    m_box->move(static_cast<int>(isLeft ? x - 12 - m_box->width() : x + 12), std::max(4, height() - m_box->height() - 28));
}

void CompareChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!m_box->isHidden())
        placeBox();
}

bool CompareChart::exportImage(const QString& path, ExportFormat format, const FigureForm& form) {
    const double scale = format == ExportFormat::Png ? kPngDotsPerInch / 96 : 1;
    const double dotsPerInch = format == ExportFormat::Png ? 96 : kPointsPerInch;
    const int width = static_cast<int>(std::lround(form.widthMillimetres / kMillimetresPerInch * dotsPerInch));
    const int height = static_cast<int>(std::lround(form.heightMillimetres / kMillimetresPerInch * dotsPerInch));
    const Tokens light = lightTokens();
    draw(light);
    QFont font = fontOf(FontRole::MonoSmall);
    const QFont screenFont = font;
    font.setPointSize(form.fontPoints);
    for (QCPAxis* axis : {m_canvas->xAxis, m_canvas->yAxis})
        axis->setTickLabelFont(font);
    const auto margins = m_canvas->axisRect()->margins();
    QCPTextElement* caption = nullptr;
    if (!form.caption.isEmpty()) {
        caption = new QCPTextElement(m_canvas, form.caption, font);
        m_canvas->plotLayout()->insertRow(1);
        m_canvas->plotLayout()->addElement(1, 0, caption);
    }
    bool isWritten = false;
    if (format == ExportFormat::Png) {
        isWritten = m_canvas->savePng(path, width, height, scale, -1, static_cast<int>(kPngDotsPerInch));
    } else if (format == ExportFormat::Pdf) {
        isWritten = m_canvas->savePdf(path, width, height, QCP::epNoCosmetic, QString(), m_title);
    } else {
        QSvgGenerator generator;
        generator.setFileName(path);
        generator.setResolution(static_cast<int>(kPointsPerInch));
        generator.setSize(QSize(width, height));
        generator.setViewBox(QRect(0, 0, width, height));
        generator.setTitle(m_title);
        QCPPainter painter;
        isWritten = painter.begin(&generator);
        if (isWritten) {
            painter.setMode(QCPPainter::pmVectorized);
            painter.setMode(QCPPainter::pmNoCaching);
            m_canvas->toPainter(&painter, width, height);
            isWritten = painter.end();
        }
    }
    if (caption) {
        m_canvas->plotLayout()->remove(caption);
        m_canvas->plotLayout()->simplify();
    }
    m_canvas->axisRect()->setMargins(margins);
    for (QCPAxis* axis : {m_canvas->xAxis, m_canvas->yAxis})
        axis->setTickLabelFont(screenFont);
    draw(m_theme.tokens());
    return isWritten;
}

QString CompareChart::csv(bool isVisibleOnly) const {
    QString text = QStringLiteral("line,step,epoch,seconds,runs,mean,sd,half_interval\n");
    const QCPRange range = m_canvas->xAxis->range();
    for (const auto& line : m_lines) {
        QString name = line.name;
        name.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        for (const auto& point : line.curve.points) {
            if (isVisibleOnly && !range.contains(xOf(point)))
                continue;
            const auto number = [](double value) { return QString::number(value, 'g', 17); };
            text += QStringLiteral("\"%1\",%2,%3,%4,%5,%6,%7,%8\n")
                        .arg(name, QString::number(point.step), number(point.epoch), number(point.seconds), QString::number(point.value.count),
                             number(point.value.mean), point.value.count > 1 ? number(point.value.deviation) : QString(),
                             point.value.halfInterval ? number(*point.value.halfInterval) : QString());
        }
    }
    return text;
}

} // namespace cpw::ui
