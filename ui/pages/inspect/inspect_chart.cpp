// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/inspect_chart.h"

#include "ui/theme/fonts.h"

#include <QPainter>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kChartKeyRow = 22;
constexpr int kChartMark = 9;
constexpr int kChartGap = 6;
constexpr int kChartBetween = 18;
constexpr int kChartStrip = 120; // the colours of a scale, at most

/// Gives where the next thing may stand.
int paintEntry(QPainter& painter, const Tokens& tokens, const QRect& row, int x, const ChartKey::Entry& entry) {
    painter.fillRect(QRect(x, row.center().y() - kChartMark / 2, kChartMark, kChartMark), entry.color);
    painter.setPen(tokens.text2);
    const QRect words(x + kChartMark + kChartGap, row.top(), row.right() - x - kChartMark - kChartGap, row.height());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, entry.words);
    return words.left() + painter.fontMetrics().horizontalAdvance(entry.words) + kChartBetween;
}

/// Gives where the next thing may stand.
int paintScale(QPainter& painter, const Tokens& tokens, const QRect& row, const ChartKey::Scale& scale) {
    const auto words = [&](double value) { return QString::number(value, 'f', scale.digits) + (scale.unit.isEmpty() ? QString() : QLatin1Char(' ') + scale.unit); };
    const QFontMetrics metrics = painter.fontMetrics();
    const QString low = words(scale.low), high = words(scale.high);
    const int lowWidth = metrics.horizontalAdvance(low), highWidth = metrics.horizontalAdvance(high);
    const int width = std::clamp(row.width() - lowWidth - highWidth - 2 * kChartGap, 0, kChartStrip);
    const QRect strip(row.left() + lowWidth + kChartGap, row.center().y() - kChartMark / 2, width, kChartMark);
    painter.setPen(tokens.text2);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(QRect(strip.right() + 1 + kChartGap, row.top(), highWidth + 1, row.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, high);
    for (int x = 0; x < width; ++x)
        painter.fillRect(QRect(strip.left() + x, strip.top(), 1, strip.height()), scale.color(scale.low + (scale.high - scale.low) * (x + 0.5) / width));
    painter.setPen(tokens.border);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(strip));
    return strip.right() + 1 + kChartGap + highWidth + kChartBetween;
}

/// Repainted with its chart.
class KeyLine : public QWidget {
public:
    KeyLine(const Theme& theme, const InspectChart& chart, QWidget* parent) : QWidget(parent), m_theme(theme), m_chart(chart) {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setAccessibleName(InspectChart::tr("What the colours mean"));
    }
    [[nodiscard]] QSize sizeHint() const override { return {scaled(kChartStrip), keyHeight()}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        if (m_chart.isEmpty())
            return;
        QPainter painter(this);
        paintKey(painter, m_theme.tokens(), rect(), m_chart.key());
    }

private:
    const Theme& m_theme;
    const InspectChart& m_chart; ///< beside it, of the same card
};

} // namespace

int keyHeight() {
    return scaled(kChartKeyRow);
}

void paintKey(QPainter& painter, const Tokens& tokens, const QRect& row, const ChartKey& key) {
    painter.setFont(fontOf(FontRole::Caption));
    int x = row.left();
    for (const auto& entry : key.entries)
        x = paintEntry(painter, tokens, row, x, entry);
    if (key.scale)
        x = paintScale(painter, tokens, QRect(QPoint(x, row.top()), row.bottomRight()), *key.scale);
    painter.setPen(tokens.text2);
    const QRect words(QPoint(x, row.top()), row.bottomRight());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(key.note, Qt::ElideRight, words.width()));
}

InspectChart::InspectChart(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] {
        recolor();
        update();
    });
}

void InspectChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint(painter);
    if (m_keyLine)
        m_keyLine->update();
}

QWidget* InspectChart::makeKeyLine(QWidget* parent) {
    m_keyLine = new KeyLine(m_theme, *this, parent);
    return m_keyLine;
}

bool InspectChart::exportImage(const QString& path, ExportFormat format, const FigureForm& form) {
    const Tokens light = lightTokens();
    m_figure = FigureGround{light, rect()};
    recolor();
    const bool isWritten = writeCaptioned(figureFile(path, format, title(), form), form, [&](QPainter& painter, const QRect& area) {
        const ChartKey meant = form.hasLegend ? key() : ChartKey();
        const int keyRoom = meant.entries.empty() && !meant.scale ? 0 : keyHeight();
        const QRect whole = area.adjusted(kChartGap, kChartGap, -kChartGap, -kChartGap);
        m_figure->area = QRect(0, 0, whole.width(), whole.height() - keyRoom);
        painter.translate(whole.topLeft());
        painter.save();
        paint(painter);
        painter.restore();
        painter.setRenderHint(QPainter::Antialiasing, false);
        if (keyRoom > 0)
            paintKey(painter, light, QRect(0, whole.height() - keyRoom, whole.width(), keyRoom), meant);
    });
    m_figure.reset();
    recolor();
    return isWritten;
}

QString InspectChart::csv(bool) const {
    return csvOf({table()});
}

} // namespace cpw::ui
