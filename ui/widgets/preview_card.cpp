// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/preview_card.h"

#include "ui/widgets/labels.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

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
            drawCurve(painter, false);
            break;
        case PreviewKind::Table:
            drawTable(painter);
            break;
        case PreviewKind::Resume:
            drawCurve(painter, true);
            break;
        }
    }

private:
    /// A falling curve with noise; a flag where a value changed, or a gap where the run was stopped.
    void drawCurve(QPainter& painter, bool isResumed) const {
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
        const Tone tone = isResumed ? Tone::Ok : Tone::Accent;
        QPen dotted(m_theme.color(tone), 1.2);
        dotted.setDashPattern({1.5, 3});
        painter.setPen(dotted);
        painter.drawLine(QPointF(split, 24), QPointF(split, 94));
        m_theme.icon(isResumed ? "save" : "flag", tone)
            .paint(&painter, QRect(static_cast<int>(split) - (isResumed ? 6 : 2), 9, 13, 13));
    }

    /// Rows with a bar for the score, the best one strong.
    void drawTable(QPainter& painter) const {
        const Tokens& t = m_theme.tokens();
        const double lengths[] = {0.92, 0.78, 0.71, 0.6};
        for (int row = 0; row < 4; ++row) {
            const double y = 18 + row * 20.0;
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.runs[static_cast<std::size_t>(row)]);
            painter.drawEllipse(QPointF(24, y + 4), 4, 4);
            painter.setBrush(t.border);
            painter.drawRoundedRect(QRectF(38, y, 54 - 6 * row % 14, 8), 2, 2);
            painter.setBrush(row == 0 ? t.accent : blend(t.inset, t.accent, 0.35));
            painter.drawRoundedRect(QRectF(112, y, (width() - 140) * lengths[row], 8), 2, 2);
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
