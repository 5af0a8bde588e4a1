// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/engine.h"
#include "ui/session/live_values.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <array>
#include <optional>

class QGridLayout;

namespace cpw::ui {

class RateSpinBox;

/// Form of a fork: the values of the checkpoint's stage, to be edited, and where it starts. Part of the live page; starts nothing
/// itself.
class ForkPanel : public QFrame {
    Q_OBJECT
public:
    explicit ForkPanel(const Theme& theme, QWidget* parent = nullptr);

    /// `wantedStep`: what was asked for, named beside the checkpoint that is used.
    void open(const api::ForkPoint& point, std::optional<std::int64_t> wantedStep);
    void close();
    void showProblem(const QString& text);
    [[nodiscard]] bool isOpen() const { return m_point.has_value(); }
    /// The spec as edited; nothing while a field holds no number.
    [[nodiscard]] std::optional<api::RunSpec> edited() const;

    [[nodiscard]] RateSpinBox& field(LiveValue value) { return *m_rates[static_cast<std::size_t>(value)]; }
    [[nodiscard]] QSpinBox& epochs() { return *m_epochs; }
    [[nodiscard]] QSpinBox& microBatches() { return *m_microBatches; }
    [[nodiscard]] QLineEdit& seed() { return *m_seed; }
    [[nodiscard]] QPushButton& startButton() { return *m_start; }
    [[nodiscard]] QString place() const { return m_place->text(); }
    [[nodiscard]] QString problem() const { return m_problem->text(); }

Q_SIGNALS:
    void forkRequested(const cpw::api::ForkPoint& point, const cpw::api::RunSpec& spec);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addField(QGridLayout& grid, int place, const QString& caption, QWidget* field);
    void start();

    const Theme& m_theme;
    std::optional<api::ForkPoint> m_point;
    QLabel* m_place;
    std::array<RateSpinBox*, kLiveValues.size()> m_rates{};
    std::array<QCheckBox*, kFreezeSides.size()> m_freezes{};
    QSpinBox* m_epochs;
    QSpinBox* m_microBatches;
    QLineEdit* m_seed;
    QLineEdit* m_name;
    QLabel* m_problem;
    QPushButton* m_start;
};

} // namespace cpw::ui
