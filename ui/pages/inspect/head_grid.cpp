// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/head_grid.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace cpw::ui {
namespace {

constexpr int kGridLeft = 22; // numbers of the layers
constexpr int kGridTop = 18;  // numbers of the heads
constexpr int kGridGap = 2;

/// Colours of differences -255 to 255, or of weights 0 to 255: from the ground to one tone or the other, which `most` has; by
/// the square root, for most weights are small.
QColor shade(const Tokens& t, bool isDifference, double share) {
    const QColor tone = !isDifference ? t.accent : share < 0 ? t.runs[0] : t.runs[1];
    return blend(t.raised, tone, std::sqrt(std::min(1.0, std::abs(share))));
}

std::array<QRgb, 511> ramp(const Tokens& t, bool isDifference, int most) {
    std::array<QRgb, 511> colors;
    for (int i = -255; i <= 255; ++i)
        colors[static_cast<std::size_t>(i + 255)] = shade(t, isDifference, static_cast<double>(i) / most).rgb();
    return colors;
}

} // namespace

HeadGrid::HeadGrid(const Theme& theme, QWidget* parent) : InspectChart(theme, parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Layers and heads"));
}

void HeadGrid::setGrid(api::AttentionGrid grid) {
    m_grid = std::move(grid);
    m_other.clear();
    makeImages();
    describe();
    update();
}

bool HeadGrid::setDifference(api::AttentionGrid grid, api::AttentionGrid other) {
    const bool isSame = grid.layers == other.layers && grid.heads == other.heads && grid.rows == other.rows && grid.columns == other.columns &&
                        grid.promptColumns == other.promptColumns;
    setGrid(isSame ? std::move(grid) : api::AttentionGrid());
    if (isSame) {
        m_other = std::move(other.patterns);
        makeImages();
    }
    return isSame;
}

void HeadGrid::setMasked(std::vector<api::HeadMask> heads) {
    m_masked = std::move(heads);
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
    const auto weightAt = [this](std::size_t at) { return m_grid.patterns[at] - (m_other.empty() ? 0 : m_other[at]); };
    m_most = 1; // the darkest colour: attention spread over many tokens is faint everywhere
    for (std::size_t at = 0; at < m_grid.patterns.size(); ++at)
        m_most = std::max(m_most, std::abs(weightAt(at)));
    const auto colors = ramp(tokens(), !m_other.empty(), m_most);
    const auto cells = static_cast<std::size_t>(m_grid.rows) * static_cast<std::size_t>(m_grid.columns);
    m_images.clear();
    for (std::size_t head = 0; cells > 0 && (head + 1) * cells <= m_grid.patterns.size(); ++head) {
        QImage image(m_grid.columns, m_grid.rows, QImage::Format_RGB32);
        for (int row = 0; row < m_grid.rows; ++row) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
            const auto first = head * cells + static_cast<std::size_t>(row) * static_cast<std::size_t>(m_grid.columns);
            for (int column = 0; column < m_grid.columns; ++column)
                line[column] = colors[static_cast<std::size_t>(255 + weightAt(first + static_cast<std::size_t>(column)))];
        }
        m_images.push_back(std::move(image));
    }
}

CellLayout HeadGrid::cells() const {
    return {ground().adjusted(scaled(kGridLeft), scaled(kGridTop), 0, 0), m_grid.layers, m_grid.heads, kGridGap};
}

void HeadGrid::paintHead(QPainter& painter, const QRect& area, std::size_t index, float most) const {
    const Tokens& t = tokens();
    if (m_mode == Mode::Pattern && index < m_images.size())
        painter.drawImage(area, m_images[index]);
    else if (m_mode != Mode::Pattern && index < m_facts.size())
        painter.fillRect(area, blend(t.raised, t.accent, static_cast<double>((m_mode == Mode::Entropy ? m_facts[index].entropy : m_facts[index].promptShare) / most)));
    painter.setPen(t.border);
    painter.drawRect(isFigure() ? QRectF(area) : QRectF(area.adjusted(0, 0, -1, -1)));
}

void HeadGrid::paint(QPainter& painter) const {
    const Tokens& t = tokens();
    painter.setFont(fontOf(FontRole::MonoSmall));
    const auto layout = cells();
    if (layout.isEmpty())
        return;
    painter.setPen(t.text2);
    layout.drawRowTitles(painter, numberTitles(m_grid.layers), scaled(kGridLeft));
    layout.drawColumnTitles(painter, numberTitles(m_grid.heads), 0, scaled(kGridTop) - 3);
    const float most = mostOfFacts();
    for (int layer = 0; layer < m_grid.layers; ++layer)
        for (int head = 0; head < m_grid.heads; ++head)
            paintHead(painter, layout.cell({layer, head}), static_cast<std::size_t>(layer * m_grid.heads + head), most);
    painter.setPen(QPen(t.err, 1.5));
    for (const auto& mask : m_masked) {
        const QRect area = layout.cell({mask.layer, mask.head});
        painter.drawLine(area.topLeft(), area.bottomRight());
        painter.drawLine(area.bottomLeft(), area.topRight());
    }
    if (!isFigure() && m_layer < m_grid.layers && m_head < m_grid.heads) {
        painter.setPen(QPen(hasFocus() ? t.accent : t.text, 2));
        painter.drawRect(layout.cell({m_layer, m_head}).adjusted(0, 0, -1, -1));
    }
}

float HeadGrid::mostOfFacts() const {
    float most = 1e-6F;
    for (const auto& facts : m_facts)
        most = std::max(most, m_mode == Mode::Entropy ? facts.entropy : facts.promptShare);
    return most;
}

ChartKey HeadGrid::key() const {
    const Tokens t = tokens();
    if (m_mode == Mode::Pattern) {
        constexpr double kWhole = 255;
        const double most = m_most / kWhole;
        const bool isDifference = !m_other.empty();
        return {{}, ChartKey::Scale{isDifference ? -most : 0, most, 2, [t, isDifference, most](double value) { return shade(t, isDifference, value / most); }}, tr("layers down, heads across")};
    }
    const double most = static_cast<double>(mostOfFacts());
    return {{}, ChartKey::Scale{0, most, 2, [t, most](double value) { return blend(t.raised, t.accent, value / most); }, m_mode == Mode::Entropy ? tr("bits") : QString()}, tr("layers down, heads across")};
}

ShownTable HeadGrid::table() const {
    ShownTable table{accessibleName(), {tr("Layer"), tr("Head"), tr("Share on prompts"), tr("Entropy, bits")}, {}, 4};
    for (int layer = 0; layer < m_grid.layers; ++layer)
        for (int head = 0; head < m_grid.heads; ++head) {
            const auto place = static_cast<std::size_t>(layer * m_grid.heads + head);
            QVariantList cells{layer + 1, head + 1};
            if (place < m_facts.size())
                cells << static_cast<double>(m_facts[place].promptShare) << static_cast<double>(m_facts[place].entropy);
            table.rows.push_back(cells);
        }
    return table;
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
    if (const auto place = cells().at(event->pos()))
        choose(place->row, place->column);
}

void HeadGrid::mouseDoubleClickEvent(QMouseEvent*) {
    Q_EMIT headOpened();
}

void HeadGrid::keyPressEvent(QKeyEvent* event) {
    if (const auto place = cells().moved({m_layer, m_head}, event->key()))
        choose(place->row, place->column);
    else if (event->key() == Qt::Key_M && m_grid.layers > 0)
        Q_EMIT maskToggled(m_layer, m_head);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT headOpened();
    else
        QWidget::keyPressEvent(event);
}

} // namespace cpw::ui
