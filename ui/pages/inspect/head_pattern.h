// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/pages/inspect/shown_table.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QWidget>

#include <vector>

namespace cpw::ui {

/// The attention of one head, every query and key: queries down, keys across, prompts first and apart, with the fields of the tokens
/// as colours at both sides. GUI thread.
class HeadPattern : public QWidget {
    Q_OBJECT
public:
    explicit HeadPattern(const Theme& theme, QWidget* parent = nullptr);

    /// Of a layer's weights; `tokens` has as many as the layer.
    void setAttention(const api::LayerAttention& attention, int head, const std::vector<api::ShownToken>& tokens);
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_tokens == 0; }
    [[nodiscard]] ShownTable table() const;
    [[nodiscard]] QSize sizeHint() const override { return {170, 170}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {110, 110}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void makeImage();

    const Theme& m_theme;
    std::vector<float> m_weights; ///< [T, K + T]
    std::vector<api::ShownToken> m_shown;
    int m_tokens = 0;
    int m_prompts = 0;
    QImage m_image;
};

} // namespace cpw::ui
