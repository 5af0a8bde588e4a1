// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/pages/inspect/inspect_chart.h"

#include <QImage>
#include <vector>

namespace cpw::ui {

/// The attention of one head, every query and key: queries down, keys across, prompts first and apart, with the fields of the tokens
/// as colours at both sides. GUI thread.
class HeadPattern : public InspectChart {
    Q_OBJECT
public:
    explicit HeadPattern(const Theme& theme, QWidget* parent = nullptr);

    /// Of a layer's weights; `tokens` has as many as the layer.
    void setAttention(const api::LayerAttention& attention, int head, const std::vector<api::ShownToken>& tokens);
    void clear();
    [[nodiscard]] bool isEmpty() const override { return m_tokens == 0; }
    [[nodiscard]] ChartKey key() const override;
    [[nodiscard]] ShownTable table() const override;
    [[nodiscard]] QSize sizeHint() const override { return {170, 170}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {110, 110}; }

protected:
    void paint(QPainter& painter) const override;

private:
    void makeImage();
    void recolor() override { makeImage(); }
    [[nodiscard]] float mostWeight() const;

    std::vector<float> m_weights; ///< [T, K + T]
    std::vector<api::ShownToken> m_shown;
    int m_tokens = 0;
    int m_prompts = 0;
    QImage m_image;
};

} // namespace cpw::ui
