// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/preview_card.h"

#include "ui/widgets/labels.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

class Drawing : public QWidget {
public:
    Drawing(const Theme& theme, PreviewKind kind, QWidget* parent) : QWidget(parent), m_theme(theme), m_kind(kind) {
        setFixedHeight(104);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Tokens& t = m_theme.tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath ground; // the card's upper corners are round
        ground.addRoundedRect(QRectF(0, 0, width(), height() + 8), metric::kCardRadius - 1, metric::kCardRadius - 1);
        painter.setClipRect(rect());
        painter.fillPath(ground, t.inset);
        switch (m_kind) {
        case PreviewKind::Curve:
            drawCurve(painter);
            break;
        case PreviewKind::Bands:
            drawBands(painter);
            break;
        case PreviewKind::Heads:
            drawHeads(painter);
            break;
        }
    }

private:
    /// A falling curve with noise; a flag where a value changed.
    void drawCurve(QPainter& painter) const {
        const Tokens& t = m_theme.tokens();
        const double left = 18;
        const double right = width() - 34.0;
        const double split = left + (right - left) * 0.55;
        QPolygonF smooth;
        QPolygonF raw;
        for (double x = left; x <= right; x += 3) {
            const double y = 22 + 58 * (1 - std::exp(-4 * (x - left) / (right - left)));
            smooth << QPointF(x, y);
            raw << QPointF(x, y + 7 * std::sin(x * 1.7) * std::cos(x * 0.61));
        }
        QColor faint = t.runs[0];
        faint.setAlphaF(0.35F);
        painter.setPen(QPen(faint, 1));
        painter.drawPolyline(raw);
        painter.setPen(QPen(t.runs[0], 1.8));
        painter.drawPolyline(smooth);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.runs[0]);
        painter.drawEllipse(smooth.last(), 2.5, 2.5);
        QPen dotted(t.accent, 1.2);
        dotted.setDashPattern({1.5, 3});
        painter.setPen(dotted);
        painter.drawLine(QPointF(split, 24), QPointF(split, 94));
        m_theme.icon("flag", Tone::Accent).paint(&painter, QRect(static_cast<int>(split) - 2, 9, 13, 13));
    }

    /// Three groups of seeds: a mean and its band each.
    void drawBands(QPainter& painter) const {
        const Tokens& t = m_theme.tokens();
        const double left = 18;
        const double right = width() - 34.0;
        const double heights[] = {62, 50, 40};
        for (int group = 0; group < 3; ++group) {
            QPolygonF mean;
            for (double x = left; x <= right; x += 3)
                mean << QPointF(x, 84 - heights[group] * (1 - std::exp(-3.5 * (x - left) / (right - left))));
            QPolygonF band = mean.translated(0, -4.5);
            for (auto point = mean.crbegin(); point != mean.crend(); ++point)
                band << *point + QPointF(0, 4.5);
            QColor soft = t.runs[static_cast<std::size_t>(group)];
            soft.setAlphaF(0.16F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(soft);
            painter.drawPolygon(band);
            painter.setPen(QPen(t.runs[static_cast<std::size_t>(group)], 1.8));
            painter.drawPolyline(mean);
        }
    }

    /// Weights of heads as a grid, darker in some columns.
    void drawHeads(QPainter& painter) const {
        const Tokens& t = m_theme.tokens();
        constexpr int kRows = 6, kGap = 3, kCell = 11;
        const int columns = std::max(1, (width() - 2 * 18) / (kCell + kGap));
        painter.setPen(Qt::NoPen);
        for (int row = 0; row < kRows; ++row)
            for (int column = 0; column < columns; ++column) {
                const double wave = std::sin(column * 1.9 + row * 0.7) * std::cos(column * 0.53 - row * 1.3);
                const double weight = 0.06 + 0.6 * wave * wave;
                painter.setBrush(blend(t.inset, t.accent, weight));
                painter.drawRoundedRect(QRectF(18 + column * (kCell + kGap), 11 + row * (kCell + kGap), kCell, kCell), 2, 2);
            }
    }

    const Theme& m_theme;
    PreviewKind m_kind;
};

} // namespace

PreviewCard::PreviewCard(const Theme& theme, PreviewKind kind, const QString& headline, const QString& sentence, QWidget* parent)
    : QFrame(parent) {
    setProperty("kind", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 12);
    layout->setSpacing(2);
    layout->addWidget(new Drawing(theme, kind, this));
    auto* title = makeLabel("section", headline, this);
    auto* text = makeLabel("help", sentence, this);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    for (auto* label : {title, text})
        label->setContentsMargins(15, label == title ? 7 : 0, 15, 0);
    layout->addWidget(title);
    layout->addWidget(text, 1);
}

} // namespace cpw::ui
