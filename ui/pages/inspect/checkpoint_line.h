// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/pages/inspect/inspect_chart.h"

#include <optional>
#include <vector>

namespace cpw::ui {

/// One row's probability at every checkpoint of its run, as recorded and as edited. A click or the arrow keys choose a checkpoint.
class CheckpointLine : public InspectChart {
    Q_OBJECT
public:
    explicit CheckpointLine(const Theme& theme, QWidget* parent = nullptr);

    void setPoints(std::vector<api::CheckpointProbability> points, bool isEdited);
    /// The step that is looked at.
    void setStep(std::optional<std::int64_t> step);
    [[nodiscard]] const std::vector<api::CheckpointProbability>& points() const { return m_points; }
    [[nodiscard]] ShownTable table() const override;
    [[nodiscard]] bool isEmpty() const override { return m_points.empty(); }
    [[nodiscard]] ChartKey key() const override;
    [[nodiscard]] FigureKind kind() const override { return FigureKind::Chart; }
    [[nodiscard]] QString pgfplots(const FigureForm& form) const override;
    [[nodiscard]] QSize sizeHint() const override { return {300, 96}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 80}; }

Q_SIGNALS:
    void stepChosen(qint64 step);

protected:
    void paint(QPainter& painter) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRect area() const;
    [[nodiscard]] double xOf(std::int64_t step) const;
    [[nodiscard]] double yOf(double probability) const;

    std::vector<api::CheckpointProbability> m_points;
    bool m_isEdited = false;
    std::optional<std::int64_t> m_step;
};

} // namespace cpw::ui
