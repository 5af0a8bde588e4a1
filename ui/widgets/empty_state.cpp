// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include "ui/widgets/labels.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace cpw::ui {
namespace {

/// Three rising curves over two axes.
class CurvesDrawing : public QWidget {
public:
    CurvesDrawing(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) { setFixedSize(124, 68); }

protected:
    void paintEvent(QPaintEvent*) override {
        const Tokens& t = m_theme.tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.borderStrong, 1));
        painter.drawPolyline(QPolygonF{QPointF(2.5, 2), QPointF(2.5, 64.5), QPointF(122, 64.5)});
        for (int i = 0; i < 3; ++i) {
            QPainterPath path(QPointF(6, 54 + 2 * i));
            path.cubicTo(QPointF(24, 28 + 5 * i), QPointF(52, 17 + 8 * i), QPointF(119, 16 + 8 * i));
            painter.setPen(QPen(i == 2 ? t.border : t.borderStrong, 1.4));
            painter.drawPath(path);
        }
    }

private:
    const Theme& m_theme;
};

} // namespace

EmptyState::EmptyState(const Theme& theme, const QString& headline, const QString& sentence, QWidget* parent)
    : QWidget(parent), m_headline(makeLabel("message", headline, this)), m_sentence(makeLabel("body2", sentence, this)),
      m_ways(new QHBoxLayout) {
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(new CurvesDrawing(theme, this), 0, Qt::AlignHCenter);
    layout->addSpacing(12);
    layout->addWidget(m_headline, 0, Qt::AlignHCenter);
    layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
    layout->addSpacing(6);
    m_ways->setSpacing(8);
    m_ways->addStretch(1);
    m_ways->addStretch(1);
    layout->addLayout(m_ways);
    layout->addStretch(1);
}

void EmptyState::setTexts(const QString& headline, const QString& sentence) {
    m_headline->setText(headline);
    m_sentence->setText(sentence);
}

void EmptyState::setLines(const QString& headline, const std::vector<QWidget*>& lines) {
    if (m_lines)
        m_lines->deleteLater(); // a click on one of them may have led here
    m_lines = nullptr;
    if (lines.empty())
        return;
    m_lines = new QWidget(this);
    auto* column = new QVBoxLayout(m_lines);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeLabel("help", headline, m_lines), 0, Qt::AlignHCenter);
    for (auto* line : lines)
        column->addWidget(line, 0, Qt::AlignHCenter);
    auto* layout = static_cast<QVBoxLayout*>(this->layout());
    layout->insertWidget(layout->count() - 1, m_lines, 0, Qt::AlignHCenter); // above the stretch at the end
}

void EmptyState::addWay(QWidget* button) {
    m_ways->insertWidget(m_ways->count() - 1, button);
}

} // namespace cpw::ui
