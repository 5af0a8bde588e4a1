// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/head_grid.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>

namespace cpw::ui {
namespace {

constexpr int kLeft = 22; // numbers of the layers
constexpr int kTop = 18;  // numbers of the heads
constexpr int kGap = 2;

/// Colours of weights 0 to 255, from the ground to the accent.
std::array<QRgb, 256> ramp(const Tokens& t) {
    std::array<QRgb, 256> colors;
    for (int i = 0; i < 256; ++i)
        colors[static_cast<std::size_t>(i)] = blend(t.raised, t.accent, i / 255.0).rgb();
    return colors;
}

} // namespace

HeadGrid::HeadGrid(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Layers and heads"));
    connect(&theme, &Theme::changed, this, [this] {
        makeImages();
        update();
    });
}

void HeadGrid::setGrid(api::AttentionGrid grid) {
    m_grid = std::move(grid);
    makeImages();
    describe();
    update();
}

void HeadGrid::setFacts(std::vector<api::HeadFacts> facts) {
    m_facts = std::move(facts);
    describe();
    update();
}

void HeadGrid::setMode(Mode mode) {
    m_mode = mode;
    update();
}

void HeadGrid::setChosen(int layer, int head) {
    m_layer = layer;
    m_head = head;
    describe();
    update();
}

void HeadGrid::makeImages() {
    const auto colors = ramp(m_theme.tokens());
    const auto cells = static_cast<std::size_t>(m_grid.rows) * static_cast<std::size_t>(m_grid.columns);
    m_images.clear();
    for (std::size_t head = 0; cells > 0 && (head + 1) * cells <= m_grid.patterns.size(); ++head) {
        QImage image(m_grid.columns, m_grid.rows, QImage::Format_RGB32);
        for (int row = 0; row < m_grid.rows; ++row) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
            const auto first = head * cells + static_cast<std::size_t>(row) * static_cast<std::size_t>(m_grid.columns);
            for (int column = 0; column < m_grid.columns; ++column)
                line[column] = colors[m_grid.patterns[first + static_cast<std::size_t>(column)]];
        }
        m_images.push_back(std::move(image));
    }
}

QRect HeadGrid::cell(int layer, int head) const {
    const double width = static_cast<double>(this->width() - scaled(kLeft)) / std::max(1, m_grid.heads);
    const double height = static_cast<double>(this->height() - scaled(kTop)) / std::max(1, m_grid.layers);
    const QRectF area(scaled(kLeft) + head * width, scaled(kTop) + layer * height, width, height);
    return area.toRect().adjusted(0, 0, -kGap, -kGap);
}

void HeadGrid::paintEvent(QPaintEvent*) {
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setFont(fontOf(FontRole::MonoSmall));
    float most = 1e-6F;
    for (const auto& facts : m_facts)
        most = std::max(most, m_mode == Mode::Entropy ? facts.entropy : facts.promptShare);
    for (int layer = 0; layer < m_grid.layers; ++layer) {
        painter.setPen(t.text2);
        const QRect first = cell(layer, 0);
        painter.drawText(QRect(0, first.top(), scaled(kLeft) - 6, first.height()), Qt::AlignRight | Qt::AlignVCenter, QString::number(layer + 1));
        for (int head = 0; head < m_grid.heads; ++head) {
            const QRect area = cell(layer, head);
            if (layer == 0) {
                painter.setPen(t.text2);
                painter.drawText(QRect(area.left(), 0, area.width(), scaled(kTop) - 3), Qt::AlignCenter, QString::number(head + 1));
            }
            const auto index = static_cast<std::size_t>(layer * m_grid.heads + head);
            if (m_mode == Mode::Pattern && index < m_images.size())
                painter.drawImage(area, m_images[index]);
            else if (m_mode != Mode::Pattern && index < m_facts.size())
                painter.fillRect(area, blend(t.raised, t.accent, static_cast<double>((m_mode == Mode::Entropy ? m_facts[index].entropy : m_facts[index].promptShare) / most)));
            painter.setPen(t.border);
            painter.drawRect(area.adjusted(0, 0, -1, -1));
        }
    }
    if (m_layer < m_grid.layers && m_head < m_grid.heads) {
        painter.setPen(QPen(hasFocus() ? t.accent : t.text, 2));
        painter.drawRect(cell(m_layer, m_head).adjusted(0, 0, -1, -1));
    }
}

void HeadGrid::choose(int layer, int head) {
    if (m_grid.layers == 0)
        return;
    setChosen(std::clamp(layer, 0, m_grid.layers - 1), std::clamp(head, 0, m_grid.heads - 1));
    Q_EMIT headChosen(m_layer, m_head);
}

void HeadGrid::describe() {
    const auto index = static_cast<std::size_t>(m_layer * m_grid.heads + m_head);
    if (index < m_facts.size())
        setAccessibleDescription(tr("Layer %1, head %2: share on prompts %3, entropy %4 bits")
                                     .arg(m_layer + 1)
                                     .arg(m_head + 1)
                                     .arg(QString::number(m_facts[index].promptShare, 'f', 2), QString::number(m_facts[index].entropy, 'f', 2)));
}

void HeadGrid::mousePressEvent(QMouseEvent* event) {
    for (int layer = 0; layer < m_grid.layers; ++layer)
        for (int head = 0; head < m_grid.heads; ++head)
            if (cell(layer, head).contains(event->pos()))
                return choose(layer, head);
}

void HeadGrid::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(m_layer, m_head - 1);
    case Qt::Key_Right:
        return choose(m_layer, m_head + 1);
    case Qt::Key_Up:
        return choose(m_layer - 1, m_head);
    case Qt::Key_Down:
        return choose(m_layer + 1, m_head);
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace cpw::ui
