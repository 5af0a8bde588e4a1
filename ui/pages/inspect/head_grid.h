// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/pages/inspect/cell_layout.h"
#include "ui/pages/inspect/inspect_chart.h"

#include <QImage>
#include <vector>

namespace cpw::ui {

/// All heads of a language model as a grid of layers and heads: each head's attention pattern, how it differs from another one, or one
/// number of it. A click or the arrow keys choose a head, M asks for it to be masked, Return to be shown large. GUI thread.
class HeadGrid : public InspectChart {
    Q_OBJECT
public:
    enum class Mode { Pattern, PromptShare, Entropy };

    explicit HeadGrid(const Theme& theme, QWidget* parent = nullptr);

    /// Patterns of every head; an empty grid clears.
    void setGrid(api::AttentionGrid grid);
    /// Patterns less those of another model or variant, in two colours; false and nothing drawn where they are not of one size.
    bool setDifference(api::AttentionGrid grid, api::AttentionGrid other);
    /// Heads that are masked are crossed out.
    void setMasked(std::vector<api::HeadMask> heads);
    /// [L, H], for the two other modes.
    void setFacts(std::vector<api::HeadFacts> facts);
    void setMode(Mode mode);
    void setChosen(int layer, int head);
    [[nodiscard]] int layer() const { return m_layer; }
    [[nodiscard]] int head() const { return m_head; }
    [[nodiscard]] const api::AttentionGrid& grid() const { return m_grid; }
    [[nodiscard]] ShownTable table() const override;
    [[nodiscard]] bool isEmpty() const override { return m_grid.layers == 0; }
    [[nodiscard]] ChartKey key() const override;
    [[nodiscard]] QSize sizeHint() const override { return {360, 300}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 120}; }

Q_SIGNALS:
    void headChosen(int layer, int head);
    void maskToggled(int layer, int head);
    void headOpened();

protected:
    void paint(QPainter& painter) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] CellLayout cells() const;
    void makeImages();
    void recolor() override { makeImages(); }
    [[nodiscard]] float mostOfFacts() const;
    void paintHead(QPainter& painter, const QRect& area, std::size_t index, float most) const;
    void choose(int layer, int head);
    void describe();

    api::AttentionGrid m_grid;
    std::vector<std::uint8_t> m_other; ///< patterns that are taken away; empty: none
    std::vector<api::HeadMask> m_masked;
    std::vector<api::HeadFacts> m_facts;
    std::vector<QImage> m_images; ///< a pattern each, in the colours of the theme
    int m_most = 1; ///< weight, or difference, of the darkest colour
    Mode m_mode = Mode::Pattern;
    int m_layer = 0;
    int m_head = 0;
};

} // namespace cpw::ui
