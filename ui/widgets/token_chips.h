// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace cpw::ui {

/// A sentence as its tokens: one painted widget with a chip for each, underlined in the colour of its field; pieces of one word are
/// joined. With shades each ground says a weight instead of a field. Its text twin is the accessible description.
class TokenChips : public QWidget {
    Q_OBJECT
public:
    explicit TokenChips(const Theme& theme, QWidget* parent = nullptr);

    void setTokens(std::vector<api::ShownToken> tokens);
    [[nodiscard]] const std::vector<api::ShownToken>& tokens() const { return m_tokens; }
    /// One weight a token, drawn as shares of `most`, weights below 0 in another colour; empty: grounds say fields again.
    void setShades(std::vector<float> shades, float most);
    /// The token with a frame; -1: none.
    void setSelected(int token);
    [[nodiscard]] int selected() const { return m_selected; }
    /// "[CLS] user is 0054 . ...", hidden ones as [mask].
    [[nodiscard]] QString twin() const;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 22}; }

Q_SIGNALS:
    void tokenClicked(int token);
    /// The pointer is over another token; -1: over none.
    void tokenHovered(int token);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Chip {
        QRect rect;
        std::size_t token = 0;
    };
    /// Chips in a widget of that width; the last one's bottom is the height.
    [[nodiscard]] std::vector<Chip> layOut(int width) const;
    [[nodiscard]] int tokenAt(const QPoint& place) const;
    void hover(int token);
    /// Every line of chips is seen: layouts ask a nested widget for its least height without its width.
    void keepAllLines();

    const Theme& m_theme;
    std::vector<api::ShownToken> m_tokens;
    std::vector<float> m_shades;
    float m_most = 1;
    int m_selected = -1;
    int m_hovered = -1;
};

} // namespace cpw::ui
