// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/pages/inspect/inspect_chart.h"
#include "ui/pages/inspect/cell_layout.h"

#include <optional>

namespace cpw::ui {

/// Norms of a row's soft prompts by layer and prompt, keys and values side by side: as they are (page to accent), or against their mean
/// over many rows in standard deviations (below: first run colour, above: second). A click or the arrow keys choose a prompt of a layer.
class PromptMap : public InspectChart {
    Q_OBJECT
public:
    explicit PromptMap(const Theme& theme, QWidget* parent = nullptr);

    void setNorms(api::PromptNorms norms);
    /// Mean and deviation over the rows of a survey; none: norms as they are.
    void setReference(std::optional<std::pair<api::PromptNorms, api::PromptNorms>> reference);
    void setChosen(int layer, int prompt, api::PromptPart part);
    [[nodiscard]] int layer() const { return m_layer; }
    [[nodiscard]] int prompt() const { return m_prompt; }
    [[nodiscard]] api::PromptPart part() const { return m_part; }
    /// "P2, layer 9, keys: norm 7.42, +1.9 sd".
    [[nodiscard]] QString chosenText() const;
    [[nodiscard]] ShownTable table() const override;
    [[nodiscard]] bool isEmpty() const override { return m_norms.prompts == 0; }
    [[nodiscard]] ChartKey key() const override;
    [[nodiscard]] QSize sizeHint() const override { return {240, 150}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 90}; }

Q_SIGNALS:
    void promptChosen(int layer, int prompt, cpw::api::PromptPart part);

protected:
    void paint(QPainter& painter) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] bool hasValues() const { return !m_norms.values.empty(); }
    [[nodiscard]] CellLayout cells(api::PromptPart part) const;
    [[nodiscard]] double mostNorm() const;
    void paintPart(QPainter& painter, api::PromptPart part) const;
    [[nodiscard]] std::size_t index(int layer, int prompt) const { return static_cast<std::size_t>(layer * m_norms.prompts + prompt); }
    [[nodiscard]] std::optional<double> deviations(int layer, int prompt, api::PromptPart part) const;
    void choose(int layer, int prompt, api::PromptPart part);

    api::PromptNorms m_norms;
    std::optional<std::pair<api::PromptNorms, api::PromptNorms>> m_reference;
    int m_layer = 0;
    int m_prompt = 0;
    api::PromptPart m_part = api::PromptPart::Keys;
};

} // namespace cpw::ui
