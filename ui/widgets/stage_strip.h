// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

namespace cpw::ui {

enum class CellState { Plain, Waiting, Running, Done, Stopped, Failed };

/// One step of the road from data to test score.
struct StageCellContent {
    QString title;
    QString detail;
    CellState state = CellState::Waiting;
    double share = -1;         ///< 0 to 1 draws a bar; below 0 none
    bool isSelectable = false; ///< its curves can be shown
    bool isBranch = false;     ///< one of several ways on; those side by side have no arrow between them
    QString hint = {};         ///< tooltip of a selectable one; empty: that it shows its curves
    bool operator==(const StageCellContent&) const = default;
};

/// The cell of a stage strip; a button when its curves can be shown.
class StageCell : public QAbstractButton {
    Q_OBJECT
public:
    explicit StageCell(const Theme& theme, QWidget* parent = nullptr);
    void setContent(const StageCellContent& content);
    void setShown(bool isShown);
    [[nodiscard]] const StageCellContent& content() const { return m_content; }
    [[nodiscard]] QSize sizeHint() const override { return {scaled(140), scaled(52)}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {scaled(90), scaled(52)}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    StageCellContent m_content;
    bool m_isShown = false;
};

/// The stages of a run in a row with arrows between, branches side by side on one ground; the running one in accent, the shown one framed.
class StageStrip : public QWidget {
    Q_OBJECT
public:
    explicit StageStrip(const Theme& theme, QWidget* parent = nullptr);
    void setCells(const std::vector<StageCellContent>& cells);
    /// -1: none.
    void setShown(int cell);
    [[nodiscard]] const std::vector<StageCell*>& cells() const { return m_cells; }

protected:
    void paintEvent(QPaintEvent* event) override;

Q_SIGNALS:
    void clicked(int cell);

private:
    void rebuild(const std::vector<StageCellContent>& cells);

    const Theme& m_theme;
    std::vector<StageCell*> m_cells;
    std::vector<bool> m_branches; ///< which cells are branches, as built
};

} // namespace cpw::ui
