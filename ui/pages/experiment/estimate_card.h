// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/engine_session.h"
#include "ui/theme/theme.h"

#include <QFrame>

#include <stop_token>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace cpw::ui {

/// Memory and time of an experiment from trial steps. What was measured for other settings is greyed until it is measured anew.
class EstimateCard : public QFrame {
    Q_OBJECT
public:
    EstimateCard(const Theme& theme, EngineSession& session, QWidget* parent = nullptr);
    ~EstimateCard() override;

    /// The settings that Measure would try, and how many runs they stand for.
    void setSpec(const api::RunSpec& spec, std::size_t runs, bool hasErrors);
    void measure();
    [[nodiscard]] QPushButton& button() { return *m_button; }
    [[nodiscard]] QString text() const; ///< all that is shown, for tests

Q_SIGNALS:
    /// The batch of a stage is to be done in so many parts a step, as less memory is there than it needs.
    void accumulationChosen(int stage, qint64 accumulation);

private:
    void addFix(int stage, const api::StageEstimate& estimate);
    void show(const api::RunEstimate& estimate);
    void showIdle(const QString& text);
    void addLine(const QString& name, const QString& value, double share = -1);
    void clearLines();

    const Theme& m_theme;
    EngineSession& m_session;
    api::RunSpec m_spec;
    std::string m_measuredHash;
    std::size_t m_runs = 1;
    std::stop_source m_stop;
    bool m_isMeasuring = false;
    QLabel* m_title;
    QWidget* m_lines;
    QVBoxLayout* m_linesLayout;
    QLabel* m_state;
    QProgressBar* m_progress;
    QPushButton* m_button;
};

} // namespace cpw::ui
